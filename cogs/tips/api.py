"""What other cogs may use of tips; everything else here is private.

Money is an integer of minor units and a currency. A tip carries no commission:
what leaves the tipper is what reaches the creator.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from sqlalchemy.ext.asyncio import AsyncSession

from bot.errors import UserError

POINTS = "points"  # the community's own currency; it has no minor unit


@dataclass(frozen=True, slots=True)
class Tip:
    """A gift somebody asks for. One `key`, one transfer, however often it arrives."""

    guild_id: int
    tipper_id: int
    creator_id: int
    amount_minor: int
    key: str
    currency: str = POINTS
    note: str | None = None
    room_id: int | None = None  # where it was given, if it was in a room
    club_id: int | None = None
    is_anonymous: bool = False  # the creator is not told from whom it came


@dataclass(frozen=True, slots=True)
class Receipt:
    """A tip that was given, and what the tipper has now."""

    transfer_id: int
    amount_minor: int
    currency: str
    balance_minor: int
    repeated: bool  # the key was known: nothing was moved this time


@dataclass(frozen=True, slots=True)
class TipReceived:
    """A creator was tipped. Published after the transfer is stored, once."""

    tip: Tip
    transfer_id: int

    @property
    def guild_id(self) -> int:
        """The community."""
        return self.tip.guild_id


@dataclass(frozen=True, slots=True)
class Movement:
    """One line of somebody's wallet: positive came in, negative went out."""

    transfer_id: int
    at: datetime
    amount_minor: int
    currency: str
    kind: str
    #: Who is on the other side, as far as the owner may know: people, and nobody who was forgotten.
    other_ids: tuple[int, ...] = ()
    note: str | None = None
    is_anonymous: bool = False
    room_id: int | None = None
    club_id: int | None = None
    reverses_id: int | None = None  # the transfer that this one takes back
    reversed_by_id: int | None = None  # the transfer that took this one back
    is_of_jar: bool = False  # it went into the jar of a room, or came from there
    is_thanked: bool = False  # of a tip that was given
    thanks: str | None = None  # what was written with the thanks

    @property
    def other_id(self) -> int | None:
        """The one on the other side, if there is just one."""
        return self.other_ids[0] if len(self.other_ids) == 1 else None


@dataclass(frozen=True, slots=True)
class Booked:
    """The transfers that stand for a payment made outside: it came in, was given on whole, and left again."""

    paid_id: int
    tip_id: int
    left_id: int


class TipRefused(UserError):
    """Root of everything the ledger refuses; nothing was moved."""

    key = "tip-refused"


class TipToSelf(TipRefused):
    """Nobody tips themselves."""

    key = "tip-to-self"


class TipToBot(TipRefused):
    """Bots have no wallet."""

    key = "tip-to-bot"


class NotAnAmount(TipRefused):
    """What was typed is no whole number."""

    key = "not-an-amount"


class AmountNotPositive(TipRefused):
    """A tip gives something."""

    key = "amount-not-positive"


class AmountTooLarge(TipRefused):
    """More than one tip may carry, or than an account can hold."""

    key = "amount-too-large"


class UnknownCurrency(TipRefused):
    """Neither points nor a code of ISO 4217."""

    key = "unknown-currency"


class AccountFrozen(TipRefused):
    """An administrator has stopped the tips of whoever wants to give one."""

    key = "account-frozen"


class CreatorFrozen(TipRefused):
    """An administrator has stopped the tips of whoever would get it."""

    key = "creator-frozen"


class NoSuchTransfer(TipRefused):
    """There is no transfer of that number in this community."""

    key = "no-such-transfer"


class NotToBeReversed(TipRefused):
    """What takes another one back is not taken back itself; a new transfer is made instead."""

    key = "not-to-be-reversed"


class MovedOutside(TipRefused):
    """What a payment provider has moved is taken back there, and followed here."""

    key = "moved-outside"


class NotATreasurer(TipRefused):
    """Only who may manage the server has to do with the community's money."""

    key = "not-a-treasurer"


class MemberHasLess(TipRefused):
    """Somebody has less than is to be taken from them."""

    key = "member-has-less"


class RedeemedElsewhere(TipRefused):
    """A purchase becomes points once, in one community."""

    key = "redeemed-elsewhere"


class OverBudget(TipRefused):
    """Administrators have given all that a month allows."""

    key = "over-budget"


