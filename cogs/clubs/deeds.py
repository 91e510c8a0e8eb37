"""What was done in a club, by whom and to whom: kept, so that those with a say there can answer for it.

Coming and going of members is not in here; a membership says that itself.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from cogs.clubs.tables import DeedRow

LONGEST_DETAIL = 300


class What(StrEnum):
    """The kinds of deeds."""

    FOUNDED = "founded"
    EDITED = "edited"
    WAY_IN = "way-in"
    PROMOTED = "promoted"
    DEMOTED = "demoted"
    REMOVED = "removed"
    BANNED = "banned"
    UNBANNED = "unbanned"
    TRANSFERRED = "transferred"
    SUCCEEDED = "succeeded"
    ARCHIVED = "archived"
    RESTORED = "restored"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    BOUND = "bound"
    UNBOUND = "unbound"


@dataclass(frozen=True, slots=True)
class Done:
    """One deed. Nobody as the actor: the bot did it by a rule, or they are forgotten."""

    id: int
    what: What
    actor_id: int | None
    subject_id: int | None
    detail: str
    done_at: datetime


class Deeds:
    """The deeds in every club."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        self._now = now

    def note(
        self,
        session: AsyncSession,
        club_id: int,
        what: What,
        *,
        by: int | None,
        to: int | None = None,
        detail: str = "",
    ) -> None:
        """Keep one, in the transaction that did it."""
        session.add(
            DeedRow(
                club_id=club_id,
                what=what,
                actor_id=by,
                subject_id=to,
                detail=detail[:LONGEST_DETAIL],
                done_at=self._now(),
            )
        )

    @staticmethod
    async def page(session: AsyncSession, club_id: int, most: int, before_id: int | None) -> list[Done]:
        """The newest first; the next page begins before the last one's id."""
        query = select(DeedRow).where(DeedRow.club_id == club_id)
        if before_id is not None:
            query = query.where(DeedRow.id < before_id)
        rows = await session.scalars(query.order_by(DeedRow.id.desc()).limit(most))
        return [
            Done(row.id, What(row.what), row.actor_id, row.subject_id, row.detail, row.done_at)
            for row in rows
        ]
