from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from pathlib import Path
from sqlite3 import connect
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import bindparam, func, insert, select, text, update
from sqlalchemy.dialects import sqlite
from sqlalchemy.exc import StatementError

from bot.storage.database import Database
from bot.storage.glances import Glance

if TYPE_CHECKING:
    from tests.bot.storage.conftest import Probe

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


async def test_a_glance_sees_what_was_committed_and_nothing_else(database: Database, probe: Probe) -> None:
    glance = Glance(select(probe.account.c.balance).where(probe.account.c.id == bindparam("id")))
    async with database.transaction() as session:
        await session.execute(insert(probe.account).values(id=1, balance=0))
    async with database.transaction() as session:
        await session.execute(update(probe.account).values(balance=9))
        assert [row.balance for row in await database.glance(glance, id=1)] == [0]

    assert [row.balance for row in await database.glance(glance, id=1)] == [9]
    assert await database.glance(glance, id=2) == []


async def test_values_go_in_and_come_out_as_their_types_say(database: Database, probe: Probe) -> None:
    account = probe.account.c
    glance = Glance(
        select(account.id, account.opened_at, account.currency)
        .where(account.opened_at <= bindparam("until"), account.balance == 5)
        .order_by(account.id)
        .limit(2)
    )
    rows = [{"id": number, "opened_at": NOON, "balance": 5} for number in (3, 2, 1)]
    async with database.transaction() as session:
        await session.execute(insert(probe.account), rows)

    assert await database.glance(glance, until=NOON) == [(1, NOON, None), (2, NOON, None)]
    with pytest.raises((ValueError, StatementError), match="a moment needs a time zone"):
        await database.glance(glance, until=NOON.replace(tzinfo=None))


async def test_a_glance_that_the_file_refuses_at_once_goes_the_usual_way(tmp_path: Path) -> None:
    url = f"sqlite+aiosqlite:///{tmp_path / 'held.db'}"
    before = Database(url)
    await before.check()
    await before.close()
    holder = connect(tmp_path / "held.db", isolation_level=None)
    # So it keeps readers out as well, in WAL mode too (SQLite, "PRAGMA locking_mode").
    holder.execute("PRAGMA locking_mode = EXCLUSIVE")
    holder.execute("BEGIN EXCLUSIVE")
    database = Database(url)
    glance = Glance(select(func.count()).select_from(text("sqlite_master")))

    looking = asyncio.create_task(database.glance(glance))
    await asyncio.sleep(0)  # in this turn of the loop the glance itself is refused
    holder.close()

    assert [row[0] for row in await looking] == [0]
    await database.close()


def test_a_glance_has_the_same_words_each_time(probe: Probe) -> None:
    listed = Glance(select(probe.account.c.id).where(probe.account.c.id.in_([1, 2])))

    with pytest.raises(ValueError, match="no list of values"):
        listed.words(sqlite.dialect())
