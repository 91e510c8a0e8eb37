"""What rooms refuse, each with the words that tell the person why."""

from __future__ import annotations

from bot.errors import UserError


class MayNotOpenRooms(UserError):
    """Leaders, admins and the owner of a club open its rooms."""

    key = "may-not-open-rooms"


class RoomAlreadyLive(UserError):
    """A stage carries one room at a time."""

    key = "room-already-live"


class TooManyRooms(UserError):
    """A club has only so many rooms open at a time."""

    key = "too-many-rooms"


class StageAlreadyOpen(UserError):
    """The stage was opened in Discord's own client, outside any room."""

    key = "stage-already-open"


class ClosedMeanwhile(UserError):
    """The stage was closed in Discord's own client before its room was live."""

    key = "closed-meanwhile"


class EventIsOver(UserError):
    """The event that was to begin has ended or was cancelled in that moment."""

    key = "event-is-over"


class NoStage(UserError):
    """There is no stage channel to open the room on."""

    key = "no-stage"


class BadTopic(UserError):
    """A topic is 1 to 120 characters and passes Discord's filter."""

    key = "bad-topic"


class CannotComeBack(UserError):
    """The bot lost its place on the stage, and every try to come back failed."""

    key = "cannot-come-back"


class ComesBackLater(UserError):
    """Discord limits how often the bot connects to voice, so it waits before it comes back."""

    key = "comes-back-later"


class StaysOffStage(UserError):
    """The bot was disconnected from the stage so often that it is taken for a wish."""

    key = "stays-off-stage"


class NotListening(UserError):
    """Applause comes from those who are on the stage."""

    key = "not-listening"


class NotOnStage(UserError):
    """Only a person who is on the stage can run its room."""

    key = "not-on-stage"


class BotsHostNothing(UserError):
    """A bot runs no room."""

    key = "bots-host-nothing"


class HostsAlready(UserError):
    """They are the host, or a co-host, already."""

    key = "hosts-already"


class NoCohost(UserError):
    """They are no co-host of the room."""

    key = "no-cohost"


class TooManyCohosts(UserError):
    """A room has only so many co-hosts."""

    key = "too-many-cohosts"


class NotYoursToHandOver(UserError):
    """A co-host runs a room, and does not give it away."""

    key = "not-yours-to-hand-over"


class NotOpen(UserError):
    """Only a stage that is open in Discord can become a room."""

    key = "not-open"


class NeedsClubRole(UserError):
    """Discord knows a club's members by its role alone."""

    key = "needs-club-role"


class NoRoomForStage(UserError):
    """The server has no stages, or no room for one more channel."""

    key = "no-room-for-stage"


class OpenToAll(UserError):
    """Nobody has to be let into a room that is open to all."""

    key = "open-to-all"


class VoiceIsElsewhere(UserError):
    """The bot's voice is in a room that somebody else hosts."""

    key = "voice-is-elsewhere"


class VoiceIsHere(UserError):
    """The bot's voice is in this room already."""

    key = "voice-is-here"


class NotItsOwnStage(UserError):
    """A room gives a name to its own stage, and not to one that others use."""

    key = "not-its-own-stage"


class RenamedTooOften(UserError):
    """Discord renames a channel twice in ten minutes."""

    key = "renamed-too-often"


class NoSuchReport(UserError):
    """There was no such room in this community."""

    key = "no-such-report"


class NothingToReport(UserError):
    """They have hosted no room yet."""

    key = "nothing-to-report"


class NobodyToMove(UserError):
    """Everybody is where they are wanted."""

    key = "nobody-to-move"


class MovesAlready(UserError):
    """Two such moves in one room would be in each other's way."""

    key = "moves-already"


class BadLink(UserError):
    """Only an https address can be pinned."""

    key = "bad-link"


class TooManyLinks(UserError):
    """A card has room for so many links."""

    key = "too-many-links"


class NoSuchLink(UserError):
    """The room has no link of that name."""

    key = "no-such-link"


class NotFollowing(UserError):
    """Nobody is asked in who has not asked to be told of the club's rooms."""

    key = "not-following"


class NowhereToMention(UserError):
    """They want to be mentioned in the club's text channel, and it has none."""

    key = "nowhere-to-mention"


class IsHereAlready(UserError):
    """They are on the stage."""

    key = "is-here-already"


class PingedAlready(UserError):
    """Nobody is asked into one room twice."""

    key = "pinged-already"
