"""A community that removes the bot loses nothing: what is open ends, what is stored waits."""

from __future__ import annotations

import asyncio
from functools import partial

from sqlalchemy import select

from bot.client import Bot
from bot.clock import MovableClock
from bot.community.membership import CommunityErased
from bot.config import Config
from bot.sandbox.people.person import Person
from bot.sandbox.server import Sandbox, SandboxOptions
from bot.sandbox.world.guilds import install_bot, remove_member
from bot.settings.store import Place
from bot.storage.timer_rows import TimerRow
from bot.testing import eventually, running
from cogs.rooms.api import Rooms
from cogs.rooms.tables import RoomRow
from cogs.tips.api import Ledger
from cogs.tips.verify import verify
from tests.cogs.admin import orchard
from tests.cogs.house import CLUB, TOPIC, House


def remove_bot(house: House) -> None:
    """Remove the bot, as an administrator would."""
    remove_member(house.sandbox.world, house.sandbox.guild, house.sandbox.world.application.bot.id)


def add_bot(house: House) -> None:
    """Add it again."""
    install_bot(house.sandbox.world, house.sandbox.guild, int(SandboxOptions().bot_permissions))


def rooms(house: House) -> list[str]:
    """What is talked about in the rooms that are open."""
    return [room.topic for room in house.bot.service(Rooms).of(house.sandbox.guild.id)]


async def test_rooms_end_when_the_bot_is_removed(house: House) -> None:
    await house.room()
    assert rooms(house) == [TOPIC]

    remove_bot(house)

    await eventually(lambda: rooms(house) == [])


async def test_all_goes_on_when_it_comes_back(house: House, mia: Person, ada: Person) -> None:
    host = await house.room()
    await house.bot.settings.change(orchard.place(house), {"trees": 7}, mia.id)
    await mia.slash("tip", member=ada.id, amount="5")
    await mia.slash("cogs off", cog="playback")

    remove_bot(house)
    await eventually(lambda: rooms(house) == [])
    add_bot(house)
    await eventually(lambda: house.bot.get_guild(house.sandbox.guild.id))

    assert CLUB in (await host.slash("club list")).text
    assert await orchard.trees(house) == 7
    assert await house.bot.service(Ledger).balance(house.sandbox.guild.id, ada.id) == 105
    assert [switch.cog for switch in house.bot.switches.off_in(house.sandbox.guild.id)] == ["playback"]
    second = next(one for one in house.sandbox.guild.channels.values() if one.name == "Second stage")
    await host.slash("room open", club=CLUB, topic="Again", stage=second.id)
    assert rooms(house) == ["Again"]


async def test_a_bot_that_was_removed_while_it_was_away_ends_the_rooms_of_then(
    sandbox: Sandbox, config: Config
) -> None:
    async with running(sandbox, config) as bot:
        await House(sandbox, bot).room()
    remove_bot(House(sandbox, bot))

    async with running(sandbox, config) as bot:
        await eventually_ended(bot)


async def test_a_community_that_stays_away_is_erased_after_its_days_and_is_new_then(
    sandbox: Sandbox, config: Config, clock: MovableClock
) -> None:
    async with running(sandbox, config, clock=clock) as bot:
        house = House(sandbox, bot)
        mia, ada = house.manager(), house.person("Ada")
        heard: list[object] = []
        bot.events.subscribe(CommunityErased, partial(note, heard))
        await house.club()
        await mia.slash("tip", member=ada.id, amount="5")
        await bot.settings.change(Place(sandbox.guild.id, "community"), {"retention_days": 3}, mia.id)
        await bot.settings.change(orchard.place(house), {"trees": 7}, mia.id)

        remove_bot(house)
        await eventually(lambda: bot.get_guild(sandbox.guild.id) is None)
        await until_stored(bot, "bot.erase")
        clock.advance(3 * 86_400)
        await eventually(lambda: heard)
        add_bot(house)
        await eventually(lambda: bot.get_guild(sandbox.guild.id))

        assert await orchard.chosen(house) == {}
        verdict = await verify(bot.database)
        assert (verdict.holds, verdict.tips) == (True, 1)
        assert "Nothing about you" in (await ada.slash("privacy show")).text
        assert await bot.service(Ledger).balance(sandbox.guild.id, ada.id) == 100


async def note(heard: list[object], event: object) -> None:
    heard.append(event)


async def until_stored(bot: Bot, kind: str) -> None:
    """Wait until a timer of that kind is there."""
    query = select(TimerRow.kind).where(TimerRow.kind == kind)
    for _ in range(1_000):
        async with bot.database.reading() as session:
            if await session.scalar(query) is not None:
                return
        await asyncio.sleep(0.01)
    raise TimeoutError(f"there is no timer {kind}")


async def eventually_ended(bot: Bot) -> None:
    """Wait until no room is stored as open."""
    query = select(RoomRow.status)
    for _ in range(1_000):
        async with bot.database.reading() as session:
            if list(await session.scalars(query)) == ["ended"]:
                return
        await asyncio.sleep(0.01)
    raise TimeoutError("a room is still open")
