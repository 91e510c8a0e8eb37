"""Who may come into a room, on which stage it is, and where the bot's voice goes."""

from __future__ import annotations

from pathlib import Path

import discord
import pytest

from bot.clock import MovableClock
from bot.config import load_config
from bot.sandbox.people.errors import ActorError
from bot.sandbox.people.person import Person
from bot.sandbox.server import Sandbox
from bot.sandbox.world import stages, voice_states
from bot.sandbox.world.channels import set_overwrite
from bot.sandbox.world.guilds import add_member
from bot.sandbox.world.models import Channel, ChannelType, Overwrite
from bot.sandbox.world.permissions import Permission
from bot.settings.store import Place
from bot.testing import eventually, running
from cogs.rooms.api import Rooms
from cogs.rooms.making import FIND_STAGE, LOOK_AGAIN, REMOVE_STAGE, Asked, StageMaker
from cogs.rooms.service import RoomBook
from tests.cogs.house import CLUB, TOPIC, House, due
from tests.cogs.rooms.test_card import card, cards


def stages_of(house: House) -> list[Channel]:
    return [each for each in house.sandbox.guild.channels.values() if each.type is ChannelType.STAGE]


def overwrites_of(house: House) -> dict[int, Overwrite]:
    return dict(house.sandbox.house.stage.overwrites)


async def may_come(house: House, person: Person) -> bool:
    """Try to come in, and leave again."""
    try:
        await person.join(house.stage_id)
    except ActorError:
        return False
    await person.leave()
    return True


async def set_rooms(house: House, **values: object) -> None:
    await house.bot.settings.change(Place(house.sandbox.guild.id, "rooms"), values, by=1)


async def test_into_a_closed_room_come_its_hosts_and_whoever_is_let_in(house: House) -> None:
    host, ada, bob = await house.club(), house.person("Ada"), house.person("Bob")
    set_overwrite(
        house.sandbox.world, house.sandbox.guild, house.sandbox.house.stage,
        Overwrite(house.sandbox.guild.id, 0, int(Permission.STREAM), 0),
    )  # fmt: skip
    before = overwrites_of(house)

    await host.slash("room open", club=CLUB, topic=TOPIC, kind="closed")

    assert await may_come(house, host)
    assert not await may_come(house, ada)
    await host.slash("room admit", person=ada.id)
    await host.slash("room cohost add", person=bob.id)
    assert await may_come(house, ada)
    await eventually(lambda: bob.id in overwrites_of(house))
    assert await may_come(house, bob)
    await eventually(lambda: "whoever the hosts let in" in card(house, host))
    await host.slash("room close")
    await eventually(lambda: overwrites_of(house) == before)


async def test_into_a_social_room_come_those_with_the_clubs_role(house: House) -> None:
    host, ada, bob = await house.club(), house.person("Ada"), house.person("Bob")
    refused = await host.slash("room open", club=CLUB, topic=TOPIC, kind="social")
    assert "it has none. Make one with" in refused.text
    assert house.instance is None
    await house.manager().slash("club make role", club=CLUB)
    await ada.slash("club join", club=CLUB)
    await eventually(lambda: len(house.sandbox.guild.members[ada.id].role_ids) == 1)

    await host.slash("room open", club=CLUB, topic=TOPIC, kind="social")

    assert await may_come(house, ada)
    assert not await may_come(house, bob)
    seen = await host.slash("room kind", kind="closed")
    assert "Nobody may come into" in seen.text
    assert not await may_come(house, ada)


async def test_whoever_is_inside_while_a_room_is_closed_asks_by_command_until_they_are_let_in(
    house: House,
) -> None:
    host, ada = await house.room(), await house.listener("Ada", "fr")

    seen = await host.slash("room kind", kind="closed")

    assert "Discord takes its own Request to Speak from them" in seen.text
    with pytest.raises(ActorError):
        await ada.raise_hand()
    assert "numéro 1" in (await ada.slash("main lever")).text
    await ada.slash("main baisser")
    await host.slash("room admit", person=ada.id)
    await ada.raise_hand()
    await house.expect_queue(host, [ada])


