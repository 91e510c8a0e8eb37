"""Reconciliation: what we have beside what the provider says, for notices that never came.

Differences are listed, never mended by themselves: somebody decides. Once a day, and whenever an
administrator asks, every payment is looked at whose end we do not know, or whose fee.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, delete, or_, select

from bot.storage.database import Database
from bot.timer_store import TimerDue
from bot.timers import Timers
from cogs.payments.api import Course, Happened, Notice, Provider, ProviderRefused, Standing
from cogs.payments.booking import FORGOTTEN, WRONG_AMOUNT
from cogs.payments.looking import Looker
from cogs.payments.service import PaymentDesk
from cogs.payments.tables import DifferenceRow, EventRow, FeeRow, PaymentRow, State

log = logging.getLogger(__name__)

DAILY = "payments.reconcile"
#: In one comparison; what is left comes with the next.
MOST_AT_ONCE = 500
#: For so long refunds and disputes of a payment are looked for ("Disputes": 120 days and more after it).
_WATCHED = timedelta(days=180)
#: Providers tell again for some days; after this nobody tells the same event again.
_EVENTS_KEPT = timedelta(days=90)
_DAY = timedelta(days=1)

# Kinds of differences.
PAID, ENDED, RETURNED, FEE = "paid-unheard", "ended-unheard", "returned-unheard", "fee-missing"
COMMISSION, REFUSED, TROUBLE, UNKNOWN = "commission", "refused", "in-trouble", "unknown-there"
#: What is right once the provider is believed; what the ledger refused may be taken by now.
MENDED = frozenset({PAID, ENDED, RETURNED, FEE, REFUSED})


@dataclass(frozen=True, slots=True)
class Difference:
    """A payment of which the provider says something else."""

    payment: PaymentRow
    kind: str
    standing: Standing | None = None


class Comparison:
    """Compares, lists, and mends when asked to."""

    def __init__(
        self,
        database: Database,
        desk: PaymentDesk,
        looker: Looker,
        timers: Timers,
        now: Callable[[], datetime],
    ) -> None:
        self._database = database
        self._desk = desk
        self._looker = looker
        self._timers = timers
        self._now = now

    async def begin(self) -> None:
        """Promise the first comparison, unless there is one promised."""
        async with self._database.transaction() as session:
            await self._timers.schedule(session, DAILY, "all", self._now() + _DAY)

    async def daily(self, due: TimerDue) -> None:
        """Compare everything, note what differs, and promise the next."""
        if self._desk.is_on:
            found = await self.compare()
            if found:
                log.warning("payments that differ from the provider's: %d; see /money reconcile", len(found))
        next_at = max(due.due_at, self._now() - _DAY) + _DAY
        async with self._database.transaction() as session:
            await session.execute(delete(EventRow).where(EventRow.heard_at < self._now() - _EVENTS_KEPT))
            await self._timers.schedule(session, DAILY, due.key, next_at)

    async def compare(self, guild_id: int | None = None) -> list[Difference]:
        """Ask the provider about every payment that is not over; note and answer what differs.

        Raises:
            MoneyIsOff: there is no provider.
            ProviderAway: it cannot be reached.
        """
        provider = self._desk.provider
        watched = await self._watched(provider, guild_id)
        found = [one for payment in watched if (one := await self._compared(payment)) is not None]
        async with self._database.transaction() as session:
            seen = [payment.id for payment in watched]
            await session.execute(delete(DifferenceRow).where(DifferenceRow.payment_id.in_(seen)))
            at = self._now()
            session.add_all(
                DifferenceRow(payment_id=one.payment.id, kind=one.kind, found_at=at) for one in found
            )
        return found

    async def mend(self, guild_id: int) -> tuple[int, list[Difference]]:
        """Believe the provider wherever that settles it; answers how many were settled, and what is left.

        Raises:
            MoneyIsOff: there is no provider.
            ProviderAway: it cannot be reached.
        """
        before = await self.compare(guild_id)
        for one in before:
            if one.kind in MENDED and one.standing is not None:
                await self._believe(one.payment, one.kind, one.standing)
        left = await self.compare(guild_id)
        still = {one.payment.id for one in left}
        return sum(one.payment.id not in still for one in before), left

    async def _believe(self, payment: PaymentRow, kind: str, standing: Standing) -> None:
        if kind in (PAID, ENDED):
            happened = Happened.PAID if kind == PAID else Happened.ENDED
            notice = Notice(
                f"reconciled:{kind}:{payment.token}",
                happened,
                payment.account_id,
                payment.is_test,
                payment.session_id,
                payment.token,
                standing.reference,
                standing.amount_minor,
                standing.currency,
            )
            await self._desk.hear(notice)
        elif kind == REFUSED:
            await self._desk.book_again(payment.id)
        await self._looker.look(payment.id)

    async def _compared(self, payment: PaymentRow) -> Difference | None:
        if payment.session_id is None:
            # The process died before it had a link; nobody can have paid.
            return Difference(payment, ENDED, Standing(Course.ENDED))
        try:
            standing = await self._desk.provider.look(payment.account_id, payment.session_id)
        except ProviderRefused:
            return Difference(payment, UNKNOWN)
        kind = await self._kind(payment, standing)
        return None if kind is None else Difference(payment, kind, standing)

    async def _kind(self, payment: PaymentRow, standing: Standing) -> str | None:
        if standing.commission_minor:
            return COMMISSION
        if payment.state == State.TROUBLE:
            return TROUBLE if payment.trouble in (WRONG_AMOUNT, FORGOTTEN) else REFUSED
        if payment.state != State.PAID:
            if standing.course is Course.PAID:
                return PAID
            return ENDED if standing.course is Course.ENDED and payment.state == State.OPEN else None
        if standing.returned_minor != payment.returned_minor:
            return RETURNED
        async with self._database.reading() as session:
            lines = set(await session.scalars(select(FeeRow.line).where(FeeRow.payment_id == payment.id)))
        return FEE if {one.id for one in standing.kept} - lines else None

    async def _watched(self, provider: Provider, guild_id: int | None) -> Sequence[PaymentRow]:
        """What may differ: links that may be used or were, troubles, and what may still go back.

        A link that has not run out and of which nothing was told is most likely only not used yet, so
        that it is asked about is cheap; that of a link without a session, before its end, would be too early.
        """
        is_mine: list[ColumnElement[bool]] = [
            PaymentRow.provider == provider.name,
            PaymentRow.is_test == provider.is_test,
            PaymentRow.account_id != "",
        ]
        if guild_id is not None:
            is_mine.append(PaymentRow.guild_id == guild_id)
        recent = PaymentRow.created_at > self._now() - _WATCHED
        has_link = or_(PaymentRow.session_id.is_not(None), PaymentRow.expires_at < self._now())
        # What ended without money is asked about for some days more: money may have come late.
        late = PaymentRow.expires_at > self._now() - 7 * _DAY
        wanted = or_(
            (PaymentRow.state == State.OPEN) & has_link,
            PaymentRow.state == State.TROUBLE,
            (PaymentRow.state == State.PAID) & recent,
            PaymentRow.state.in_((State.ENDED, State.FAILED)) & late & PaymentRow.session_id.is_not(None),
        )
        # What has no end yet comes first, should there be more than fit.
        order = PaymentRow.state == State.PAID, PaymentRow.id.desc()
        query = select(PaymentRow).where(*is_mine, wanted).order_by(*order).limit(MOST_AT_ONCE)
        async with self._database.reading() as session:
            return (await session.scalars(query)).all()
