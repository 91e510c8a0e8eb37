"""What the book is asked to write: an order, its sides, and what became of it.

An order names holders, not accounts: whoever writes it finds their accounts, or opens them. Its key
is what it is known by; the same order under the same key is written once, however often it comes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from bot.timer_store import TimerDue
from cogs.tips import tables


class Holder(NamedTuple):
    """Whose account: a purpose, and a person, a room, or nobody but the community."""

    purpose: str
    owner_id: int


#: An account as an order names it: whose, and in which currency.
Whose = tuple[Holder, str]

BY_NUMBER = "account"
TREASURY = Holder(tables.TREASURY, tables.COMMUNITY)
FEES = Holder(tables.FEES, tables.COMMUNITY)


def person(user_id: int) -> Holder:
    """Somebody's wallet."""
    return Holder(tables.PERSON, user_id)


def jar(room_id: int) -> Holder:
    """What is given to a room."""
    return Holder(tables.JAR, room_id)


def account(account_id: int) -> Holder:
    """An account by its number, which is all that is left of it once its owner was forgotten."""
    return Holder(BY_NUMBER, account_id)


class Leg(NamedTuple):
    """One side of an order: what a holder gains (above zero) or gives in a currency."""

    holder: Holder
    currency: str
    amount_minor: int


class Reversed(NamedTuple):
    """The transfer that another one takes back."""

    transfer_id: int
    sequence: int
    kind: str


@dataclass(frozen=True, slots=True)
class Limits:
    """What a community allows of tips, asked in the transaction in which one is given; 0 is any."""

    a_day_minor: int = 0  # that one person gives
    to_one_minor: int = 0  # that one person gives another in a day
    must_opt_in: bool = False  # whoever gets it has said that they want tips


@dataclass(frozen=True, slots=True)
class Order:
    """A transfer that somebody wants; its sides sum to zero in each currency.

    With no sides at all it writes nothing, and only opens the accounts in `opens`.
    """

    guild_id: int
    kind: str
    key: str
    legs: tuple[Leg, ...]
    note: str | None = None
    by_id: int | None = None  # who ordered it, where no side says so
    room_id: int | None = None
    club_id: int | None = None
    is_anonymous: bool = False
    reverses: Reversed | None = None
    opens: tuple[Whose, ...] = ()
    #: What a person is given with their first account of points.
    welcome_points: int = 0
    #: The same gift as one that is younger than this is refused; 0 asks nothing.
    equal_seconds: int = 0
    #: Of a tip: how much may be given, and to whom; None asks nothing, not even whether it is wanted.
    limits: Limits | None = None
    #: What is owed because of it, written in the same transaction.
    timers: tuple[TimerDue, ...] = ()

    @property
    def holders(self) -> tuple[Whose, ...]:
        """Who takes part, and in which currency."""
        return (*[(leg.holder, leg.currency) for leg in self.legs], *self.opens)

    @property
    def headline(self) -> tuple[str, int]:
        """The currency it is about, and how much of it moves."""
        currency = self.legs[0].currency
        return currency, sum(
            leg.amount_minor for leg in self.legs if leg.currency == currency and leg.amount_minor > 0
        )


@dataclass(frozen=True, slots=True)
class Written:
    """What became of an order: the transfer that it is, and what its holders have now."""

    transfer_id: int  # 0 if it only opened accounts
    sequence: int
    balances: Mapping[Whose, int] = field(default_factory=dict)
    repeated: bool = False  # the key was known: nothing was moved this time
