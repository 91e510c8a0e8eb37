"""Keeps the members of a club and the people with its role in Discord the same, in both directions.

For each person three things can differ: whether they are a member, whether Discord was last *known* to
give them the role (`clubs_role_state`), and whether it is *seen* to do so now. Two rules settle it:

1. Seen and known differ: somebody changed it in Discord, so the membership follows, and what is seen is
   what is known from then on.
2. Member and known differ: the membership was changed here, so Discord follows; the bot owes it
   (`cogs.clubs.debts`), and once it is paid what was done is what is known.

Nobody has to guess who was first: what the bot changes in Discord itself and then sees is what it knows
already, or what the membership says anyway. Only something seen that is older than what was done
would mislead; so for a moment after the bot has changed somebody's role it does not believe what it
sees, and looks once more afterwards (`Debts.look`). Nor does it while it changes the role, or takes in that
somebody else did: what is seen then and is not what is being done may be from before or from after.

The owner is an exception to the first rule: a club is not taken from anybody by taking a role, they get
it back. So are those who are banned: the ban is kept, and the role is taken again; as it is from
whoever gets the role of a club that everybody has left, which rests without an owner.

What is known is in memory for clubs that have a role: that nothing has changed is found out without a
question to the database, many times a second.
"""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.errors import UserError
from bot.storage.after_commit import after_commit
from bot.storage.database import Database
from cogs.clubs.api import CameBy, ClubRole, Departure, Entrance, NoSuchClub, RoleReason
from cogs.clubs.debts import Debts
from cogs.clubs.directory import Directory, club_of
from cogs.clubs.members import Members
from cogs.clubs.tables import BanRow, ClubRow, RoleStateRow

#: For so long after the bot has changed somebody's role, what is seen of them may be older than that.
QUIET_SECONDS = 2.0
MOST_QUIET = 10_000
#: How many communities' roles are remembered; the one not asked for longest is forgotten first.
MOST_REMEMBERED = 500


@dataclass(frozen=True, slots=True)
class Due:
    """What is to be done for one person in Discord."""

    guild_id: int
    role_id: int
    club: str
    give: bool


