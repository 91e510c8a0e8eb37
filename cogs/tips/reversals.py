"""Taking a transfer back: a mistake stays in the book, and another transfer undoes what it moved.

Whoever has spent what they were given cannot give it back, for no wallet goes below zero; then nothing moves.
"""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from cogs.tips.api import MovedOutside, NoSuchTransfer, NotToBeReversed
from cogs.tips.orders import Leg, Order, Reversed, account
from cogs.tips.tables import AccountRow, EntryRow, TransferRow

#: With what the keys of transfers begin that stand for money moved outside.
OUTSIDE = "payment:"


async def reversal_of(
    session: AsyncSession,
    guild_id: int,
    transfer_id: int,
    *,
    by_id: int | None,
    reason: str | None,
    outside: bool = False,
) -> Order:
    """The order that takes a transfer back; asked for twice, it is one.

    What moved outside is taken back only by who knows that it was taken back there, `outside`.

    Raises:
        NoSuchTransfer: it is of no transfer of that community.
        NotToBeReversed: it takes another one back itself.
        MovedOutside: a payment provider moved it.
    """
    undone = await session.get(TransferRow, transfer_id)
    if undone is None or undone.guild_id != guild_id:
        raise NoSuchTransfer(transfer=transfer_id)
    if undone.reverses_id is not None:
        raise NotToBeReversed(transfer=transfer_id)
    if undone.key.startswith(OUTSIDE) and not outside:
        raise MovedOutside(transfer=transfer_id)
    sides = await session.execute(
        select(EntryRow.account_id, AccountRow.currency, EntryRow.amount_minor)
        .join(AccountRow, AccountRow.id == EntryRow.account_id)
        .where(EntryRow.transfer_id == transfer_id)
        .order_by(EntryRow.account_id)
    )
    return Order(
        guild_id,
        "reversal",
        f"reversal:{transfer_id}",
        tuple(Leg(account(account_id), currency, -amount) for account_id, currency, amount in sides),
        note=reason,
        by_id=by_id,
        room_id=undone.room_id,
        club_id=undone.club_id,
        is_anonymous=undone.is_anonymous,
        reverses=Reversed(undone.id, undone.sequence, undone.kind),
    )
