"""What invitations keep about a person, and how it is shown and erased.

Forgotten, somebody's own budget and choices are gone, what they gave and nobody answered is taken back, and
what was accepted stays without them: that others are members does not depend on who brought them.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import delete, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from cogs.invitations.api import InvitationState
from cogs.invitations.offers import Offers
from cogs.invitations.tables import (
    BudgetRow,
    CreditRow,
    FreezeRow,
    GuessRow,
    InvitationRow,
    PreferenceRow,
)

#: Rows that are about one person alone.
_THEIRS = (BudgetRow, CreditRow, GuessRow, PreferenceRow)
_TABLES = (*_THEIRS, FreezeRow, InvitationRow)


class InvitationRecords:
    """Fulfils `bot.community.records.Records`."""

    def __init__(self, offers: Offers) -> None:
        self._offers = offers

    async def about(self, session: AsyncSession, guild_id: int, user_id: int) -> Mapping[str, Any]:
        """See `Records.about`."""
        found: dict[str, Any] = {
            "invitations": await self._invitations(session, guild_id, user_id),
            "budgets": await self._budgets(session, guild_id, user_id),
            "rooms_counted": await self._credits(session, guild_id, user_id),
            "branches_frozen": await self._freezes(session, guild_id, user_id),
            "wrong_codes": await self._guesses(session, guild_id, user_id),
        }
        preference = await session.get(PreferenceRow, (guild_id, user_id))
        if preference is not None:
            found["receives_by"] = preference.receives_by
        return {name: rows for name, rows in found.items() if rows}

    async def forget(self, session: AsyncSession, guild_id: int, user_id: int) -> None:
        """See `Records.forget`."""
        here = InvitationRow.guild_id == guild_id
        involved = or_(InvitationRow.inviter_id == user_id, InvitationRow.invitee_id == user_id)
        pending = await session.scalars(
            select(InvitationRow.id).where(here, involved, InvitationRow.state == InvitationState.PENDING)
        )
        for invitation_id in list(pending):
            await self._offers.end(session, invitation_id, InvitationState.REVOKED)
        for column, nobody in (
            (InvitationRow.inviter_id, {InvitationRow.inviter_id: None}),
            (InvitationRow.invitee_id, {InvitationRow.invitee_id: None, InvitationRow.invitee_name: ""}),
        ):
            await session.execute(update(InvitationRow).where(here, column == user_id).values(nobody))
        await session.execute(
            update(FreezeRow)
            .where(FreezeRow.guild_id == guild_id, FreezeRow.frozen_by == user_id)
            .values(frozen_by=None)
        )
        for table in _THEIRS:
            await session.execute(delete(table).where(table.guild_id == guild_id, table.user_id == user_id))

    async def erase(self, session: AsyncSession, guild_id: int) -> None:
        """See `Records.erase`."""
        for table in _TABLES:
            await session.execute(delete(table).where(table.guild_id == guild_id))
        self._offers.forget_community(session, guild_id)

    @staticmethod
    async def erase_club(session: AsyncSession, guild_id: int, club_id: int) -> None:
        """Erase what is kept of one club of a community."""
        for table in (BudgetRow, CreditRow, FreezeRow, InvitationRow):
            await session.execute(delete(table).where(table.guild_id == guild_id, table.club_id == club_id))

    @staticmethod
    async def _invitations(session: AsyncSession, guild_id: int, user_id: int) -> list[dict[str, Any]]:
        involved = or_(InvitationRow.inviter_id == user_id, InvitationRow.invitee_id == user_id)
        rows = await session.scalars(
            select(InvitationRow)
            .where(InvitationRow.guild_id == guild_id, involved)
            .order_by(InvitationRow.id)
        )
        return [
            {
                "club_id": str(row.club_id),
                "as": "inviter" if row.inviter_id == user_id else "invited",
                "kind": row.kind,
                "state": row.state,
                "name": row.invitee_name,
                "made_at": row.made_at.isoformat(),
                "ended_at": None if row.ended_at is None else row.ended_at.isoformat(),
            }
            for row in rows
        ]

    @staticmethod
    async def _budgets(session: AsyncSession, guild_id: int, user_id: int) -> list[dict[str, Any]]:
        rows = await session.scalars(
            select(BudgetRow).where(BudgetRow.guild_id == guild_id, BudgetRow.user_id == user_id)
        )
        return [
            {
                "club_id": str(row.club_id),
                "rooms_attended": row.attended,
                "rooms_hosted": row.hosted,
                "invitations_spent": row.spent,
            }
            for row in rows
        ]

    @staticmethod
    async def _credits(session: AsyncSession, guild_id: int, user_id: int) -> list[dict[str, Any]]:
        rows = await session.scalars(
            select(CreditRow)
            .where(CreditRow.guild_id == guild_id, CreditRow.user_id == user_id)
            .order_by(CreditRow.room_id)
        )
        return [
            {"room_id": str(row.room_id), "as": row.what, "at": row.credited_at.isoformat()} for row in rows
        ]

    @staticmethod
    async def _freezes(session: AsyncSession, guild_id: int, user_id: int) -> list[dict[str, Any]]:
        rows = await session.scalars(
            select(FreezeRow).where(FreezeRow.guild_id == guild_id, FreezeRow.frozen_by == user_id)
        )
        return [{"club_id": str(row.club_id), "at": row.frozen_at.isoformat()} for row in rows]

    @staticmethod
    async def _guesses(session: AsyncSession, guild_id: int, user_id: int) -> list[str]:
        rows = await session.scalars(
            select(GuessRow.guessed_at).where(GuessRow.guild_id == guild_id, GuessRow.user_id == user_id)
        )
        return [at.isoformat() for at in rows]
