"""Currencies: a community's points, and those of ISO 4217 with their minor units.

Which may be chosen comes from CLDR (through babel), and so does how they are written. How many minor units
they have is ISO 4217's, kept here: amounts are stored in them, and CLDR, which counts none where nobody has
seen such a coin for long, changes its mind between releases. What is in the book can be read for ever, also
when its currency is no longer one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache

from babel.core import Locale, UnknownLocaleError, get_global
from babel.numbers import format_currency, format_decimal, get_currency_symbol, get_territory_currencies

from bot.i18n import Spoken
from cogs.tips.api import POINTS, UnknownCurrency

# ISO 4217, "List One", column "minor unit": whose is not 2.
_MINOR_DIGITS = {
    code: digits
    for digits, codes in {
        0: "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF",
        3: "BHD IQD JOD KWD LYD OMR TND",
        4: "CLF UYW",
    }.items()
    for code in codes.split()
}


#: What was legal tender on this day or later can be chosen: a community that has chosen a currency is not
#: cut off on the day on which a country gives it up.
FIRST_DAY = date(2025, 1, 1)


@cache
def known() -> frozenset[str]:
    """Points, and every code that is legal tender somewhere, or was lately."""
    today = date.today()  # noqa: DTZ011 - a day more or less is nothing here
    return frozenset(
        (POINTS, *(code for where in _territories() for code in _tender(where, FIRST_DAY, today)))
    )


def require_known(currency: str) -> None:
    """Refuse what is no currency in which anything is given.

    Raises:
        UnknownCurrency: it is neither points nor a code that is or lately was legal tender.
    """
    if currency not in known():
        raise UnknownCurrency(currency=currency)


@cache
def minor_digits(currency: str) -> int:
    """How many digits of an amount are minor units: 2 for euros, 0 for yen and for points.

    Raises:
        UnknownCurrency: it is not even written as a code of ISO 4217 is.
    """
    if currency == POINTS:
        return 0
    if not re.fullmatch(r"[A-Z]{3}", currency):
        raise UnknownCurrency(currency=currency)
    return _MINOR_DIGITS.get(currency, 2)


def decimal(amount_minor: int, currency: str) -> Decimal:
    """An amount in whole units: 150 of EUR is 1.50.

    Raises:
        UnknownCurrency: it is not even written as a code of ISO 4217 is.
    """
    return Decimal(amount_minor).scaleb(-minor_digits(currency))


def minor(amount: Decimal, currency: str) -> int:
    """An amount in minor units: 1.5 of EUR is 150.

    Raises:
        UnknownCurrency: it is not even written as a code of ISO 4217 is.
        ValueError: it has parts of a minor unit.
    """
    scaled = amount.scaleb(minor_digits(currency))
    if scaled != scaled.to_integral_value():
        raise ValueError(f"{amount} {currency} has parts of a minor unit")
    return int(scaled)


def shown(amount_minor: int, currency: str, language: str) -> str:
    """An amount as that language writes it: "1,50 €", "€1.50"; of points the number alone.

    Raises:
        UnknownCurrency: it is not even written as a code of ISO 4217 is.
    """
    amount, locale = decimal(amount_minor, currency), locale_of(language)
    if currency == POINTS:
        return format_decimal(amount, locale=locale)
    return format_currency(amount, currency, _pattern(currency, locale), locale=locale, currency_digits=False)


def _pattern(currency: str, locale: Locale) -> str:
    """That language's pattern with the digits of ISO 4217, and a space between a number and letters.

    Source: Unicode Technical Standard 35, part 3, section 2.3 "Number Symbols", currencySpacing.
    """
    digits = minor_digits(currency)
    pattern = locale.currency_formats["standard"].pattern.replace(".00", f".{'0' * digits}" if digits else "")
    symbol = get_currency_symbol(currency, locale)
    before = re.sub("¤(?=[#0])", "¤\u00a0", pattern) if symbol[-1].isalpha() else pattern
    return re.sub("(?<=[#0])¤", "\u00a0¤", before) if symbol[0].isalpha() else before


@dataclass(frozen=True, slots=True)
class Shown(Spoken):
    """An amount of real money in a text: "1,50 €" to a French reader, "€1.50" to an English one."""

    amount_minor: int
    currency: str

    def in_language(self, locale: str) -> str:
        """See `Spoken.in_language`."""
        return shown(self.amount_minor, self.currency, locale)


def amount_in(amount_minor: int, currency: str) -> int | Shown:
    """An amount as a placeholder of a text: of points the number alone, which words go with."""
    return amount_minor if currency == POINTS else Shown(amount_minor, currency)


def locale_of(language: str) -> Locale:
    """How a language of Discord's writes numbers; as in English where nobody knows."""
    try:
        return Locale.parse(language, sep="-")
    except (UnknownLocaleError, ValueError):
        return Locale("en")


def _territories() -> tuple[str, ...]:
    return tuple(get_global("territory_currencies"))


def _tender(where: str, first: date, last: date) -> list[str]:
    return list(get_territory_currencies(where, start_date=first, end_date=last))
