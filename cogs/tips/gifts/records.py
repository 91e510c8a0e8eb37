"""What is kept about people beside the ledger: whether they take tips, goals, shares of jars, thanks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Select, delete, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from cogs.tips.records import TipRecords
from cogs.tips.tables import (
    PERSON,
    AccountRow,
    EntryRow,
    GoalRow,
    JarRow,
    JarShareRow,
    ReceivingRow,
    ThanksRow,
    TransferRow,
)


class GiftRecords(TipRecords):
    """What the ledger keeps about somebody, and what goes with it."""

    async def about(self, session: AsyncSession, guild_id: int, user_id: int) -> Mapping[str, Any]:
        """See `Records.about`."""
        found = dict(await super().about(session, guild_id, user_id))
        said = await session.scalar(
            select(ReceivingRow.is_on).where(
                ReceivingRow.guild_id == guild_id, ReceivingRow.user_id == user_id
            )
        )
        if said is not None:
            found["takes_tips"] = said
        own = (GoalRow.guild_id == guild_id, GoalRow.creator_id == user_id)
        goals = await session.execute(
            select(GoalRow.title, GoalRow.currency, GoalRow.amount_minor).where(*own).order_by(GoalRow.id)
        )
        rows = {
            "goals": [{"title": title, "currency": one, "amount": amount} for title, one, amount in goals],
            "jars": [{"room": number} for number in await session.scalars(_shares(guild_id, user_id))],
            "thanks": [
                {"transfer": number, "text": text}
                for number, text in await session.execute(_thanks(guild_id, user_id))
            ],
        }
        return found | {name: kept for name, kept in rows.items() if kept}

    async def forget(self, session: AsyncSession, guild_id: int, user_id: int) -> None:
        """See `Records.forget`."""
        await session.execute(
            delete(ReceivingRow).where(ReceivingRow.guild_id == guild_id, ReceivingRow.user_id == user_id)
        )
        await session.execute(
            delete(GoalRow).where(GoalRow.guild_id == guild_id, GoalRow.creator_id == user_id)
        )
        here = select(JarRow.room_id).where(JarRow.guild_id == guild_id)
        await session.execute(
            delete(JarShareRow).where(JarShareRow.user_id == user_id, JarShareRow.room_id.in_(here))
        )
        # What they wrote to others, and what others wrote to them; both before it is nobody's.
        accounts = _accounts(guild_id, user_id)
        theirs = select(EntryRow.transfer_id).where(
            EntryRow.account_id.in_(accounts), EntryRow.amount_minor < 0
        )
        await session.execute(
            delete(ThanksRow).where(
                or_(ThanksRow.account_id.in_(accounts), ThanksRow.transfer_id.in_(theirs))
            )
        )
        await super().forget(session, guild_id, user_id)

    async def erase(self, session: AsyncSession, guild_id: int) -> None:
        """See `Records.erase`."""
        jars = select(JarRow.room_id).where(JarRow.guild_id == guild_id)
        transfers = select(TransferRow.id).where(TransferRow.guild_id == guild_id)
        for gone in (
            delete(ReceivingRow).where(ReceivingRow.guild_id == guild_id),
            delete(GoalRow).where(GoalRow.guild_id == guild_id),
            delete(ThanksRow).where(ThanksRow.transfer_id.in_(transfers)),
            delete(JarShareRow).where(JarShareRow.room_id.in_(jars)),
        ):
            await session.execute(gone)
        await super().erase(session, guild_id)


def _accounts(guild_id: int, user_id: int) -> Select[int]:
    return select(AccountRow.id).where(
        AccountRow.guild_id == guild_id, AccountRow.purpose == PERSON, AccountRow.owner_id == user_id
    )


def _shares(guild_id: int, user_id: int) -> Select[int]:
    return (
        select(JarShareRow.room_id)
        .join(JarRow, JarRow.room_id == JarShareRow.room_id)
        .where(JarRow.guild_id == guild_id, JarShareRow.user_id == user_id)
        .order_by(JarShareRow.room_id)
    )


def _thanks(guild_id: int, user_id: int) -> Select[int, str | None]:
    return (
        select(ThanksRow.transfer_id, ThanksRow.text)
        .where(ThanksRow.account_id.in_(_accounts(guild_id, user_id)))
        .order_by(ThanksRow.transfer_id)
    )
