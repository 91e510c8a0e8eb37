from __future__ import annotations

import asyncio

import discord
import pytest

from bot.client import Bot
from bot.errors import UpstreamError
from bot.sandbox.server import Sandbox
from bot.sandbox.world import stages, voice_states
from bot.sandbox.world.channels import add_channel
from bot.sandbox.world.models import ChannelType
from bot.sandbox.world.permissions import Permission
from bot.testing import eventually
from cogs.rooms.api import Rooms
from cogs.rooms.opening import Openings
from tests.cogs.house import CLUB, TOPIC, House


async def test_an_open_room_is_a_live_stage_with_the_bot_on_it(house: House) -> None:
    host = await house.club()

    seen = await host.slash("room open", club=CLUB, topic=TOPIC)

    assert house.instance is not None
    assert house.instance.topic == TOPIC
    assert house.bot_voice is not None
    assert not house.bot_voice.suppress
    assert house.bot_voice.self_deaf
    assert f"**{TOPIC}** is open" in seen.text


async def test_closing_ends_the_stage_and_takes_the_bot_off_it(house: House) -> None:
    host = await house.room()

    seen = await host.slash("room close")

    assert house.instance is None
    assert "is closed" in seen.text
    await eventually(lambda: house.bot_voice is None)
    assert "no open room" in (await host.slash("room close")).text


async def test_a_member_who_is_no_host_neither_opens_nor_closes(house: House) -> None:
    await house.room()
    ada = await house.listener("Ada")
    await ada.slash("club join", club=CLUB)

    assert "you are none of them yet" in (await ada.slash("room open", club=CLUB, topic="Mine")).text
    assert "Only a host" in (await ada.slash("room close")).text
    assert house.instance is not None


@pytest.mark.parametrize(
    ("denied", "name"),
    [
        (Permission.MUTE_MEMBERS, "Mute Members"),
        # Discord takes the rest away with these two, and gives it back with them.
        (Permission.CONNECT, "Connect"),
        (Permission.VIEW_CHANNEL, "View Channel"),
    ],
)
async def test_a_missing_permission_is_named_with_the_channel_and_nothing_is_half_done(
    house: House, denied: Permission, name: str
) -> None:
    host = await house.club()
    house.deny(denied)
    seen_by_bot = house.bot.get_channel(house.stage_id)
    assert isinstance(seen_by_bot, discord.StageChannel)
    await eventually(lambda: seen_by_bot.overwrites)

    seen = await host.slash("room open", club=CLUB, topic=TOPIC, stage=house.stage_id)

    assert f"In <#{house.stage_id}> I lack: {name}." in seen.text
    assert house.instance is None
    assert house.bot_voice is None


@pytest.mark.parametrize(
    ("taken", "name"), [(Permission.MUTE_MEMBERS, "Mute Members"), (Permission.VIEW_CHANNEL, "View Channel")]
)
async def test_a_permission_that_is_taken_in_the_very_moment_is_named_too(
    house: House, taken: Permission, name: str
) -> None:
    host = await house.club()
    await house.sandbox.faults.inject("delay", path="/stage-instances", method="POST", seconds=0.5)
    opening = asyncio.create_task(host.slash("room open", club=CLUB, topic=TOPIC, stage=house.stage_id))
    await eventually(lambda: not house.sandbox.rest_faults.planned)

    house.deny(taken)

    assert f"In <#{house.stage_id}> I lack: {name}." in (await opening).text
    assert house.bot.service(Rooms).of(house.sandbox.guild.id) == []


async def test_a_stage_that_is_open_already_is_refused(house: House) -> None:
    host = await house.room()

    again = await host.slash("room open", club=CLUB, topic="More", stage=house.stage_id)

    assert f"A room is open on that stage: **{TOPIC}**" in again.text


async def test_a_stage_opened_in_discord_itself_is_refused(house: House) -> None:
    host = await house.club()
    owner_id = house.sandbox.guild.owner_id
    stages.open_stage(house.sandbox.world, house.stage_id, owner_id, "By hand")

    seen = await host.slash("room open", club=CLUB, topic=TOPIC, stage=house.stage_id)

    assert "opened in Discord itself" in seen.text
    assert house.bot.service(Rooms).of(house.sandbox.guild.id) == []


async def test_a_room_follows_a_stage_that_closed_by_itself(house: House) -> None:
    """Discord documentation, "Stage Instance", Auto Close: some minutes after the last speaker left."""
    host = await house.room()
    voice_states.modify_own(
        house.sandbox.world, house.sandbox.guild.id, house.sandbox.world.application.bot.id, suppress=True
    )
    await eventually(
        lambda: house.bot_voice is not None and not house.bot_voice.suppress
    )  # it comes up again
    await house.bot.voice.leave(house.sandbox.guild.id)
    await eventually(lambda: house.bot_voice is None)

    house.sandbox.advance(3600)

    await eventually(lambda: house.bot.service(Rooms).on(house.stage_id) is None)
    assert "no open room" in (await host.slash("room close")).text


async def test_without_a_stage_one_is_told_what_to_do(house: House) -> None:
    host = await house.room()
    await host.leave()
    await host.slash("room open", club=CLUB, topic="Second")

    assert "no free stage channel" in (await host.slash("room open", club=CLUB, topic="Third")).text


async def test_the_stage_that_the_host_is_on_is_the_one_that_opens(house: House, sandbox: Sandbox) -> None:
    third = add_channel(sandbox.world, sandbox.guild, "Third", ChannelType.STAGE)
    host = await house.club()
    await host.join(third.id)

    await host.slash("room open", club=CLUB, topic=TOPIC)

    assert third.id in sandbox.guild.stage_instances


async def test_topics_are_data(house: House, bot: Bot) -> None:
    host = await house.club()

    seen = await host.slash("room open", club=CLUB, topic="@everyone **now**")

    assert house.instance is not None
    assert house.instance.topic == "@everyone **now**"
    assert seen.first is not None
    assert not seen.first.payload["mention_everyone"]
    assert bot.service(Rooms).on(house.stage_id) is not None


async def test_of_two_rooms_the_first_has_the_bot_and_then_the_other(house: House, sandbox: Sandbox) -> None:
    host = await house.room()
    second = house.other_stage_id

    opened = await host.slash("room open", club=CLUB, topic="Second", stage=second)
    assert "could not come up" in opened.text
    assert house.bot_voice is not None
    assert house.bot_voice.channel_id == house.stage_id
    await host.slash("room close")

    await eventually(lambda: house.bot_voice is not None and house.bot_voice.channel_id == second)
    assert second in sandbox.guild.stage_instances


async def test_a_stage_whose_room_could_not_be_stored_is_closed_again(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    host = await house.club()

    async def refuse(*_: object) -> None:
        raise UpstreamError("the database was busy")

    with monkeypatch.context() as broken:
        broken.setattr(Openings, "go_live", refuse)
        seen = await host.slash("room open", club=CLUB, topic=TOPIC)

    assert "Discord did not play along" in seen.text
    assert house.instance is None
    assert house.bot_voice is None
    assert "is open on" in (await host.slash("room open", club=CLUB, topic=TOPIC)).text
