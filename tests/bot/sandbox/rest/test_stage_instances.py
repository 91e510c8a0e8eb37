"""Stage instances, by plain discord.py over sockets. "Stage Instance Resource" unless said otherwise."""

from __future__ import annotations

from datetime import timedelta

import discord
import pytest

from bot.sandbox.world.permissions import Permission
from bot.sandbox.world.stages import AUTO_CLOSE_SECONDS
from tests.bot.sandbox.house import expect_refused
from tests.bot.sandbox.stage_client import Club


async def test_a_stage_opens(club: Club) -> None:
    # Create Stage Instance.
    answered, told = await club.caused("stage_instance_create", club.stage.create_instance(topic="Books"))

    assert (answered.id, answered.topic) == (told.id, "Books")
    assert club.stage.instance is not None
    assert (await club.stage.fetch_instance()).id == told.id


async def test_it_is_renamed_and_closed(club: Club) -> None:
    # Modify Stage Instance (its page lost `topic`, the OpenAPI description has it) and Delete.
    instance = await club.stage.create_instance(topic="Books")

    _, (_, after) = await club.caused("stage_instance_update", instance.edit(topic="Films"))
    _, closed = await club.caused("stage_instance_delete", instance.delete())

    assert (after.topic, closed.id) == ("Films", instance.id)
    await expect_refused(10067, club.stage.fetch_instance())
    await expect_refused(10067, instance.delete())


@pytest.mark.parametrize(
    "missing", [Permission.MANAGE_CHANNELS, Permission.MUTE_MEMBERS, Permission.MOVE_MEMBERS]
)
async def test_only_a_moderator_opens_edits_and_closes(club: Club, missing: Permission) -> None:
    # Definitions, Moderators: all three, in that channel.
    instance = await club.stage.create_instance(topic="Books")
    club.deny(missing)

    await expect_refused(50013, club.stage.create_instance(topic="Again"))
    await expect_refused(50013, instance.edit(topic="Films"))
    await expect_refused(50013, instance.delete())


async def test_a_stage_that_cannot_be_seen_is_refused_otherwise(club: Club) -> None:
    # "Opcodes and Status Codes", 50001.
    club.deny(Permission.VIEW_CHANNEL)

    await expect_refused(50001, club.client.http.get_stage_instance(int(club.sandbox.ready.stage_channel_id)))


async def test_it_opens_once(club: Club) -> None:
    # "Opcodes and Status Codes", 150006.
    await club.stage.create_instance(topic="Books")

    await expect_refused(150006, club.stage.create_instance(topic="Again"))


@pytest.mark.parametrize(("topic", "code"), [("", 50035), ("x" * 121, 50035), ("a blockedword", 20031)])
async def test_a_topic_has_its_rules(club: Club, topic: str, code: int) -> None:
    # Stage Instance Structure (1-120 characters); "Opcodes and Status Codes", 20031.
    await expect_refused(code, club.stage.create_instance(topic=topic))


async def test_only_a_stage_channel_opens(club: Club) -> None:
    # "Opcodes and Status Codes", 50024 and 10003.
    for channel_id, code in ((club.back_room.id, 50024), (1, 10003)):
        creation = club.client.http.create_stage_instance(channel_id=channel_id, topic="x", reason=None)
        await expect_refused(code, creation)


async def test_the_notification_needs_mention_everyone(club: Club) -> None:
    # Create Stage Instance, send_start_notification; "Message", Message Types, STAGE_START.
    open_it = club.stage.create_instance(topic="Books", send_start_notification=True)
    instance, loud = await club.caused("message", open_it)
    await instance.delete()
    club.deny(Permission.MENTION_EVERYONE)

    again = club.stage.create_instance(topic="Films", send_start_notification=True)
    _, quiet = await club.caused("message", again, lambda message: message.content == "Films")

    assert loud.type is quiet.type is discord.MessageType.stage_start
    assert (loud.mention_everyone, quiet.mention_everyone) == (True, False)


async def test_discord_closes_a_stage_without_speakers(club: Club) -> None:
    # Auto Closing.
    await club.stage.create_instance(topic="Books")
    await club.take_stage()
    club.sandbox.advance(AUTO_CLOSE_SECONDS * 10)
    assert club.sandbox.guild.stage_instances

    await club.guild.me.edit(suppress=True)

    async def wait() -> None:
        club.sandbox.advance(AUTO_CLOSE_SECONDS + 1)

    _, closed = await club.caused("stage_instance_delete", wait())
    assert closed.topic == "Books"


async def test_opening_for_an_event_links_and_starts_it(club: Club) -> None:
    # Create Stage Instance, guild_scheduled_event_id.
    event = await club.guild.create_scheduled_event(
        name="Reading",
        start_time=discord.utils.utcnow() + timedelta(hours=1),
        channel=club.stage,
        privacy_level=discord.PrivacyLevel.guild_only,
    )

    opening = club.stage.create_instance(topic="Now", scheduled_event=event)
    instance, (_, after) = await club.caused("scheduled_event_update", opening)

    assert instance.scheduled_event_id == event.id
    assert after.status is discord.EventStatus.active
