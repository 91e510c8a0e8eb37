"""Who may do what in a club: the one table that the code asks and the documentation shows.

Beside the four roles there is the steward: whoever may manage the community (Discord's permission
Manage Server) may do in every club what its owner may, so that no club is ever out of reach.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from cogs.clubs.api import ClubRole
from cogs.clubs.refusals import NotAllowed, OutranksYou

OWNER, ADMIN, LEADER, MEMBER = ClubRole


class Deed(StrEnum):
    """What can be done in a club."""

    SEE_MEMBERS = "see-members"
    OPEN_ROOMS = "open-rooms"
    SEE_WAITLIST = "see-waitlist"
    DECIDE = "decide"  # let people in from the waitlist, or decline them
    EDIT = "edit"  # name, picture, description, rules, links
    SET_WAY_IN = "set-way-in"
    SET = "set"  # what a cog lets clubs differ in
    REMOVE = "remove"
    BAN = "ban"  # and lift a ban
    NAME_LEADERS = "name-leaders"
    NAME_ADMINS = "name-admins"
    SEE_HISTORY = "see-history"
    BIND = "bind"  # channels, and the role in Discord
    TRANSFER = "transfer"
    ARCHIVE = "archive"  # and restore


_ALL = frozenset(ClubRole)
_STAFF = frozenset({OWNER, ADMIN, LEADER})
_ADMINS = frozenset({OWNER, ADMIN})
_OWNER = frozenset({OWNER})

MATRIX: Mapping[Deed, frozenset[ClubRole]] = {
    Deed.SEE_MEMBERS: _ALL,
    Deed.OPEN_ROOMS: _STAFF,
    Deed.SEE_WAITLIST: _STAFF,
    Deed.DECIDE: _ADMINS,
    Deed.EDIT: _ADMINS,
    Deed.SET_WAY_IN: _ADMINS,
    Deed.SET: _ADMINS,
    Deed.REMOVE: _ADMINS,
    Deed.BAN: _ADMINS,
    Deed.NAME_LEADERS: _ADMINS,
    Deed.NAME_ADMINS: _OWNER,
    Deed.SEE_HISTORY: _ADMINS,
    Deed.BIND: _OWNER,
    Deed.TRANSFER: _OWNER,
    Deed.ARCHIVE: _OWNER,
}


@dataclass(frozen=True, slots=True)
class Actor:
    """Whoever asks for something: a person, and whether they are a steward of the community."""

    user_id: int
    steward: bool = False


def may(role: ClubRole | None, deed: Deed, *, steward: bool = False) -> bool:
    """Whether somebody of that role does that; None is nobody of the club."""
    return steward or role in MATRIX[deed]


def require(role: ClubRole | None, deed: Deed, *, club: str, steward: bool = False) -> None:
    """Prove that somebody of that role does that.

    Raises:
        NotAllowed: they do not; says who does.
    """
    if not may(role, deed, steward=steward):
        raise NotAllowed(club=club, lowest=lowest(deed))


def require_above(role: ClubRole | None, other: ClubRole, *, steward: bool = False) -> None:
    """Prove that somebody may change what another person is: nobody touches their own rank or one above.

    Raises:
        OutranksYou: they may not.
    """
    if not steward and (role is None or role.rank <= other.rank):
        raise OutranksYou


def lowest(deed: Deed) -> ClubRole:
    """The lowest role that does that."""
    return min(MATRIX[deed], key=lambda role: role.rank)


def next_above(role: ClubRole) -> ClubRole | None:
    """The next higher role that can be given; the owner's cannot."""
    return {MEMBER: LEADER, LEADER: ADMIN}.get(role)


def next_below(role: ClubRole) -> ClubRole | None:
    """The next lower role."""
    return {ADMIN: LEADER, LEADER: MEMBER}.get(role)
