"""Who is in which club: every change of a membership, in the caller's transaction.

Whoever changes the members of a club holds its row first (`held`), so two changes of one club never
overlap; the constraints of the tables are what a mistake here would run into. What follows a change, the
directory and the events, waits for the commit.

The rule of succession: when the owner goes in whatever way, the admin who has been a member for longest
becomes the owner; without admins the leader, without leaders the member. When the last member goes, the
club is archived.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Any

from sqlalchemy import ColumnElement, Row, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.events import Events
from bot.storage.after_commit import after_commit
from cogs.clubs.api import (
    AlreadyInClub,
    BannedFromClub,
    CameBy,
    Club,
    ClubArchived,
    ClubEvent,
    ClubIsArchived,
    ClubIsClosed,
    ClubJoined,
    ClubLeft,
    ClubOwnerChanged,
    ClubRole,
    ClubRoleChanged,
    Departure,
    Membership,
    NoSuchClub,
    NotInClub,
    WayIn,
)
from cogs.clubs.debts import Debts
from cogs.clubs.deeds import Deeds, What
from cogs.clubs.directory import Directory
from cogs.clubs.roles import Actor, Deed, require
from cogs.clubs.tables import ApplicationRow, BanRow, ClubRow, MembershipRow

# In this order they come after an owner.
_SUCCESSION = (ClubRole.ADMIN, ClubRole.LEADER, ClubRole.MEMBER)


class Members:
    """The members of every club."""

    def __init__(
        self, directory: Directory, events: Events, debts: Debts, now: Callable[[], datetime]
    ) -> None:
        self._directory = directory
        self._events = events
        self._debts = debts
        self._now = now
        self.deeds = Deeds(now)

    async def held(self, session: AsyncSession, club_id: int, *, archived: bool = False) -> ClubRow:
        """Hold a club until the transaction ends; also one that rests if `archived`.

        Raises:
            NoSuchClub: there is no such club.
            ClubIsArchived: it rests.
        """
        row = await session.get(ClubRow, club_id, with_for_update=True, populate_existing=True)
        if row is None:
            raise NoSuchClub
        if row.archived_at is not None and not archived:
            raise ClubIsArchived(club=row.name)
        return row

    async def active(self, session: AsyncSession, club_id: int, user_id: int) -> MembershipRow | None:
        """A person's membership that lasts."""
        found: MembershipRow | None = await session.scalar(
            select(MembershipRow).where(is_active(club_id), MembershipRow.user_id == user_id)
        )
        return found

    async def require_may(
        self, session: AsyncSession, club: ClubRow, actor: Actor, deed: Deed
    ) -> ClubRole | None:
        """Prove that somebody may do that in a club; answers their role there, if they have one.

        Raises:
            NotAllowed: they may not; says who may.
        """
        row = await self.active(session, club.id, actor.user_id)
        role = None if row is None else ClubRole(row.role)
        require(role, deed, club=club.name, steward=actor.steward)
        return role

    async def everybody(self, session: AsyncSession, club_id: int) -> list[int]:
        """The people of a club, in the order of their numbers; for work on all of them."""
        people = await session.scalars(
            select(MembershipRow.user_id).where(is_active(club_id)).order_by(MembershipRow.number)
        )
        return [user_id for user_id in people if user_id is not None]

    async def owner(self, session: AsyncSession, club_id: int) -> MembershipRow:
        """The membership of a living club's owner: there always is one."""
        row = await session.scalar(
            select(MembershipRow).where(is_active(club_id), MembershipRow.role == ClubRole.OWNER)
        )
        assert row is not None, "a club that is not archived has an owner"
        return row

    async def require_active(
        self, session: AsyncSession, club: ClubRow, user_id: int, asker_id: int
    ) -> MembershipRow:
        """The same, of somebody who has to be a member.

        Raises:
            NotInClub: they are not.
        """
        if (found := await self.active(session, club.id, user_id)) is None:
            raise NotInClub(club=club.name, who=addressed(user_id, asker_id))
        return found

    def require_open(self, club: ClubRow) -> None:
        """Prove that a club takes in anybody at all.

        Raises:
            ClubIsClosed: it does not.
        """
        if club.way_in == WayIn.CLOSED:
            raise ClubIsClosed(club=club.name)

    async def admit(
        self,
        session: AsyncSession,
        club: ClubRow,
        user_id: int,
        came_by: CameBy,
        *,
        role: ClubRole = ClubRole.MEMBER,
        invited_by: int | None = None,
    ) -> Membership:
        """Make a person a member of a club that is held, whichever way in it has.

        Raises:
            BannedFromClub: they may not come in.
            AlreadyInClub: they are in it.
        """
        # Whoever decides over a waitlist lets others in; everybody else comes in themselves.
        who = "them" if came_by is CameBy.APPROVAL else "you"
        if await session.get(BanRow, (club.id, user_id)) is not None:
            raise BannedFromClub(club=club.name, who=who)
        if await self.active(session, club.id, user_id) is not None:
            raise AlreadyInClub(club=club.name, who=who)
        inviter = None if invited_by is None else await self.newest(session, club.id, invited_by)
        club.last_number += 1
        club.member_count += 1
        row = MembershipRow(
            club_id=club.id,
            user_id=user_id,
            role=role,
            number=club.last_number,
            came_by=came_by,
            joined_at=self._now(),
            invited_by_id=None if inviter is None else inviter.id,
        )
        session.add(row)
        await self._close_application(session, club, user_id, came_by, invited_by)
        await self._debts.role(session, club, user_id)
        membership = membership_of(row)
        self.tell(session, club, lambda now: ClubJoined(now, user_id, membership))
        return membership

    async def dismiss(
        self, session: AsyncSession, club: ClubRow, row: MembershipRow, departure: Departure
    ) -> Membership:
        """End a membership; a club without an owner has another one then, or is archived."""
        user_id, was_owner = row.user_id, row.role == ClubRole.OWNER
        assert user_id is not None, "a membership that lasts has a person"
        row.left_at = self._now()
        club.member_count -= 1
        await session.flush()
        await self._debts.role(session, club, user_id)
        membership = membership_of(row)
        self.tell(session, club, lambda now: ClubLeft(now, user_id, membership, departure))
        if was_owner:
            await self._succeed(session, club, user_id)
        return membership

    async def give_role(
        self, session: AsyncSession, club: ClubRow, row: MembershipRow, role: ClubRole
    ) -> None:
        """Give a member a role other than the owner's."""
        assert ClubRole.OWNER not in {role, row.role}, "an owner's role is handed over"
        self._set_role(session, club, row, role)
        await session.flush()

    async def hand_over(
        self, session: AsyncSession, club: ClubRow, owner: MembershipRow, heir: MembershipRow
    ) -> None:
        """Make another member the owner; the one before is an admin from then on."""
        before_id = owner.user_id
        self._set_role(session, club, owner, ClubRole.ADMIN)
        await session.flush()  # one owner at a time, at each moment
        await self._crown(session, club, heir, before_id)

    async def newest(self, session: AsyncSession, club_id: int, user_id: int) -> MembershipRow | None:
        """A person's last membership, whether or not it lasts."""
        found: MembershipRow | None = await session.scalar(
            select(MembershipRow)
            .where(MembershipRow.club_id == club_id, MembershipRow.user_id == user_id)
            .order_by(MembershipRow.id.desc())
            .limit(1)
        )
        return found

    async def archive(self, session: AsyncSession, club: ClubRow, by: int | None) -> None:
        """Let a club rest; its members stay what they are."""
        club.archived_at = self._now()
        self.deeds.note(session, club.id, What.ARCHIVED, by=by)
        await session.flush()
        self.tell(session, club, ClubArchived)

    def tell(self, session: AsyncSession, club: ClubRow, event: Callable[[Club], ClubEvent]) -> None:
        """Publish an event once it is stored, with the club as it is then."""
        after_commit(session, partial(self._told, club.guild_id, club.id, event))

    async def _told(self, guild_id: int, club_id: int, event: Callable[[Club], ClubEvent]) -> None:
        card = await self._directory.refresh(guild_id, club_id)
        if card is not None:
            await self._events.publish(event(card.club))

    async def _close_application(
        self, session: AsyncSession, club: ClubRow, user_id: int, came_by: CameBy, by: int | None
    ) -> None:
        """Who is in waits no more, whichever way they came; whom somebody let in is told, if they want."""
        let_in = came_by is CameBy.APPROVAL
        closed = await session.execute(
            update(ApplicationRow)
            .where(
                ApplicationRow.club_id == club.id,
                ApplicationRow.user_id == user_id,
                ApplicationRow.decided_at.is_(None),
            )
            .values(decided_at=self._now(), outcome="accepted", decided_by=by if let_in else None)
            .returning(ApplicationRow.id, ApplicationRow.tell)
        )
        for application_id, tell in closed.all():
            if let_in:
                self.deeds.note(session, club.id, What.ACCEPTED, by=by, to=user_id)
            if let_in and tell:
                await self._debts.answer(session, application_id, club.guild_id)

    async def _succeed(self, session: AsyncSession, club: ClubRow, before_id: int) -> None:
        heir = await self.next_in_line(session, club.id)
        if heir is not None:
            self.deeds.note(session, club.id, What.SUCCEEDED, by=None, to=heir.user_id)
            await self._crown(session, club, heir, before_id)
            return
        self.tell(session, club, lambda now: ClubOwnerChanged(now, before_id))
        if club.archived_at is None:
            await self.archive(session, club, None)

    @staticmethod
    async def next_in_line(session: AsyncSession, club_id: int) -> MembershipRow | None:
        """Who follows an owner, by the rule of succession."""
        # One after the other: each is the first entry of an index, however many members there are.
        for role in _SUCCESSION:
            heir: MembershipRow | None = await session.scalar(
                select(MembershipRow)
                .where(is_active(club_id), MembershipRow.role == role)
                .order_by(MembershipRow.number)
                .limit(1)
            )
            if heir is not None:
                return heir
        return None

    async def _crown(
        self, session: AsyncSession, club: ClubRow, heir: MembershipRow, before_id: int | None
    ) -> None:
        self._set_role(session, club, heir, ClubRole.OWNER)
        await session.flush()
        self.tell(session, club, lambda now: ClubOwnerChanged(now, before_id))

    def _set_role(self, session: AsyncSession, club: ClubRow, row: MembershipRow, role: ClubRole) -> None:
        user_id, before = row.user_id, ClubRole(row.role)
        assert user_id is not None, "a membership that lasts has a person"
        row.role = role
        self.tell(session, club, lambda now: ClubRoleChanged(now, user_id, before, role))


def addressed(user_id: int, asker_id: int) -> str:
    """How a refusal speaks of somebody: as of whoever asked, or as of another person."""
    return "you" if user_id == asker_id else "them"


def is_active(club_id: int) -> ColumnElement[bool]:
    """Which memberships of a club last."""
    return (MembershipRow.club_id == club_id) & MembershipRow.left_at.is_(None)


def membership_of(row: MembershipRow | Row[*tuple[Any, ...]]) -> Membership:
    """A row as others see it."""
    return Membership(
        id=row.id,
        club_id=row.club_id,
        user_id=row.user_id,
        role=ClubRole(row.role),
        number=row.number,
        came_by=CameBy(row.came_by),
        joined_at=row.joined_at,
        left_at=row.left_at,
        invited_by_id=row.invited_by_id,
    )
