"""What this cog refuses."""

from __future__ import annotations

from bot.errors import UserError


class NoSuchReplay(UserError):
    """What was typed is no recording that this person may have."""

    key = "no-such-replay"
