"""What never came is found, listed, and mended only when somebody says so."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from bot.clock import MovableClock
from bot.timer_store import TimerDue
from cogs.payments.api import ProviderAway
from cogs.payments.comparing import DAILY
from cogs.payments.tables import DifferenceRow
from cogs.tips.tables import AccountRow
from tests.cogs.payments.till import CREATOR, GUILD, Till


async def kinds(till: Till) -> list[str]:
    return [one.kind for one in await till.comparison.compare(GUILD)]


async def test_a_payment_that_was_never_told_of_is_listed_and_booked_when_asked(till: Till) -> None:
    session_id = await till.session("10")
    till.stripe.books.pay(session_id)

    assert (await kinds(till), await till.kinds()) == (["paid-unheard"], [])
    settled, left = await till.comparison.mend(GUILD)

    assert (settled, left) == (1, [])
    assert (await till.given(), await till.fees()) == ((1_000, 0), 59)


async def test_a_refund_and_a_lost_fee_and_an_ended_link_that_were_not_told_of(till: Till) -> None:
    books, paid = till.stripe.books, await till.paid("10")
    ended = await till.session(key="k2")
    books.refund(paid, 300)
    books.expire(ended)

    assert sorted(await kinds(till)) == ["ended-unheard", "returned-unheard"]
    assert await till.comparison.mend(GUILD) == (2, [])

    assert ((await till.of(ended)).state, await till.given()) == ("ended", (700, 0))


async def test_what_the_ledger_refused_is_booked_once_it_takes_it(till: Till) -> None:
    first, second = await till.paid("10"), await till.session(key="k2")
    freeze = update(AccountRow).where(AccountRow.owner_id == CREATOR)
    async with till.database.transaction() as session:
        await session.execute(freeze.values(is_frozen=True))
    assert await till.tell(till.stripe.books.pay(second)) == 200
    assert ((await till.of(second)).trouble, await kinds(till)) == ("creator-frozen", ["refused"])
    assert (await till.comparison.mend(GUILD))[0] == 0

    async with till.database.transaction() as session:
        await session.execute(freeze.values(is_frozen=False))
    assert await till.comparison.mend(GUILD) == (1, [])

    assert [(await till.of(one)).state for one in (first, second)] == ["paid", "paid"]
    assert await till.given() == (1_500, 0)


async def test_every_day_everything_is_compared_and_noted_and_the_next_is_promised(
    till: Till, clock: MovableClock
) -> None:
    till.stripe.books.pay(await till.session("10"))

    await till.comparison.daily(TimerDue(DAILY, "all", {}, clock.now()))

    async with till.database.reading() as session:
        assert list(await session.scalars(select(DifferenceRow.kind))) == ["paid-unheard"]
    assert (await till.owed(DAILY), await till.kinds()) == (1, [])
    clock.advance(timedelta(days=1).total_seconds())
    await till.comparison.mend(GUILD)
    async with till.database.reading() as session:
        assert list(await session.scalars(select(DifferenceRow.kind))) == []


async def test_a_commission_that_somebody_took_is_a_mistake_that_is_listed(till: Till) -> None:
    books, session_id = till.stripe.books, await till.paid("10")
    books.intents[books.sessions[session_id]["payment_intent"]]["application_fee_amount"] = 100

    assert await kinds(till) == ["commission"]
    assert [one.kind for one in (await till.comparison.mend(GUILD))[1]] == ["commission"]


async def test_a_session_that_the_provider_does_not_know_is_listed_and_an_outage_is_said(till: Till) -> None:
    session_id = await till.session()
    del till.stripe.books.sessions[session_id]
    assert await kinds(till) == ["unknown-there"]

    till.stripe.away = True

    with pytest.raises(ProviderAway):
        await till.comparison.compare(GUILD)
