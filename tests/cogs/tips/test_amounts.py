from __future__ import annotations

import contextlib

import discord
import pytest
from babel.numbers import format_decimal

from cogs.tips.amounts import parse
from cogs.tips.api import AmountNotPositive, AmountTooLarge, NotAnAmount
from cogs.tips.currencies import shown
from cogs.tips.refusals import NotAnAmountOfMoney
from cogs.tips.settings import MOST

LANGUAGES = [locale.value for locale in discord.Locale]


@pytest.mark.parametrize(
    ("typed", "language", "amount"),
    [
        ("5", "en-US", 5),
        (" 12 ", "fr", 12),
        ("1,000", "en-GB", 1000),
        ("1 000", "fr", 1000),
        ("1 000", "pl", 1000),
        ("1.000", "de", 1000),
    ],
)
def test_an_amount_is_read_with_the_separators_of_the_language(
    typed: str, language: str, amount: int
) -> None:
    assert parse(typed, language) == amount


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "ten",
        "10x",
        "1.5",
        "1e9",
        "1_000",
        "NaN",
        "inf",
        "0x10",
        "\u0665",
        "1,00",
        "--5",
        "5 points",
        "9" * 41,
    ],
)
def test_what_is_no_whole_number_is_refused(typed: str) -> None:
    with pytest.raises(NotAnAmount):
        parse(typed, "en-US")


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_amount_is_read_as_its_language_writes_it_and_never_cut_off(language: str) -> None:
    written = format_decimal(1_234_567, locale=language.replace("-", "_"))
    assert parse(written, language) == 1_234_567

    for typed in ("1.5", "1,5", "1.50", "5.", "5,", ".5", ",5", "1.000,5", "1,000.5"):
        with pytest.raises(NotAnAmount):
            parse(typed, language)


@pytest.mark.parametrize("typed", ["1.000", "1,000", "1 000"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_thousand_is_a_thousand_or_refused_but_never_one(typed: str, language: str) -> None:
    with contextlib.suppress(NotAnAmount):
        assert parse(typed, language) == 1000


@pytest.mark.parametrize("typed", ["0", "-0", "-5", "-1,000"])
def test_a_tip_gives_something(typed: str) -> None:
    with pytest.raises(AmountNotPositive):
        parse(typed, "en-US")


@pytest.mark.parametrize("typed", [str(MOST + 1), "9223372036854775808", "9" * 40])
def test_a_huge_amount_is_refused(typed: str) -> None:
    with pytest.raises(AmountTooLarge):
        parse(typed, "en-US")


def test_an_unknown_language_reads_plain_digits() -> None:
    assert parse("7", "xx-nowhere") == 7


@pytest.mark.parametrize(
    ("typed", "language", "currency", "amount"),
    [
        ("1,50 €", "fr", "EUR", 150),
        ("€1.50", "en-US", "EUR", 150),
        ("1.50 EUR", "en-US", "EUR", 150),
        ("1,000.5", "en-US", "USD", 100_050),
        ("1 000,50", "fr", "EUR", 100_050),
        ("5", "de", "EUR", 500),
        ("150", "ja", "JPY", 150),
        ("1.125", "en-US", "KWD", 1_125),
    ],
)
def test_money_is_read_as_the_language_writes_it(
    typed: str, language: str, currency: str, amount: int
) -> None:
    assert parse(typed, language, currency) == amount


@pytest.mark.parametrize("typed", ["", "€", "1.505", "$1.50", "1,50", "one", "1e2", "NaN", "1.5.0", "9" * 41])
def test_what_is_no_amount_of_money_is_refused(typed: str) -> None:
    with pytest.raises(NotAnAmountOfMoney):
        parse(typed, "en-US", "EUR")


@pytest.mark.parametrize("language", LANGUAGES)
def test_money_is_read_as_it_is_shown(language: str) -> None:
    assert parse(shown(123_456, "EUR", language), language, "EUR") == 123_456
