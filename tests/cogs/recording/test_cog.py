"""A room is recorded: people are told and asked, and what is kept is what they want kept."""

from __future__ import annotations

import asyncio
import errno
import os
import re
from pathlib import Path

import pytest

from bot.client import Bot
from bot.config import Config
from bot.sandbox.people.person import Person
from bot.sandbox.server import Sandbox
from bot.sandbox.world import voice_states
from bot.sandbox.world.permissions import Permission
from bot.settings.store import Place
from bot.testing import eventually, running
from bot.voice.salvage import Reopened
from cogs.recording.chime import Said, notice
from cogs.recording.folders import BEFORE, Folders
from cogs.recording.recorder import Recorder
from tests.bot.sandbox.voice.stage import Stage
from tests.cogs.house import TOPIC, House
from tests.cogs.playback.conftest import heard_in
from tests.cogs.recording.studio import TALK, Studio
from tests.stage import bot_is_heard


async def test_an_evening_is_recorded_of_those_who_say_yes(studio: Studio) -> None:
    house = studio.house
    host = await house.room()
    ada, ada_voice = await studio.speaker("Ada", host)
    bob, bob_voice = await studio.speaker("Bob", host)
    assert studio.bot_is_deaf

    assert "is being recorded" in (await host.slash("record start")).text

    assert "This room is being recorded" in studio.chat(ada)
    await eventually(lambda: set(notice(Said.RECORDING, "en")) <= set(heard_in(house)))
    assert f"{ada.mention} {bob.mention}: may I record you?" in studio.chat(ada)
    await eventually(lambda: not studio.bot_is_deaf)
    await eventually(lambda: "Being recorded since" in studio.chat(ada))
    assert "recorded already" in (await host.slash("record start")).text
    assert "host" in (await ada.slash("record stop")).text

    assert "You are recorded" in await studio.press(ada, "yes")
    assert "You are not recorded" in await studio.press(bob, "no")
    await bob_voice.speak(TALK)
    await ada_voice.speak(TALK)
    await studio.keeps(ada, TALK)
    status = (await ada.slash("record status")).text
    assert "One person has been recorded so far" in status
    assert "You are recorded when you speak" in status
    assert "You are not recorded" in (await bob.slash("record status")).text

    assert "is over and safe" in (await host.slash("record stop")).text
    assert studio.said(ada) == TALK
    assert not studio.track(bob).exists()
    assert studio.bot_is_deaf
    await eventually(lambda: set(notice(Said.RECORDED, "en")) <= set(heard_in(house)))
    assert "One person is in it" in studio.chat(bob)
    assert "not being recorded" in (await host.slash("record stop")).text
    assert "is over" in await studio.press(ada, "yes")
    report = (await host.slash("room report")).text
    assert re.search(rf"{ada.mention}: less than a minute, heard speaking 0:01 of 0:\d\d recorded", report)
    assert re.search(rf"{bob.mention}: less than a minute$", report, re.MULTILINE)


async def test_a_no_removes_what_there_is_and_a_later_yes_begins_anew(studio: Studio) -> None:
    house = studio.house
    host = await house.room()
    place = Place(house.sandbox.guild.id, "recording", 1)
    await house.bot.settings.change(place, {"consent": "opt-out", "spoken_notice": False}, by=host.id)
    await host.slash("record start")
    ada, voice = await studio.speaker("Ada", host)
    await eventually(
        lambda: f"{ada.mention}, this room is being recorded, and so are you" in studio.chat(host)
    )

    await voice.speak(TALK[:30])
    await eventually(studio.track(ada).exists)
    await ada.slash("record consent", answer="no")
    await eventually(lambda: not studio.track(ada).exists())
    await voice.speak(TALK[:30])
    await ada.slash("record consent", answer="yes")
    await voice.speak(TALK[30:])
    await studio.keeps(ada, TALK[30:])
    await host.slash("room close")
    await eventually(lambda: "ended with the room" in studio.chat(host))

    assert studio.said(ada) == TALK[30:]
    kept = (await ada.slash("privacy show")).text
    assert "recording" in kept.casefold()


async def test_a_recording_goes_on_in_the_same_tracks_after_a_restart(
    sandbox: Sandbox, config: Config, tmp_path: Path
) -> None:
    folder = tmp_path / "recordings"
    async with running(sandbox, config) as bot:
        studio = Studio(House(sandbox, bot), folder)
        host = await studio.house.room()
        ada, voice = await studio.speaker("Ada", host)
        await host.slash("record start")
        await studio.press(ada, "yes")
        await eventually(lambda: not studio.bot_is_deaf)
        await voice.speak(TALK[:30])
        await studio.keeps(ada, TALK[:30])
    zoe = Stage(sandbox).speaker("Zoe")  # while the bot is away

    async with running(sandbox, config):
        await eventually(lambda: bot_is_heard(sandbox, studio.house.stage_id) and not studio.bot_is_deaf)
        await eventually(
            lambda: f"<@{zoe}>, this room is being recorded. May I record you?" in studio.chat(ada)
        )
        await voice.speak(TALK[30:])
        await studio.keeps(ada, TALK[30:])
        assert "is over and safe" in (await host.slash("record stop")).text

    assert studio.said(ada) == TALK


