"""From what a person types to an amount in minor units, and back to words. Points have no minor unit."""

from __future__ import annotations

import re

from babel.numbers import NumberFormatError, get_currency_symbol, get_group_symbol, parse_decimal

from bot.i18n import Safe, Text
from bot.settings import SettingStore
from cogs.tips.api import POINTS, AmountNotPositive, AmountTooLarge, NotAnAmount
from cogs.tips.currencies import Shown, amount_in, locale_of, minor, minor_digits, shown
from cogs.tips.refusals import NotAnAmountOfMoney
from cogs.tips.settings import MOST, TipSettings

LONGEST = 40  # characters; more is no amount that anybody means


def parse(typed: str, language: str, currency: str = POINTS) -> int:
    """Read an amount, with the separators of the person's language ("1,000", "1 000", "1,50 €").

    Raises:
        NotAnAmount: no whole number of points; "10x", "1.5" and "1.0" are none.
        NotAnAmountOfMoney: of other currencies no number, or one with parts of a minor unit.
        AmountNotPositive: zero or less.
        AmountTooLarge: more than one tip may carry.
    """
    amount = _whole(typed.strip(), language) if currency == POINTS else _money(typed, language, currency)
    require_in_range(amount, MOST * 10 ** minor_digits(currency), currency)
    return amount


def require_in_range(amount_minor: int, most: int = MOST, currency: str = POINTS) -> None:
    """Refuse what no tip may carry; `most` is what a community allows.

    Raises:
        AmountNotPositive: zero or less.
        AmountTooLarge: more than one tip may carry.
    """
    if amount_minor <= 0:
        raise AmountNotPositive
    if amount_minor > most:
        raise AmountTooLarge(most=amount_in(most, currency))


async def in_words(settings: SettingStore, guild_id: int, amount_minor: int, currency: str = POINTS) -> Text:
    """An amount as a text: points as the community calls them, money as each language writes it."""
    if currency != POINTS:
        return Text(__name__, "amount-of-money", amount=Shown(amount_minor, currency))
    currency = (await settings.of(TipSettings, guild_id)).currency
    if currency:
        return Text(__name__, "amount-in-currency", amount=amount_minor, currency=currency)
    return Text(__name__, "amount-in-points", amount=amount_minor)


def _whole(typed: str, language: str) -> int:
    # int() and Decimal() know more than people type: "1_000", "1e9", "NaN", digits of other scripts.
    if len(typed) > LONGEST or not set(typed) <= set("-+0123456789.,'\u00a0\u202f \u2019"):
        raise NotAnAmount
    if re.fullmatch(r"[+-]?[0-9]+", typed):
        return int(typed)
    locale = locale_of(language)
    group = get_group_symbol(locale)
    if group.isspace():  # no keyboard has the narrow one of the books
        typed = re.sub(r"\s", group, typed)
    # A point or a comma may be another language's decimal sign, and then it is no whole number:
    # "1.000" is a thousand to a German, one to an American, and a mistake to a French person.
    if not re.fullmatch(rf"[+-]?[0-9{re.escape(group)}]+", typed):
        raise NotAnAmount
    try:
        return int(parse_decimal(typed, locale=locale, strict=True))
    except NumberFormatError as error:
        raise NotAnAmount from error


def _money(typed: str, language: str, currency: str) -> int:
    locale = locale_of(language)
    # "€1.50", "1,50 €" and "1.50 EUR" are the same; the sign of another currency is a mistake.
    for sign in (currency, get_currency_symbol(currency, locale=locale), get_currency_symbol(currency)):
        typed = re.sub(re.escape(sign), "", typed, flags=re.IGNORECASE)
    typed = typed.strip()
    if len(typed) > LONGEST or not re.fullmatch(r"[-+]?[0-9.,'\u00a0\u202f \u2019]+", typed):
        raise _not_money(language, currency)
    group = get_group_symbol(locale)
    if group.isspace():
        typed = re.sub(r"\s", group, typed)
    try:
        return minor(parse_decimal(typed, locale=locale, strict=True), currency)
    except ValueError as error:  # NumberFormatError is one, too
        raise _not_money(language, currency) from error


def _not_money(language: str, currency: str) -> NotAnAmountOfMoney:
    digits = minor_digits(currency)
    example = 5 * 10**digits + (50 if digits == 2 else 0)  # noqa: PLR2004 - as in 5.50
    return NotAnAmountOfMoney(example=Safe(shown(example, currency, language)))
