"""The ledger, and a dictionary that does the same: whatever people do, both have the same to say."""

from __future__ import annotations

import asyncio
import shutil
import tempfile
from collections.abc import Coroutine
from dataclasses import replace
from datetime import datetime, timedelta
from functools import cache
from itertools import permutations
from pathlib import Path
from typing import Any, TypeVar

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

import cogs
from bot.clock import MovableClock
from bot.community.records import RecordBook
from bot.events import Events
from bot.storage import migrate
from bot.storage.database import Database
from cogs.tips.api import KeyUsedForAnotherTip, OverBalance, Tip
from cogs.tips.orders import TREASURY, Leg, Order, person
from cogs.tips.records import TipRecords
from cogs.tips.service import TipLedger
from cogs.tips.verify import heads, verify
from tests.cogs.books import tip_ledger

T = TypeVar("T")
GUILDS, PEOPLE, KEYS, CURRENCIES = (10, 11), (1, 2, 3, 4), tuple("abcdef"), ("points", "EUR")
WELCOME = 100
TRACK = migrate.Track("tips", Path(cogs.__path__[0]) / "tips" / "migrations")

guilds, people, keys, currencies = map(st.sampled_from, (GUILDS, PEOPLE, KEYS, CURRENCIES))
amounts = st.integers(1, 150)
pairs = st.sampled_from(list(permutations(PEOPLE, 2)))
Place = tuple[int, int, str]


@cache
def up_to_date() -> bytes:
    """An empty database with all tables."""

    async def migrated(file: Path) -> None:
        database = Database(f"sqlite+aiosqlite:///{file}")
        for track in (migrate.BOT, TRACK):
            await migrate.upgrade(database, track)
        await database.close()

    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "empty.db"
        asyncio.run(migrated(file))
        return file.read_bytes()


class Wandering(MovableClock):
    """A clock that somebody sets forwards and back."""

    shift = timedelta()

    def now(self) -> datetime:
        return super().now() + self.shift


