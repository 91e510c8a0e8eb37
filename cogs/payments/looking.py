"""How payments stand at the provider: asked whenever it tells that something changed, and followed here.

A notice says that something happened; what is true now is asked. So it does not matter in which order
notices come. A payment that was looked at by another meanwhile is looked at again.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.storage.database import Database
from bot.timer_store import TimerDue
from bot.timers import Timers
from cogs.payments.api import Standing
from cogs.payments.booking import LOOK, Bookings, locked
from cogs.payments.service import PaymentDesk
from cogs.payments.tables import PaymentRow, State

log = logging.getLogger(__name__)

#: How often a payment is looked at whose fee is not in the provider's books yet: after 1, 2, 4 … minutes.
MOST_WAITS = 9
_FIRST_WAIT = timedelta(minutes=1)
_MOST_ROUNDS = 5


class Looker:
    """Compares a payment with what its provider says of it, and follows."""

    def __init__(
        self,
        database: Database,
        desk: PaymentDesk,
        bookings: Bookings,
        timers: Timers,
        now: Callable[[], datetime],
    ) -> None:
        self._database = database
        self._desk = desk
        self._bookings = bookings
        self._timers = timers
        self._now = now

    async def due(self, due: TimerDue) -> None:
        """Look because the provider told something; again later while its books have no fee."""
        if not self._desk.is_on:
            log.warning("a payment is not followed: there is no provider any more")
            return
        payment_id: int | None = due.payload.get("payment_id") or await self._found(due)
        standing = None if payment_id is None else await self.look(payment_id)
        waits: int = due.payload.get("waits", 0)
        if standing is None or standing.kept or waits >= MOST_WAITS:
            return
        async with self._database.transaction() as session:
            later = self._now() + _FIRST_WAIT * 2**waits
            payload = {"payment_id": payment_id, "waits": waits + 1}
            await self._timers.schedule(session, LOOK, due.key, later, payload)

    async def look(self, payment_id: int) -> Standing | None:
        """Ask the provider and follow; None if the payment was never paid here, or is nobody's to follow.

        Raises:
            ProviderAway, ProviderRefused: it does not say.
            RuntimeError: others look at it all the time.
        """
        for _ in range(_MOST_ROUNDS):
            seen = await self.seen(payment_id)
            if seen.state != State.PAID or not seen.account_id or seen.session_id is None:
                return None
            standing = await self._desk.provider.look(seen.account_id, seen.session_id)
            async with self._database.transaction() as session:
                payment = await locked(session, payment_id)
                if payment.looks == seen.looks:
                    await self._follow(session, payment, standing)
                    return standing
        raise RuntimeError("a payment was looked at by many at once")

    async def seen(self, payment_id: int) -> PaymentRow:
        """A payment as it is just now."""
        async with self._database.reading() as session:
            return (await session.scalars(select(PaymentRow).where(PaymentRow.id == payment_id))).one()

    async def _follow(self, session: AsyncSession, payment: PaymentRow, standing: Standing) -> None:
        payment.looks += 1
        if standing.commission_minor:
            log.error("payment %s: a commission was taken at the provider", payment.token)
        await self._bookings.keep(session, payment, standing.kept)
        await self._bookings.restate(session, payment, standing.returned_minor)

    async def _found(self, due: TimerDue) -> int | None:
        """The payment that money belongs to of which only the provider's number was told."""
        provider, account_id = self._desk.provider, due.payload["account_id"]
        session_id = await provider.session_of(account_id, due.payload["reference"])
        query = select(PaymentRow.id).where(
            PaymentRow.provider == provider.name,
            PaymentRow.session_id == session_id,
            PaymentRow.account_id == account_id,
        )
        async with self._database.reading() as session:
            found: int | None = await session.scalar(query)
            return found
