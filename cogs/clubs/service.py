"""Clubs: who founds them, who comes in, who leaves; what other cogs may ask of them.

Knows nothing of Discord beyond the numbers it gives communities and people.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Protocol

from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from bot.clock import Clock
from bot.events import Events
from bot.i18n import Safe, Text
from bot.paced import Paced
from bot.settings import SettingStore
from bot.storage.constraints import violated_constraint
from bot.storage.database import Database
from bot.storage.locks import lock
from bot.timers import Timers
from bot.undo import undoable
from cogs.clubs.admissions import Admissions
from cogs.clubs.api import (
    CameBy,
    CardLine,
    Club,
    ClubCreated,
    ClubNameTaken,
    ClubRole,
    Departure,
    Follower,
    Membership,
    NoSuchClub,
    NotInClub,
    RoleReason,
    TooManyClubs,
    Tree,
    TreeShape,
    Waiting,
    WayIn,
)
from cogs.clubs.branches import Branches
from cogs.clubs.debts import Debts
from cogs.clubs.deeds import Done, What
from cogs.clubs.departures import Departures
from cogs.clubs.directory import Card, Directory
from cogs.clubs.followers import Followers
from cogs.clubs.members import Members, addressed, membership_of
from cogs.clubs.names import folded, keys, tidy
from cogs.clubs.pictures import Pictures
from cogs.clubs.places import Places
from cogs.clubs.profile import Profiles
from cogs.clubs.records import ClubRecords
from cogs.clubs.refusals import MayNotFound, NeedsApproval, NeedsInvitation
from cogs.clubs.roles import Actor, Deed, require
from cogs.clubs.rolesync import RoleSync
from cogs.clubs.rolls import Inviter, Mine, Rolls
from cogs.clubs.settings import ClubSettings
from cogs.clubs.staff import Staff, owned_by
from cogs.clubs.tables import ClubRow, NameRow
from cogs.clubs.waitlist import Waitlist

MOST_SUGGESTIONS = 25
_ONE_NAME = {"pk_clubs_name"}


class Foundation(Protocol):
    """What of the bot the clubs stand on."""

    database: Database
    clock: Clock
    events: Events
    timers: Timers
    settings: SettingStore
    paced: Paced


class ClubBook:
    """The clubs of every community. Fulfils `cogs.clubs.api.Clubs`."""

    def __init__(self, bot: Foundation) -> None:
        self._database = bot.database
        self._settings = bot.settings
        self._now = now = bot.clock.now
        debts = Debts(bot.timers, now)
        self.directory = Directory(bot.database)
        self.changes = Members(self.directory, bot.events, debts, now)
        self.pictures = Pictures(bot.database)
        self.staff = Staff(bot.database, self.changes, bot.settings, now)
        self.profiles = Profiles(bot.database, self.changes)
        self.waitlist = Waitlist(bot.database, self.changes, debts, now)
        self.admissions = Admissions(bot.database, self.changes, self.waitlist, bot.paced)
        self.following = Followers(bot.database, self.changes, now)
        self.roles = RoleSync(bot.database, self.directory, self.changes, debts)
        self.places = Places(bot.database, self.changes, self.roles, bot.settings, bot.paced)
        self.departures = Departures(bot.database, self.changes, self.roles, now)
        self.records = ClubRecords(self.directory, self.departures, self.roles, bot.events)
        self._rolls = Rolls(bot.database)
        self._branches = Branches(bot.database, self.directory)
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
                if await owned_by(session, guild_id, owner_id) >= rules.most_owned:
                    raise TooManyClubs(most=rules.most_owned)
                row = ClubRow(guild_id=guild_id, name=name, created_at=self._now())
                session.add(row)
                await session.flush()
                session.add_all(NameRow(guild_id=guild_id, key=key, club_id=row.id) for key in keys(name))
                await session.flush()
                self.changes.deeds.note(session, row.id, What.FOUNDED, by=owner_id)
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
            self.changes.require_open(row)
            return await self.changes.admit(session, row, user_id, CameBy.OPEN)

    async def leave(self, club_id: int, user_id: int, departure: Departure = Departure.LEFT) -> Membership:
        """Let a member go; if it was the owner, the next in line is the owner then.

        Raises:
            NoSuchClub: there is no such club.
            NotInClub: they are not in it.
        """
        async with self._database.transaction() as session:
            row = await self.changes.held(session, club_id, archived=True)
            member = await self.changes.require_active(session, row, user_id, user_id)
            return await self.changes.dismiss(session, row, member, departure)

    async def named(self, guild_id: int, name: str) -> Club:
        """See `Clubs.named`."""
        return (await self.directory.named(guild_id, name)).club

    async def get(self, club_id: int) -> Club:
        """See `Clubs.get`."""
        return (await self.directory.get(club_id)).club

    async def of(self, guild_id: int) -> list[Club]:
        """See `Clubs.of`."""
        return [
            card.club
            for card in sorted(await self.directory.largest(guild_id), key=lambda card: card.folded_name)
        ]

    async def suggestions(self, guild_id: int, typed: str) -> list[str]:
        """See `Clubs.suggestions`."""
        wanted = folded(typed[:200])
        found = [card for card in await self.directory.largest(guild_id) if wanted in card.folded_name]
        found.sort(key=lambda card: (not card.folded_name.startswith(wanted), card.folded_name))
        return [card.club.name for card in found[:MOST_SUGGESTIONS]]

    async def card(self, guild_id: int, name: str) -> Card:
        """All that a club says of itself.

        Raises:
            NoSuchClub: the community has no club of that name.
        """
        return await self.directory.named(guild_id, name)

    async def archived(self, guild_id: int, typed: str) -> list[str]:
        """The names of archived clubs that contain what was typed."""
        wanted = folded(typed[:200])
        names = [
            card.club.name
            for card in await self.directory.of(guild_id)
            if card.club.archived and wanted in card.folded_name
        ]
        return sorted(names)[:MOST_SUGGESTIONS]

    async def found(self, guild_id: int, typed: str) -> list[Card]:
        """The clubs whose name or description contains every word that was typed, the best first."""
        words = folded(typed[:200]).split()
        found = []
        for card in await self.directory.largest(guild_id):
            # Two hundred cards, most of them refused by their first words: a plain loop is a third of `all`.
            for word in words:
                if word not in card.searched:
                    break
            else:
                by_name = sum(word in card.folded_name for word in words)
                found.append((-by_name, -card.member_count, card.folded_name, card))
        return [card for *_, card in sorted(found, key=lambda one: one[:3])]

    async def require_may(self, club: Club, actor: Actor, deed: Deed) -> None:
        """Prove that somebody may see or do that in a club.

        Raises:
            NotAllowed: they may not; says who may.
        """
        role = await self.role_of(club.id, actor.user_id)
        require(role, deed, club=club.name, steward=actor.steward)

    async def history(self, club_id: int, most: int, before_id: int | None = None) -> list[Done]:
        """What was done in a club, the newest first."""
        async with self._database.reading() as session:
            return await self.changes.deeds.page(session, club_id, most, before_id)

    async def mine(self, guild_id: int, user_id: int) -> Mine:
        """What somebody has to do with the clubs of a community."""
        return await self._rolls.of_person(guild_id, user_id)

    async def listed(self, guild_id: int) -> Sequence[Card]:
        """The clubs of a community that are not archived, the largest first."""
        return await self.directory.largest(guild_id)

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

    async def members_before(
        self, club_id: int, most: int, *, before_number: int, role: ClubRole | None = None
    ) -> list[Membership]:
        """The page of members next before a number."""
        return await self._rolls.page_before(club_id, most, before_number=before_number, role=role)

    async def introduced(self, club: Club, user_id: int, asker_id: int) -> tuple[Membership, Inviter | None]:
        """A person's membership that lasts, and who invited them, if anybody did; `asker_id` wants to know.

        Raises:
            NotInClub: they are no member.
        """
        if (found := await self._rolls.with_inviter(club.id, user_id)) is None:
            raise NotInClub(club=club.name, who=addressed(user_id, asker_id))
        return found

    async def require_member(self, club: Club, user_id: int) -> Membership:
        """The membership that lasts of somebody whom another person named.

        Raises:
            NotInClub: they are no member.
        """
        if (found := await self._rolls.of(club.id, user_id)) is None:
            raise NotInClub(club=club.name, who="them")
        return found

    async def heir(self, club_id: int) -> int | None:
        """Who would own a club if its owner went now; nobody, if nobody else is in it."""
        async with self._database.reading() as session:
            row = await self.changes.next_in_line(session, club_id)
            return None if row is None else row.user_id

    async def invitees(
        self, club_id: int, of: Collection[int] | None, most: int, *, after_id: int = 0
    ) -> list[Membership]:
        """See `Clubs.invitees`."""
        return await self._rolls.invitees(club_id, of, most, after_id=after_id)

    async def tree(self, club_id: int, begin: int | None, shape: TreeShape) -> Tree:
        """See `Clubs.tree`."""
        return await self._branches.tree(club_id, begin, shape)

    async def among(self, club_id: int, people: Collection[int]) -> set[int]:
        """See `Clubs.among`."""
        return await self._rolls.among(club_id, people)

    async def is_banned(self, club_id: int, user_id: int) -> bool:
        """See `Clubs.is_banned`."""
        return await self._rolls.is_banned(club_id, user_id)

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
        self.changes.require_open(row)
        return await self.changes.admit(session, row, user_id, came_by, invited_by=invited_by)

    async def waiting(self, club_id: int, most: int, *, after_id: int = 0) -> list[Waiting]:
        """See `Clubs.waiting`."""
        return await self.waitlist.page(club_id, most, after_id=after_id)

    async def waits(self, club_id: int, user_id: int) -> Waiting | None:
        """See `Clubs.waits`."""
        return await self.waitlist.of(club_id, user_id)

    async def followers(self, club_id: int, most: int, *, after_id: int = 0) -> list[Follower]:
        """See `Clubs.followers`."""
        return await self.following.page(club_id, most, after_id=after_id)

    def add_role_reason(self, reason: RoleReason) -> None:
        """See `Clubs.add_role_reason`."""
        self.roles.reasons.append(reason)
        undoable(lambda: self.roles.reasons.remove(reason))

    def add_card_line(self, line: CardLine) -> None:
        """See `Clubs.add_card_line`."""
        self._lines.append(line)
        undoable(lambda: self._lines.remove(line))

    async def lines(self, club: Club) -> list[Text]:
        """What other cogs have to say of a club just now."""
        said = [await line(club) for line in tuple(self._lines)]
        return [text for text in said if text is not None]

    async def _alike(self, guild_id: int, name: str) -> str:
        """The name that stands in the way of another one."""
        try:
            return (await self.named(guild_id, name)).name
        except NoSuchClub:
            return name


_REFUSALS = {WayIn.APPROVAL: NeedsApproval, WayIn.INVITATION: NeedsInvitation}
