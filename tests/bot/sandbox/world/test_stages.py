"""Live stages. Discord documentation, "Stage Instance Resource", unless a test says otherwise."""

from __future__ import annotations

from typing import Any

import pytest

from bot.sandbox.payloads.guilds import guild_create
from bot.sandbox.world.channels import delete_channel
from bot.sandbox.world.stages import AUTO_CLOSE_SECONDS, close_stage, edit_stage, live_stage, open_stage
from bot.sandbox.world.voice_states import leave, modify_own


@pytest.fixture
def live(scene: Any) -> Any:
    return open_stage(scene.world, scene.stage.id, scene.bot_id, "Books")


def speak(scene: Any, user_id: int) -> None:
    scene.join(user_id)
    modify_own(scene.world, scene.guild.id, user_id, suppress=False)


@pytest.mark.usefixtures("live")
def test_a_stage_opens_once(scene: Any, expect_refused: Any) -> None:
    # Create Stage Instance; "Opcodes and Status Codes", 150006.
    (event,) = scene.seen("STAGE_INSTANCE_CREATE")
    assert event["topic"] == "Books"

    with expect_refused(150006):
        open_stage(scene.world, scene.stage.id, scene.bot_id, "Again")


def test_only_a_stage_channel_goes_live(scene: Any, expect_refused: Any) -> None:
    # "Opcodes and Status Codes", 50024.
    with expect_refused(50024):
        open_stage(scene.world, scene.voice.id, scene.bot_id, "Books")


def test_a_stage_that_is_not_live_is_unknown(scene: Any, expect_refused: Any) -> None:
    # "Opcodes and Status Codes", 10067.
    with expect_refused(10067):
        live_stage(scene.world, scene.stage.id)
    with expect_refused(10067):
        close_stage(scene.world, scene.stage.id, scene.bot_id)


def test_some_words_are_not_allowed(scene: Any, live: Any, expect_refused: Any) -> None:
    # "Opcodes and Status Codes", 20031.
    scene.world.blocked_words = {"gossip"}

    with expect_refused(20031):
        edit_stage(scene.world, scene.stage.id, scene.bot_id, topic="Books and Gossip")
    assert live.topic == "Books"


@pytest.mark.usefixtures("live")
def test_a_topic_changes(scene: Any) -> None:
    # Modify Stage Instance.
    edit_stage(scene.world, scene.stage.id, scene.bot_id, topic="Films")

    assert scene.seen("STAGE_INSTANCE_UPDATE")[-1]["topic"] == "Films"


def test_a_stage_closes(scene: Any, live: Any) -> None:
    # Delete Stage Instance.
    close_stage(scene.world, scene.stage.id, scene.bot_id)

    assert [event["id"] for event in scene.seen("STAGE_INSTANCE_DELETE")] == [str(live.id)]


@pytest.mark.usefixtures("live")
def test_a_deleted_channel_takes_its_stage_along(scene: Any) -> None:
    delete_channel(scene.world, scene.guild, scene.stage)

    assert len(scene.seen("STAGE_INSTANCE_DELETE")) == 1


def test_a_bot_that_comes_back_is_told_of_live_stages(scene: Any, live: Any) -> None:
    # "Gateway Events", Guild Create Extra Fields, stage_instances.
    payload = guild_create(scene.world, scene.guild)

    assert [each["id"] for each in payload["stage_instances"]] == [str(live.id)]


@pytest.mark.usefixtures("live")
def test_a_stage_without_speakers_closes_after_minutes(scene: Any) -> None:
    # Auto Closing: listeners do not keep it open.
    scene.listener()
    scene.clock.advance(AUTO_CLOSE_SECONDS - 5)
    assert scene.seen("STAGE_INSTANCE_DELETE") == []

    scene.clock.advance(10)

    assert len(scene.seen("STAGE_INSTANCE_DELETE")) == 1


@pytest.mark.usefixtures("live")
def test_a_speaker_keeps_a_stage_open(scene: Any) -> None:
    # Auto Closing.
    speak(scene, scene.bot_id)

    scene.clock.advance(AUTO_CLOSE_SECONDS * 100)

    assert scene.seen("STAGE_INSTANCE_DELETE") == []


@pytest.mark.usefixtures("live")
@pytest.mark.parametrize("goes", ["leaves", "steps down", "moves"])
def test_the_wait_begins_when_the_last_speaker_goes(scene: Any, goes: str) -> None:
    # Auto Closing.
    speak(scene, scene.bot_id)
    scene.clock.advance(AUTO_CLOSE_SECONDS * 2)
    if goes == "leaves":
        leave(scene.world, scene.guild.id, scene.bot_id)
    elif goes == "moves":
        scene.join(scene.bot_id, scene.voice)
    else:
        modify_own(scene.world, scene.guild.id, scene.bot_id, suppress=True)

    scene.clock.advance(AUTO_CLOSE_SECONDS + 1)

    assert len(scene.seen("STAGE_INSTANCE_DELETE")) == 1


@pytest.mark.usefixtures("live")
def test_a_speaker_who_comes_in_time_stops_the_wait(scene: Any) -> None:
    # Auto Closing.
    scene.clock.advance(AUTO_CLOSE_SECONDS - 10)
    speak(scene, scene.bot_id)
    scene.clock.advance(20)

    assert scene.seen("STAGE_INSTANCE_DELETE") == []


@pytest.mark.usefixtures("live")
def test_an_old_wait_does_not_close_a_new_stage(scene: Any) -> None:
    close_stage(scene.world, scene.stage.id, scene.bot_id)
    scene.clock.advance(AUTO_CLOSE_SECONDS - 10)
    open_stage(scene.world, scene.stage.id, scene.bot_id, "Next")

    scene.clock.advance(20)

    assert live_stage(scene.world, scene.stage.id).topic == "Next"


def test_a_stage_speaks_in_its_chat(scene: Any) -> None:
    # "Message", Message Types: STAGE_START 27, STAGE_END 28, STAGE_SPEAKER 29, STAGE_TOPIC 31.
    open_stage(scene.world, scene.stage.id, scene.bot_id, "Books @everyone")
    edit_stage(scene.world, scene.stage.id, scene.bot_id, topic="Films")
    speak(scene, scene.bot_id)
    close_stage(scene.world, scene.stage.id, scene.bot_id)

    said = scene.seen("MESSAGE_CREATE")
    assert [each["type"] for each in said] == [27, 31, 29, 28]
    assert said[0]["content"] == "Books @everyone"
    assert not said[0]["mention_everyone"]


def test_a_start_notification_mentions_everyone(scene: Any) -> None:
    # Create Stage Instance, send_start_notification.
    open_stage(scene.world, scene.stage.id, scene.bot_id, "Books", notify=True)

    assert scene.seen("MESSAGE_CREATE")[0]["mention_everyone"]