class NotTheSameAmount(TipRefused):
    """What was typed to confirm an amount is another one."""

    key = "not-the-same-amount"


class OverBalance(TipRefused):
    """The tipper does not have that much."""

    key = "over-balance"


class KeyUsedForAnotherTip(TipRefused):
    """One key, one tip: it was used by somebody else, for somebody else, or for another amount."""

    key = "key-used-for-another-tip"


class EqualTipJustGiven(TipRefused):
    """The same tip was given within the last minute; it is given again only if confirmed."""

    key = "equal-tip-just-given"


class Ledger(Protocol):
    """The money of every community, as other cogs may ask for it."""

    async def tip(self, tip: Tip, *, confirmed: bool = False) -> Receipt:
        """Move a tip from the tipper to the creator, whole or not at all.

        The same tip with the same key again answers the same receipt and moves nothing.

        Raises:
            TipToSelf: tipper and creator are one.
            AmountNotPositive: zero or less.
            AmountTooLarge: over the limit of a tip, or of what an account holds.
            OverBalance: the tipper has less.
            KeyUsedForAnotherTip: the key is known, and its tip was another one.
            EqualTipJustGiven: an equal tip is less than a minute old, and not `confirmed`.
            AccountFrozen: an administrator has stopped the tipper's tips.
            CreatorFrozen: an administrator has stopped the creator's tips.
            UnknownCurrency: there is no such currency.
            RuntimeError: the caller is in a transaction: that is what `tip_in` is for.
        """

    async def tip_in(self, session: AsyncSession, tip: Tip, *, confirmed: bool = False) -> Receipt:
        """Do the same in the caller's transaction: it is given if that is committed.

        Whoever gives in several communities in one transaction goes by the order of their ids.

        Raises:
            TipRefused: as `tip` does.
            RuntimeError: the transaction has given in a community with a larger id before.
        """

    async def balance(self, guild_id: int, user_id: int, currency: str = POINTS) -> int:
        """What a person has, in minor units; opens their account if they have none."""


class OutsideMoney(Protocol):
    """Real money that moves outside and is written down here; for the cog that hears of it.

    It stays in no wallet: whoever got it has it at the provider, so it cannot be given a second time.
    """

    async def book_in(self, session: AsyncSession, tip: Tip, *, tell: bool = True) -> Booked:
        """Book a tip that was paid outside, in the caller's transaction: in, on whole, and out; once a key.

        With `tell` the creator is told as of any tip. No limit is asked: the money has moved already.

        Raises:
            AccountFrozen: an administrator has stopped the tipper's tips.
            CreatorFrozen: an administrator has stopped the creator's tips.
            KeyUsedForAnotherTip: the key is known, and its tip was another one.
            UnknownCurrency: there is no such currency.
        """

    async def undo_in(self, session: AsyncSession, guild_id: int, booked: Booked, *, reason: str) -> Booked:
        """Reverse all three, in the caller's transaction, and answer those that do; once.

        Raises:
            NoSuchTransfer: they are of no transfer of that community.
        """

    async def fee_in(
        self, session: AsyncSession, guild_id: int, key: str, currency: str, amount_minor: int
    ) -> int:
        """Book what a provider kept (or gave back, below zero) on the account of fees; once a key.

        Raises:
            KeyUsedForAnotherTip: the key is known, and it was another fee.
        """

    async def again_in(
        self, session: AsyncSession, guild_id: int, booked: Booked, amount_minor: int, key: str
    ) -> Booked:
        """Book what is left of a payment that was undone, between the same accounts; nobody is told.

        Raises:
            NoSuchTransfer: it is of no transfer of that community.
            AccountFrozen, CreatorFrozen: an administrator has stopped the tips of one of the two.
        """

    async def require_unfrozen(self, guild_id: int, tipper_id: int, creator_id: int) -> None:
        """Prove that a payment between these people could be booked.

        Raises:
            AccountFrozen: an administrator has stopped the tipper's tips.
            CreatorFrozen: an administrator has stopped the creator's tips.
        """

    def minor_digits(self, currency: str) -> int:
        """How many digits of an amount are minor units.

        Raises:
            UnknownCurrency: there is no such currency.
        """

    def shown(self, amount_minor: int, currency: str, language: str) -> str:
        """An amount as that language writes it: "1,50 €", "€1.50".

        Raises:
            UnknownCurrency: there is no such currency.
        """
