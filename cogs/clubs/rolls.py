"""Looks up memberships: one, a page of a club's, whom somebody brought, and by whom somebody came.

Every question here is answered from an index, however many members a club has.
"""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import literal, select
from sqlalchemy.orm import aliased

from bot.storage.database import Database
from cogs.clubs.api import ClubRole, Membership
from cogs.clubs.members import is_active, membership_of
from cogs.clubs.tables import MembershipRow

#: A chain of invitations is walked up no further; each link of it is a person who brought another.
LONGEST_LINE = 1_000


class Rolls:
    """The memberships of every club, to be read."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def of(self, club_id: int, user_id: int) -> Membership | None:
        """A person's membership that lasts."""
        async with self._database.reading() as session:
            row = await session.scalar(
                select(MembershipRow).where(is_active(club_id), MembershipRow.user_id == user_id)
            )
            return None if row is None else membership_of(row)

    async def get(self, membership_id: int) -> Membership | None:
        """One membership, past ones too."""
        async with self._database.reading() as session:
            row = await session.get(MembershipRow, membership_id)
            return None if row is None else membership_of(row)

    async def page(
        self, club_id: int, most: int, *, after_number: int = 0, role: ClubRole | None = None
    ) -> list[Membership]:
        """Those in a club, in the order of their numbers."""
        query = select(MembershipRow).where(is_active(club_id), MembershipRow.number > after_number)
        if role is not None:
            query = query.where(MembershipRow.role == role)
        async with self._database.reading() as session:
            rows = await session.scalars(query.order_by(MembershipRow.number).limit(most))
            return [membership_of(row) for row in rows]

    async def invitees(
        self, club_id: int, of: Collection[int] | None, most: int, *, after_id: int = 0
    ) -> list[Membership]:
        """Whom these memberships invited, past ones too; with None whom nobody invited."""
        inviter = MembershipRow.invited_by_id
        query = select(MembershipRow).where(
            MembershipRow.club_id == club_id,
            inviter.is_(None) if of is None else inviter.in_(of),
            MembershipRow.id > after_id,
        )
        async with self._database.reading() as session:
            rows = await session.scalars(query.order_by(MembershipRow.id).limit(most))
            return [membership_of(row) for row in rows]

    async def line(self, membership_id: int) -> list[Membership]:
        """A membership and those it came from, to the first."""
        first = select(MembershipRow, literal(0).label("steps")).where(MembershipRow.id == membership_id)
        line = first.cte("line", recursive=True)
        inviter = aliased(MembershipRow)
        further = select(inviter, line.c.steps + 1).join(line, inviter.id == line.c.invited_by_id)
        line = line.union_all(further.where(line.c.steps < LONGEST_LINE))
        query = select(aliased(MembershipRow, line)).order_by(line.c.steps)
        async with self._database.reading() as session:
            return [membership_of(row) for row in await session.scalars(query)]
