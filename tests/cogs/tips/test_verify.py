"""The proof holds for an honest book and names what was done to a dishonest one."""

from __future__ import annotations

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from bot.storage.database import Database
from cogs.tips.api import Tip
from cogs.tips.service import TipLedger
from cogs.tips.verify import verify

GUILD = 10


@pytest.fixture
async def written(ledger: TipLedger, book: Database) -> Database:
    for number in range(6):
        await ledger.tip(Tip(GUILD, 1 + number % 2, 3, 1 + number, f"key {number}", note=f"note {number}"))
    return book


async def behind_its_back(database: Database, *statements: str) -> None:
    """Change rows as somebody would who owns the database: the triggers are taken away first."""
    async with database.transaction() as session:
        for table in ("tips_transfer", "tips_entry"):
            if database.dialect == "sqlite":
                for action in ("update", "delete"):
                    await session.execute(text(f"DROP TRIGGER {table}_no_{action}"))
            else:
                await session.execute(text(f"DROP TRIGGER {table}_append_only ON {table}"))
        for statement in statements:
            await session.execute(text(statement))


async def test_an_honest_book_holds(written: Database) -> None:
    verdict = await verify(written)

    assert verdict.holds
    assert (verdict.tips, verdict.accounts) == (6, 4)


@pytest.mark.parametrize("statement", ["UPDATE tips_transfer SET amount_minor = 9", "DELETE FROM tips_entry"])
async def test_the_database_itself_refuses_to_change_the_book(written: Database, statement: str) -> None:
    with pytest.raises(DBAPIError, match="append only"):
        async with written.transaction() as session:
            await session.execute(text(statement))

    assert (await verify(written)).holds


@pytest.mark.parametrize("table", ["tips_transfer", "tips_entry"])
async def test_replacing_a_row_is_changing_it(written: Database, table: str) -> None:
    if written.dialect != "sqlite":
        pytest.skip("only SQLite has REPLACE")
    with pytest.raises(DBAPIError, match="append only"):
        async with written.transaction() as session:
            await session.execute(text(f"REPLACE INTO {table} SELECT * FROM {table}"))

    assert (await verify(written)).holds


TAMPERINGS = {
    "a changed amount": ["UPDATE tips_transfer SET amount_minor = 99 WHERE sequence = 5"],
    "a changed time": ["UPDATE tips_transfer SET created_at = '2001-01-01 00:00:00' WHERE sequence = 5"],
    "a changed key": ["UPDATE tips_transfer SET key = 'x' WHERE sequence = 5"],
    "changed entries": ["UPDATE tips_entry SET amount_minor = amount_minor * 2 WHERE transfer_id = 5"],
    "entries of one side": ["DELETE FROM tips_entry WHERE transfer_id = 5 AND amount_minor < 0"],
    "a removed transfer": [
        "DELETE FROM tips_note WHERE transfer_id = 5",
        "DELETE FROM tips_entry WHERE transfer_id = 5",
        "DELETE FROM tips_transfer WHERE sequence = 5",
    ],
    "two transfers swapped": [
        "UPDATE tips_transfer SET sequence = 100 WHERE sequence = 5",
        "UPDATE tips_transfer SET sequence = 5 WHERE sequence = 6",
        "UPDATE tips_transfer SET sequence = 6 WHERE sequence = 100",
    ],
    "a forged hash": [f"UPDATE tips_transfer SET hash = '{'f' * 64}' WHERE sequence = 5"],
    "a changed note": ["UPDATE tips_note SET text = 'never said' WHERE transfer_id = 5"],
    "a changed balance": ["UPDATE tips_account SET balance_minor = balance_minor + 1 WHERE id = 2"],
    "the last transfer cut off": ["UPDATE tips_chain SET sequence = sequence - 1"],
}


@pytest.mark.parametrize("statements", TAMPERINGS.values(), ids=TAMPERINGS)
async def test_tampering_is_found(written: Database, statements: list[str]) -> None:
    await behind_its_back(written, *statements)

    assert (await verify(written)).problems


async def test_the_problem_names_the_transfer(written: Database) -> None:
    await behind_its_back(written, "UPDATE tips_transfer SET amount_minor = 99 WHERE sequence = 5")

    problems = (await verify(written)).problems

    assert problems == [f"community {GUILD}, transfer 5 (number 5): its amount is not what its entries move"]


async def test_a_person_can_be_erased_and_the_book_still_holds(written: Database) -> None:
    async with written.transaction() as session:
        await session.execute(text("DELETE FROM tips_note"))
        await session.execute(text("UPDATE tips_account SET user_id = NULL WHERE user_id = 3"))

    verdict = await verify(written)

    assert verdict.holds
    assert verdict.erased_notes == 6
