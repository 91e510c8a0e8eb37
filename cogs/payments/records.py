"""What payments keep about people, and how they forget them.

What was paid stays without names, since the ledger points to it. A link of somebody who is forgotten can
still be paid by until it ends; that money is not booked but listed, for nobody may be named again.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import ColumnElement, delete, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from cogs.payments.tables import CreatorRow, FeeRow, PaymentRow


class PaymentRecords:
    """Fulfils `bot.community.records.Records`."""

    async def about(self, session: AsyncSession, guild_id: int, user_id: int) -> Mapping[str, Any]:
        """See `Records.about`."""
        accounts = await session.scalars(
            select(CreatorRow).where(CreatorRow.guild_id == guild_id, CreatorRow.user_id == user_id)
        )
        payments = await session.scalars(
            select(PaymentRow)
            .where(
                PaymentRow.guild_id == guild_id,
                or_(PaymentRow.tipper_id == user_id, PaymentRow.creator_id == user_id),
            )
            .order_by(PaymentRow.id)
        )
        found = {
            "accounts": [
                {"provider": row.provider, "account": row.account_id, "takes_money": row.wants_money}
                for row in accounts
            ],
            "payments": [await _written(session, row, user_id) for row in payments.all()],
        }
        return {name: rows for name, rows in found.items() if rows}

    async def forget(self, session: AsyncSession, guild_id: int, user_id: int) -> None:
        """See `Records.forget`."""
        here = PaymentRow.guild_id == guild_id
        await _erase(session, here, PaymentRow.tipper_id == user_id, tipper_id=None, note=None, url=None)
        # The account is the creator's name at the provider.
        await _erase(
            session,
            here,
            PaymentRow.creator_id == user_id,
            creator_id=None,
            account_id="",
            note=None,
            url=None,
        )
        await session.execute(
            delete(CreatorRow).where(CreatorRow.guild_id == guild_id, CreatorRow.user_id == user_id)
        )

    async def erase(self, session: AsyncSession, guild_id: int) -> None:
        """See `Records.erase`."""
        everybody: dict[str, Any] = {"tipper_id": None, "creator_id": None, "account_id": ""}
        await _erase(session, PaymentRow.guild_id == guild_id, note=None, url=None, **everybody)
        await session.execute(delete(CreatorRow).where(CreatorRow.guild_id == guild_id))


async def _erase(session: AsyncSession, *which: ColumnElement[bool], **values: Any) -> None:
    await session.execute(update(PaymentRow).where(*which).values(**values))


async def _written(session: AsyncSession, payment: PaymentRow, user_id: int) -> dict[str, Any]:
    gave = payment.tipper_id == user_id
    other = payment.creator_id if gave else None if payment.is_anonymous else payment.tipper_id
    fees = await session.scalars(select(FeeRow).where(FeeRow.payment_id == payment.id).order_by(FeeRow.line))
    return {
        "at": payment.created_at.isoformat(),
        "gave": gave,
        "with": None if other is None else str(other),
        "amount": payment.amount_minor,
        "returned": payment.returned_minor,
        "currency": payment.currency,
        "state": payment.state,
        "note": payment.note,
        "fees": [{"currency": fee.currency, "amount": fee.amount_minor} for fee in fees],
    }
