"""What payments refuse; nothing was paid and nothing was booked."""

from __future__ import annotations

from bot.errors import UserError


class MoneyIsOff(UserError):
    """Whoever runs the bot has set up no payment provider."""

    key = "money-is-off"


class CreatorNotConnected(UserError):
    """Whoever is to get it takes no money, or cannot yet."""

    key = "creator-not-connected"


class PaysSelf(UserError):
    """Nobody tips themselves."""

    key = "pays-self"


class PaysBot(UserError):
    """A bot has no bank."""

    key = "pays-bot"


class NotMoney(UserError):
    """What was typed is no amount of that currency."""

    key = "not-money"


class TooLittle(UserError):
    """Less than the community allows."""

    key = "too-little"


class TooMuch(UserError):
    """More than the community allows at once."""

    key = "too-much"


class TooMuchToday(UserError):
    """More than one person may give in a day."""

    key = "too-much-today"


class TooManyLinks(UserError):
    """Somebody has many links open."""

    key = "too-many-links"


class NotConnected(UserError):
    """Whoever wants to take no more money never took any."""

    key = "not-connected"


class NoSuchPayment(UserError):
    """There is no payment like that, of that person, that could be ended."""

    key = "no-such-payment"


class NotForYou(UserError):
    """Only who may manage the server looks after its payments."""

    key = "not-for-you"
