"""What other cogs may use of clubs; everything else here is private."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from bot.errors import UserError


class ClubRole(StrEnum):
    """What a person is in a club."""

    OWNER = "owner"
    ADMIN = "admin"
    LEADER = "leader"
    MEMBER = "member"

    @property
    def opens_rooms(self) -> bool:
        """Whether this role may open and run rooms of the club."""
        return self is not ClubRole.MEMBER


@dataclass(frozen=True, slots=True)
class Club:
    """A named group inside a community."""

    id: int
    guild_id: int
    name: str
    owner_id: int


@dataclass(frozen=True, slots=True)
class ClubCreated:
    """A club exists. Published after it is stored."""

    club: Club


@dataclass(frozen=True, slots=True)
class ClubJoined:
    """Somebody became a member of a club. Published after it is stored."""

    club: Club
    user_id: int


class BadClubName(UserError):
    """A club's name is 2 to 50 visible characters on one line."""

    key = "bad-club-name"


class ClubNameTaken(UserError):
    """One name, one club in a community, whatever the letter case."""

    key = "club-name-taken"


class NoSuchClub(UserError):
    """No club of that name in this community."""

    key = "no-such-club"


class AlreadyInClub(UserError):
    """One person is a member of a club once."""

    key = "already-in-club"


class TooManyClubs(UserError):
    """One person may own only so many clubs of a community."""

    key = "too-many-clubs"


class Clubs(Protocol):
    """The clubs of every community, as other cogs may ask for them."""

    async def named(self, guild_id: int, name: str) -> Club:
        """Find a club by its name, whatever the letter case.

        Raises:
            NoSuchClub: the community has no club of that name.
        """

    async def get(self, club_id: int) -> Club:
        """The club of that id.

        Raises:
            NoSuchClub: there is none.
        """

    async def role_of(self, club_id: int, user_id: int) -> ClubRole | None:
        """What a person is in a club, or None if they are not in it."""

    async def suggestions(self, guild_id: int, typed: str) -> list[str]:
        """Up to 25 names that begin with or contain what was typed."""
