"""What administrators do with the community's money, and how much of it."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest

from bot.clock import MovableClock
from bot.events import Events
from bot.settings import SettingStore
from bot.settings.store import Place
from bot.storage.database import Database
from cogs.tips.api import MemberHasLess, OverBudget, Tip
from cogs.tips.service import TipLedger
from cogs.tips.settings import TipSettings
from cogs.tips.treasury import Grant, Treasury
from cogs.tips.verify import verify

GUILD, ALICE, BOB, ADMIN = 10, 1, 2, 9
GRANT = Grant(GUILD, ALICE, 500, "for the posters", ADMIN, "first")


@pytest.fixture
def settings(book: Database, events: Events, clock: MovableClock) -> SettingStore:
    store = SettingStore(book, events, clock.now)
    store.declare("tips", "cogs.tips", TipSettings)
    return store


@pytest.fixture
def ledger(book: Database, events: Events, clock: MovableClock, settings: SettingStore) -> TipLedger:
    return TipLedger(book, events, settings, clock.now)


@pytest.fixture
def treasury(book: Database, ledger: TipLedger, settings: SettingStore, clock: MovableClock) -> Treasury:
    return Treasury(book, ledger, settings, clock.now)


async def test_who_is_given_something_is_welcomed_first(treasury: Treasury, ledger: TipLedger) -> None:
    await treasury.move(GRANT)

    assert await ledger.balance(GUILD, ALICE) == 600
    newest, welcome = await ledger.movements(GUILD, ALICE, 5)
    assert (newest.amount_minor, newest.note, welcome.note) == (500, "for the posters", None)


async def test_the_same_grant_twice_is_one(treasury: Treasury, ledger: TipLedger) -> None:
    first = await treasury.move(GRANT)

    again = await treasury.move(GRANT)

    assert (again.transfer_id, again.repeated) == (first.transfer_id, True)
    assert await ledger.balance(GUILD, ALICE) == 600


async def test_no_more_is_taken_than_there_is(treasury: Treasury, ledger: TipLedger, book: Database) -> None:
    await treasury.move(replace(GRANT, amount_minor=60, takes=True))

    with pytest.raises(MemberHasLess):
        await treasury.move(replace(GRANT, amount_minor=41, takes=True, key="second"))

    assert await ledger.balance(GUILD, ALICE) == 40
    assert (await verify(book)).holds


async def test_a_month_allows_so_much_even_to_two_at_once(
    treasury: Treasury, settings: SettingStore, ledger: TipLedger
) -> None:
    await settings.change(Place(GUILD, "tips"), {"most_given_a_month": 900}, ADMIN)

    outcomes = await asyncio.gather(
        *(treasury.move(replace(GRANT, key=str(number))) for number in range(3)), return_exceptions=True
    )

    assert sum(isinstance(outcome, OverBudget) for outcome in outcomes) == 2
    assert await ledger.balance(GUILD, ALICE) == 600


async def test_the_next_month_allows_as_much_again(
    treasury: Treasury, settings: SettingStore, clock: MovableClock
) -> None:
    await settings.change(Place(GUILD, "tips"), {"most_given_a_month": 500}, ADMIN)
    await treasury.move(GRANT)
    clock.advance(32 * 86_400)

    assert not (await treasury.move(replace(GRANT, key="second"))).repeated


async def test_the_budget_says_what_was_given_and_what_everybody_holds(
    treasury: Treasury, ledger: TipLedger
) -> None:
    await ledger.tip(Tip(GUILD, ALICE, BOB, 5, "tip"))
    await treasury.move(GRANT)
    await treasury.move(replace(GRANT, amount_minor=30, takes=True, key="back"))

    budget = await treasury.budget(GUILD)

    assert (budget.held_minor, budget.welcomed_minor) == (670, 200)
    assert (budget.given_minor, budget.taken_minor, budget.allowed_minor) == (500, 30, 0)


async def test_a_community_without_a_ledger_has_an_empty_budget(treasury: Treasury) -> None:
    budget = await treasury.budget(GUILD)

    assert (budget.held_minor, budget.given_minor) == (0, 0)
