from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.community.records import Kept, RecordBook
from bot.community.rows import SwitchRow
from bot.storage.database import Database

HERE, ANNA = 10, 1


class Shelf:
    """Records that lie in a table which is there anyway."""

    def __init__(self, name: str, order: list[str], *, fails: bool = False) -> None:
        self.name = name
        self.order = order
        self.fails = fails

    async def about(self, _session: AsyncSession, _guild_id: int, user_id: int) -> Mapping[str, Any]:
        return {self.name: user_id}

    async def forget(self, session: AsyncSession, guild_id: int, user_id: int) -> None:
        self.order.append(self.name)
        row = await session.get(SwitchRow, (guild_id, self.name))
        if row is not None:
            await session.delete(row)
        if self.fails:
            raise RuntimeError(f"{self.name} cannot forget {user_id}")

    async def erase(self, _session: AsyncSession, _guild_id: int) -> None:
        self.order.append(self.name)


async def test_everything_that_cogs_keep_is_shown(database: Database) -> None:
    book = RecordBook(database)
    book.add("garden.pond", Shelf("pond", []))
    book.add("garden.fish", Shelf("fish", []))

    assert await book.about(HERE, ANNA) == [
        Kept("garden.pond", {"pond": ANNA}),
        Kept("garden.fish", {"fish": ANNA}),
    ]


async def test_a_person_is_forgotten_by_all_cogs_or_by_none(database: Database) -> None:
    order: list[str] = []
    book = RecordBook(database)
    book.add("garden.pond", Shelf("pond", order, fails=True))
    book.add("garden.fish", Shelf("fish", order))
    async with database.transaction() as session:
        session.add(SwitchRow(guild_id=HERE, cog="fish", off_by=ANNA, off_at=_now()))

    with pytest.raises(RuntimeError):
        await book.forget(HERE, ANNA)

    assert order == ["fish", "pond"]
    async with database.reading() as session:
        assert (await session.scalars(select(SwitchRow.cog))).all() == ["fish"]


def _now() -> datetime:
    return datetime.now(UTC)
