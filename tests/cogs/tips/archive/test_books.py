"""The whole ledger as a spreadsheet and as a journal: it adds up, and what was typed is a text in it."""

from __future__ import annotations

import asyncio
import csv
import io
import shutil
import subprocess
from collections.abc import AsyncIterator, Callable
from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.clock import MovableClock
from bot.errors import OperatorError
from bot.events import Events
from bot.storage.database import Database
from cogs.tips.api import Tip
from cogs.tips.archive.books import COLUMNS, journal, spreadsheet
from cogs.tips.orders import TREASURY, Leg, Order, person
from tests.cogs.books import tip_ledger

Parts = Callable[[Database], AsyncIterator[bytes]]
TRAPS = ["@SUM(A1)", "-1+cmd", 'a "quoted", one\nand two', "date:yesterday [2026-99-99] ; x"]


@pytest.fixture
async def told(source: Database, lines: list[bytes], events: Events, clock: MovableClock) -> Database:
    """Give a ledger in which a bit of everything has happened, in two currencies, with traps as notes."""
    assert lines
    ledger = tip_ledger(source, events, clock)
    for number, trap in enumerate(TRAPS):
        await ledger.tip(Tip(10, 1, 3, 1, f"trap {number}", note=trap), confirmed=True)
    legs = Leg(TREASURY, "EUR", -150), Leg(person(3), "EUR", 150)
    await ledger.write(Order(10, "payment", "paid", legs))
    await ledger.close()
    return source


async def whole(parts: AsyncIterator[bytes]) -> str:
    return b"".join([part async for part in parts]).decode()


async def test_a_spreadsheet_has_every_entry_and_no_formula(told: Database) -> None:
    rows = list(csv.DictReader(io.StringIO(await whole(spreadsheet(told)), newline="")))

    sums: dict[tuple[str, str], Decimal] = {}
    for row in rows:
        moved = row["transfer"], row["currency"]
        sums[moved] = sums.get(moved, Decimal(0)) + Decimal(row["amount"])
    assert tuple(rows[0]) == COLUMNS
    assert set(sums.values()) == {Decimal(0)}
    assert {row["amount"] for row in rows if row["currency"] == "EUR"} == {"-1.50", "1.50"}
    notes = {row["note"].removeprefix("'") for row in rows}
    assert {*TRAPS, "=note 2"} <= notes
    words = [value for row in rows for name, value in row.items() if name != "amount"]
    assert not any(word[:1] in {"=", "+", "-", "@", "\t", "\r"} for word in words)


async def test_hledger_takes_the_journal_and_finds_the_same_balances(told: Database, tmp_path: Path) -> None:
    if (hledger := shutil.which("hledger")) is None:
        pytest.skip("hledger is not installed")
    file = tmp_path / "ledger.journal"
    file.write_text(await whole(journal(told)), encoding="utf-8")

    async def ask(*question: str) -> list[str]:
        command = [hledger, "-f", str(file), *question]
        ended = await asyncio.to_thread(subprocess.run, command, capture_output=True, check=True)
        return str(ended.stdout.decode()).split()

    assert await ask("check") == []
    owned = await ask("balance", "-N", "assets:10:wallet:3")
    assert sorted(owned) == sorted(["1.50", "EUR", "112", "points", "assets:10:wallet:3"])


async def test_a_community_is_written_by_itself(told: Database) -> None:
    rows = list(csv.DictReader(io.StringIO(await whole(spreadsheet(told, 20)), newline="")))

    assert {row["community"] for row in rows} == {"20"}
    assert "assets:10" not in await whole(journal(told, 20))


async def test_who_was_forgotten_is_a_number(told: Database) -> None:
    assert "assets:10:wallet:account-" in await whole(journal(told))


@pytest.mark.parametrize("form", [spreadsheet, journal])
async def test_a_transfer_that_was_changed_ends_it_with_its_name(told: Database, form: Parts) -> None:
    async with told.transaction() as session:
        await session.execute(text("DROP TRIGGER tips_transfer_no_update"))
        await session.execute(text("UPDATE tips_transfer SET kind = 'withdraw' WHERE id = 4"))

    with pytest.raises(OperatorError, match=r"transfer 4 \(number 4\): was changed"):
        await whole(form(told))
