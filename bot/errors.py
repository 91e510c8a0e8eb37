"""Every failure the project raises on purpose, as one tree.

* RostraError          anything we raised ourselves; caught by its root only at the edge
  x UserError             the person can fix it: shown to them in their language, not logged as an error
  x OperatorError         the host can fix it: one readable line; stops a command or the start
  x UpstreamError         Discord or the database refused: retried or reported

A programming mistake is none of these: it is a `RuntimeError`, a `TypeError`
or an assertion, and ends in the log with its traceback.
"""

from __future__ import annotations

from typing import ClassVar


class RostraError(Exception):
    """Root of the tree; catch this only at the edge."""


class UserError(RostraError):
    """A refusal meant to be read by the person who asked.

    The class names the message: `key` is looked up in the catalogue of the cog
    that defines the class, and the keyword arguments fill its placeholders.
    """

    key: ClassVar[str]

    def __init__(self, **placeholders: object) -> None:
        super().__init__(self.key)
        self.placeholders = placeholders


class OperatorError(RostraError):
    """Something the person who runs the bot has to put right.

    The message is one line, names the thing to change (a file, a key, a
    permission) and never holds a token or a password.
    """


class UpstreamError(RostraError):
    """Discord or the database refused something it would normally grant."""


def in_one_line(error: BaseException) -> str:
    """What an exception says, on one line; its kind where it says nothing."""
    return " ".join(str(error).split()) or type(error).__name__
