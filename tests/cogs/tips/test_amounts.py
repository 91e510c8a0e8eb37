from __future__ import annotations

import contextlib

import discord
import pytest
from babel.numbers import format_decimal

from cogs.tips.amounts import parse
from cogs.tips.api import AmountNotPositive, AmountTooLarge, NotAnAmount
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
