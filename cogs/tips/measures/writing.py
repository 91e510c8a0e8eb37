"""Durable tips on SQLite: ours, the same statements by themselves, and how often this disk can be forced."""

from __future__ import annotations

import asyncio
import os
import sqlite3
import statistics
import time
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

import cogs
from bot.clock import SystemClock
from bot.events import Events
from bot.settings import SettingStore
from bot.storage import migrate
from bot.storage.database import Database
from bot.storage.sqlite import WritingFile
from cogs.tips.api import Tip
from cogs.tips.chain import GENESIS, ChainedEntry, Link
from cogs.tips.orders import TREASURY, Leg, Order, person
from cogs.tips.service import TipLedger
from cogs.tips.settings import TipSettings

TIPS, LONE, SYNCS = "tips a second", "one caller, ms", "fdatasync a second"
CALLERS = 100
GUILD, CREATOR, TIPPERS = 10, 1, 200
POINTS = 1_000_000  # each has so many to give: nobody runs out in a window

Taken = dict[str, float]


async def up_to_date(url: str) -> Database:
    """A database with the tables of the ledger."""
    database = Database(url)
    for track in (migrate.BOT, migrate.Track("tips", Path(cogs.__path__[0]) / "tips" / "migrations")):
        await migrate.upgrade(database, track)
    return database


def ledger_on(database: Database) -> TipLedger:
    """The ledger as the bot has it, with enough to give for everybody."""
    events, now = Events(), SystemClock().now
    settings = SettingStore(database, events, now)
    settings.declare("tips", "cogs.tips", TipSettings)
    return TipLedger(database, events, settings, now)


async def endow(ledger: TipLedger, guild_ids: Iterable[int]) -> None:
    """Give everybody enough to give."""
    await asyncio.gather(
        *(
            ledger.write(
                Order(
                    guild_id,
                    "issue",
                    f"endow:{user_id}",
                    (Leg(TREASURY, "points", -POINTS), Leg(person(user_id), "points", POINTS)),
                )
            )
            for guild_id in guild_ids
            for user_id in range(1, TIPPERS + 2)
        )
    )


class Ours:
    """The ledger, asked by many at once and by one."""

    def __init__(self, ledger: TipLedger) -> None:
        self._ledger = ledger
        self._numbers = count(1)

    async def take(self, seconds: float) -> Taken:
        """Give tips for two windows."""
        rate, _ = await self._window(CALLERS, seconds)
        _, each = await self._window(1, seconds)
        return {TIPS: rate, LONE: statistics.median(each) * 1000}

    async def _window(self, callers: int, seconds: float) -> tuple[float, list[float]]:
        first, each = time.perf_counter(), []

        async def call() -> None:
            while (begun := time.perf_counter()) < first + seconds:
                number = next(self._numbers)
                tip = Tip(GUILD, 2 + number % TIPPERS, CREATOR, 1, f"k:{number}")
                await self._ledger.tip(tip, confirmed=True)
                each.append(time.perf_counter() - begun)

        await asyncio.gather(*(call() for _ in range(callers)))
        return len(each) / (time.perf_counter() - first), each


@asynccontextmanager
async def ours(file: Path) -> AsyncIterator[Ours]:
    """The ledger on a file."""
    database = await up_to_date(f"sqlite+aiosqlite:///{file}")
    ledger = ledger_on(database)
    await endow(ledger, [GUILD])
    yield Ours(ledger)
    await ledger.close()
    await database.close()


async def syncs(file: Path, seconds: float) -> Taken:
    """Append a page and force it to the disk, again and again."""
    return {SYNCS: await asyncio.to_thread(_rate, seconds, _forced(file))}


def _forced(file: Path) -> Callable[[], None]:
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    page = bytes(4096)

    def force() -> None:
        os.write(descriptor, page)
        os.fdatasync(descriptor)

    return force


def _rate(seconds: float, work: Callable[[], None]) -> float:
    done, until = 0, time.perf_counter() + seconds
    while time.perf_counter() < until:
        work()
        done += 1
    return done / seconds