class RoleSync:
    """Compares what is seen with what is known, and says what is owed."""

    def __init__(
        self,
        database: Database,
        directory: Directory,
        members: Members,
        debts: Debts,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._database = database
        self._directory = directory
        self._members = members
        self._debts = debts
        self._clock = clock
        self._reasons: list[RoleReason] = []
        self._known: OrderedDict[int, dict[int, set[int]]] = OrderedDict()  # community, club, people
        self._changes = 0
        self._quiet: OrderedDict[tuple[int, int], float] = OrderedDict()
        self._changing: dict[tuple[int, int], list[bool]] = {}

    @property
    def reasons(self) -> list[RoleReason]:
        """Who is asked why somebody got a role, in this order."""
        return self._reasons

    async def has_roles(self, guild_id: int) -> bool:
        """Whether any club of a community has a role in Discord."""
        return bool(await self._directory.roles(guild_id))

    async def seen(self, guild_id: int, user_id: int, role_ids: Collection[int]) -> None:
        """Take in which roles a person has in Discord just now; bots are nobody's members."""
        roles = await self._directory.roles(guild_id)
        if not roles:
            return
        known = await self._known_in(guild_id)
        doubtful = [
            (club_id, role_id)
            for role_id, club_id in roles.items()
            if (role_id in role_ids) is not (user_id in known.get(club_id, ()))
            or (club_id, user_id) in self._changing
        ]
        for club_id, role_id in doubtful:
            has = role_id in role_ids
            doing = self._changing.get((club_id, user_id), ())
            if (not has) in doing or self._is_quiet(club_id, user_id):
                await self._look_later(guild_id, user_id)
                continue
            # Until it is stored, memory still says what was: the next change would be taken for none.
            with self.changing(club_id, user_id, has=has):
                await self._follow(club_id, role_id, user_id, has=has)

    async def due(self, club_id: int, user_id: int) -> Due | None:
        """What Discord has to be asked to do for one person, if anything."""
        async with self._database.reading() as session:
            club = await session.get(ClubRow, club_id)
            if club is None or club.role_id is None:
                return None
            member = await self._members.active(session, club_id, user_id) is not None
            known = await session.get(RoleStateRow, (club_id, user_id)) is not None
        if member is known:
            return None
        return Due(club.guild_id, club.role_id, club.name, give=member)

    @contextmanager
    def changing(self, club_id: int, user_id: int, *, has: bool) -> Iterator[None]:
        """Mark that somebody is getting the role, or losing it, until that is noted."""
        doing = self._changing.setdefault((club_id, user_id), [])
        doing.append(has)
        try:
            yield
        finally:
            doing.remove(has)
            if not doing:
                del self._changing[club_id, user_id]

    async def done(self, club_id: int, user_id: int, *, has: bool) -> None:
        """Note what Discord was asked to do, and did."""
        self._hush(club_id, user_id)
        async with self._database.transaction() as session:
            try:
                club = await self._members.held(session, club_id, archived=True)
            except NoSuchClub:
                return
            await self._know(session, club, user_id, has=has)

    async def lacking(self, session: AsyncSession, club: ClubRow) -> list[int]:
        """The members of whom it is not known that they have the role."""
        known = set(
            await session.scalars(select(RoleStateRow.user_id).where(RoleStateRow.club_id == club.id))
        )
        members = await self._members.everybody(session, club.id)
        return [user_id for user_id in members if user_id not in known]

    async def forget_role(self, session: AsyncSession, club: ClubRow) -> None:
        """Note that a club has no role any more; its members stay."""
        await session.execute(delete(RoleStateRow).where(RoleStateRow.club_id == club.id))
        after_commit(session, partial(self._forgotten, club.guild_id))

    async def forget_person(self, session: AsyncSession, guild_id: int, user_id: int) -> None:
        """Note that nobody of that id is in the community any more, so no role is theirs."""
        clubs = select(ClubRow.id).where(ClubRow.guild_id == guild_id)
        await session.execute(
            delete(RoleStateRow).where(RoleStateRow.user_id == user_id, RoleStateRow.club_id.in_(clubs))
        )
        after_commit(session, partial(self._gone, guild_id, user_id))

    async def erase(self, session: AsyncSession, guild_id: int) -> None:
        """Forget what is known of a community."""
        clubs = select(ClubRow.id).where(ClubRow.guild_id == guild_id)
        await session.execute(delete(RoleStateRow).where(RoleStateRow.club_id.in_(clubs)))
        after_commit(session, partial(self._forgotten, guild_id))

    async def _follow(self, club_id: int, role_id: int, user_id: int, *, has: bool) -> None:
        async with self._database.transaction() as session:
            try:
                club = await self._members.held(session, club_id, archived=True)
            except NoSuchClub:
                return
            known = await session.get(RoleStateRow, (club_id, user_id)) is not None
            if club.role_id != role_id:
                return
            if has is known:
                after_commit(session, partial(self._knows, club.guild_id, club_id, user_id, has))
                return
            await self._know(session, club, user_id, has=has)
            if has:
                await self._let_in(session, club, user_id)
            else:
                await self._let_go(session, club, user_id)

    async def _let_in(self, session: AsyncSession, club: ClubRow, user_id: int) -> None:
        if await self._members.active(session, club.id, user_id) is not None:
            return
        # Where everybody has left there is no owner, and nobody comes in before the club is restored.
        if club.member_count == 0 or await session.get(BanRow, (club.id, user_id)) is not None:
            await self._debts.role(session, club, user_id)
            return
        entrance = await self._entrance(session, club, user_id)
        await self._members.admit(session, club, user_id, entrance.came_by, invited_by=entrance.invited_by)

    async def _let_go(self, session: AsyncSession, club: ClubRow, user_id: int) -> None:
        row = await self._members.active(session, club.id, user_id)
        if row is None:
            return
        if row.role == ClubRole.OWNER:
            await self._debts.role(session, club, user_id)
            return
        await self._members.dismiss(session, club, row, Departure.ROLE)

    async def _entrance(self, session: AsyncSession, club: ClubRow, user_id: int) -> Entrance:
        seen = club_of(club, None)
        for reason in tuple(self._reasons):
            try:
                entrance = await reason(session, seen, user_id)
            except UserError:
                continue  # whoever made the invite may not any more; the role was given all the same
            if entrance is not None:
                return entrance
        return Entrance(CameBy.ROLE)

    async def _know(self, session: AsyncSession, club: ClubRow, user_id: int, *, has: bool) -> None:
        row = await session.get(RoleStateRow, (club.id, user_id))
        if has and row is None:
            session.add(RoleStateRow(club_id=club.id, user_id=user_id))
        elif not has and row is not None:
            await session.delete(row)
        await session.flush()
        after_commit(session, partial(self._knows, club.guild_id, club.id, user_id, has))

    async def _knows(self, guild_id: int, club_id: int, user_id: int, has: bool) -> None:  # noqa: FBT001 - through `partial`
        self._changes += 1
        if (clubs := self._known.get(guild_id)) is not None:
            people = clubs.setdefault(club_id, set())
            (people.add if has else people.discard)(user_id)

    async def _forgotten(self, guild_id: int) -> None:
        self._changes += 1
        self._known.pop(guild_id, None)

    async def _gone(self, guild_id: int, user_id: int) -> None:
        self._changes += 1
        for people in self._known.get(guild_id, {}).values():
            people.discard(user_id)

    async def _look_later(self, guild_id: int, user_id: int) -> None:
        async with self._database.transaction() as session:
            await self._debts.look(session, guild_id, user_id, QUIET_SECONDS)

    async def _known_in(self, guild_id: int) -> dict[int, set[int]]:
        if (known := self._known.get(guild_id)) is not None:
            self._known.move_to_end(guild_id)
            return known
        while True:
            changes, clubs = self._changes, await self._read_known(guild_id)
            # What was committed while this was read may be missing in it.
            if changes == self._changes:
                break
        self._known[guild_id] = clubs
        if len(self._known) > MOST_REMEMBERED:
            self._known.popitem(last=False)
        return clubs

    async def _read_known(self, guild_id: int) -> dict[int, set[int]]:
        clubs: dict[int, set[int]] = {}
        async with self._database.reading() as session:
            rows = await session.execute(
                select(RoleStateRow.club_id, RoleStateRow.user_id)
                .join(ClubRow, ClubRow.id == RoleStateRow.club_id)
                .where(ClubRow.guild_id == guild_id)
            )
            for club_id, user_id in rows:
                clubs.setdefault(club_id, set()).add(user_id)
        return clubs

    def _hush(self, club_id: int, user_id: int) -> None:
        self._quiet[club_id, user_id] = self._clock() + QUIET_SECONDS
        self._quiet.move_to_end((club_id, user_id))
        while len(self._quiet) > MOST_QUIET:
            self._quiet.popitem(last=False)

    def _is_quiet(self, club_id: int, user_id: int) -> bool:
        until = self._quiet.get((club_id, user_id))
        if until is None:
            return False
        if until > self._clock():
            return True
        del self._quiet[club_id, user_id]
        return False
