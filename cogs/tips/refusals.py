"""What people are refused when they give or want tips, beyond what other cogs have to know of.

Each says which condition is not met, and what would meet it.
"""

from __future__ import annotations

from cogs.tips.api import TipRefused


class OverDay(TipRefused):
    """Nobody gives more than so much in a day."""

    key = "over-day"


class OverOne(TipRefused):
    """Nobody gives one person more than so much in a day."""

    key = "over-one"


class TakesNoTips(TipRefused):
    """They have said that they want none."""

    key = "takes-no-tips"


class HasNotOptedIn(TipRefused):
    """Here a creator says first that they take tips, and this one has not."""

    key = "has-not-opted-in"


class NeverMet(TipRefused):
    """Here whoever tips has been in a room with the creator lately."""

    key = "never-met"


class NotAnAmountOfMoney(TipRefused):
    """What was typed is no amount of that currency, as the person's language writes it."""

    key = "not-an-amount-of-money"


class CurrencyNotHere(TipRefused):
    """The community gives tips in other currencies."""

    key = "currency-not-here"


class NobodyOnStage(TipRefused):
    """There is nobody on the stage who can be given anything."""

    key = "nobody-on-stage"


class SplitTooSmall(TipRefused):
    """A part for each would be less than the smallest there is."""

    key = "split-too-small"


class JarIsClosed(TipRefused):
    """The room is over, and what was in its jar is being shared."""

    key = "jar-is-closed"


class GoalIsOpen(TipRefused):
    """A creator has one goal at a time."""

    key = "goal-is-open"


class NoGoal(TipRefused):
    """They have set no goal."""

    key = "no-goal"


class NothingToThankFor(TipRefused):
    """Every tip was thanked for, or there was none."""

    key = "nothing-to-thank-for"
