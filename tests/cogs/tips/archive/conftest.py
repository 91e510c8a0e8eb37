from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from pathlib import Path

import pytest

from bot.clock import MovableClock
from bot.events import Events
from bot.storage import migrate
from bot.storage.database import Database
from bot.testing.prepared import migrated
from cogs.tips.api import Tip
from cogs.tips.archive.writing import lines_of
from cogs.tips.orders import Leg, Order, jar, person
from cogs.tips.records import TipRecords
from cogs.tips.tables import EntitlementRow
from tests.cogs.books import tip_ledger

GUILD, OTHER = 10, 20


@pytest.fixture
async def source(tmp_path: Path, tracks: Sequence[migrate.Track]) -> AsyncIterator[Database]:
    """Give an empty database beside the one that is tested."""
    file = tmp_path / "source.db"
    file.write_bytes(await migrated(tuple(tracks)))
    opened = Database(f"sqlite+aiosqlite:///{file}")
    yield opened
    await opened.close()


@pytest.fixture
async def lines(source: Database, events: Events, clock: MovableClock) -> list[bytes]:
    """Give the lines of a ledger in which a bit of everything has happened, in two communities."""
    ledger = tip_ledger(source, events, clock)
    for number in range(4):
        tip = Tip(GUILD, 1 + number % 2, 3, 1 + number, f"key {number}", note=f"=note {number}", room_id=7)
        await ledger.tip(tip)
        clock.advance(40_000)
    await ledger.tip(Tip(OTHER, 1, 4, 9, "key 0", is_anonymous=True))
    await ledger.reverse(GUILD, 5, by_id=9, reason="a slip")
    legs = Leg(person(1), "points", -5), Leg(jar(7), "points", 5)
    await ledger.write(Order(GUILD, "share", "shared", legs, room_id=7, club_id=2))
    await ledger.close()
    async with source.transaction() as session:
        await TipRecords().forget(session, GUILD, 2)
        session.add(EntitlementRow(entitlement_id=77, guild_id=OTHER))
    return [line async for line in lines_of(source)]