async def test_a_closed_room_is_opened_up_and_all_is_as_it_was(house: House) -> None:
    host, ada = await house.club(), house.person("Ada")
    before = overwrites_of(house)
    await host.slash("room open", club=CLUB, topic=TOPIC, kind="closed")
    assert "has to be let in" not in (await host.slash("room admit", person=ada.id)).text

    seen = await host.slash("room kind", kind="open")

    assert f"Everybody may come into **{TOPIC}** now" in seen.text
    assert overwrites_of(house) == before
    assert "has to be let in" in (await host.slash("room admit", person=ada.id)).text


async def test_without_the_permission_nothing_is_closed_off_and_no_room_opens(house: House) -> None:
    host, before = await house.club(), overwrites_of(house)
    house.deny(Permission.MANAGE_ROLES)

    seen = await host.slash("room open", club=CLUB, topic=TOPIC, kind="closed", stage=house.stage_id)

    assert "I lack: Manage Permissions" in seen.text or "Manage Roles" in seen.text
    assert house.instance is None
    assert overwrites_of(house).keys() - before.keys() <= {house.sandbox.world.application.bot.id}


async def test_what_a_room_closed_off_is_put_back_if_the_bot_died_before_it_could(
    house: House, clock: MovableClock
) -> None:
    host = await house.club()
    before = overwrites_of(house)
    await host.slash("room open", club=CLUB, topic=TOPIC, kind="closed")
    assert overwrites_of(house) != before
    await house.bot.close()
    stages.close_stage(house.sandbox.world, house.stage_id, host.id)

    async with running(house.sandbox, house.bot.config, clock=clock) as again:
        await eventually(lambda: again.service(Rooms).of(house.sandbox.guild.id) == [])
        clock.advance(LOOK_AGAIN.total_seconds())
        await eventually(lambda: overwrites_of(house) == before)


async def test_a_stage_is_made_where_none_is_free_and_removed_after_its_room(
    sandbox: Sandbox, tmp_path: Path, clock: MovableClock
) -> None:
    config = load_config(None, database={"url": f"sqlite+aiosqlite:///{tmp_path / 'evening.db'}"})
    async with running(sandbox, config, clock=clock) as bot:
        await _make_and_remove(House(sandbox, bot), clock)
        await _made_and_not_noted(House(sandbox, bot), clock)


async def _make_and_remove(house: House, clock: MovableClock) -> None:
    host = await house.room()
    await host.leave()
    await set_rooms(house, stages_on_demand=True)
    await host.slash("room open", club=CLUB, topic="Second")
    before = {each.id for each in stages_of(house)}

    seen = await host.slash("room open", club=CLUB, topic="Third")

    (made,) = [each for each in stages_of(house) if each.id not in before]
    assert f"**Third** is open on <#{made.id}>" in seen.text
    assert made.name == "Third"
    await host.join(made.id)
    assert "is called Ours now" in (await host.slash("room rename", name="Ours")).text
    await host.slash("room rename", name="Ours again")
    assert "twice in ten minutes" in (await host.slash("room rename", name="Once more")).text
    await host.slash("room close")
    assert made in stages_of(house)  # somebody is still there
    await host.leave()
    tune = add_member(house.sandbox.world, house.sandbox.guild, "Tune", bot=True)
    voice_states.join(house.sandbox.world, house.sandbox.guild.id, tune.user.id, made.id)  # which is nobody
    maker = StageMaker(house.bot, house.bot.service(RoomBook))
    async with house.outage():
        await maker.remove_due(due(house, REMOVE_STAGE, str(made.id)))
        assert made in stages_of(house)
    clock.advance(LOOK_AGAIN.total_seconds())
    await eventually(lambda: made not in stages_of(house))


