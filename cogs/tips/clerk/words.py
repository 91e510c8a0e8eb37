"""Money, movements and sums in the words of whoever reads them, for a message and for paper."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from babel.dates import format_date

from bot.i18n import Text
from cogs.tips.accounting.asks import Period
from cogs.tips.api import POINTS, Movement
from cogs.tips.currencies import Shown, locale_of
from cogs.tips.settings import TipSettings

if TYPE_CHECKING:
    from bot.client import Bot

OWNER = __name__


@dataclass(frozen=True, slots=True)
class Teller:
    """Says amounts and movements in one language, as one community calls its points."""

    bot: Bot
    language: str
    points: str

    @classmethod
    async def of(cls, bot: Bot, guild_id: int, language: str) -> Teller:
        """The one for a community and a language."""
        return cls(bot, language, (await bot.settings.of(TipSettings, guild_id)).currency)

    def amount(self, amount_minor: int, currency: str) -> Text:
        """An amount, for a placeholder."""
        if currency != POINTS:
            return Text(OWNER, "amount-of-money", amount=Shown(amount_minor, currency))
        if self.points:
            return Text(OWNER, "amount-in-currency", amount=amount_minor, currency=self.points)
        return Text(OWNER, "amount-in-points", amount=amount_minor)

    def plain(self, key: str, **placeholders: object) -> str:
        """A text for a label, a title, or paper."""
        return self.bot.words.plain(OWNER, key, self.language, **placeholders)

    def money(self, amount_minor: int, currency: str) -> str:
        """An amount on paper."""
        text = self.amount(amount_minor, currency)
        return self.plain(text.key, **text.placeholders)

    def period(self, period: Period) -> str:
        """A month, a year, or all of it."""
        if period.first is None:
            return self.plain("period-all")
        if period.month is None:
            return str(period.year)
        return str(format_date(period.first, "LLLL y", locale=locale_of(self.language)))

    def month(self, period: Period) -> str:
        """A month where there is little room."""
        return str(format_date(period.first, "LLL yy", locale=locale_of(self.language)))

    def unit(self, currency: str) -> str:
        """What amounts are of: the code of a currency, or what points are called."""
        return currency if currency != POINTS else self.points or self.plain("points")

    def day(self, movement: Movement) -> str:
        """The day of a movement (UTC), short."""
        return str(format_date(movement.at.date(), "medium", locale=locale_of(self.language)))

    def what(self, movement: Movement, name: str) -> str:
        """What a movement was, on paper; `name` is whoever is on the other side."""
        return self.plain("statement-what", **what_of(movement, name))


def what_of(movement: Movement, person: object) -> Mapping[str, Any]:
    """The placeholders of what a movement was."""
    return {
        "what": kind_of(movement),
        "person": person,
        "people": len(movement.other_ids),
        "note": movement.note or "",
        "noted": "no" if movement.note is None else "yes",
        **link_of(movement.reverses_id, movement.reversed_by_id),
    }


def link_of(reverses_id: int | None, reversed_by_id: int | None) -> dict[str, str]:
    """The placeholders that say which transfer undoes this one, or is undone by it."""
    if reverses_id is not None:
        return {"linked": "undoes", "link": str(reverses_id)}
    return {"linked": "no" if reversed_by_id is None else "undone", "link": str(reversed_by_id)}


def kind_of(movement: Movement) -> str:
    """Which words tell of a movement."""
    got = movement.amount_minor > 0
    if movement.kind == "issue":
        # Only what administrators give has a reason.
        return "welcome" if movement.note is None else "issued"
    if movement.kind == "reversal":
        return "came-back" if got else "went-back"
    if movement.kind not in {"tip", "share"}:
        return movement.kind
    if got and movement.is_anonymous:
        return "got-hidden"
    if not movement.other_ids:
        return "got-gone" if got else "gave-gone"
    return "got" if got else "gave"