class Books(RuleBasedStateMachine):
    """People tip, are given, are taken from, tip back and are forgotten, in any order, keys used again."""

    def __init__(self) -> None:
        super().__init__()
        self.loop = asyncio.Runner()
        self.folder = Path(tempfile.mkdtemp())
        self.clock = Wandering()
        self.balances: dict[Place, int] = {}
        self.forgotten: set[tuple[int, int]] = set()
        #: What was done under a key: the tip, and whether both sides are still known.
        self.given: dict[tuple[int, str], Tip] = {}
        self.transfers: list[tuple[int, int, dict[Place, int]]] = []
        self.undone: set[int] = set()

    @initialize()
    def open(self) -> None:
        """Begin with a database of its own, copied from one that is up to date."""
        file = self.folder / "rostra.db"
        file.write_bytes(up_to_date())
        self.database = Database(f"sqlite+aiosqlite:///{file}")
        self.ledger: TipLedger = tip_ledger(self.database, Events(), self.clock)
        self.records = RecordBook(self.database)
        self.records.add("cogs.tips", TipRecords())

    def run(self, work: Coroutine[Any, Any, T]) -> T:
        return self.loop.run(work)

    def teardown(self) -> None:
        self.run(self.database.close())
        self.loop.close()
        shutil.rmtree(self.folder)

    # --- The model ---

    def opened(self, place: Place) -> int:
        guild, user, currency = place
        if place not in self.balances:
            is_welcome = currency == "points" and (guild, user) not in self.forgotten
            self.balances[place] = WELCOME if is_welcome else 0
        return self.balances[place]

    def would_hold(self, place: Place) -> int:
        before = dict(self.balances)
        try:
            return self.opened(place)
        finally:
            self.balances = before

    def move(self, number: int, gains: dict[Place, int]) -> None:
        for place, gain in gains.items():
            self.balances[place] = self.opened(place) + gain
        self.transfers.append((number, next(iter(gains))[0], gains))

    # --- What people do ---

    @rule(guild=guilds, pair=pairs, amount=amounts, key=keys, currency=currencies)
    def tip(self, guild: int, pair: tuple[int, int], amount: int, key: str, currency: str) -> None:
        """Somebody tips somebody."""
        tipper, creator = pair
        tip = Tip(guild, tipper, creator, amount, key, currency, note=f"for {creator}")
        known = self.given.get((guild, key))
        source, target = (guild, tipper, currency), (guild, creator, currency)
        try:
            receipt = self.run(self.ledger.tip(tip, confirmed=True))
        except KeyUsedForAnotherTip:
            assert known is not None
            assert known != tip
        except OverBalance:
            assert known is None
            assert self.would_hold(source) < amount
        else:
            assert receipt.repeated == (known is not None)
            if known is None:
                self.given[guild, key] = tip
                self.move(receipt.transfer_id, {source: -amount, target: amount})
            assert receipt.balance_minor == self.balances[source]

    @rule(guild=guilds, user=people, amount=st.integers(-120, 120), currency=currencies)
    def issue(self, guild: int, user: int, amount: int, currency: str) -> None:
        """The community gives somebody something, or takes it back."""
        place = guild, user, currency
        if amount == 0:
            return
        legs = Leg(TREASURY, currency, -amount), Leg(person(user), currency, amount)
        order = Order(guild, "issue", f"issue:{len(self.transfers)}:{amount}", legs)
        held = self.balances.get(place, 0)
        try:
            number = self.run(self.ledger.write(order)).transfer_id
        except OverBalance:
            assert held + amount < 0
        else:
            self.balances.setdefault(place, 0)
            self.move(number, {place: amount})

    @rule(which=st.integers(0, 30))
    def reverse(self, which: int) -> None:
        """An administrator takes a transfer back."""
        if not self.transfers:
            return
        number, guild, gains = self.transfers[which % len(self.transfers)]
        if any(place not in self.balances for place in gains):
            return  # of somebody who was forgotten: their money is nobody's
        try:
            back = self.run(self.ledger.reverse(guild, number, by_id=9, reason="a slip"))
        except OverBalance:
            assert any(self.balances[place] - gain < 0 for place, gain in gains.items())
        else:
            assert back.repeated == (number in self.undone)
            if not back.repeated:
                self.undone.add(number)
                for place, gain in gains.items():
                    self.balances[place] -= gain

    @rule(guild=guilds, user=people)
    def look(self, guild: int, user: int) -> None:
        """Somebody looks into their wallet."""
        assert self.run(self.ledger.balance(guild, user)) == self.opened((guild, user, "points"))

    @rule(guild=guilds, user=people)
    def forget(self, guild: int, user: int) -> None:
        """Somebody wants to be forgotten; what they had is nobody's, and their keys are another's."""
        anchors = self.run(heads(self.database))
        self.run(self.records.forget(guild, user))
        gone = [place for place in self.balances if place[:2] == (guild, user)]
        for place in gone:
            del self.balances[place]
        if gone:
            self.forgotten.add((guild, user))
            # Who comes back under the same key is not known to be the one who used it.
            for used, tip in self.given.items():
                if used[0] == guild and user in {tip.tipper_id, tip.creator_id}:
                    self.given[used] = replace(tip, amount_minor=0)
        assert self.run(verify(self.database, anchors=anchors)).problems == []

    @rule(seconds=st.integers(-90_000, 90_000))
    def wait(self, seconds: int) -> None:
        """Time goes by; now and then somebody sets the clock back."""
        self.clock.shift += timedelta(seconds=seconds)

    # --- What always holds ---

    @invariant()
    def balances_are_those_of_the_model(self) -> None:
        """Look at every account that anybody still owns, and prove all of it."""
        for place, balance in self.balances.items():
            assert self.run(self.ledger.balance(*place)) == balance
        assert self.run(verify(self.database)).problems == []


def play(examples: int, steps: int) -> None:
    run_state_machine_as_test(Books, settings=settings(max_examples=examples, stateful_step_count=steps))


@pytest.mark.timeout(600)
def test_the_ledger_says_what_a_plain_model_says() -> None:
    play(examples=10, steps=20)


@pytest.mark.long
@pytest.mark.timeout(3600)
def test_the_ledger_says_what_a_plain_model_says_all_night_long() -> None:
    play(examples=500, steps=60)