async def _made_and_not_noted(house: House, clock: MovableClock) -> None:
    """As if the bot had died between Discord's answer and its own note of the stage."""
    rooms, guild = house.bot.service(RoomBook), house.bot.get_guild(house.sandbox.guild.id)
    assert guild is not None
    asked = Asked(house.bot, rooms, FIND_STAGE, StageMaker(house.bot, rooms).made)
    key = await asked.write_down(guild, "Lost")
    others = await guild.create_stage_channel("Lost")
    lost = await guild.create_stage_channel(
        "Lost", overwrites={guild.me: discord.PermissionOverwrite(connect=True)}
    )

    async with house.outage():
        await asked.due(due(house, FIND_STAGE, key, name="Lost", after_id=guild.id))
        assert lost.id in house.sandbox.guild.channels
    clock.advance(LOOK_AGAIN.total_seconds())

    await eventually(lambda: lost.id not in house.sandbox.guild.channels)
    assert others.id in house.sandbox.guild.channels


async def test_rooms_open_on_the_stages_of_the_pool_alone(house: House) -> None:
    host = await house.club()
    await set_rooms(house, stage_pool=[house.other_stage_id])

    first = await host.slash("room open", club=CLUB, topic=TOPIC)
    second = await host.slash("room open", club=CLUB, topic="Second")

    assert f"<#{house.other_stage_id}>" in first.text
    assert "no free stage channel" in second.text


async def test_a_clubs_own_stage_is_where_its_rooms_open_and_free_for_no_other_club(house: House) -> None:
    host, ada = await house.club(), house.person("Ada")
    await ada.slash("club create", name="Larks")
    await house.manager().slash("club bind stage", club="Larks", stage=house.other_stage_id)

    own = await ada.slash("room open", club="Larks", topic="Dawn")
    await ada.slash("room close")
    first = await host.slash("room open", club=CLUB, topic=TOPIC)
    second = await host.slash("room open", club=CLUB, topic="Second")

    assert f"<#{house.other_stage_id}>" in own.text
    assert f"<#{house.stage_id}>" in first.text
    assert "no free stage channel" in second.text
    await set_rooms(house, stage_pool=[house.other_stage_id])  # unless the community says so
    assert f"<#{house.other_stage_id}>" in (await host.slash("room open", club=CLUB, topic="Second")).text


async def test_a_host_of_both_rooms_moves_the_voice_and_it_stays_there_through_a_restart(
    house: House,
) -> None:
    host = await house.room()
    await host.slash("room open", club=CLUB, topic="Second", stage=house.other_stage_id)
    await host.join(house.other_stage_id)

    seen = await host.slash("room voice")

    assert "My voice is in **Second** now" in seen.text
    assert "already" in (await host.slash("room voice")).text
    assert house.bot_voice is not None
    assert house.bot_voice.channel_id == house.other_stage_id
    await eventually(lambda: "My voice is on" in cards(house, host, house.stage_id)[0].text)
    await house.bot.close()
    async with running(house.sandbox, house.bot.config):
        await eventually(
            lambda: house.bot_voice is not None and house.bot_voice.channel_id == house.other_stage_id
        )


async def test_nobody_takes_the_voice_from_a_room_that_they_do_not_host(house: House) -> None:
    await house.room()
    ada = house.person("Ada")
    await ada.slash("club create", name="Larks")
    await ada.slash("room open", club="Larks", topic="Dawn", stage=house.other_stage_id)

    seen = await ada.slash("room voice")

    assert f"My voice is in **{TOPIC}**, which you do not host" in seen.text


async def test_a_room_does_not_rename_a_stage_that_others_use(house: House) -> None:
    host = await house.club()
    await host.slash("room open", club=CLUB, topic=TOPIC, stage=house.stage_id)

    assert "Others use that stage too" in (await host.slash("room rename", name="Mine")).text
