"""What hands refuse, beside what `api` names."""

from __future__ import annotations

from bot.errors import UserError


class HandsLocked(UserError):
    """The hosts take no new hands just now."""

    key = "hands-locked"


class EmptyQuestion(UserError):
    """A question without a word is none."""

    key = "empty-question"
