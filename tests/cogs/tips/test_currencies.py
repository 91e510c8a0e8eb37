from __future__ import annotations

from decimal import Decimal

import pytest

from cogs.tips.api import POINTS, UnknownCurrency
from cogs.tips.currencies import decimal, known, minor, minor_digits, require_known, shown


@pytest.mark.parametrize(
    ("currency", "digits"),
    [(POINTS, 0), ("EUR", 2), ("JPY", 0), ("KWD", 3), ("IQD", 3), ("RSD", 2), ("ISK", 0)],
)
def test_minor_units_are_those_of_iso_4217(currency: str, digits: int) -> None:
    assert minor_digits(currency) == digits


@pytest.mark.parametrize("currency", ["eur", "XXL", "", "DEM", "point"])
def test_what_is_no_currency_today_is_refused(currency: str) -> None:
    with pytest.raises(UnknownCurrency):
        require_known(currency)


def test_what_was_given_in_a_currency_that_is_none_any_more_can_be_read() -> None:
    assert "DEM" not in known()
    assert (minor_digits("DEM"), decimal(1_234, "DEM")) == (2, Decimal("12.34"))
    assert "12,34" in shown(1_234, "DEM", "fr")


@pytest.mark.parametrize("currency", ["eur", "EURO", "", "point", "E1R"])
def test_what_is_not_written_as_a_currency_has_no_amounts(currency: str) -> None:
    with pytest.raises(UnknownCurrency):
        minor_digits(currency)


@pytest.mark.parametrize(
    ("currency", "digits"), [("HUF", 2), ("IDR", 2), ("IQD", 3), ("ISK", 0), (POINTS, 0)]
)
def test_minor_units_are_those_of_iso_4217_and_not_of_cldr(currency: str, digits: int) -> None:
    assert minor_digits(currency) == digits


@pytest.mark.parametrize(("amount", "currency"), [(150, "EUR"), (7, "JPY"), (2**63 - 1, "KWD"), (-1, POINTS)])
def test_whole_units_and_minor_ones_are_the_same_amount(amount: int, currency: str) -> None:
    assert minor(decimal(amount, currency), currency) == amount


def test_a_part_of_a_minor_unit_is_no_amount() -> None:
    with pytest.raises(ValueError, match="parts of a minor unit"):
        minor(Decimal("1.005"), "EUR")


@pytest.mark.parametrize(
    ("amount", "currency", "language", "written"),
    [
        (150, "EUR", "en-GB", "€1.50"),
        (150, "EUR", "fr", "1,50\u00a0€"),
        (1234567, POINTS, "en-US", "1,234,567"),
        (1234567, POINTS, "fr", "1\u202f234\u202f567"),
        (1500, "JPY", "en-US", "¥1,500"),
        (1500, "RSD", "en-US", "RSD\u00a015.00"),
        (1500, "RSD", "fr", "15,00\u00a0RSD"),
        (1500, "KWD", "en-US", "KWD\u00a01.500"),
    ],
)
def test_an_amount_is_written_as_the_language_does(
    amount: int, currency: str, language: str, written: str
) -> None:
    assert shown(amount, currency, language) == written