async def test_what_ran_when_its_room_ended_unseen_is_ended_and_safe(
    sandbox: Sandbox, config: Config, tmp_path: Path
) -> None:
    async with running(sandbox, config) as bot:
        studio = Studio(House(sandbox, bot), tmp_path / "recordings")
        host = await studio.house.room()
        await host.slash("record start")
    sandbox.guild.stage_instances.clear()

    async with running(sandbox, config):
        await eventually(lambda: "ended while I was away" in studio.chat(host))
        assert "No room is being recorded" in (await host.slash("record status")).text


async def test_moved_to_another_stage_nothing_is_taken_in_until_the_bot_is_back_and_a_no_meanwhile_holds(
    studio: Studio, monkeypatch: pytest.MonkeyPatch
) -> None:
    host = await studio.house.room()
    await host.slash("record start")
    (ada, voice), (bob, other) = await studio.speaker("Ada", host), await studio.speaker("Bob", host)
    for person in (ada, bob):
        await studio.press(person, "yes")
    await asyncio.gather(voice.speak(TALK[:30]), other.speak(TALK[:30]))
    await asyncio.gather(studio.keeps(ada, TALK[:30]), studio.keeps(bob, TALK[:30]))
    say_no_in_that_moment(studio, ada, monkeypatch)

    sandbox, bot_id = studio.house.sandbox, studio.house.sandbox.world.application.bot.id
    voice_states.move(sandbox.world, sandbox.guild.id, bot_id, studio.house.other_stage_id)
    await eventually(lambda: studio.bot_is_deaf)
    await eventually(lambda: studio.house.bot_is_heard and not studio.bot_is_deaf, within_seconds=60)
    await asyncio.gather(voice.speak(TALK[30:]), other.speak(TALK[30:]))
    await studio.keeps(bob, TALK[30:])

    assert "is over and safe" in (await host.slash("record stop")).text
    assert studio.said(bob) == TALK
    assert not studio.track(ada).exists()
    assert "One person is in it" in studio.chat(bob)


