"""What was given under earlier versions is in the book after an update, and proved by the form of then."""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path

import pytest
from sqlalchemy import text

import cogs
from bot.clock import MovableClock
from bot.events import Events
from bot.storage import migrate
from bot.storage.database import Database
from cogs.tips.api import Tip
from cogs.tips.chain import GENESIS
from cogs.tips.verify import verify
from tests.cogs.books import tip_ledger

GUILD, ALICE, BOB = 10, 1, 2
FOLDER = Path(cogs.__path__[0]) / "tips" / "migrations"
SALT = "5" * 32
#: Kind, key, time, account and amount, note: a clock that was set back, a note, and two days.
WRITTEN = [
    ("issue", "welcome:2", "2026-01-02 23:00:00", {1: -100, 2: 100}, None),
    ("issue", "welcome:3", "2026-01-03 01:00:00.000005", {1: -100, 3: 100}, None),
    ("tip", "first", "2026-01-02 23:59:59", {2: -7, 3: 7}, "thank you"),
]


@pytest.fixture
def tracks() -> list[migrate.Track]:
    """Give the framework's track alone: the cog's runs in two steps."""
    return [migrate.BOT]


@pytest.fixture
async def earlier(database: Database, tmp_path: Path) -> Database:
    """Give a database of the second version with a tip in it, brought up to date."""
    for file in ("0001_tips.py", "0002_forgotten.py"):
        shutil.copy(FOLDER / file, tmp_path)
    await migrate.upgrade(database, migrate.Track("tips", tmp_path))
    async with database.transaction() as session:
        if database.dialect == "postgresql":
            await session.execute(text("SET LOCAL TIME ZONE 'UTC'"))
        for statement in _rows():
            await session.execute(text(statement))
    await migrate.upgrade(database, migrate.Track("tips", FOLDER))
    await migrate.check(database, migrate.Track("tips", FOLDER))
    return database


def _rows() -> list[str]:
    """The rows as the first version wrote them, hashed by its documented form."""
    rows = [
        "INSERT INTO tips_account (guild_id, currency, kind, user_id, balance_minor) VALUES"
        " (10, 'points', 'treasury', NULL, -200), (10, 'points', 'person', 1, 93),"
        " (10, 'points', 'person', 2, 107)"
    ]
    previous = GENESIS
    for number, (kind, key, at, gains, note) in enumerate(WRITTEN, start=1):
        digest = None if note is None else hashlib.sha256(f"{SALT}:{note}".encode()).hexdigest()
        form = {
            "v": 1,
            "guild": str(GUILD),
            "sequence": number,
            "kind": kind,
            "currency": "points",
            "key": key,
            "at": at.replace(" ", "T") + ("+00:00" if "." in at else ".000000+00:00"),
            "entries": [[account, gain] for account, gain in gains.items()],
            "note": digest,
            "previous": previous,
        }
        now = hashlib.sha256(json.dumps(form, sort_keys=True, separators=(",", ":")).encode()).hexdigest()
        rows += [
            "INSERT INTO tips_transfer (guild_id, sequence, kind, currency, amount_minor, key, created_at,"
            " note_digest, previous_hash, hash) VALUES"
            f" (10, {number}, '{kind}', 'points', {max(gains.values())},"
            f" '{key}', '{at}', {repr(digest) if digest else 'NULL'}, '{previous}', '{now}')",
            "INSERT INTO tips_entry (transfer_id, account_id, amount_minor) VALUES "
            + ", ".join(f"({number}, {account}, {gain})" for account, gain in gains.items()),
        ]
        if note is not None:
            rows.append(
                f"INSERT INTO tips_note (transfer_id, text, salt) VALUES ({number}, '{note}', '{SALT}')"
            )
        previous = now
    return [*rows, f"INSERT INTO tips_chain (guild_id, sequence, hash) VALUES (10, 3, '{previous}')"]


async def test_what_was_given_before_is_proved_after_an_update(earlier: Database) -> None:
    verdict = await verify(earlier)

    assert verdict.problems == []
    assert (verdict.transfers, verdict.tips, verdict.accounts) == (3, 1, 3)


async def test_the_chain_goes_on_with_what_was_given_before(
    earlier: Database, events: Events, clock: MovableClock
) -> None:
    ledger = tip_ledger(earlier, events, clock)

    await ledger.tip(Tip(GUILD, BOB, ALICE, 2, "second", note="and back"))

    assert await ledger.balance(GUILD, ALICE) == 95
    assert [one.amount_minor for one in await ledger.movements(GUILD, ALICE, 9)] == [2, -7, 100]
    assert (await verify(earlier)).problems == []


async def test_what_was_given_before_can_be_taken_back(
    earlier: Database, events: Events, clock: MovableClock
) -> None:
    ledger = tip_ledger(earlier, events, clock)

    await ledger.reverse(GUILD, 3, by_id=9, reason="meant for another")

    assert await ledger.balance(GUILD, BOB) == 100
    assert (await verify(earlier)).problems == []
