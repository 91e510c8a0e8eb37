"""From payments to the ledger and back: what was paid is booked once, and follows what the provider says.

Everything here is done with a payment's row locked, in the caller's transaction, so that two who hear of
one payment at the same time come one after the other. Each booking has a key of its own, made of the
payment's token and of how often it was booked, so that the ledger too would refuse a second one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.events import Events
from bot.timers import Timers
from cogs.payments.api import Kept, MoneyReceived, MoneyReturned
from cogs.payments.tables import FeeRow, PaymentRow, State, TransferRow
from cogs.tips.api import Booked, OutsideMoney, Tip, TipRefused

#: Tells the channel in which a payment was asked for that it was made.
TELL = "payments.tell"
#: Asks the provider how a payment stands: its fee, what was refunded, what is disputed.
LOOK = "payments.look"
#: Troubles that no second try ends. Others are the key of what the ledger refused.
WRONG_AMOUNT, FORGOTTEN = "wrong-amount", "forgotten"


class Bookings:
    """Writes payments into the ledger."""

    def __init__(
        self, money: OutsideMoney, timers: Timers, events: Events, now: Callable[[], datetime]
    ) -> None:
        self._money = money
        self._timers = timers
        self._events = events
        self._now = now

    async def book(self, session: AsyncSession, payment: PaymentRow, reference: str | None) -> None:
        """Book what was paid, and owe a word to the channel; what cannot be booked is in trouble."""
        if payment.tipper_id is None or payment.creator_id is None:
            # Forgotten between the link and the money: the book must not name them again.
            await self.doubt(session, payment, FORGOTTEN, reference)
            return
        tip = Tip(
            payment.guild_id,
            payment.tipper_id,
            payment.creator_id,
            payment.amount_minor,
            f"{payment.token}:0",
            payment.currency,
            payment.note,
            payment.room_id,
            payment.club_id,
            payment.is_anonymous,
        )
        try:
            # What is refused in the middle leaves nothing; that somebody paid is noted all the same.
            async with session.begin_nested():
                booked = await self._money.book_in(session, tip)
        except TipRefused as refusal:
            await self.doubt(session, payment, refusal.key, reference)
            return
        payment.state, payment.trouble = State.PAID, None
        payment.paid_minor = payment.booked_minor = payment.amount_minor
        payment.reference, payment.paid_at, payment.url = reference, self._now(), None
        await self._note(session, payment, booked, "")
        await self._timers.schedule(session, TELL, payment.token, self._now(), {"payment_id": payment.id})
        self._events.publish_after_commit(session, MoneyReceived(payment.guild_id, payment.token))

    async def doubt(
        self, session: AsyncSession, payment: PaymentRow, why: str, reference: str | None
    ) -> None:
        """Note that money was paid and is not booked, and why; it is listed until somebody has decided."""
        payment.state, payment.trouble, payment.reference = State.TROUBLE, why, reference
        payment.url = None
        await session.flush()

    async def restate(self, session: AsyncSession, payment: PaymentRow, returned_minor: int) -> bool:
        """Let the book say how much of a payment the tipper has back; answers whether it said otherwise.

        What stands is reversed, and what is left is booked again: nothing is changed in the ledger, and the
        totals of both sides are right.
        """
        if payment.paid_minor is None or returned_minor == payment.returned_minor:
            return False
        before = _booked(payment)
        if payment.booked_minor:
            reason = f"{payment.provider} {payment.reference or payment.token}"
            undone = await self._money.undo_in(session, payment.guild_id, before, reason=reason)
            await self._note(session, payment, undone, "undone-", stands=False)
        payment.returned_minor = returned_minor
        payment.booked_minor = payment.paid_minor - returned_minor
        if payment.booked_minor:
            key = f"{payment.token}:{payment.times}"
            again = await self._money.again_in(session, payment.guild_id, before, payment.booked_minor, key)
            await self._note(session, payment, again, "")
        told = MoneyReturned(payment.guild_id, payment.token, returned_minor)
        self._events.publish_after_commit(session, told)
        return True

    async def keep(self, session: AsyncSession, payment: PaymentRow, kept: Iterable[Kept]) -> None:
        """Book what the provider kept, each line of its books once."""
        known = set(await session.scalars(select(FeeRow.line).where(FeeRow.payment_id == payment.id)))
        for one in kept:
            if one.id in known:
                continue
            transfer_id: int | None = None
            if one.amount_minor:
                key = f"{payment.token}:fee:{one.id}"[:90]
                transfer_id = await self._money.fee_in(
                    session, payment.guild_id, key, one.currency, one.amount_minor
                )
                session.add(TransferRow(payment_id=payment.id, transfer_id=transfer_id, part="fee"))
            session.add(
                FeeRow(
                    payment_id=payment.id,
                    line=one.id,
                    currency=one.currency,
                    amount_minor=one.amount_minor,
                    transfer_id=transfer_id,
                )
            )
        await session.flush()

    @staticmethod
    async def _note(
        session: AsyncSession, payment: PaymentRow, booked: Booked, what: str, *, stands: bool = True
    ) -> None:
        parts = {"paid": booked.paid_id, "tip": booked.tip_id, "left": booked.left_id}
        for part, transfer_id in parts.items():
            session.add(TransferRow(payment_id=payment.id, transfer_id=transfer_id, part=f"{what}{part}"))
        if stands:
            payment.paid_id, payment.tip_id, payment.left_id = parts.values()
            payment.times += 1
        await session.flush()


async def locked(session: AsyncSession, payment_id: int) -> PaymentRow:
    """A payment that stays as it is until the transaction ends."""
    query = select(PaymentRow).where(PaymentRow.id == payment_id).with_for_update()
    return (await session.scalars(query.execution_options(populate_existing=True))).one()


def _booked(payment: PaymentRow) -> Booked:
    if payment.paid_id is None or payment.tip_id is None or payment.left_id is None:
        raise RuntimeError(f"payment {payment.token} was paid and has no transfers")
    return Booked(payment.paid_id, payment.tip_id, payment.left_id)
