"""What the schedule refuses, each with its words in the catalogue."""

from __future__ import annotations

from bot.errors import UserError


class MayNotPlan(UserError):
    """Only those who open a club's rooms plan them."""

    key = "may-not-plan"


class NoSuchMoment(UserError):
    """What was typed is no time that we can read."""

    key = "no-such-moment"


class NotOnTheClock(UserError):
    """The clocks go forward over that hour."""

    key = "not-on-the-clock"


class InThePast(UserError):
    """An evening is planned ahead."""

    key = "in-the-past"


class TooFarAhead(UserError):
    """Discord plans five years ahead at most."""

    key = "too-far-ahead"


class DoesNotRecurThen(UserError):
    """The first time is not one of the days on which it shall come again."""

    key = "does-not-recur-then"


class TooManyEvents(UserError):
    """A community has a hundred events at most, by Discord's rule."""

    key = "too-many-events"


class NoStageForIt(UserError):
    """The club has no stage, and none was named."""

    key = "no-stage-for-it"


class NoSuchEvening(UserError):
    """Nothing of that name is planned."""

    key = "no-such-evening"


class EveningIsOver(UserError):
    """It has begun or ended, and can be changed no more."""

    key = "evening-is-over"


class ComesOnce(UserError):
    """Only what comes again has a time to leave out."""

    key = "comes-once"


class NothingToChange(UserError):
    """The command was sent without anything to change."""

    key = "nothing-to-change"


class BadEventPicture(UserError):
    """What was uploaded is no picture that Discord takes."""

    key = "bad-event-picture"


class BadEventText(UserError):
    """Discord does not allow some word of it."""

    key = "bad-event-text"


class BotsHostNoEvening(UserError):
    """A bot runs no room."""

    key = "bots-host-no-evening"


class TooManyCohosts(UserError):
    """An evening has ten co-hosts at most."""

    key = "too-many-cohosts"


class IsCohostAlready(UserError):
    """They run the evening already."""

    key = "is-cohost-already"


class IsNoCohost(UserError):
    """They were none."""

    key = "is-no-cohost"


class MayNotStart(UserError):
    """An evening is begun by its host, a co-host, or whoever opens the club's rooms."""

    key = "may-not-start"


class IsOnAlready(UserError):
    """The evening has begun."""

    key = "is-on-already"