class Bare:
    """One thread that gives tips one by one, with the statements that a tip needs and nothing around them."""

    def __init__(self, file: Path) -> None:
        self._file = file
        # With the settings that our own have: what is compared is the way to the statements.
        self._connection = sqlite3.connect(
            file, isolation_level=None, check_same_thread=False, factory=WritingFile
        )
        self._numbers = count(1)
        self._accounts: list[int] = []

    async def take(self, seconds: float) -> Taken:
        """Give tips for a window."""
        return await asyncio.to_thread(self._window, seconds)

    def open_accounts(self) -> None:
        """A chain, and accounts that have something."""
        run = self._connection.execute
        run("INSERT INTO tips_chain (guild_id, sequence, hash) VALUES (?, 0, ?)", (GUILD, GENESIS))
        for number in range(TIPPERS + 1):
            run(
                "INSERT INTO tips_account (id, guild_id, currency, purpose, owner_id, balance_minor,"
                " got_minor, gave_minor, is_frozen) VALUES (?, ?, 'points', 'person', ?, ?, 0, 0, 0)",
                (number + 1, GUILD, number + 1, POINTS),
            )

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def _window(self, seconds: float) -> Taken:
        each: list[float] = []
        until = time.perf_counter() + seconds
        while (begun := time.perf_counter()) < until:
            self._tip(next(self._numbers))
            each.append(time.perf_counter() - begun)
        return {TIPS: len(each) / seconds, LONE: statistics.median(each) * 1000}

    def _tip(self, number: int) -> None:
        run = self._connection.execute
        run("BEGIN IMMEDIATE")
        sequence, previous = run(
            "SELECT sequence, hash FROM tips_chain WHERE guild_id = ?", (GUILD,)
        ).fetchone()
        run("SELECT id FROM tips_transfer WHERE guild_id = ? AND key = ?", (GUILD, f"k:{number}")).fetchone()
        found = run(
            "SELECT id, balance_minor FROM tips_account WHERE guild_id = ? AND currency = 'points'"
            " AND purpose = 'person' AND owner_id IN (?, ?) ORDER BY id",
            (GUILD, 2 + number % TIPPERS, CREATOR),
        ).fetchall()
        (creator, got), (tipper, had) = found
        link = _link(sequence + 1, number, previous, creator, tipper)
        self._write(link, (creator, got + 1), (tipper, had - 1))
        run("COMMIT")

    def _write(self, link: Link, got: tuple[int, int], gave: tuple[int, int]) -> None:
        run, many = self._connection.execute, self._connection.executemany
        at, digest = link.created_at.replace(tzinfo=None).isoformat(" "), link.hash()
        number = run(
            "INSERT INTO tips_transfer (guild_id, sequence, version, kind, currency, amount_minor, key,"
            " created_at, is_anonymous, previous_hash, hash)"
            " VALUES (?, ?, 2, 'tip', 'points', 1, ?, ?, 0, ?, ?)",
            (GUILD, link.sequence, link.key, at, link.previous_hash, digest),
        ).lastrowid
        many("INSERT INTO tips_entry VALUES (?, ?, ?)", [(number, got[0], 1), (number, gave[0], -1)])
        many(
            "UPDATE tips_account SET balance_minor = ?, got_minor = got_minor + ?,"
            " gave_minor = gave_minor + ? WHERE id = ?",
            [(got[1], 1, 0, got[0]), (gave[1], 0, 1, gave[0])],
        )
        many(
            "INSERT INTO tips_day VALUES (?, ?, ?, 'points', ?, ?, ?, ?, ?, ?, ?, ?)"
            " ON CONFLICT (account_id, day) DO UPDATE SET"
            " in_minor = in_minor + excluded.in_minor, out_minor = out_minor + excluded.out_minor,"
            " got_minor = got_minor + excluded.got_minor, got_count = got_count + excluded.got_count,"
            " gave_minor = gave_minor + excluded.gave_minor, gave_count = gave_count + excluded.gave_count,"
            " balance_minor = excluded.balance_minor, transfer_id = excluded.transfer_id",
            [
                (got[0], at[:10], GUILD, 1, 0, 1, 1, 0, 0, got[1], number),
                (gave[0], at[:10], GUILD, 0, 1, 0, 0, 1, 1, gave[1], number),
            ],
        )
        run(
            "UPDATE tips_chain SET sequence = ?, hash = ?, moved_at = ? WHERE guild_id = ? AND sequence = ?",
            (link.sequence, digest, at, GUILD, link.sequence - 1),
        )


@asynccontextmanager
async def bare(file: Path) -> AsyncIterator[Bare]:
    """The same tables in a file, and nothing of ours that writes them."""
    database = await up_to_date(f"sqlite+aiosqlite:///{file}")
    await database.close()
    alone = Bare(file)
    alone.open_accounts()
    yield alone
    alone.close()


def _link(sequence: int, number: int, previous: str, creator: int, tipper: int) -> Link:
    entries = [ChainedEntry(creator, "points", 1), ChainedEntry(tipper, "points", -1)]
    return Link(GUILD, sequence, "tip", "points", f"k:{number}", datetime.now(UTC), entries, previous)
