"""While an amount is typed, those are offered that a community allows."""

from __future__ import annotations

import pytest

from cogs.payments.amounts import parse, suggested
from cogs.payments.settings import PaymentSettings

RULES = PaymentSettings(least=2, most=100)


@pytest.mark.parametrize(
    ("typed", "language", "offered"),
    [
        ("", "en-US", {"2": 200, "5": 500, "10": 1000, "20": 2000, "50": 5000, "100": 10000}),
        ("5", "en-US", {"5": 500, "50": 5000}),
        ("7,5", "fr", {"7,5": 750}),
        ("1", "fr", {"10": 1000, "100": 10000}),
        ("500", "en-US", {}),
        ("1.234", "en-US", {}),
        ("=1+1", "en-US", {}),
        ("9" * 40, "en-US", {}),
    ],
)
def test_round_amounts_that_go_on_from_what_was_typed_are_offered(
    typed: str, language: str, offered: dict[str, int]
) -> None:
    assert suggested(typed, language, RULES, 2) == offered


def test_what_is_offered_is_read_as_it_was_shown() -> None:
    rules = PaymentSettings(currency="JPY", least=100, most=5_000)

    found = suggested("", "fr", rules, 0)

    assert list(found) == ["100", "200", "500", "1000", "2000", "5000"]
    assert {value: parse(value, "fr", rules, 0, str) for value in found} == found
