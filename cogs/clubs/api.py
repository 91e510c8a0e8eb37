"""What other cogs may use of clubs; everything else here is private.

Events are about one club each and carry it as it is after what they tell of.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from sqlalchemy.ext.asyncio import AsyncSession

from bot.errors import UserError
from bot.i18n import Text


class ClubRole(StrEnum):
    """What a person is in a club, the highest first."""

    OWNER = "owner"
    ADMIN = "admin"
    LEADER = "leader"
    MEMBER = "member"

    @property
    def rank(self) -> int:
        """How high it stands: the owner's is the highest."""
        return -list(ClubRole).index(self)

    @property
    def opens_rooms(self) -> bool:
        """Whether this role may open and run rooms of the club."""
        return self is not ClubRole.MEMBER


class WayIn(StrEnum):
    """How a club takes people in."""

    OPEN = "open"  # whoever wants to
    APPROVAL = "approval"  # whoever is let in from the waitlist
    INVITATION = "invitation"  # whoever is invited
    CLOSED = "closed"  # nobody


class CameBy(StrEnum):
    """How a member came in."""

    FOUNDING = "founding"
    OPEN = "open"
    APPROVAL = "approval"
    INVITATION = "invitation"
    ROLE = "role"  # somebody gave them the club's role in Discord


class Departure(StrEnum):
    """Why somebody is a member no more."""

    LEFT = "left"
    REMOVED = "removed"
    BANNED = "banned"
    ROLE = "role"  # somebody took the club's role from them in Discord
    GONE = "gone"  # they left the community
    FORGOTTEN = "forgotten"  # they asked that nothing be kept of them


class ToldBy(StrEnum):
    """How a follower wants to be told of a club's rooms."""

    CHANNEL = "channel"  # mentioned in the club's text channel
    DM = "dm"  # by direct message


@dataclass(frozen=True, slots=True)
class Club:
    """A named group inside a community; without an owner only if it is archived and everybody left."""

    id: int
    guild_id: int
    name: str
    owner_id: int | None
    way_in: WayIn = WayIn.OPEN
    archived: bool = False
    text_channel_id: int | None = None
    stage_channel_id: int | None = None
    role_id: int | None = None


@dataclass(frozen=True, slots=True)
class Membership:
    """One person's time in one club. Who comes back has a new one, with a new number."""

    id: int
    club_id: int
    user_id: int | None  # None once they are forgotten
    role: ClubRole
    number: int
    came_by: CameBy
    joined_at: datetime
    left_at: datetime | None
    invited_by_id: int | None  # the id of a membership, always an older one


#: In a tree it is counted no further than this.
MOST_COUNTED = 1_000


@dataclass(frozen=True, slots=True)
class Branch:
    """A membership where a branch of a club's tree begins, and how many it invited, up to `MOST_COUNTED`."""

    membership: Membership
    invitees: int


@dataclass(frozen=True, slots=True)
class TreeShape:
    """How much of a tree somebody wants to see."""

    levels: int  # below where it begins
    each: int  # of whom one member invited
    most: int  # all in all


@dataclass(frozen=True, slots=True)
class Tree:
    """The top of a club's tree, by the ids of memberships: whoever invited stands before whom they invited.

    `uninvited` is how many nobody invited, up to `MOST_COUNTED`; nought where the tree is of one branch.
    """

    branches: tuple[Branch, ...]
    uninvited: int


@dataclass(frozen=True, slots=True)
class Waiting:
    """Somebody who wants to come into a club that approves who does."""

    id: int
    club_id: int
    user_id: int
    answer: str
    asked_at: datetime


@dataclass(frozen=True, slots=True)
class Follower:
    """Somebody who wants to be told of a club's rooms."""

    user_id: int
    told_by: ToldBy
    locale: str  # the language to tell them in


@dataclass(frozen=True, slots=True)
class Entrance:
    """Why somebody comes in who got the club's role in Discord."""

    came_by: CameBy
    invited_by: int | None = None


@dataclass(frozen=True, slots=True)
class ClubEvent:
    """Base of what happens to a club. Published after it is stored."""

    club: Club

    @property
    def guild_id(self) -> int:
        """The community of the club."""
        return self.club.guild_id


@dataclass(frozen=True, slots=True)
class ClubCreated(ClubEvent):
    """A club exists."""


@dataclass(frozen=True, slots=True)
class ClubChanged(ClubEvent):
    """A club says something else of itself: its name, its way in, its channels or its role."""


@dataclass(frozen=True, slots=True)
class ClubArchived(ClubEvent):
    """A club rests: nobody comes in, nothing is opened."""


@dataclass(frozen=True, slots=True)
class ClubRestored(ClubEvent):
    """An archived club goes on."""


@dataclass(frozen=True, slots=True)
class ClubErased(ClubEvent):
    """Nothing is kept of a club any more; `club` is what it was."""


@dataclass(frozen=True, slots=True)
class ClubJoined(ClubEvent):
    """Somebody became a member of a club."""

    user_id: int
    membership: Membership


@dataclass(frozen=True, slots=True)
class ClubLeft(ClubEvent):
    """Somebody is a member of a club no more."""

    user_id: int
    membership: Membership
    departure: Departure


@dataclass(frozen=True, slots=True)
class ClubBanned(ClubEvent):
    """Somebody is kept out of a club, whether or not they were in it."""

    user_id: int
    by_id: int


