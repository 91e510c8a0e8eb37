"""What clubs refuse, each with the words that tell the person why; what others may catch is in `api`."""

from __future__ import annotations

from bot.errors import UserError


class NeedsApproval(UserError):
    """The club takes in whom its admins let in from the waitlist."""

    key = "needs-approval"


class NeedsInvitation(UserError):
    """The club takes in whom a member invites."""

    key = "needs-invitation"


class MayNotFound(UserError):
    """Only some roles of the community found clubs."""

    key = "may-not-found"


class NotAllowed(UserError):
    """This role of the club does not do that; says which do."""

    key = "not-allowed-in-club"


class OutranksYou(UserError):
    """Nobody changes what a person of their own rank or above is."""

    key = "outranks-you"


class NotYourself(UserError):
    """What is for others; a member who wants to go leaves."""

    key = "not-yourself-in-club"


class IsThatAlready(UserError):
    """The member has this role already."""

    key = "is-that-already"


class NoRankBeyond(UserError):
    """There is no role above or below this one that could be given."""

    key = "no-rank-beyond"


class OwnerHandsOver(UserError):
    """The owner's role is not taken or given, it is handed over."""

    key = "owner-hands-over"


class HeirOwnsEnough(UserError):
    """One person may own only so many clubs of a community, and this one does."""

    key = "heir-owns-enough"


class BotsAreNoMembers(UserError):
    """A club is for people."""

    key = "bots-are-no-members"


class NotArchived(UserError):
    """Only a club that is archived can be restored."""

    key = "not-archived"


class NotBanned(UserError):
    """Only a ban can be lifted."""

    key = "not-banned"


class BannedAlready(UserError):
    """One ban keeps a person out."""

    key = "banned-already"


class TooLong(UserError):
    """A text of a club has a length that its card can show."""

    key = "club-text-too-long"


class BadLink(UserError):
    """A link of a club is an https address of a site, with or without a name before it."""

    key = "bad-link"


class TooManyLinks(UserError):
    """A card has room for so many links."""

    key = "too-many-links"


class BadPicture(UserError):
    """A picture is a PNG, JPEG, GIF or WebP file of a size that can be read."""

    key = "bad-picture"


class AlreadyWaiting(UserError):
    """One person waits once for a club."""

    key = "already-waiting"


class NotWaiting(UserError):
    """Only somebody who waits can be let in, be declined or withdraw."""

    key = "not-waiting"


class DecidedAlready(UserError):
    """Somebody else was quicker to decide."""

    key = "decided-already"


class AnswerMissing(UserError):
    """This club wants its question answered."""

    key = "answer-missing"


class NoWaitlist(UserError):
    """Only a club that approves who comes in has a waitlist."""

    key = "no-waitlist"


class NotFollowing(UserError):
    """Only who follows a club can stop."""

    key = "not-following"


class NoChannelToTellIn(UserError):
    """Whoever is to be mentioned has to be mentioned somewhere."""

    key = "no-channel-to-tell-in"


class BoundAlready(UserError):
    """A club has one role, one stage and one text channel at a time."""

    key = "bound-already"


class NotBound(UserError):
    """The club has none that could be taken from it."""

    key = "not-bound"


class RoleOfAnotherClub(UserError):
    """One role in Discord is one club's."""

    key = "role-of-another-club"


class MayNotMake(UserError):
    """Channels and roles are made for a club by stewards, unless the community lets owners do it."""

    key = "may-not-make"


class RoleNotUsable(UserError):
    """Everyone's role, and those that Discord gives by itself, are nobody's to give."""

    key = "role-not-usable"


class RoleHasPower(UserError):
    """A club's role gives membership and no power: members are let in by whoever runs the club."""

    key = "role-has-power"


class NotYoursToBind(UserError):
    """Whoever binds something of Discord's may change it in Discord."""

    key = "not-yours-to-bind"


class RoleTooHigh(UserError):
    """The bot gives only roles below its own highest."""

    key = "role-too-high"


class NeedsRoleFirst(UserError):
    """What is for members only is for those who have the club's role."""

    key = "needs-role-first"


class NoRoomInCommunity(UserError):
    """Discord allows a community only so many channels and roles."""

    key = "no-room-in-community"


class NoStagesHere(UserError):
    """Stage channels are there only in servers that Discord calls a community."""

    key = "no-stages-here"


class NobodyWaits(UserError):
    """There is nobody to let in."""

    key = "nobody-waits-for-club"


class BusyAlready(UserError):
    """The same is being done for this club already."""

    key = "club-busy-already"
