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
