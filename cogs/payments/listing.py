"""Payments as their two sides look back at them: what was given, what came back, what the provider kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import or_, select

from bot.storage.database import Database
from cogs.payments.tables import FeeRow, PaymentRow


@dataclass(frozen=True, slots=True)
class Listed:
    """A payment and its fees, by currency."""

    payment: PaymentRow
    fees: dict[str, int]


async def newest(
    database: Database, guild_id: int, user_id: int, most: int, before: int | None = None
) -> Sequence[Listed]:
    """The newest payments that somebody made or got, or those before one; with what the provider kept."""
    query = (
        select(PaymentRow)
        .where(
            PaymentRow.guild_id == guild_id,
            or_(
                PaymentRow.tipper_id == user_id,
                # To a creator only money is news.
                (PaymentRow.creator_id == user_id) & PaymentRow.paid_minor.is_not(None),
            ),
        )
        .order_by(PaymentRow.id.desc())
        .limit(most)
    )
    if before is not None:
        query = query.where(PaymentRow.id < before)
    async with database.reading() as session:
        payments = (await session.scalars(query)).all()
        ids = [payment.id for payment in payments]
        lines = (await session.scalars(select(FeeRow).where(FeeRow.payment_id.in_(ids)))).all()
    fees: dict[int, dict[str, int]] = {payment.id: {} for payment in payments}
    for line in lines:
        own = fees[line.payment_id]
        own[line.currency] = own.get(line.currency, 0) + line.amount_minor
    return [Listed(payment, fees[payment.id]) for payment in payments]
