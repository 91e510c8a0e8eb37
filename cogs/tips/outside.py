"""Real money in the book: what a payment provider moved from a tipper to a creator, written down here.

A payment is three transfers of one transaction: it came in from outside (`payment`), was given on whole
(`tip`), and left for where the creator has it (`payment`). So it counts as a tip, and no wallet holds it:
what lies at the provider could otherwise be given once more here. What the provider kept moves from
outside to the account of fees; it is no part of the tip.
"""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.events import Events
from bot.storage.database import Database
from cogs.tips import currencies
from cogs.tips.api import AccountFrozen, Booked, CreatorFrozen, NoSuchTransfer, Tip, TipReceived
from cogs.tips.orders import FEES, TREASURY, Holder, Leg, Order, Written, account, person
from cogs.tips.reversals import OUTSIDE, reversal_of
from cogs.tips.service import TipLedger
from cogs.tips.tables import PERSON, AccountRow, EntryRow, FreezeRow, TransferRow


class OutsideBook:
    """Writes it down. Fulfils `cogs.tips.api.OutsideMoney`."""

    def __init__(self, database: Database, ledger: TipLedger, events: Events) -> None:
        self._database = database
        self._ledger = ledger
        self._events = events

    async def book_in(self, session: AsyncSession, tip: Tip, *, tell: bool = True) -> Booked:
        """See `OutsideMoney.book_in`."""
        currencies.minor_digits(tip.currency)
        given, booked = await self._book(session, tip, person(tip.tipper_id), person(tip.creator_id))
        if tell and not given.repeated:
            self._events.publish_after_commit(session, TipReceived(tip, given.transfer_id))
        return booked

    async def undo_in(self, session: AsyncSession, guild_id: int, booked: Booked, *, reason: str) -> Booked:
        """See `OutsideMoney.undo_in`."""
        # Last in, first out: each finds in its account what the one before has put back.
        left_id, tip_id, paid_id = [
            await self._undo(session, guild_id, transfer_id, reason)
            for transfer_id in (booked.left_id, booked.tip_id, booked.paid_id)
        ]
        return Booked(paid_id, tip_id, left_id)

    async def again_in(
        self, session: AsyncSession, guild_id: int, booked: Booked, amount_minor: int, key: str
    ) -> Booked:
        """See `OutsideMoney.again_in`."""
        before = await session.get(TransferRow, booked.tip_id)
        if before is None or before.guild_id != guild_id:
            raise NoSuchTransfer(transfer=booked.tip_id)
        sides = await session.scalars(
            select(EntryRow.account_id)
            .where(EntryRow.transfer_id == before.id)
            .order_by(EntryRow.amount_minor)
        )
        tipper, creator = [account(number) for number in sides]
        tip = Tip(
            guild_id,
            tipper_id=0,  # known by their accounts: they may have been forgotten since
            creator_id=0,
            amount_minor=amount_minor,
            key=key,
            currency=before.currency,
            room_id=before.room_id,
            club_id=before.club_id,
            is_anonymous=before.is_anonymous,
        )
        return (await self._book(session, tip, tipper, creator))[1]

    async def fee_in(
        self, session: AsyncSession, guild_id: int, key: str, currency: str, amount_minor: int
    ) -> int:
        """See `OutsideMoney.fee_in`."""
        legs = Leg(TREASURY, currency, -amount_minor), Leg(FEES, currency, amount_minor)
        order = Order(guild_id, "fee", f"{OUTSIDE}{key}", legs)
        return (await self._ledger.write_in(session, order)).transfer_id

    async def require_unfrozen(self, guild_id: int, tipper_id: int, creator_id: int) -> None:
        """See `OutsideMoney.require_unfrozen`."""
        both = tipper_id, creator_id
        stopped = select(FreezeRow.user_id).where(
            FreezeRow.guild_id == guild_id, FreezeRow.user_id.in_(both), FreezeRow.lifted_at.is_(None)
        )
        # A ledger that came from a file has frozen accounts without a record of how they came to be.
        marked = select(AccountRow.owner_id).where(
            AccountRow.guild_id == guild_id,
            AccountRow.purpose == PERSON,
            AccountRow.owner_id.in_(both),
            AccountRow.is_frozen,
        )
        found = {row[0] for row in await self._database.lookup(stopped)}
        found |= {row[0] for row in await self._database.lookup(marked)}
        if found:
            raise AccountFrozen if tipper_id in found else CreatorFrozen

    def minor_digits(self, currency: str) -> int:
        """See `OutsideMoney.minor_digits`."""
        return currencies.minor_digits(currency)

    def shown(self, amount_minor: int, currency: str, language: str) -> str:
        """See `OutsideMoney.shown`."""
        return currencies.shown(amount_minor, currency, language)

    async def _book(
        self, session: AsyncSession, tip: Tip, tipper: Holder, creator: Holder
    ) -> tuple[Written, Booked]:
        paid = await self._ledger.write_in(session, _move(tip, "payment", "in", TREASURY, tipper))
        given = await self._ledger.write_in(session, _move(tip, "tip", "tip", tipper, creator))
        left = await self._ledger.write_in(session, _move(tip, "payment", "out", creator, TREASURY))
        return given, Booked(paid.transfer_id, given.transfer_id, left.transfer_id)

    async def _undo(self, session: AsyncSession, guild_id: int, transfer_id: int, reason: str) -> int:
        order = await reversal_of(session, guild_id, transfer_id, by_id=None, reason=reason, outside=True)
        return (await self._ledger.write_in(session, order)).transfer_id


def _move(tip: Tip, kind: str, step: str, giver: Holder, taker: Holder) -> Order:
    return Order(
        tip.guild_id,
        kind,
        f"{OUTSIDE}{tip.key}:{step}",
        (Leg(giver, tip.currency, -tip.amount_minor), Leg(taker, tip.currency, tip.amount_minor)),
        note=tip.note if kind == "tip" else None,
        room_id=tip.room_id,
        club_id=tip.club_id,
        is_anonymous=tip.is_anonymous and kind == "tip",
    )
