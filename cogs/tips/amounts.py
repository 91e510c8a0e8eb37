"""From what a person types to an amount in minor units. Points have no minor unit."""

from __future__ import annotations

import re

from babel.numbers import NumberFormatError, get_group_symbol, parse_decimal

from bot.i18n import Text
from bot.settings import SettingStore
from cogs.tips.api import AmountNotPositive, AmountTooLarge, NotAnAmount
from cogs.tips.currencies import locale_of
from cogs.tips.settings import MOST, TipSettings

LONGEST = 40  # characters; more is no amount that anybody means


def parse(typed: str, language: str) -> int:
    """Read an amount, with the separators of the person's language ("1,000", "1 000").

    Raises:
        NotAnAmount: no whole number; "10x", "1.5" and "1.0" are none.
        AmountNotPositive: zero or less.
        AmountTooLarge: more than one tip may carry.
    """
    amount = _whole(typed.strip(), language)
    require_in_range(amount)
    return amount


def require_in_range(amount_minor: int, most: int = MOST) -> None:
    """Refuse what no tip may carry; `most` is what a community allows.

    Raises:
        AmountNotPositive: zero or less.
        AmountTooLarge: more than one tip may carry.
    """
    if amount_minor <= 0:
        raise AmountNotPositive
    if amount_minor > most:
        raise AmountTooLarge(most=most)


async def in_words(settings: SettingStore, guild_id: int, amount_minor: int) -> Text:
    """An amount as a text: in points, or in what the community calls them."""
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