def say_no_in_that_moment(studio: Studio, person: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let somebody say no just after the tracks were opened that a recording goes on with."""
    recorder, loop = studio.house.bot.service(Recorder), asyncio.get_running_loop()
    folders, guild_id = recorder._folders, studio.house.sandbox.guild.id
    open_again = folders.open_again

    def opened(replay_id: int) -> dict[int, Reopened]:
        found = open_again(replay_id)
        asyncio.run_coroutine_threadsafe(recorder.answer(guild_id, person.id, False), loop).result()
        return found

    monkeypatch.setattr(folders, "open_again", opened)


async def test_where_nothing_can_be_written_it_is_said_and_nothing_is_left(
    studio: Studio, config: Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    host = await studio.house.room()
    await asyncio.to_thread(Path(config.recording.folder).write_text, "in the way")

    assert "Nothing can be written where recordings are kept" in (await host.slash("record start")).text

    assert studio.bot_is_deaf
    assert "This room is being recorded" not in studio.chat(host)
    await asyncio.to_thread(Path(config.recording.folder).unlink)

    # What lies there under its number, as after an older copy of the database was put back, is not its own.
    (studio.folder / "1").mkdir(parents=True)
    (studio.folder / "1" / "9.opus").write_bytes(b"somebody's")
    with monkeypatch.context() as patched:
        patched.setattr(Folders, "make", refuse)
        assert "Nothing can be written" in (await host.slash("record start")).text
    assert (studio.folder / "1" / "9.opus").read_bytes() == b"somebody's"
    assert "is being recorded" in (await host.slash("record start")).text
    (aside,) = studio.folder.glob(f"1{BEFORE}*")
    assert (aside / "9.opus").read_bytes() == b"somebody's"


def refuse(_folders: Folders, _replay_id: int) -> Path:
    """Fail as a disk does that is full."""
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


async def test_a_disk_that_fills_up_ends_the_recording_and_loses_nothing(
    studio: Studio, monkeypatch: pytest.MonkeyPatch
) -> None:
    host = await studio.house.room()
    await host.slash("record start")
    ada, voice = await studio.speaker("Ada", host)
    await eventually(lambda: f"{ada.mention}, this room is being recorded" in studio.chat(ada))
    await studio.press(ada, "yes")
    await voice.speak(TALK)
    await studio.keeps(ada, TALK)

    # What the guard sees on a disk that others have filled.
    monkeypatch.setattr(studio.house.bot.service(Recorder)._folders, "_least_free_bytes", 1 << 62)
    await eventually(lambda: "no room left for it on the disk" in studio.chat(host), within_seconds=60)

    assert studio.said(ada) == TALK
    assert studio.bot_is_deaf
    assert "too little room on the disk" in (await host.slash("record start")).text


async def test_who_may_not_tell_the_room_may_not_record_it(studio: Studio, bot: Bot) -> None:
    host = await studio.house.room()
    studio.house.deny(Permission.SEND_MESSAGES)

    assert "Send Messages" in (await host.slash("record start")).text
    assert studio.bot_is_deaf
    assert not studio.folder.exists() or not list(studio.folder.iterdir())
    assert TOPIC in (await host.slash("room close")).text
    assert bot.user is not None


async def test_a_replay_is_made_posted_had_changed_and_deleted(studio: Studio) -> None:
    host = await studio.house.room()
    await host.slash("room link add", url="https://example.org/jazz", label="Notes")
    await host.slash("record start")
    (ada, voice), (bob, other) = await studio.speaker("Ada", host), await studio.speaker("Bob", host)
    await studio.press(ada, "yes")
    await studio.press(bob, "yes")
    await voice.speak(TALK)
    await other.speak(TALK)
    await eventually(lambda: studio.track(ada).exists() and studio.track(bob).exists())
    assert "no recordings here" in (await host.slash("record list")).text
    await host.slash("record stop")

    # By itself: the file, its picture, its notes, and a button for each other form.
    await eventually(lambda: studio.post(ada) is not None, within_seconds=60)
    post = studio.post(ada)
    assert post is not None
    assert studio.names(post) == ["replay-1.opus", "notes.md"]
    assert "replay.png" in post.embeds[0]["image"]["url"]
    assert ada.mention in post.text
    assert f"`00:00` {TOPIC}" in post.text
    assert "](<https://example.org/jazz>)" in studio.content(post, "notes.md").decode()
    assert "Ada (" in studio.content(post, "notes.md").decode()
    await ada.click(post.id, "recording:have:1:mp3")
    # On a busy machine it is made long after whoever pressed has gone.
    await eventually((studio.folder / "1" / "mix.mp3").exists, within_seconds=60)
    mp3 = await ada.click(post.id, "recording:have:1:mp3")
    assert studio.names(mp3.messages[-1]) == ["recording-1.mp3"]
    assert "No recording of that name" in (await ada.click(post.id, "recording:have:1:tracks")).text

    # Those who run the club find it.
    assert TOPIC in (await host.slash("record list")).text
    assert "no recordings here" in (await ada.slash("record list")).text
    assert "No recording of that name" in (await ada.slash("record get", replay="1")).text
    (offered,) = await host.autocomplete("record get", "replay")
    packed = await host.slash("record get", replay=offered["value"], form="tracks")
    assert studio.names_in(packed) == {
        f"Ada-{ada.id}.opus",
        f"Bob-{bob.id}.opus",
        f"{studio.bot_id}.opus",
    }
    assert "is called **Jazz**" in (await host.slash("record rename", replay="1", name="Jazz")).text
    await eventually(lambda: "🎧 **Jazz**" in studio.chat(ada), within_seconds=60)

    assert "No transcripts are made here" in (await host.slash("record transcript", replay="1")).text

    # Who withdraws is in nothing any more.
    (own,) = await ada.autocomplete("record withdraw", "replay")
    assert "taken out" in (await ada.slash("record withdraw", replay=own["value"])).text
    assert not studio.track(ada).exists()
    assert "No recording of that name" in (await ada.slash("record withdraw", replay="1")).text
    await eventually(
        lambda: (there := studio.post(bob)) is not None and ada.mention not in there.text, within_seconds=60
    )
    post = studio.post(bob)
    assert post is not None
    assert "Ada (" not in studio.content(post, "notes.md").decode()
    packed = await host.slash("record get", replay="1", form="tracks")
    assert studio.names_in(packed) == {f"Bob-{bob.id}.opus", f"{studio.bot_id}.opus"}

    # Deleted, it is nowhere.
    asked = await host.slash("record delete", replay="1")
    assert "for good" in asked.text
    gone = await host.click(asked.messages[-1].id, "recording:do:1:really")
    assert "is deleted" in gone.text
    await eventually(lambda: not (studio.folder / "1").exists() and studio.post(bob) is None)
    assert "No recording of that name" in (await host.slash("record delete", replay="1")).text
