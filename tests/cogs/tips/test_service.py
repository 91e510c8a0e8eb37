from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest

from bot.clock import MovableClock
from bot.events import Events
from bot.storage.database import Database
from cogs.tips.api import (
    AmountNotPositive,
    AmountTooLarge,
    EqualTipJustGiven,
    KeyUsedForAnotherTip,
    OverBalance,
    Tip,
    TipReceived,
    TipToSelf,
)
from cogs.tips.service import TipLedger
from cogs.tips.settings import TipSettings
from cogs.tips.verify import verify

GUILD = 10
WELCOME_POINTS = TipSettings().welcome_points
ALICE, BOB, CAROL = 1, 2, 3
TIP = Tip(GUILD, ALICE, BOB, 5, "first")


async def test_what_leaves_the_tipper_is_what_reaches_the_creator(ledger: TipLedger) -> None:
    receipt = await ledger.tip(TIP)

    assert receipt.balance_minor == WELCOME_POINTS - 5
    assert await ledger.balance(GUILD, ALICE) == WELCOME_POINTS - 5
    assert await ledger.balance(GUILD, BOB) == WELCOME_POINTS + 5


async def test_the_same_key_again_moves_nothing_and_answers_the_first_receipt(ledger: TipLedger) -> None:
    first = await ledger.tip(TIP)

    again = await ledger.tip(TIP)

    assert again == replace(first, repeated=True)
    assert await ledger.balance(GUILD, BOB) == WELCOME_POINTS + 5


@pytest.mark.parametrize(
    "other", [replace(TIP, amount_minor=50), replace(TIP, creator_id=CAROL), replace(TIP, tipper_id=CAROL)]
)
async def test_a_key_that_was_used_for_another_tip_is_refused(ledger: TipLedger, other: Tip) -> None:
    await ledger.tip(TIP)

    with pytest.raises(KeyUsedForAnotherTip):
        await ledger.tip(other, confirmed=True)

    assert await ledger.balance(GUILD, CAROL) == WELCOME_POINTS


async def test_one_key_in_the_same_moment_is_one_transfer(ledger: TipLedger, book: Database) -> None:
    receipts = await asyncio.gather(*(ledger.tip(TIP) for _ in range(8)))

    assert [receipt.repeated for receipt in receipts].count(False) == 1
    assert (await verify(book)).tips == 1


@pytest.mark.parametrize(
    ("tip", "refusal"),
    [
        (replace(TIP, creator_id=ALICE), TipToSelf),
        (replace(TIP, amount_minor=0), AmountNotPositive),
        (replace(TIP, amount_minor=-5), AmountNotPositive),
        (replace(TIP, amount_minor=2**63), AmountTooLarge),
        (replace(TIP, amount_minor=WELCOME_POINTS + 1), OverBalance),
    ],
)
async def test_a_refused_tip_leaves_nothing_behind(
    ledger: TipLedger, book: Database, tip: Tip, refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        await ledger.tip(tip)

    assert (await verify(book)).transfers == 0


async def test_an_equal_tip_within_a_minute_asks_once_more(ledger: TipLedger, clock: MovableClock) -> None:
    await ledger.tip(TIP)

    with pytest.raises(EqualTipJustGiven):
        await ledger.tip(replace(TIP, key="second"))

    assert not (await ledger.tip(replace(TIP, key="second"), confirmed=True)).repeated
    clock.advance(TipSettings().equal_tip_seconds + 1)
    assert not (await ledger.tip(replace(TIP, key="third"))).repeated


async def test_a_different_tip_within_a_minute_asks_nothing(ledger: TipLedger) -> None:
    await ledger.tip(TIP)

    for other in (
        replace(TIP, amount_minor=6),
        replace(TIP, creator_id=CAROL),
        replace(TIP, tipper_id=CAROL),
    ):
        assert not (
            await ledger.tip(replace(other, key=f"other {other.creator_id} {other.amount_minor}"))
        ).repeated


async def test_two_tips_that_cross_both_arrive(ledger: TipLedger) -> None:
    there, back = TIP, replace(TIP, tipper_id=BOB, creator_id=ALICE, key="back")

    await asyncio.gather(*(ledger.tip(tip) for tip in (there, back)))

    assert await ledger.balance(GUILD, ALICE) == await ledger.balance(GUILD, BOB) == WELCOME_POINTS


async def test_nobody_spends_the_same_points_twice_at_once(ledger: TipLedger, book: Database) -> None:
    tips = [Tip(GUILD, ALICE, creator, 60, f"to {creator}") for creator in (BOB, CAROL, 4, 5)]

    outcomes = await asyncio.gather(*(ledger.tip(tip) for tip in tips), return_exceptions=True)

    assert sum(isinstance(outcome, OverBalance) for outcome in outcomes) == 3
    assert await ledger.balance(GUILD, ALICE) == WELCOME_POINTS - 60
    assert (await verify(book)).holds


async def test_a_tip_is_told_once_and_only_if_it_was_given(ledger: TipLedger, events: Events) -> None:
    told: list[TipReceived] = []

    async def hear(event: TipReceived) -> None:
        told.append(event)

    events.subscribe(TipReceived, hear)
    receipt = await ledger.tip(TIP)
    await ledger.tip(TIP)
    with pytest.raises(OverBalance):
        await ledger.tip(replace(TIP, key="other", amount_minor=1000))

    assert told == [TipReceived(TIP, receipt.transfer_id)]


async def test_a_wallet_shows_what_came_and_went(ledger: TipLedger) -> None:
    await ledger.tip(replace(TIP, note="thank *you*"))

    newest, welcome = await ledger.movements(GUILD, ALICE, 10)

    assert (newest.amount_minor, newest.other_id, newest.note) == (-5, BOB, "thank *you*")
    assert (welcome.amount_minor, welcome.kind, welcome.other_id) == (WELCOME_POINTS, "issue", None)
