"""Amounts as Stripe counts them.

Stripe documentation, "Supported currencies": amounts are in the smallest unit, with exceptions to ISO 4217
that are older than the standard's changes; amounts in currencies of three decimals end in 0; below a
minimum, or with more than eight digits, nothing is charged.
"""

from __future__ import annotations

from cogs.payments.api import ProviderRefused

# "Special cases": no decimals in ISO 4217, and still written with two, which are 00.
_WITH_TWO = frozenset({"ISK", "UGX"})
# "Zero-decimal currencies": fifths of an ariary exist, which ISO 4217 writes with two decimals.
_WITHOUT = frozenset({"MGA"})
# "Three-decimal currencies".
_WITH_THREE = frozenset({"BHD", "JOD", "KWD", "OMR", "TND"})
#: "Minimum and maximum charge amounts", in units of ISO 4217; elsewhere the equivalent of half a US dollar,
#: which only Stripe can reckon.
_LEAST = {
    "AED": 200,
    "AUD": 50,
    "BRL": 50,
    "CAD": 50,
    "CHF": 50,
    "CZK": 1_500,
    "DKK": 250,
    "EUR": 50,
    "GBP": 30,
    "HKD": 400,
    "HUF": 17_500,
    "INR": 50,
    "JPY": 50,
    "MXN": 1_000,
    "MYR": 200,
    "NOK": 300,
    "NZD": 50,
    "PLN": 200,
    "RON": 200,
    "SEK": 300,
    "SGD": 50,
    "THB": 1_000,
    "USD": 50,
}
MOST_DIGITS = 8


class BelowMinimum(ProviderRefused):
    """Stripe charges nothing that small."""

    key = "below-minimum"


class BelowStripesReckoning(ProviderRefused):
    """The same, where only Stripe can reckon how much is enough."""

    key = "below-reckoning"


class AboveMaximum(ProviderRefused):
    """Stripe charges nothing that large at once."""

    key = "above-maximum"


class NotInStripesSteps(ProviderRefused):
    """In some currencies Stripe takes only amounts that end in a certain way."""

    key = "not-in-steps"


def step(currency: str) -> int:
    """Of how many minor units an amount has to be a multiple."""
    return 100 if currency in _WITHOUT else 10 if currency in _WITH_THREE else 1


def least(currency: str) -> int | None:
    """The smallest amount, where Stripe says it in that currency."""
    return _LEAST.get(currency)


def to_stripe(amount_minor: int, currency: str) -> int:
    """An amount of ours as Stripe counts it.

    Raises:
        ValueError: it is between two amounts of Stripe's.
    """
    if amount_minor % step(currency):
        raise ValueError(f"{amount_minor} {currency} is between two amounts of Stripe's")
    if currency in _WITHOUT:
        return amount_minor // 100
    return amount_minor * 100 if currency in _WITH_TWO else amount_minor


def from_stripe(amount: int, currency: str) -> int:
    """An amount of Stripe's in minor units of ISO 4217.

    Raises:
        ValueError: it has parts of a minor unit.
    """
    if currency in _WITHOUT:
        return amount * 100
    if currency in _WITH_TWO:
        whole, rest = divmod(amount, 100)
        if rest:
            raise ValueError(f"{amount} of Stripe's {currency} has parts of a minor unit")
        return whole
    return amount


def fee_from_stripe(amount: int, currency: str) -> int:
    """A fee of Stripe's in minor units, or the nearest: how it comes to be is not ours to say."""
    if currency in _WITH_TWO:
        return (amount + 50) // 100
    return from_stripe(amount, currency)