@dataclass(frozen=True, slots=True)
class ClubRoleChanged(ClubEvent):
    """A member has another role in a club."""

    user_id: int
    before: ClubRole
    after: ClubRole


@dataclass(frozen=True, slots=True)
class ClubOwnerChanged(ClubEvent):
    """A club has another owner, `club.owner_id`; nobody if the last member is gone."""

    before_id: int | None


class BadClubName(UserError):
    """A club's name is 2 to 50 visible characters on one line."""

    key = "bad-club-name"


class ClubNameTaken(UserError):
    """One name, one club in a community, whatever the letter case and whatever looks alike."""

    key = "club-name-taken"


class NoSuchClub(UserError):
    """No club of that name in this community."""

    key = "no-such-club"


class ClubIsArchived(UserError):
    """The club rests; nothing happens in it until it is restored."""

    key = "club-is-archived"


class ClubIsClosed(UserError):
    """The club takes nobody in."""

    key = "club-is-closed"


class AlreadyInClub(UserError):
    """One person is a member of a club once. `who` is `you` for whoever asks, as in the next two."""

    key = "already-in-club"


class NotInClub(UserError):
    """Only a member of the club has, or can be given, what was asked for."""

    key = "not-in-club"


class BannedFromClub(UserError):
    """An admin of the club has decided that this person stays outside."""

    key = "banned-from-club"


class TooManyClubs(UserError):
    """One person may own only so many clubs of a community."""

    key = "too-many-clubs"


#: Knows why somebody got a club's role in Discord, in the transaction that lets them in; None if it does not.
RoleReason = Callable[[AsyncSession, Club, int], Awaitable[Entrance | None]]
#: What another cog has to say on a club's card, such as its next room; None if nothing just now.
CardLine = Callable[[Club], Awaitable[Text | None]]


class Clubs(Protocol):
    """The clubs of every community, as other cogs may ask for them."""

    async def named(self, guild_id: int, name: str) -> Club:
        """Find a club by its name, whatever the letter case; an archived one too.

        Raises:
            NoSuchClub: the community has no club of that name.
        """

    async def get(self, club_id: int) -> Club:
        """The club of that id.

        Raises:
            NoSuchClub: there is none.
        """

    async def of(self, guild_id: int) -> list[Club]:
        """The clubs of a community that are not archived, in the order of their names."""

    async def suggestions(self, guild_id: int, typed: str) -> list[str]:
        """Up to 25 names that begin with or contain what was typed; no archived clubs."""

    async def role_of(self, club_id: int, user_id: int) -> ClubRole | None:
        """What a person is in a club, or None if they are not in it."""

    async def membership_of(self, club_id: int, user_id: int) -> Membership | None:
        """A person's membership that lasts, or None if they are not in the club."""

    async def last_membership_of(self, club_id: int, user_id: int) -> Membership | None:
        """A person's newest membership, which may have ended, or None if they never were in the club."""

    async def membership(self, membership_id: int) -> Membership | None:
        """One membership, past ones too."""

    async def members(
        self, club_id: int, most: int, *, after_number: int = 0, role: ClubRole | None = None
    ) -> list[Membership]:
        """A page of those who are in a club, in the order of their numbers."""

    async def invitees(
        self, club_id: int, of: Collection[int] | None, most: int, *, after_id: int = 0
    ) -> list[Membership]:
        """Whom these memberships invited, past ones too, by id; with None whom nobody invited."""

    async def tree(self, club_id: int, begin: int | None, shape: TreeShape) -> Tree:
        """Who invited whom, from one membership down, or from those whom nobody invited.

        The work is bounded by the shape, however large the club is.
        """

    async def among(self, club_id: int, people: Collection[int]) -> set[int]:
        """Those of the people who are in a club."""

    async def is_banned(self, club_id: int, user_id: int) -> bool:
        """Whether somebody may not come into a club."""

    async def line(self, membership_id: int) -> list[Membership]:
        """A membership, whose invitation it came by, whose that one came by, and so on to the first."""

    async def admit(
        self,
        session: AsyncSession | None,
        club_id: int,
        user_id: int,
        came_by: CameBy,
        invited_by: int | None = None,
    ) -> Membership:
        """Make a person a member, in the caller's transaction if there is one.

        `invited_by` is a person; whoever never was in the club is not noted. Somebody who waits and
        is let in by `CameBy.APPROVAL` is told of it, if they want that. Nothing of the transaction is
        lost by a refusal: the caller may go on.

        Raises:
            NoSuchClub: there is no such club.
            ClubIsArchived: it rests.
            ClubIsClosed: it takes nobody in.
            BannedFromClub: they may not come in.
            AlreadyInClub: they are in it.
        """

    async def waiting(self, club_id: int, most: int, *, after_id: int = 0) -> list[Waiting]:
        """Who waits to be let in, those first who have waited longest."""

    async def waits(self, club_id: int, user_id: int) -> Waiting | None:
        """Somebody's wish to come in, if they wait; `admit` with any way of coming ends it."""

    async def followers(self, club_id: int, most: int, *, after_id: int = 0) -> list[Follower]:
        """A page of those who follow a club, by their ids; each has consented to be told in that way."""

    def add_role_reason(self, reason: RoleReason) -> None:
        """Ask `reason` before somebody becomes a member for having the club's role in Discord.

        An invite of Discord's can give a role, and who made it knows who invited whom. The first
        reason that is given is taken.
        """

    def add_card_line(self, line: CardLine) -> None:
        """Show what `line` answers on every club's card, for as long as the caller's cog runs."""
