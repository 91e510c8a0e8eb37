"""What invitations refuse; each says what is missing, and what would meet it."""

from __future__ import annotations

from bot.errors import UserError


class NotAMember(UserError):
    """Only members of a club invite into it, and see who invited whom."""

    key = "not-a-member"


class MayNotSee(UserError):
    """Only the owner and the admins of a club, and the community's stewards, see or do that."""

    key = "admins-only"


class BranchIsFrozen(UserError):
    """An admin has decided that nobody of this branch invites."""

    key = "branch-is-frozen"


class InvitesSelf(UserError):
    """Nobody invites themselves."""

    key = "invites-self"


class InvitesBot(UserError):
    """A bot is no member of a club."""

    key = "invites-bot"


class InClubAlready(UserError):
    """Whoever is invited is a member."""

    key = "in-club-already"


class InviteeIsBanned(UserError):
    """An admin has decided that this person stays outside."""

    key = "invitee-is-banned"


class InvitedAlready(UserError):
    """One offer at a time."""

    key = "invited-already"


class WaitsNoMore(UserError):
    """The person took back that they want to come in, or was decided upon."""

    key = "waits-no-more"


class DeclinedLately(UserError):
    """Who has just said no is not asked again for a while."""

    key = "declined-lately"


class TakesNoInvitations(UserError):
    """The person wants to be invited into nothing in this community."""

    key = "takes-no-invitations"


class BudgetAtMost(UserError):
    """The member has given as many as the club lets anybody give."""

    key = "budget-at-most"


class RoomsBringNothing(UserError):
    """The member has none left, and nobody notes who comes to rooms, which would bring more."""

    key = "rooms-bring-nothing"


class NotYourInvitation(UserError):
    """Only whoever is invited answers."""

    key = "not-your-invitation"


class NotACode(UserError):
    """What was typed is no code at all."""

    key = "not-a-code"


class WrongCode(UserError):
    """No code of this community, or one that was given to somebody else."""

    key = "wrong-code"


class CodeIsOver(UserError):
    """The code was used, taken back, or is too old."""

    key = "code-is-over"


class TooManyGuesses(UserError):
    """Somebody tried codes that lead nowhere; they wait before the next."""

    key = "too-many-guesses"


class NoSuchInvitation(UserError):
    """There is no invitation of that kind which waits for an answer."""

    key = "no-such-invitation"


class NeverInClub(UserError):
    """The person has no place in the club's tree."""

    key = "never-in-club"


class FrozenAlready(UserError):
    """The branch is frozen."""

    key = "frozen-already"


class NotFrozen(UserError):
    """The branch itself is not frozen; one around it may be."""

    key = "not-frozen"


class OutranksFreezer(UserError):
    """Nobody freezes the branch of somebody of their own rank, or above."""

    key = "outranks-freezer"


class CannotShow(UserError):
    """There is no channel in which the invited person and the bot could meet."""

    key = "cannot-show"


class NotInCommunity(UserError):
    """A club is for people of its community."""

    key = "not-in-community"


class TooManyLinks(UserError):
    """The community has as many invites as Discord allows."""

    key = "too-many-links"


class NamesNoClub(UserError):
    """All that waits is listed club by club."""

    key = "names-no-club"
