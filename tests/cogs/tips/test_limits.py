"""How much may be given, and to whom: decided where the tip is written."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.clock import MovableClock
from bot.events import Events
from bot.storage.database import Database
from cogs.tips.api import POINTS, Tip
from cogs.tips.gifts.receiving import Receiving
from cogs.tips.orders import TREASURY, Leg, Order, person
from cogs.tips.refusals import HasNotOptedIn, NeverMet, OverDay, OverOne, TakesNoTips
from cogs.tips.service import TipLedger
from tests.cogs.tips.conftest import Rules

GUILD, ALICE, BOB, CAROL = 10, 1, 2, 3
TIP = Tip(GUILD, ALICE, BOB, 40, "first")


async def test_a_day_allows_so_much_and_says_what_is_left(rules: Rules, clock: MovableClock) -> None:
    await rules.set(GUILD, most_a_day=60)
    await rules.ledger.tip(TIP)

    with pytest.raises(OverDay) as refused:
        await rules.ledger.tip(replace(TIP, key="second", creator_id=CAROL, amount_minor=21))
    midnight = clock.now().replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)
    assert refused.value.placeholders == {"most": 60, "left": 20, "again": midnight}
    await rules.ledger.tip(replace(TIP, key="third", creator_id=CAROL, amount_minor=20))

    clock.advance(86_400)
    await rules.ledger.tip(replace(TIP, key="fourth"))


async def test_what_was_taken_back_may_be_given_again(rules: Rules) -> None:
    await rules.set(GUILD, most_a_day=40, most_to_one_a_day=40)
    number = (await rules.ledger.tip(TIP)).transfer_id

    await rules.ledger.reverse(GUILD, number, by_id=9, reason="a slip")

    await rules.ledger.tip(replace(TIP, key="second"), confirmed=True)


async def test_one_person_gets_so_much_from_another_in_a_day(rules: Rules) -> None:
    await rules.set(GUILD, most_to_one_a_day=50)
    await rules.ledger.tip(TIP)

    with pytest.raises(OverOne) as refused:
        await rules.ledger.tip(replace(TIP, key="second", amount_minor=11))
    assert (refused.value.placeholders["left"], refused.value.placeholders["most"]) == (10, 50)
    await rules.ledger.tip(replace(TIP, key="third", creator_id=CAROL))
    await rules.ledger.tip(replace(TIP, key="fourth", tipper_id=CAROL))


async def test_limits_are_of_the_currency_in_its_whole_units(rules: Rules) -> None:
    await rules.set(GUILD, most_a_day=1)
    euros = Leg(TREASURY, "EUR", -500), Leg(person(ALICE), "EUR", 500)
    await rules.ledger.write(Order(GUILD, "issue", "euros", euros))

    await rules.ledger.tip(replace(TIP, amount_minor=100, currency="EUR"))
    with pytest.raises(OverDay):
        await rules.ledger.tip(replace(TIP, key="second", amount_minor=1, currency="EUR"))


@pytest.mark.parametrize("limit", ["most_a_day", "most_to_one_a_day"])
async def test_tips_of_the_same_moment_do_not_pass_a_limit_together(
    rules: Rules, book: Database, clock: MovableClock, limit: str
) -> None:
    await rules.set(GUILD, **{limit: 5})
    # A writer of its own, as another process has one.
    other = TipLedger(book, Events(), rules.settings, clock.now)
    tips = [replace(TIP, key=str(number), amount_minor=1) for number in range(12)]

    ledgers = (rules.ledger, other)
    given = await asyncio.gather(
        *(ledgers[number % 2].tip(tip, confirmed=True) for number, tip in enumerate(tips)),
        return_exceptions=True,
    )

    assert sum(isinstance(one, OverDay | OverOne) for one in given) == 7
    assert await rules.ledger.balance(GUILD, BOB) == 105


async def test_a_repeated_tip_is_answered_though_nothing_is_left(rules: Rules) -> None:
    await rules.set(GUILD, most_a_day=40)
    await rules.ledger.tip(TIP)

    assert (await rules.ledger.tip(TIP)).repeated


async def test_who_wants_no_tips_gets_none(rules: Rules, book: Database) -> None:
    receiving = Receiving(book, rules.settings)
    await receiving.choose(GUILD, BOB, is_on=False)

    with pytest.raises(TakesNoTips):
        await rules.ledger.tip(TIP)

    await receiving.choose(GUILD, BOB, is_on=True)
    await rules.ledger.tip(TIP)


async def test_where_creators_say_yes_first_only_those_are_tipped(rules: Rules, book: Database) -> None:
    await rules.set(GUILD, creators_opt_in=True)
    receiving = Receiving(book, rules.settings)
    assert not await receiving.of(GUILD, BOB)
    with pytest.raises(HasNotOptedIn):
        await rules.ledger.tip(TIP)

    await receiving.choose(GUILD, BOB, is_on=True)

    assert (await rules.ledger.tip(TIP)).currency == POINTS


async def test_where_one_has_to_have_met_strangers_are_refused(rules: Rules) -> None:
    await rules.set(GUILD, met_in_days=10)
    rules.met.add(frozenset({ALICE, BOB}))

    await rules.ledger.tip(TIP)
    with pytest.raises(NeverMet) as refused:
        await rules.ledger.tip(replace(TIP, key="second", creator_id=CAROL))

    assert refused.value.placeholders["days"] == 10
