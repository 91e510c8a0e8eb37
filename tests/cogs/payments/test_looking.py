"""Fees, refunds and disputes: the book says what the provider says, whatever it tells in which order."""

from __future__ import annotations

import asyncio
from datetime import timedelta

from sqlalchemy import select

from bot.clock import MovableClock
from cogs.payments.records import PaymentRecords
from cogs.payments.tables import TransferRow as Own
from cogs.tips.records import TipRecords
from cogs.tips.tables import TransferRow
from cogs.tips.verify import verify
from tests.cogs.payments.till import TIPPER, Till


async def test_the_providers_fee_is_on_an_account_of_its_own_and_no_part_of_the_tip(till: Till) -> None:
    session_id = await till.paid("10")
    assert await till.tell(till.stripe.books.pay(await till.session("20", key="k2"))) == 200
    await till.settle()

    assert await till.kinds() == ["payment", "tip", "payment", "fee"] * 2
    assert (await till.given(), await till.given(TIPPER)) == ((3_000, 0), (0, 0))
    assert await till.fees() == 59 + 88
    payment = await till.of(session_id)
    assert (payment.paid_minor, payment.booked_minor) == (1_000, 1_000)


async def test_a_fee_that_the_providers_books_have_later_is_waited_for(
    till: Till, clock: MovableClock
) -> None:
    books = till.stripe.books
    books.slow_books = True
    session_id = await till.paid("10")
    assert await till.fees() == 0

    books.write_books(books.charge_of(session_id))
    clock.advance(timedelta(minutes=1).total_seconds())
    await till.settle()
    await till.looker.look((await till.of(session_id)).id)

    assert await till.fees() == 59


async def test_a_part_and_then_the_rest_go_back_and_each_reversal_names_what_it_reverses(till: Till) -> None:
    books, session_id = till.stripe.books, await till.paid("10")

    await till.tell(books.refund(session_id, 400))
    await till.settle()
    payment = await till.of(session_id)
    assert (payment.booked_minor, payment.returned_minor, await till.given()) == (600, 400, (600, 0))
    await till.tell(books.refund(session_id, 600))
    await till.settle()

    payment = await till.of(session_id)
    assert (payment.state, payment.booked_minor, payment.returned_minor) == ("paid", 0, 1_000)
    assert (await till.given(), await till.given(TIPPER), await till.fees()) == ((0, 0), (0, 0), 59)
    async with till.database.reading() as session:
        own = (await session.scalars(select(Own).where(Own.payment_id == payment.id))).all()
        rows = {row.id: row for row in await session.scalars(select(TransferRow))}
    assert {one.transfer_id for one in own} == set(rows)
    undone = {rows[one.transfer_id].reverses_id for one in own if one.part.startswith("undone-")}
    assert undone == {one.transfer_id for one in own if one.part in {"paid", "tip", "left"}}
    assert all(payment.token in row.key for row in rows.values() if row.kind != "reversal")
    assert (await verify(till.database)).problems == []


async def test_a_refund_that_comes_before_its_payment_or_again_or_fails_is_right_in_the_end(
    till: Till,
) -> None:
    books, session_id = till.stripe.books, await till.session("10")
    paid = books.pay(session_id)
    refunded = books.refund(session_id, 400)

    for event in (refunded, paid, refunded, refunded | {"id": "evt_again"}):
        assert await till.tell(event) == 200
        await till.settle()
    assert (await till.of(session_id)).returned_minor == 400
    await till.tell(books.refund_fails(session_id))
    await till.settle()

    assert ((await till.of(session_id)).returned_minor, await till.given()) == (0, (1_000, 0))


async def test_a_dispute_holds_the_money_until_it_is_decided(till: Till) -> None:
    books, session_id = till.stripe.books, await till.paid("10")

    await till.tell(books.dispute(session_id))
    await till.settle()
    assert (await till.given(), await till.fees()) == ((0, 0), 59 + 1_500)
    await till.tell(books.decide(session_id, won=True))
    await till.settle()
    assert (await till.given(), await till.fees()) == ((1_000, 0), 59)
    await till.tell(books.dispute(session_id))
    await till.settle()
    await till.tell(books.decide(session_id, won=False))
    await till.settle()

    payment = await till.of(session_id)
    assert (payment.booked_minor, payment.returned_minor, await till.given()) == (0, 1_000, (0, 0))
    assert (await verify(till.database)).problems == []


async def test_many_who_look_at_once_book_it_once(till: Till) -> None:
    session_id = await till.paid("10")
    till.stripe.books.refund(session_id, 250)
    payment = await till.of(session_id)

    await asyncio.gather(*(till.looker.look(payment.id) for _ in range(4)))

    assert ((await till.kinds()).count("reversal"), await till.given()) == (3, (750, 0))


async def test_who_was_forgotten_is_not_named_again_by_a_refund(till: Till) -> None:
    books, session_id = till.stripe.books, await till.paid("10", note="my words")
    async with till.database.transaction() as session:
        about = await PaymentRecords().about(session, 10, TIPPER)
        await PaymentRecords().forget(session, 10, TIPPER)
        await TipRecords().forget(session, 10, TIPPER)

    await till.tell(books.refund(session_id, 400))
    await till.settle()

    assert about["payments"][0]["note"] == "my words"
    assert about["payments"][0]["fees"] == [{"currency": "EUR", "amount": 59}]
    payment = await till.of(session_id)
    assert (payment.tipper_id, payment.note, payment.booked_minor) == (None, None, 600)
    assert await till.given() == (600, 0)
    assert (await verify(till.database)).problems == []
