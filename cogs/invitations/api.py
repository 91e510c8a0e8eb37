"""What other cogs may use of invitations: the offers to join a club, who made them, what became of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from bot.errors import UserError
from cogs.clubs.api import Club, Membership


class InvitationKind(StrEnum):
    """In which way somebody is invited."""

    MEMBER = "member"  # somebody of the community, by buttons that only they can press
    SEALED = "sealed"  # somebody from outside, by an invite of Discord's for them alone
    CODE = "code"  # whoever types the code first
    ADMISSION = "admission"  # somebody who was on the waitlist


class InvitationState(StrEnum):
    """What became of an invitation. All but the first are final."""

    PENDING = "pending"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    EXPIRED = "expired"
    REVOKED = "revoked"
    OVERTAKEN = "overtaken"  # whoever is invited came in by another way

    @property
    def gives_back(self) -> bool:
        """Whether the inviter may invite somebody else instead."""
        return self not in {InvitationState.PENDING, InvitationState.ACCEPTED}


@dataclass(frozen=True, slots=True)
class Invitation:
    """An offer to join a club. People are None once they are forgotten, or as long as nobody knows them.

    `invitee_name` is what they were called then: Discord does not show people outside by their id.
    """

    id: int
    guild_id: int
    club_id: int
    kind: InvitationKind
    inviter_id: int | None
    invitee_id: int | None
    invitee_name: str
    state: InvitationState
    spends: bool  # whether it counts in the inviter's budget, until it is given back
    made_at: datetime
    expires_at: datetime
    ended_at: datetime | None


@dataclass(frozen=True, slots=True)
class Budget:
    """How many invitations a member of a club has, and why."""

    club_id: int
    user_id: int
    start: int
    attended: int  # rooms of the club that they attended for long enough
    hosted: int
    earned: int  # all in all, by the club's rule
    spent: int  # that wait for an answer, or were accepted
    unlimited: bool

    @property
    def left(self) -> int:
        """How many they can make now; a rule that has become stricter takes nothing back."""
        return max(0, self.earned - self.spent)


@dataclass(frozen=True, slots=True)
class InvitationEvent:
    """Base of what happens to an invitation. Published after it is stored."""

    invitation: Invitation

    @property
    def guild_id(self) -> int:
        """The community of the invitation."""
        return self.invitation.guild_id


@dataclass(frozen=True, slots=True)
class InvitationMade(InvitationEvent):
    """Somebody was invited."""


@dataclass(frozen=True, slots=True)
class InvitationAccepted(InvitationEvent):
    """Whoever was invited is a member."""

    membership: Membership


@dataclass(frozen=True, slots=True)
class InvitationEnded(InvitationEvent):
    """An invitation leads to nothing any more: declined, expired, revoked, or overtaken."""


@dataclass(frozen=True, slots=True)
class BranchEvent:
    """Base of what happens to a branch of the tree: a membership, and all whom it brought, and so on."""

    club: Club
    membership: Membership
    by_id: int

    @property
    def guild_id(self) -> int:
        """The community of the club."""
        return self.club.guild_id


@dataclass(frozen=True, slots=True)
class BranchFrozen(BranchEvent):
    """Nobody of a branch can invite any more."""


@dataclass(frozen=True, slots=True)
class BranchThawed(BranchEvent):
    """The members of a branch can invite again."""


class InvitationGone(UserError):
    """The invitation was answered, taken back, or is too old."""

    key = "invitation-gone"


class NoInvitationLeft(UserError):
    """The member has no invitation left to give; says what brings more."""

    key = "no-invitation-left"


class Invitations(Protocol):
    """The invitations of every club, as other cogs may ask for them."""

    async def budget(self, club: Club, user_id: int) -> Budget:
        """What a person may give in a club, by the rule that holds now."""

    async def invitation(self, invitation_id: int) -> Invitation | None:
        """One invitation, whatever became of it."""
