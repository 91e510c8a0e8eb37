"""What people are refused when they ask about money."""

from __future__ import annotations

from cogs.tips.api import TipRefused


class NotAPeriod(TipRefused):
    """Neither a month, nor a year, nor all of it."""

    key = "not-a-period"


class FrozenAlready(TipRefused):
    """Their tips are stopped already."""

    key = "frozen-already"


class NotFrozen(TipRefused):
    """Nobody has stopped their tips."""

    key = "not-frozen"


class NoSuchRoom(TipRefused):
    """What was typed is no room of which there is anything to tell."""

    key = "no-such-room"
