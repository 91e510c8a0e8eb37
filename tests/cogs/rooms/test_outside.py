"""What happens to a stage outside the bot: it is opened, deleted, barred or left by others' hands."""

from __future__ import annotations

import discord
import pytest

from bot.sandbox.world import channels, stages, voice_states
from bot.sandbox.world.channels import set_overwrite
from bot.sandbox.world.guilds import add_member
from bot.sandbox.world.models import Overwrite
from bot.sandbox.world.permissions import Permission
from bot.testing import eventually, running
from cogs.clubs.api import Clubs
from cogs.rooms.api import Rooms
from cogs.rooms.cog import RoomCommands
from cogs.rooms.refusals import NotOpen, RoomAlreadyLive
from cogs.rooms.rows import unfinished
from cogs.rooms.service import RoomBook
from cogs.rooms.stage import OpenStage
from cogs.rooms.stages import roles_on
from tests.cogs.house import CLUB, TOPIC, House
from tests.cogs.rooms.test_card import card


def live(house: House) -> list[str]:
    return [room.topic for room in house.bot.service(Rooms).of(house.sandbox.guild.id)]


async def test_a_clubs_own_stage_that_is_opened_in_discord_is_a_room_of_the_club(house: House) -> None:
    host = await house.club()
    await house.manager().slash("club bind stage", club=CLUB, stage=house.stage_id)
    await host.join(house.stage_id)

    stages.open_stage(house.sandbox.world, house.stage_id, host.id, "By hand")

    await eventually(lambda: house.bot_is_heard)
    await eventually(lambda: f"**Host:** {host.mention}" in card(house, host))
    assert live(house) == ["By hand"]
    assert "is closed" in (await host.slash("room close")).text


async def test_one_that_was_opened_while_the_bot_was_away_is_found_at_its_start(house: House) -> None:
    host = await house.club()
    await house.manager().slash("club bind stage", club=CLUB, stage=house.stage_id)
    await host.join(house.stage_id)
    await house.bot.close()
    stages.open_stage(house.sandbox.world, house.stage_id, host.id, "By hand")

    async with running(house.sandbox, house.bot.config) as again:
        await eventually(lambda: again.service(Rooms).on(house.stage_id))


async def test_any_other_stage_becomes_a_room_once_somebody_says_whose(house: House) -> None:
    host = await house.club()
    ada = house.person("Ada")
    stages.open_stage(house.sandbox.world, house.stage_id, house.sandbox.guild.owner_id, "By hand")
    refused = await ada.slash("room adopt", club=CLUB, stage=house.stage_id)

    seen = await host.slash("room adopt", club=CLUB, stage=house.stage_id)

    assert "you are none of them yet" in refused.text
    assert f"**By hand** is a room of **{CLUB}**" in seen.text
    assert house.bot_is_heard
    closed = await host.slash("room adopt", club=CLUB, stage=house.other_stage_id)
    assert "is not open in Discord" in closed.text


async def test_a_stage_that_closed_or_became_another_room_meanwhile_is_not_adopted_and_no_plan_is_left(
    house: House,
) -> None:
    host, guild_id = await house.club(), house.sandbox.guild.id
    club = await house.bot.service(Clubs).named(guild_id, CLUB)
    taken, closed = (house.bot.get_channel(each) for each in (house.stage_id, house.other_stage_id))
    assert isinstance(taken, discord.StageChannel)
    assert isinstance(closed, discord.StageChannel)
    stages.open_stage(house.sandbox.world, taken.id, house.sandbox.guild.owner_id, "By hand")
    await eventually(lambda: taken.instance)
    rooms, cog = house.bot.service(RoomBook), house.bot.get_cog(RoomCommands.__cog_name__)
    assert isinstance(cog, RoomCommands)
    late, gone = [await rooms.openings.plan(club, each.id, "By hand", host.id) for each in (taken, closed)]
    first = await rooms.openings.adopt(club, taken.id, OpenStage(1, "By hand", {}), host.id)

    with pytest.raises(RoomAlreadyLive):
        await cog.doors.adopt(late, taken)
    with pytest.raises(NotOpen):
        await cog.doors.adopt(gone, closed)

    assert [room for room, _ in await unfinished(house.bot.database, guild_id)] == [first]


