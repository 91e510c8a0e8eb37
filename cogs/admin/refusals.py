"""What the administration refuses, each with the words that tell the person why."""

from __future__ import annotations

from bot.errors import UserError


class NeedsManageServer(UserError):
    """Whoever may manage the community's server may do this."""

    key = "needs-manage-server"


class MayNotSetClub(UserError):
    """A club's settings are its owner's and admins', and those of who may manage the server."""

    key = "may-not-set-club"


class NoSuchCommand(UserError):
    """There is no such command, or this person cannot use it."""

    key = "no-such-command"


class SettingGone(UserError):
    """The page is of an older version, whose setting there is not any more."""

    key = "setting-is-gone"


class TooMuchToSend(UserError):
    """More is kept than Discord takes as one file."""

    key = "too-much-to-send"
