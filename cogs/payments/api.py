"""What other cogs may use of payments; everything else here is private.

Real money goes from the tipper to the creator at a payment provider, and never through Rostra. A provider
is a plug-in: whoever fulfils `Provider` and hands it to `Payments.use` is one. Amounts are minor units of
ISO 4217 on this side; what a provider counts in is its own affair.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from bot.errors import UserError


@dataclass(frozen=True, slots=True)
class Checkout:
    """A payment that a tipper may make: all that a provider is told of it."""

    token: str  # ours, random; what the provider hands back with all that it tells of this payment
    account_id: str  # the creator's own at the provider
    amount_minor: int
    currency: str
    title: str  # what the tipper reads there, in their language
    locale: str
    expires_at: datetime
    success_url: str
    cancel_url: str


@dataclass(frozen=True, slots=True)
class Link:
    """Where a tipper pays, once."""

    session_id: str
    url: str


@dataclass(frozen=True, slots=True)
class Account:
    """A creator's account at the provider."""

    account_id: str
    takes_money: bool
    is_complete: bool  # whether its owner has told the provider all that it asked for


@dataclass(frozen=True, slots=True)
class Kept:
    """What a provider kept for itself of a payment (or gave back, below zero), as its books have it."""

    id: str
    currency: str  # of the account, which may not be that of the payment
    amount_minor: int


class Course(StrEnum):
    """What has become of a payment at the provider."""

    OPEN = "open"
    PENDING = "pending"  # the tipper is through, and the money is not there yet
    PAID = "paid"
    ENDED = "ended"  # without money


@dataclass(frozen=True, slots=True)
class Standing:
    """How a payment stands at the provider just now."""

    course: Course
    reference: str | None = None  # of the money, once there is some
    amount_minor: int = 0
    currency: str = ""
    commission_minor: int = 0  # what a platform took, which is nothing or a mistake
    refunded_minor: int = 0
    disputed_minor: int = 0  # held back by a dispute that is open, or taken by one that was lost
    kept: tuple[Kept, ...] = ()

    @property
    def returned_minor(self) -> int:
        """What the tipper has back of it."""
        return min(self.amount_minor, self.refunded_minor + self.disputed_minor)


class Happened(StrEnum):
    """What a provider tells of."""

    PAID = "paid"
    ENDED = "ended"
    CHANGED = "changed"  # refunds and disputes; `Provider.look` says how it stands
    ACCOUNT = "account"
    NOTHING = "nothing"  # that concerns us


@dataclass(frozen=True, slots=True)
class Notice:
    """Something that a provider has told, and signed."""

    event_id: str
    happened: Happened
    account_id: str | None
    is_test: bool
    session_id: str | None = None
    token: str | None = None
    reference: str | None = None
    amount_minor: int = 0
    currency: str = ""


class ProviderAway(UserError):
    """The provider cannot be reached, or is out of order; the same again may succeed."""

    key = "provider-away"


class ProviderRefused(UserError):
    """The provider does not do what it was asked; the same again will not succeed."""

    key = "provider-refused"


class NotSigned(Exception):
    """What came is not from the provider, or is too old to be believed."""


class Provider(Protocol):
    """A payment provider. Every call to it may raise `ProviderAway` or `ProviderRefused`."""

    @property
    def name(self) -> str:
        """One word of small letters: part of the address at which it tells us, and of every row."""

    @property
    def is_test(self) -> bool:
        """Whether no money moves."""

    def require_fits(self, amount_minor: int, currency: str, shown: Callable[[int], str]) -> None:
        """Prove that it can move so much of that currency; `shown` writes an amount of it for a refusal.

        Raises:
            ProviderRefused: it cannot, or one of its subclasses.
        """

    async def open_account(self, key: str) -> str:
        """Open an account for a creator and return its id; the same key again is the same account."""

    async def onboarding(self, account_id: str, *, back_url: str, again_url: str) -> str:
        """The address at which a creator tells the provider who they are."""

    async def account(self, account_id: str) -> Account:
        """How an account stands."""

    async def open_checkout(self, checkout: Checkout) -> Link:
        """Make a link to pay by; the same token again is the same link."""

    async def close_checkout(self, account_id: str, session_id: str) -> None:
        """See to it that nobody pays by that link any more; that it was over already is no error."""

    async def session_of(self, account_id: str, reference: str) -> str | None:
        """The session that some money came by, None if it came by none."""

    async def look(self, account_id: str, session_id: str) -> Standing:
        """How a payment stands."""

    def read(self, headers: Mapping[str, str], body: bytes) -> Notice:
        """Read what was told.

        Raises:
            NotSigned: it is not the provider who tells it, or it is too old.
        """

    async def close(self) -> None:
        """Let go of what is open."""


@dataclass(frozen=True, slots=True)
class MoneyReceived:
    """A payment was booked. Published after commit; `TipReceived` tells of its tip as of any other."""

    guild_id: int
    token: str


@dataclass(frozen=True, slots=True)
class MoneyReturned:
    """Of a payment the tipper has more back than before, or less; published after commit."""

    guild_id: int
    token: str
    returned_minor: int


class Payments(Protocol):
    """What another cog may do with payments."""

    def use(self, provider: Provider) -> None:
        """Let a provider move the money; call it while the cog starts.

        Raises:
            RuntimeError: there is one already.
        """
