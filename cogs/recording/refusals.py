"""What recordings refuse, each with its words in the catalogue."""

from __future__ import annotations

from bot.errors import UserError


class RecordedAlready(UserError):
    """The room is being recorded."""

    key = "recorded-already"


class NotRecorded(UserError):
    """The room is not being recorded."""

    key = "not-recorded"


class NotOnThisStage(UserError):
    """The bot is not on the stage, so it hears nothing there."""

    key = "not-on-this-stage"


class DiskNearlyFull(UserError):
    """There is too little room for a recording."""

    key = "disk-nearly-full"


class FolderRefuses(UserError):
    """Where recordings are kept nothing can be written."""

    key = "folder-refuses"


class NothingRecorded(UserError):
    """No room of the community is being recorded."""

    key = "nothing-recorded"


class RecordingIsOver(UserError):
    """A button was pressed that belongs to a recording which has ended."""

    key = "recording-is-over"


class NoSuchReplay(UserError):
    """Nothing of that name may be had, or more than one thing."""

    key = "no-such-replay"


class NeedsRepair(UserError):
    """The files of a recording cannot be read yet."""

    key = "needs-repair"


class NobodyInIt(UserError):
    """Nobody let themselves be recorded, or all have withdrawn."""

    key = "nobody-in-it"


class CannotBeMixed(UserError):
    """The child process that mixes did not bring it about."""

    key = "cannot-be-mixed"


class NothingSaid(UserError):
    """Nobody who lets themselves be recorded spoke in that time."""

    key = "nothing-said"


class BadMoment(UserError):
    """What was typed is no time on the clock of a recording."""

    key = "bad-moment"


class EndsBeforeItBegins(UserError):
    """Nothing lies between two moments, or they are behind the end."""

    key = "ends-before-it-begins"


class TooLong(UserError):
    """A clip is a short thing."""

    key = "clip-too-long"


class ClipOutdated(UserError):
    """Somebody was taken out of a clip while it was on its way."""

    key = "clip-outdated"


class MayNotClip(UserError):
    """Whoever asks may make no clips here."""

    key = "may-not-clip"


class TooLargeToPost(UserError):
    """Discord takes no file of that size here."""

    key = "too-large-to-post"


class NoTranscripts(UserError):
    """Whoever runs the bot has not set up what makes text of speech."""

    key = "no-transcripts"


class NoTranscript(UserError):
    """Nothing was said in that recording, or its club wants no transcripts."""

    key = "no-transcript"


class TranscriptOnItsWay(UserError):
    """It is being made."""

    key = "transcript-on-its-way"


class StorageAway(UserError):
    """The place where recordings are kept does not answer, or refuses."""

    key = "storage-away"


class GivenOutdated(UserError):
    """Somebody was taken out of a file while it was given to somebody."""

    key = "given-outdated"


class CannotPostHere(UserError):
    """The place in which somebody asked is none that a replay can be posted in."""

    key = "cannot-post-here"


class MayNotPublish(UserError):
    """Only those who may change a club's settings decide on its podcast."""

    key = "may-not-publish"


class NoSecretAddress(UserError):
    """The feed of the club is public, or there is none: no secret could be exchanged."""

    key = "no-secret-address"


class NoPages(UserError):
    """An address leads to a page, and this bot serves none."""

    key = "no-pages"
