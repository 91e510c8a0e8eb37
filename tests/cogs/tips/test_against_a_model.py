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
from sqlalchemy import select

import cogs
from bot.clock import MovableClock
from bot.community.records import RecordBook
from bot.events import Events
from bot.settings import SettingStore
from bot.storage import migrate
from bot.storage.database import Database
from cogs.tips.api import KeyUsedForAnotherTip, OverBalance, Tip
from cogs.tips.gifts.receiving import Receiving
from cogs.tips.gifts.records import GiftRecords
from cogs.tips.gifts.shares import divided
from cogs.tips.gifts.splits import Splits
from cogs.tips.orders import TREASURY, Leg, Order, person
from cogs.tips.refusals import SplitTooSmall
from cogs.tips.service import TipLedger
from cogs.tips.settings import TipSettings
from cogs.tips.tables import JAR, AccountRow
from cogs.tips.verify import heads, verify
from tests.cogs.books import tip_ledger
from tests.cogs.tips.gifts.jars import GUILD, Floor, jars_on, room

T = TypeVar("T")
GUILDS, PEOPLE, KEYS, CURRENCIES = (10, 11), (1, 2, 3, 4), tuple("abcdef"), ("points", "EUR")
WELCOME = 100
#: The community that has a room, and who speaks in it for how long.
HOUSE, SPOKE = GUILD, {1: 60, 2: 35}
TRACK = migrate.Track("tips", Path(cogs.__path__[0]) / "tips" / "migrations")

guilds, people, keys, currencies = map(st.sampled_from, (GUILDS, PEOPLE, KEYS, CURRENCIES))
amounts = st.integers(1, 150)
pairs = st.sampled_from(list(permutations(PEOPLE, 2)))
Place = tuple[int, int, str]
#: Where what somebody had goes, in the model, once they are forgotten: nobody has it.
NOBODYS: Place = (0, 0, "points")


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
    """People give to one, to all and to a room, are given, are taken from, tip back and are forgotten.

    In any order, keys used again. The jar of a room is in the model what somebody with a negative id has.
    """

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
        self.room_id = 1

    @initialize()
    def open(self) -> None:
        """Begin with a database of its own, copied from one that is up to date."""
        file = self.folder / "rostra.db"
        file.write_bytes(up_to_date())
        self.database = Database(f"sqlite+aiosqlite:///{file}")
        self.ledger: TipLedger = tip_ledger(self.database, Events(), self.clock)
        self.records = RecordBook(self.database)
        self.records.add("cogs.tips", GiftRecords())
        self.floor = Floor(self.clock)
        self.floor.seconds = SPOKE
        self.jars = jars_on(self.database, self.clock, floor=self.floor, ledger=self.ledger)
        settings = SettingStore(self.database, Events(), self.clock.now)
        settings.declare("tips", "cogs.tips", TipSettings)
        self.splits = Splits(self.ledger, Receiving(self.database, settings))

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
            is_welcome = currency == "points" and user > 0 and (guild, user) not in self.forgotten
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

    @rule(guild=guilds, user=people, amount=amounts, key=keys, currency=currencies)
    def split(self, guild: int, user: int, amount: int, key: str, currency: str) -> None:
        """Somebody gives to all who are on the stage, who are all the others."""
        tip = Tip(guild, user, 0, amount, key, currency)
        known = self.given.get((guild, key))
        source = guild, user, currency
        try:
            split = self.run(self.splits.give(tip, PEOPLE, confirmed=True))
        except SplitTooSmall:
            assert amount < len(PEOPLE) - 1
        except KeyUsedForAnotherTip:
            assert known is not None
            assert known != tip
        except OverBalance:
            assert known is None
            assert self.would_hold(source) < amount
        else:
            assert (known is None) or known == tip
            if known is None:
                self.given[guild, key] = tip
                parts = {(guild, part.user_id, currency): part.amount_minor for part in split.parts}
                assert sum(parts.values()) == amount
                self.move(split.transfer_id, {source: -amount, **parts})
            assert split.balance_minor == self.balances[source]

    @rule(user=people, amount=amounts, currency=currencies)
    def give_to_the_room(self, user: int, amount: int, currency: str) -> None:
        """Somebody puts something into the jar of the room."""
        source, target = (HOUSE, user, currency), (HOUSE, -self.room_id, currency)
        tip = Tip(HOUSE, user, 0, amount, f"jar:{len(self.transfers)}", currency, room_id=self.room_id)
        try:
            written = self.run(self.jars.give(tip, room(self.room_id), confirmed=True))
        except OverBalance:
            assert self.would_hold(source) < amount
        else:
            self.move(written.transfer_id, {source: -amount, target: amount})

    @rule(speakers=st.booleans())
    def end_the_room(self, *, speakers: bool) -> None:
        """The room ends: its jar is shared among those who spoke, or given back if nobody did."""
        self.floor.seconds = SPOKE if speakers else {}
        held = {place: held for place, held in self.balances.items() if place[1] == -self.room_id and held}
        self.run(self.end())
        for (guild, jar, currency), amount in held.items():
            self.balances[guild, jar, currency] = 0
            for user, part in zip(SPOKE, divided(amount, [*SPOKE.values()]), strict=True):
                if speakers and part:
                    place = guild, user, currency
                    self.balances[place] = self.opened(place) + part
        for number, _, gains in self.transfers if held and not speakers else ():
            jar_side = next((place for place in gains if place[1] == -self.room_id), None)
            if jar_side is not None and number not in self.undone:
                self.undone.add(number)
                (giver,) = [place for place in gains if place != jar_side]
                if giver in self.balances:
                    self.balances[giver] -= gains[giver]
        self.room_id += 1

    async def end(self) -> None:
        async with self.database.transaction() as session:
            await self.jars.close(session, room(self.room_id))
        for _ in range(2):  # a process that dies does it again
            await self.jars.plan(self.room_id, ())
            await self.jars.book(self.room_id)

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
        # Whoever comes back has another account, and what was given before is not theirs.
        self.transfers = [
            (
                number,
                community,
                {(NOBODYS if place in gone else place): gain for place, gain in gains.items()},
            )
            for number, community, gains in self.transfers
        ]
        if gone:
            self.forgotten.add((guild, user))
            # Who comes back under the same key is not known to be the one who used it.
            for used, tip in self.given.items():
                if used[0] == guild and (not tip.creator_id or user in {tip.tipper_id, tip.creator_id}):
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
        held = self.run(self.held())
        assert {place: held.get(place) for place in self.balances} == self.balances
        assert self.run(verify(self.database)).problems == []

    async def held(self) -> dict[Place, int]:
        """What each account holds, in the words of the model; `look` asks as people do."""
        query = select(AccountRow).where(AccountRow.owner_id.is_not(None))
        async with self.database.reading() as session:
            return {place_of(row): row.balance_minor for row in await session.scalars(query)}


def place_of(account: AccountRow) -> Place:
    owner_id = account.owner_id or 0
    return account.guild_id, -owner_id if account.purpose == JAR else owner_id, account.currency


def play(examples: int, steps: int) -> None:
    run_state_machine_as_test(Books, settings=settings(max_examples=examples, stateful_step_count=steps))


@pytest.mark.timeout(600)
def test_the_ledger_says_what_a_plain_model_says() -> None:
    play(examples=10, steps=20)


@pytest.mark.long
@pytest.mark.timeout(3600)
def test_the_ledger_says_what_a_plain_model_says_all_night_long() -> None:
    play(examples=500, steps=60)
