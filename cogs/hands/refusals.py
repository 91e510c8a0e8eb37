"""What hands refuse, beside what `api` names."""

from __future__ import annotations

from bot.errors import UserError


class HandsLocked(UserError):
    """The hosts take no new hands just now."""

    key = "hands-locked"


class EmptyQuestion(UserError):
    """A question without a word is none."""

    key = "empty-question"


class StageFull(UserError):
    """As many speak as the hosts let."""

    key = "stage-full"


class NotInRoom(UserError):
    """Whoever was named is not on the stage of this room."""

    key = "not-in-room"


class NothingToLower(UserError):
    """Nobody waits whose hand could be lowered."""

    key = "nothing-to-lower"


class LowersAlready(UserError):
    """The hands of this room are being lowered already."""

    key = "lowers-already"


class NotSpeaking(UserError):
    """Whoever was named does not have the floor for a time that ends."""

    key = "not-speaking"


class NoNumber(UserError):
    """Something else was typed than a number that fits."""

    key = "no-number"


class NoTime(UserError):
    """Something else was typed than a time that fits."""

    key = "no-time"


class CannotWriteHere(UserError):
    """The bot may not put its panel into that channel."""

    key = "cannot-write-here"


class MayNotModerate(UserError):
    """Whoever was named stands as high here as whoever asks, or higher."""

    key = "may-not-moderate"


class NotKeptOut(UserError):
    """Whoever was named is kept out of nothing here."""

    key = "not-kept-out"


class NothingToUndo(UserError):
    """What was done leaves nothing that could be taken back."""

    key = "nothing-to-undo"


class KeptOut(UserError):
    """The hosts keep them out of this room."""

    key = "kept-out"


class NoSpan(UserError):
    """Something else was typed than how long somebody is kept out."""

    key = "no-span"


class NoReportChannel(UserError):
    """The community has not said where its administrators read reports."""

    key = "no-report-channel"


class NoQuestions(UserError):
    """Nobody who waits has written down a question."""

    key = "no-questions"
