"""Statements for a whole set of rows mean the same on both stores."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Executable, String, select, update
from sqlalchemy.sql.type_api import TypeEngine

from bot.storage.database import Database
from bot.storage.sets import Change, Columns, Question, Together
from bot.storage.types import LARGEST, Money, RowId, Snowflake, UtcDateTime

if TYPE_CHECKING:
    from tests.bot.storage.conftest import Probe

COLUMNS: dict[str, TypeEngine[Any]] = {
    "id": RowId,
    "user_id": Snowflake(),
    "currency": String(),
    "opened_at": UtcDateTime(),
}
NOON = datetime(2026, 1, 2, 12, tzinfo=UTC)
ROWS = [(1, LARGEST, 'it\'s "a"', NOON), (2, None, None, None), (3, 0, "é", NOON)]


def opening(probe: Probe) -> Change:
    account = probe.account

    def build(row: Columns) -> Executable:
        if row.is_single:
            return account.insert().values({name: getattr(row, name) for name in row.names})
        return account.insert().from_select(row.names, select(*row))

    return Change(COLUMNS, build)


async def test_rows_are_stored_as_they_were_given(database: Database, probe: Probe) -> None:
    opens = opening(probe)

    assert await database.atomically(lambda connection: opens.make(connection, ROWS)) == 3

    async with database.reading() as session:
        account = probe.account.c
        found = await session.execute(
            select(account.id, account.user_id, account.currency, account.opened_at).order_by(account.id)
        )
        assert [tuple(row) for row in found] == ROWS


async def test_a_question_is_asked_once_for_all_rows(database: Database, probe: Probe) -> None:
    account = probe.account.c
    find = Question(
        {"id": RowId, "currency": String()},
        lambda row: (
            select(account.id, account.user_id)
            .join(row.table, (account.id == row.id) & (account.currency == row.currency))
            .order_by(account.id)
        ),
    )
    await database.atomically(lambda connection: opening(probe).make(connection, ROWS))

    asked = [(1, 'it\'s "a"'), (2, "EUR"), (3, "é"), (4, "é")]
    found = await database.atomically(lambda connection: find.ask(connection, asked))

    assert [tuple(row) for row in found] == [(1, LARGEST), (3, 0)]


def moving(probe: Probe) -> Change:
    account = probe.account.c
    return Change(
        {"id": RowId, "before": Money(), "after": Money()},
        lambda row: (
            update(probe.account)
            .where(account.id == row.id, account.balance == row.before)
            .values(balance=row.after)
        ),
    )


async def test_a_change_says_how_many_rows_it_found(database: Database, probe: Probe) -> None:
    move = moving(probe)
    await database.atomically(lambda connection: opening(probe).make(connection, ROWS))

    changed = await database.atomically(
        lambda connection: move.make(connection, [(1, 0, 5), (2, 1, 5), (3, 0, 7), (9, 0, 1)])
    )

    assert changed == 2


async def test_no_rows_ask_and_write_nothing(database: Database, probe: Probe) -> None:
    opens = opening(probe)

    assert await database.atomically(lambda connection: opens.make(connection, [])) == 0


async def test_changes_that_are_sent_together_say_it_each_for_itself(
    database: Database, probe: Probe
) -> None:
    both = Together(opened=opening(probe), moved=moving(probe))
    first, *others = ROWS
    await database.atomically(lambda connection: opening(probe).make(connection, [first]))

    def write(connection: Connection) -> list[dict[str, int]]:
        return [
            both.make(connection, opened=others, moved=[(1, 0, 5), (9, 0, 1)]),
            both.make(connection, opened=[], moved=[(1, 5, 7)]),
            both.make(connection, opened=[], moved=[]),
        ]

    assert await database.atomically(write) == [
        {"opened": 2, "moved": 1},
        {"opened": 0, "moved": 1},
        {"opened": 0, "moved": 0},
    ]
    account = probe.account.c
    async with database.reading() as session:
        found = await session.execute(select(account.id, account.balance).order_by(account.id))
        assert [tuple(row) for row in found] == [(1, 7), (2, 0), (3, 0)]
