"""Who may send whom off a stage: somebody who stands higher there, and nobody against the community's owner.

Pure: what a person is in the club and in the community is asked elsewhere.
"""

from __future__ import annotations

from dataclasses import dataclass

from cogs.clubs.api import ClubRole


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody in a community, as Discord tells of them."""

    user_id: int
    owns_community: bool = False
    steward: bool = False  # may manage the community


@dataclass(frozen=True, slots=True)
class Standing:
    """What somebody is where a room is."""

    person: Person
    role: ClubRole | None = None
    hosts: bool = False  # this room
    opened: bool = False  # it is their room

    @property
    def height(self) -> int:
        """How high they stand; the order is all that counts."""
        if self.person.owns_community:
            return 10
        if self.person.steward:
            return 8
        club = {None: 0, ClubRole.MEMBER: 1, ClubRole.LEADER: 4, ClubRole.ADMIN: 6, ClubRole.OWNER: 8}[
            self.role
        ]
        # Whoever's room it is goes before other leaders there, and a co-host before members.
        return max(club, 5 if self.opened else 0, 3 if self.hosts else 0)


def may_moderate(actor: Standing, target: Standing) -> bool:
    """Whether one may act against the other: only against whoever stands lower, and never against oneself."""
    if not actor.hosts and actor.height < 8:  # noqa: PLR2004 - a steward, or who owns the club
        return False
    return actor.person.user_id != target.person.user_id and actor.height > target.height
