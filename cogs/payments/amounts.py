"""From what a person types to minor units of a community's currency, within what the community allows."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal

from babel.core import Locale, UnknownLocaleError
from babel.numbers import NumberFormatError, parse_decimal

from cogs.payments.refusals import NotMoney, TooLittle, TooMuch
from cogs.payments.settings import PaymentSettings

LONGEST = 20  # characters
MOST_SUGGESTED = 8
_TYPED = re.compile(r"[0-9][0-9.,'\u00a0\u202f \u2019]*")


def parse(typed: str, language: str, rules: PaymentSettings, digits: int, shown: Callable[[int], str]) -> int:
    """Read an amount with the separators of the person's language: "5", "1,50", "1.50".

    Raises:
        NotMoney: it is no amount of that currency.
        TooLittle: less than the community allows.
        TooMuch: more.
    """
    amount = _read(typed.strip(), language) if len(typed) <= LONGEST else None
    scaled = None if amount is None else amount.scaleb(digits)
    if scaled is None or scaled != scaled.to_integral_value():
        raise NotMoney(example=shown(5 * 10**digits), currency=rules.currency)
    amount_minor = int(scaled)
    least, most = max(1, rules.least * 10**digits), rules.most * 10**digits
    if amount_minor < least:
        raise TooLittle(least=shown(least))
    if amount_minor > most:
        raise TooMuch(most=shown(most))
    return amount_minor


def suggested(typed: str, language: str, rules: PaymentSettings, digits: int) -> dict[str, int]:
    """Amounts to choose from, as one types them and in minor units: what was typed, and round ones after it.

    1, 2, 5, 10, 20 and so on, as banknotes go, within what the community allows.
    """
    begun, least, most = typed.strip(), rules.least * 10**digits, rules.most * 10**digits
    amount = _read(begun, language) if begun and len(begun) <= LONGEST else None
    scaled = Decimal(0) if amount is None else amount.scaleb(digits)
    found = {begun: int(scaled)} if scaled == scaled.to_integral_value() else {}
    notes = (step * 10**power for power in range(len(str(rules.most))) for step in (1, 2, 5))
    found |= {str(note): note * 10**digits for note in notes if str(note).startswith(begun)}
    allowed = {value: minor for value, minor in found.items() if max(1, least) <= minor <= most}
    return dict(list(allowed.items())[:MOST_SUGGESTED])


def _read(typed: str, language: str) -> Decimal | None:
    if not _TYPED.fullmatch(typed):
        return None
    try:
        return parse_decimal(typed, locale=_locale_of(language), strict=True)
    except NumberFormatError:
        # "1.50" is an amount to everybody who pays by card, whatever their language groups by. A point before
        # three digits may be either, so it is neither.
        return Decimal(typed) if re.fullmatch(r"[0-9]+\.[0-9]{1,2}", typed) else None


def _locale_of(language: str) -> Locale:
    try:
        return Locale.parse(language, sep="-")
    except (UnknownLocaleError, ValueError):
        return Locale("en")
