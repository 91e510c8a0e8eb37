"""Clubs: who founds them, who comes in, who leaves; what other cogs may ask of them.

Knows nothing of Discord beyond the numbers it gives communities and people.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from bot.events import Events
from bot.i18n import Safe, Text
from bot.settings import SettingStore
from bot.storage.constraints import violated_constraint
from bot.storage.database import Database
from bot.storage.locks import lock
from bot.undo import undoable
from cogs.clubs.api import (
    CameBy,
    CardLine,
    Club,
    ClubCreated,
    ClubNameTaken,
    ClubRole,
    Departure,
    Membership,
    NoSuchClub,
    TooManyClubs,
    WayIn,
)
from cogs.clubs.directory import Card, Directory, by_size
from cogs.clubs.members import Members, membership_of
from cogs.clubs.names import folded, keys, tidy
from cogs.clubs.refusals import MayNotFound, NeedsApproval, NeedsInvitation
from cogs.clubs.rolls import Rolls
from cogs.clubs.settings import ClubSettings
from cogs.clubs.tables import ClubRow, MembershipRow, NameRow

MOST_SUGGESTIONS = 25
_ONE_NAME = {"pk_clubs_name"}


class ClubBook:
    """The clubs of every community. Fulfils `cogs.clubs.api.Clubs`."""

    def __init__(
        self, database: Database, events: Events, settings: SettingStore, now: Callable[[], datetime]
    ) -> None:
        self._database = database
        self._settings = settings
        self._now = now
        self.directory = Directory(database)
        self.changes = Members(self.directory, events, now)
        self._rolls = Rolls(database)
        self._lines: list[CardLine] = []

    async def create(
        self,
        guild_id: int,
        typed_name: str,
        owner_id: int,
        *,
        roles: Collection[int] = (),
        steward: bool = False,
    ) -> Club:
        """Found a club; its founder, who has these roles of the community, is its owner.

        Raises:
            BadClubName: the name cannot be shown.
            MayNotFound: only some roles found clubs here, and this person has none of them.
            ClubNameTaken: the community has a club of that name, or of one that looks like it.
            TooManyClubs: this person owns as many clubs as one person may.
        """
        name = tidy(typed_name)
        rules = await self._settings.of(ClubSettings, guild_id)
        if rules.founder_roles and not steward and not set(rules.founder_roles) & set(roles):
            raise MayNotFound(roles=Safe(", ".join(f"<@&{role}>" for role in rules.founder_roles)))
        # The unique constraint decides, not a look beforehand: two people may
        # think of the same name in the same second.
        try:
            async with self._database.transaction() as session:
                await lock(session, "clubs", guild_id, owner_id)
                if await self._owned(session, guild_id, owner_id) >= rules.most_owned:
                    raise TooManyClubs(most=rules.most_owned)
                row = ClubRow(guild_id=guild_id, name=name, created_at=self._now())
                session.add(row)
                await session.flush()
                session.add_all(NameRow(guild_id=guild_id, key=key, club_id=row.id) for key in keys(name))
                await session.flush()
                self.changes.tell(session, row, ClubCreated)
                await self.changes.admit(session, row, owner_id, CameBy.FOUNDING, role=ClubRole.OWNER)
        except IntegrityError as error:
            if violated_constraint(error) not in _ONE_NAME:
                raise
            raise ClubNameTaken(name=await self._alike(guild_id, name)) from error
        return (await self.directory.get(row.id)).club

    async def join(self, club_id: int, user_id: int) -> Membership:
        """Let a person into a club that is open.

        Raises:
            NoSuchClub: there is no such club.
            ClubIsArchived: it rests.
            NeedsApproval: whoever wants to come in is let in from the waitlist.
            NeedsInvitation: whoever comes in is invited.
            ClubIsClosed: it takes nobody in.
            BannedFromClub: they may not come in.
            AlreadyInClub: they are in it already.
        """
        async with self._database.transaction() as session:
            row = await self.changes.held(session, club_id)
            if row.way_in in _REFUSALS and await self.changes.active(session, club_id, user_id) is None:
                raise _REFUSALS[WayIn(row.way_in)](club=row.name)
            return await self.changes.admit(session, row, user_id, CameBy.OPEN)

    async def leave(self, club_id: int, user_id: int, departure: Departure = Departure.LEFT) -> Membership:
        """Let a member go; if it was the owner, the next in line is the owner then.

        Raises:
            NoSuchClub: there is no such club.
            NotInClub: they are not in it.
        """
        async with self._database.transaction() as session:
            row = await self.changes.held(session, club_id, archived=True)
            member = await self.changes.require_active(session, row, user_id)
            return await self.changes.dismiss(session, row, member, departure)

    async def named(self, guild_id: int, name: str) -> Club:
        """See `Clubs.named`."""
        return (await self.directory.named(guild_id, name)).club

    async def get(self, club_id: int) -> Club:
        """See `Clubs.get`."""
        return (await self.directory.get(club_id)).club

    async def of(self, guild_id: int) -> list[Club]:
        """See `Clubs.of`."""
        return [card.club for card in sorted(await self._living(guild_id), key=lambda card: card.folded_name)]

    async def suggestions(self, guild_id: int, typed: str) -> list[str]:
        """See `Clubs.suggestions`."""
        wanted = folded(typed[:200])
        found = [card for card in await self._living(guild_id) if wanted in card.folded_name]
        found.sort(key=lambda card: (not card.folded_name.startswith(wanted), card.folded_name))
        return [card.club.name for card in found[:MOST_SUGGESTIONS]]

    async def listed(self, guild_id: int) -> list[Card]:
        """The clubs of a community that are not archived, the largest first."""
        return by_size(await self._living(guild_id))

    async def role_of(self, club_id: int, user_id: int) -> ClubRole | None:
        """See `Clubs.role_of`."""
        found = await self._rolls.of(club_id, user_id)
        return None if found is None else found.role

    async def membership_of(self, club_id: int, user_id: int) -> Membership | None:
        """See `Clubs.membership_of`."""
        return await self._rolls.of(club_id, user_id)

    async def last_membership_of(self, club_id: int, user_id: int) -> Membership | None:
        """See `Clubs.last_membership_of`."""
        async with self._database.reading() as session:
            row = await self.changes.newest(session, club_id, user_id)
            return None if row is None else membership_of(row)

    async def membership(self, membership_id: int) -> Membership | None:
        """See `Clubs.membership`."""
        return await self._rolls.get(membership_id)

    async def members(
        self, club_id: int, most: int, *, after_number: int = 0, role: ClubRole | None = None
    ) -> list[Membership]:
        """See `Clubs.members`."""
        return await self._rolls.page(club_id, most, after_number=after_number, role=role)

    async def invitees(
        self, club_id: int, of: Collection[int] | None, most: int, *, after_id: int = 0
    ) -> list[Membership]:
        """See `Clubs.invitees`."""
        return await self._rolls.invitees(club_id, of, most, after_id=after_id)

    async def line(self, membership_id: int) -> list[Membership]:
        """See `Clubs.line`."""
        return await self._rolls.line(membership_id)

    async def admit(
        self,
        session: AsyncSession | None,
        club_id: int,
        user_id: int,
        came_by: CameBy,
        invited_by: int | None = None,
    ) -> Membership:
        """See `Clubs.admit`."""
        if session is None:
            async with self._database.transaction() as own:
                return await self.admit(own, club_id, user_id, came_by, invited_by)
        row = await self.changes.held(session, club_id)
        return await self.changes.admit(session, row, user_id, came_by, invited_by=invited_by)

    def add_card_line(self, line: CardLine) -> None:
        """See `Clubs.add_card_line`."""
        self._lines.append(line)
        undoable(lambda: self._lines.remove(line))

    async def lines(self, club: Club) -> list[Text]:
        """What other cogs have to say of a club just now."""
        said = [await line(club) for line in tuple(self._lines)]
        return [text for text in said if text is not None]

    async def _living(self, guild_id: int) -> list[Card]:
        return [card for card in await self.directory.of(guild_id) if not card.club.archived]

    async def _alike(self, guild_id: int, name: str) -> str:
        """The name that stands in the way of another one."""
        try:
            return (await self.named(guild_id, name)).name
        except NoSuchClub:
            return name

    @staticmethod
    async def _owned(session: AsyncSession, guild_id: int, user_id: int) -> int:
        owned = await session.scalar(
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


_REFUSALS = {WayIn.APPROVAL: NeedsApproval, WayIn.INVITATION: NeedsInvitation}
