"""No question that people wait for goes through all entries or all transfers, on either store."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Engine, event

from bot.storage.database import Database
from bot.storage.sets import Change, Question
from cogs.tips import statements
from cogs.tips.measures.reading import QUESTIONS, filled

# What SQLite and PostgreSQL say of a table that is gone through from end to end.
WHOLE = re.compile(r"(SCAN|Seq Scan on) tips_(transfer|entry|note)\b")
# A table that is empty is gone through at once.
EMPTY = ("Seq Scan on tips_note", "SCAN tips_note")


@contextmanager
def overheard() -> Iterator[list[tuple[str, Any]]]:
    """Give the statements that are sent meanwhile, and what was sent with them."""
    said: list[tuple[str, Any]] = []

    def hear(_connection: object, _cursor: object, statement: str, parameters: Any, *_: object) -> None:
        if statement.lstrip().startswith("SELECT"):
            said.append((statement, parameters))

    event.listen(Engine, "before_cursor_execute", hear)
    try:
        yield said
    finally:
        event.remove(Engine, "before_cursor_execute", hear)


async def plan(database: Database, statement: str, parameters: Any) -> str:
    explain = "EXPLAIN QUERY PLAN " if database.dialect == "sqlite" else "EXPLAIN "
    async with database.reading() as session:
        connection = await session.connection()
        rows = await connection.exec_driver_sql(explain + statement, parameters)
        return "\n".join(str(row[-1]) for row in rows)


async def test_every_question_uses_an_index(database_url: str) -> None:
    database = await filled(database_url, 20_000, lambda _line: None)
    whole = []
    for what, ask in QUESTIONS.items():
        async with database.reading() as session:
            with overheard() as said:
                await ask(session)
        assert said, what
        plans = [await plan(database, statement, parameters) for statement, parameters in said]
        lines = [line.strip() for one in plans for line in one.splitlines() if WHOLE.search(line)]
        whole += [(what, line) for line in lines if not any(known in line for known in EMPTY)]
    whole += [(what, line) async for what, line in unindexed(database)]
    await database.close()

    assert whole == []


async def unindexed(database: Database) -> AsyncIterator[tuple[str, str]]:
    """What the book asks and writes, and which line of its plan goes through a table."""
    async with database.reading() as session:
        dialect = (await session.connection()).dialect
    for name, statement in vars(statements).items():
        if isinstance(statement, Question | Change):
            for line in (await plan(database, *statement.sent_for_none(dialect))).splitlines():
                if WHOLE.search(line):
                    yield name, line.strip()


def test_going_through_a_table_is_seen() -> None:
    assert WHOLE.search("SCAN tips_entry")
    assert WHOLE.search("  ->  Seq Scan on tips_transfer  (cost=0.00..1.0 rows=1 width=1)")
    assert not WHOLE.search("SEARCH tips_entry USING INDEX ix_tips_entry_account (account_id=?)")
