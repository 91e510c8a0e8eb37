"""Looks up memberships: one, a page of a club's, whom somebody brought, and by whom somebody came.

Every question here is answered from an index, however many members a club has.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import Select, bindparam, literal, select
from sqlalchemy.orm import aliased

from bot.storage.database import Database
from bot.storage.glances import Glance
from cogs.clubs.api import ClubRole, Membership, ToldBy
from cogs.clubs.members import is_active, membership_of
from cogs.clubs.tables import ApplicationRow, BanRow, ClubRow, FollowerRow, MembershipRow

#: A chain of invitations is walked up no further; each link of it is a person who brought another.
LONGEST_LINE = 1_000


# Of the table and built once: every command of a club asks the first, and a select of the class that is built
# anew costs twice as much as its answer.
_ROLL = MembershipRow.__table__
_INVITER = _ROLL.alias("inviter")
_THEIRS = select(*_ROLL.c).where(
    _ROLL.c.club_id == bindparam("club"), _ROLL.c.user_id == bindparam("user"), _ROLL.c.left_at.is_(None)
)
_THAT_LASTS = Glance(_THEIRS)
_WITH_INVITER = Glance(
    _THEIRS.add_columns(
        _INVITER.c.user_id.label("inviter_user_id"), _INVITER.c.number.label("inviter_number")
    ).select_from(_ROLL.outerjoin(_INVITER, _INVITER.c.id == _ROLL.c.invited_by_id))
)
_BY_ID = Glance(select(*_ROLL.c).where(_ROLL.c.id == bindparam("id")))


@dataclass(frozen=True, slots=True)
class Inviter:
    """Whoever invited somebody, as a member card names them; None once they are forgotten."""

    user_id: int | None
    number: int


@dataclass(frozen=True, slots=True)
class Mine:
    """What somebody has to do with the clubs of a community; clubs by their ids."""

    memberships: tuple[Membership, ...]
    waits: tuple[int, ...]
    follows: tuple[tuple[int, ToldBy], ...]


class Rolls:
    """The memberships of every club, to be read."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def of(self, club_id: int, user_id: int) -> Membership | None:
        """A person's membership that lasts."""
        rows = await self._database.glance(_THAT_LASTS, club=club_id, user=user_id)
        return membership_of(rows[0]) if rows else None

    async def with_inviter(self, club_id: int, user_id: int) -> tuple[Membership, Inviter | None] | None:
        """The same, and who invited them: the two rows of a member card by one question."""
        rows = await self._database.glance(_WITH_INVITER, club=club_id, user=user_id)
        for row in rows:
            known = row.inviter_number is not None
            return membership_of(row), Inviter(row.inviter_user_id, row.inviter_number) if known else None
        return None

    async def get(self, membership_id: int) -> Membership | None:
        """One membership, past ones too."""
        rows = await self._database.glance(_BY_ID, id=membership_id)
        return membership_of(rows[0]) if rows else None

    async def page(
        self, club_id: int, most: int, *, after_number: int = 0, role: ClubRole | None = None
    ) -> list[Membership]:
        """Those in a club, in the order of their numbers."""
        query = _in(club_id, role).where(MembershipRow.number > after_number)
        async with self._database.reading() as session:
            rows = await session.scalars(query.order_by(MembershipRow.number).limit(most))
            return [membership_of(row) for row in rows]

    async def page_before(
        self, club_id: int, most: int, *, before_number: int, role: ClubRole | None = None
    ) -> list[Membership]:
        """Those next before a number, in the same order."""
        query = _in(club_id, role).where(MembershipRow.number < before_number)
        async with self._database.reading() as session:
            rows = await session.scalars(query.order_by(MembershipRow.number.desc()).limit(most))
            return [membership_of(row) for row in rows][::-1]

    async def of_person(self, guild_id: int, user_id: int) -> Mine:
        """All that somebody is, waits for and follows in a community."""
        here = select(ClubRow.id).where(ClubRow.guild_id == guild_id)
        memberships = select(MembershipRow).where(
            MembershipRow.user_id == user_id,
            MembershipRow.left_at.is_(None),
            MembershipRow.club_id.in_(here),
        )
        waits = select(ApplicationRow.club_id).where(
            ApplicationRow.user_id == user_id,
            ApplicationRow.decided_at.is_(None),
            ApplicationRow.club_id.in_(here),
        )
        follows = select(FollowerRow).where(FollowerRow.user_id == user_id, FollowerRow.club_id.in_(here))
        async with self._database.reading() as session:
            return Mine(
                tuple(membership_of(row) for row in await session.scalars(memberships)),
                tuple(await session.scalars(waits)),
                tuple((row.club_id, ToldBy(row.told_by)) for row in await session.scalars(follows)),
            )

    async def among(self, club_id: int, people: Collection[int]) -> set[int]:
        """Those of the people who are in a club."""
        query = select(MembershipRow.user_id).where(is_active(club_id), MembershipRow.user_id.in_(people))
        async with self._database.reading() as session:
            return {user_id for user_id in await session.scalars(query) if user_id is not None}

    async def is_banned(self, club_id: int, user_id: int) -> bool:
        """Whether somebody may not come into a club."""
        async with self._database.reading() as session:
            return await session.get(BanRow, (club_id, user_id)) is not None

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


def _in(club_id: int, role: ClubRole | None) -> Select[MembershipRow]:
    query = select(MembershipRow).where(is_active(club_id))
    return query if role is None else query.where(MembershipRow.role == role)
