"""What those with a say in a club do with its people: roles, handing over, sending away, keeping out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.settings import SettingStore
from bot.storage.database import Database
from bot.storage.locks import lock
from cogs.clubs.api import ClubBanned, ClubRole, Departure
from cogs.clubs.deeds import What
from cogs.clubs.members import Members
from cogs.clubs.refusals import (
    BannedAlready,
    HeirOwnsEnough,
    IsThatAlready,
    NoRankBeyond,
    NotBanned,
    NotYourself,
    OwnerHandsOver,
)
from cogs.clubs.roles import Actor, Deed, next_above, next_below, require_above
from cogs.clubs.settings import ClubSettings
from cogs.clubs.tables import ApplicationRow, BanRow, ClubRow, FollowerRow, MembershipRow
from cogs.clubs.texts import LONGEST_REASON, tidy_text


@dataclass(frozen=True, slots=True)
class Ban:
    """Somebody who is kept out of a club; by nobody, once whoever did it is forgotten."""

    user_id: int
    by_id: int | None
    at: datetime
    reason: str


class Staff:
    """Roles, transfers, removals and bans in every club."""

    def __init__(
        self, database: Database, members: Members, settings: SettingStore, now: Callable[[], datetime]
    ) -> None:
        self._database = database
        self._members = members
        self._settings = settings
        self._now = now

    async def promote(
        self, club_id: int, actor: Actor, user_id: int, role: ClubRole | None = None
    ) -> ClubRole:
        """Give a member a higher role, the next one if none is named; answers which.

        Raises:
            NotAllowed: that is for a higher role than the actor's.
            NotInClub: they are no member.
            NoRankBeyond: there is nothing above that could be given, or the role named is not above.
            IsThatAlready: they have it.
            OwnerHandsOver: the role of the owner is not given.
        """
        return await self._move(club_id, actor, user_id, role, What.PROMOTED)

    async def demote(
        self, club_id: int, actor: Actor, user_id: int, role: ClubRole | None = None
    ) -> ClubRole:
        """Give a member a lower role, the next one if none is named; answers which.

        Anybody with a role may step down by themselves, except the owner.

        Raises:
            NotAllowed: that is for a higher role than the actor's.
            NotInClub: they are no member.
            NoRankBeyond: there is nothing below, or the role named is not below.
            IsThatAlready: they have it.
            OwnerHandsOver: the role of the owner is not taken.
        """
        return await self._move(club_id, actor, user_id, role, What.DEMOTED)

    async def _move(
        self, club_id: int, actor: Actor, user_id: int, role: ClubRole | None, what: What
    ) -> ClubRole:
        step = next_above if what is What.PROMOTED else next_below
        async with self._database.transaction() as session:
            club = await self._members.held(session, club_id)
            row = await self._members.require_active(session, club, user_id, actor.user_id)
            before = ClubRole(row.role)
            after = role or step(before)
            if ClubRole.OWNER in {before, after}:
                raise OwnerHandsOver(club=club.name)
            if after is before:
                raise IsThatAlready(role=before)
            if after is None or (after.rank > before.rank) is not (what is What.PROMOTED):
                raise NoRankBeyond(role=before)
            if what is What.PROMOTED or user_id != actor.user_id:
                deed = Deed.NAME_ADMINS if ClubRole.ADMIN in {before, after} else Deed.NAME_LEADERS
                await self._members.require_may(session, club, actor, deed)
            await self._members.give_role(session, club, row, after)
            self._members.deeds.note(session, club_id, what, by=actor.user_id, to=user_id, detail=after)
        return after

    async def transfer(self, club_id: int, actor: Actor, heir_id: int) -> None:
        """Make another member the owner; the one before stays as an admin.

        Raises:
            NotAllowed: only the owner hands over.
            NotInClub: the heir is no member.
            IsThatAlready: they own it.
            HeirOwnsEnough: they own as many clubs as one person may.
        """
        async with self._database.transaction() as session:
            club = await self._members.held(session, club_id)
            await self._members.require_may(session, club, actor, Deed.TRANSFER)
            heir = await self._members.require_active(session, club, heir_id, actor.user_id)
            if heir.role == ClubRole.OWNER:
                raise IsThatAlready(role=ClubRole.OWNER)
            most = (await self._settings.of(ClubSettings, club.guild_id)).most_owned
            await lock(session, "clubs", club.guild_id, heir_id)
            if await owned_by(session, club.guild_id, heir_id) >= most:
                raise HeirOwnsEnough(most=most)
            owner = await self._members.owner(session, club_id)
            await self._members.hand_over(session, club, owner, heir)
            self._members.deeds.note(session, club_id, What.TRANSFERRED, by=actor.user_id, to=heir_id)

    async def remove(self, club_id: int, actor: Actor, user_id: int, reason: str = "") -> None:
        """Send a member away; they may come back in the way others come in.

        Raises:
            NotAllowed: that is for a higher role than the actor's.
            NotInClub: they are no member.
            NotYourself: whoever wants to go leaves.
            OutranksYou: nobody sends their own rank away, or a higher one.
            TooLong: the reason is longer than one.
        """
        why = tidy_text(reason, LONGEST_REASON, "reason")
        async with self._database.transaction() as session:
            club = await self._members.held(session, club_id)
            role = await self._members.require_may(session, club, actor, Deed.REMOVE)
            row = await self._members.require_active(session, club, user_id, actor.user_id)
            _require_other(actor, user_id)
            require_above(role, ClubRole(row.role), steward=actor.steward)
            await self._members.dismiss(session, club, row, Departure.REMOVED)
            self._members.deeds.note(session, club_id, What.REMOVED, by=actor.user_id, to=user_id, detail=why)

    async def ban(self, club_id: int, actor: Actor, user_id: int, reason: str = "") -> bool:
        """Keep a person out, and send them away if they are in; answers whether they were.

        Raises:
            NotAllowed: that is for a higher role than the actor's.
            NotYourself: whoever wants to go leaves.
            OutranksYou: nobody bans their own rank, or a higher one.
            BannedAlready: they are kept out already.
            TooLong: the reason is longer than one.
        """
        why = tidy_text(reason, LONGEST_REASON, "reason")
        async with self._database.transaction() as session:
            club = await self._members.held(session, club_id)
            role = await self._members.require_may(session, club, actor, Deed.BAN)
            _require_other(actor, user_id)
            if await session.get(BanRow, (club_id, user_id)) is not None:
                raise BannedAlready(club=club.name)
            row = await self._members.active(session, club_id, user_id)
            if row is not None:
                require_above(role, ClubRole(row.role), steward=actor.steward)
                await self._members.dismiss(session, club, row, Departure.BANNED)
            session.add(
                BanRow(
                    club_id=club_id,
                    user_id=user_id,
                    banned_by=actor.user_id,
                    banned_at=self._now(),
                    reason=why,
                )
            )
            await self._end_hopes(session, club, actor, user_id)
            self._members.deeds.note(session, club_id, What.BANNED, by=actor.user_id, to=user_id, detail=why)
            self._members.tell(session, club, lambda now: ClubBanned(now, user_id, actor.user_id))
        return row is not None

    async def unban(self, club_id: int, actor: Actor, user_id: int) -> None:
        """Let a person come in again, in the way others come in.

        Raises:
            NotAllowed: that is for a higher role than the actor's.
            NotBanned: they are not kept out.
        """
        async with self._database.transaction() as session:
            club = await self._members.held(session, club_id)
            await self._members.require_may(session, club, actor, Deed.BAN)
            ban = await session.get(BanRow, (club_id, user_id))
            if ban is None:
                raise NotBanned(club=club.name)
            await session.delete(ban)
            self._members.deeds.note(session, club_id, What.UNBANNED, by=actor.user_id, to=user_id)

    async def banned(self, club_id: int, most: int, *, skip: int = 0) -> list[Ban]:
        """Who is kept out of a club, the last first, after the first `skip`."""
        query = select(BanRow).where(BanRow.club_id == club_id)
        newest = query.order_by(BanRow.banned_at.desc(), BanRow.user_id).offset(skip).limit(most)
        async with self._database.reading() as session:
            rows = await session.scalars(newest)
            return [Ban(row.user_id, row.banned_by, row.banned_at, row.reason) for row in rows]

    async def _end_hopes(self, session: AsyncSession, club: ClubRow, actor: Actor, user_id: int) -> None:
        """Who is kept out neither waits nor follows."""
        await session.execute(
            update(ApplicationRow)
            .where(
                ApplicationRow.club_id == club.id,
                ApplicationRow.user_id == user_id,
                ApplicationRow.decided_at.is_(None),
            )
            .values(decided_at=self._now(), decided_by=actor.user_id, outcome="declined")
        )
        await session.execute(
            delete(FollowerRow).where(FollowerRow.club_id == club.id, FollowerRow.user_id == user_id)
        )


async def owned_by(session: AsyncSession, guild_id: int, user_id: int) -> int:
    """How many clubs of a community a person owns, archived ones included."""
    owned: int | None = await session.scalar(
        select(func.count())
        .select_from(MembershipRow)
        .join(ClubRow, ClubRow.id == MembershipRow.club_id)
        .where(
            ClubRow.guild_id == guild_id,
            MembershipRow.user_id == user_id,
            MembershipRow.role == ClubRole.OWNER,
            MembershipRow.left_at.is_(None),
        )
    )
    return owned or 0


def _require_other(actor: Actor, user_id: int) -> None:
    if actor.user_id == user_id:
        raise NotYourself
