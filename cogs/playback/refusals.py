"""What playback refuses, each with the words that tell the person why."""

from __future__ import annotations

from bot.errors import UserError


class BadSound(UserError):
    """No clip can be made of the file that was brought."""

    key = "bad-sound"


class FileTooLarge(UserError):
    """The file has more bytes than the community takes."""

    key = "file-too-large"


class TooManyFiles(UserError):
    """So many files wait to be read already that another would wait too long."""

    key = "too-many-files"


class BadName(UserError):
    """A sound's name is short, and has something to see."""

    key = "bad-name"


class NameTaken(UserError):
    """Another sound of the community has that name."""

    key = "name-taken"


class NoSuchSound(UserError):
    """The community has no sound of that name."""

    key = "no-such-sound"


class TooManySounds(UserError):
    """The community has as many sounds as it may."""

    key = "too-many-sounds"


class NoSpaceLeft(UserError):
    """The community's sounds fill the space that they may."""

    key = "no-space-left"


class MayNotKeepSounds(UserError):
    """Only some people add, rename and remove sounds."""

    key = "may-not-keep-sounds"


class MayNotPlay(UserError):
    """Only some people let sounds be heard on the stage."""

    key = "may-not-play"


class NoVoiceHere(UserError):
    """The bot is on no stage of the community, and nothing keeps it away."""

    key = "no-voice-here"


class VoiceElsewhere(UserError):
    """The bot has one voice in a community, and it is on another stage."""

    key = "voice-elsewhere"


class VoiceComesBack(UserError):
    """The voice connection was lost, and is being mended."""

    key = "voice-comes-back"


class NotOnStage(UserError):
    """The bot is in the audience, where nobody hears it."""

    key = "not-on-stage"


class StageBusy(UserError):
    """So many sounds are heard there, or wait, that another would be too much."""

    key = "stage-busy"


class QueueFull(UserError):
    """As many wait in a room's queue as there is room for."""

    key = "queue-full"


class PausedAlready(UserError):
    """What plays stands already, or goes on already."""

    key = "paused-already"


class NothingPlays(UserError):
    """There is nothing that could be skipped or stopped."""

    key = "nothing-plays"


class NothingChosen(UserError):
    """Neither a sound nor a file was given, or both."""

    key = "nothing-chosen"


class NoMusic(UserError):
    """No music plays in the room."""

    key = "no-music"


class CannotWriteHere(UserError):
    """The bot may not write in that channel."""

    key = "cannot-write-here"