async def test_a_room_ends_with_its_channel(house: House) -> None:
    host = await house.room()

    channels.delete_channel(house.sandbox.world, house.sandbox.guild, house.sandbox.house.stage)

    await eventually(lambda: live(house) == [])
    assert "no open room" in (await host.slash("room close")).text


async def test_a_permission_that_is_lost_is_named_once_and_on_the_card_until_it_is_back(house: House) -> None:
    host = await house.room()
    await eventually(lambda: card(house, host))

    house.deny(Permission.MOVE_MEMBERS)

    await eventually(lambda: "In this channel I lack: Move Members" in card(house, host))
    said = [each.content for each in host.messages(house.stage_id)]
    assert sum("I just lost something" in text and "Move Members" in text for text in said) == 1
    bot_id, stage = house.sandbox.world.application.bot.id, house.sandbox.house.stage
    set_overwrite(house.sandbox.world, house.sandbox.guild, stage, Overwrite(bot_id, 1, 0, 0))
    await eventually(lambda: "I lack" not in card(house, host))
    assert live(house) == [TOPIC]


async def test_a_bot_that_is_moved_to_another_rooms_stage_stays_there(house: House) -> None:
    host = await house.room()
    await host.slash("room open", club=CLUB, topic="Second", stage=house.other_stage_id)
    world, guild = house.sandbox.world, house.sandbox.guild

    voice_states.move(world, guild.id, world.application.bot.id, house.other_stage_id)

    await eventually(lambda: "My voice is on" in card(house, host))
    assert house.bot_voice is not None
    assert house.bot_voice.channel_id == house.other_stage_id


async def test_a_bot_that_is_moved_where_no_room_is_comes_back(house: House) -> None:
    await house.room()
    world, guild = house.sandbox.world, house.sandbox.guild

    voice_states.move(world, guild.id, world.application.bot.id, house.other_stage_id)

    await eventually(lambda: house.bot_is_heard)


async def test_bots_of_others_are_nobody_in_a_room_whenever_they_came(house: House) -> None:
    host = await house.room()
    world, guild = house.sandbox.world, house.sandbox.guild
    early, late = (add_member(world, guild, name, bot=True).user.id for name in ("Tune", "Tone"))
    voice_states.join(world, guild.id, early, house.stage_id)
    ada = await house.listener("Ada")
    rooms = house.bot.service(Rooms)
    await eventually(lambda: ada.id in rooms.roles_on(house.stage_id))
    assert rooms.roles_on(house.stage_id).keys() == {host.id, ada.id}
    await house.bot.close()
    voice_states.join(world, guild.id, late, house.stage_id)

    async with running(house.sandbox, house.bot.config) as again:
        rooms = again.service(Rooms)
        await eventually(lambda: rooms.on(house.stage_id) and rooms.roles_on(house.stage_id))

        assert rooms.roles_on(house.stage_id).keys() == {host.id, ada.id}
        (room,) = rooms.of(guild.id)
        people = await rooms.attendance_of(room.id, 10)
        assert {person.user_id for person in people} == {host.id, ada.id}


async def test_a_stage_is_read_as_often_whether_few_or_many_are_on_it(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage, whole, looks = house.bot.get_channel(house.stage_id), discord.StageChannel.voice_states, 0
    assert isinstance(stage, discord.StageChannel)
    for name in ("Ada", "Bob", "Cem", "Dan"):
        await house.listener(name)
    await eventually(lambda: len(stage.voice_states) == 4)

    def counted(stage: discord.StageChannel) -> object:
        nonlocal looks
        looks += 1
        return whole.fget(stage)  # type: ignore[attr-defined]  # it is a property

    monkeypatch.setattr(discord.StageChannel, "voice_states", property(counted))
    people = roles_on(stage, house.bot)

    # Each look goes through everybody in voice in the community.
    assert (len(people), looks) == (4, 2)
