"""The accounts of a batch while it is written: what they held when locked, and what they hold now."""

from __future__ import annotations

import hashlib
import secrets
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date

from cogs.tips.chain import ChainedOpening, owner_digest
from cogs.tips.days import Day
from cogs.tips.orders import Holder
from cogs.tips.tables import JAR, PERSON, TREASURY

_SALT_BYTES = 16


@dataclass(slots=True, eq=False)
class Account:
    """One account, locked or about to be opened."""

    guild_id: int
    currency: str
    holder: Holder
    id: int
    is_open: bool = True
    balance: int = 0
    is_frozen: bool = False
    takes_tips: bool | None = None  # None where its owner has not said
    opened_in: int | None = None
    owner_digest: str | None = None
    before: int = 0  # what it held when it was locked
    new_salt: str | None = None
    is_new: bool = False
    is_chained_now: bool = False
    days: defaultdict[date, Day] = field(default_factory=lambda: defaultdict(Day))

    @property
    def may_owe(self) -> bool:
        """Whether it may be below zero: only what issues money may."""
        return self.holder.purpose == TREASURY

    @property
    def got(self) -> int:
        """What it gained in tips in this batch."""
        return sum(day.got_minor for day in self.days.values())

    @property
    def gave(self) -> int:
        """What it gave in tips in this batch."""
        return sum(day.gave_minor for day in self.days.values())

    def chain_opening(self, sequence: int) -> ChainedOpening:
        """Say in the chain whose it is, from the first transfer on that it takes part in."""
        purpose, owner_id = self.holder
        self.opened_in = sequence
        self.is_chained_now = True
        if purpose == PERSON and self.owner_digest is None:
            self.new_salt = secrets.token_hex(_SALT_BYTES)
            self.owner_digest = owner_digest(owner_id, self.new_salt)
        return opening(self.id, purpose, owner_id, self.owner_digest)


def opening(account_id: int, purpose: str, owner_id: int | None, digest: str | None) -> ChainedOpening:
    """What is chained of an account's opening: of a person a digest, of a jar the room."""
    owner = digest if purpose == PERSON else str(owner_id) if purpose == JAR else None
    return ChainedOpening(account_id, purpose, owner)


def fingerprint(guild_id: int, user_id: int) -> str:
    """What is left of a person who was forgotten: enough to know them again, not to say who they are."""
    return hashlib.sha256(f"rostra:{guild_id}:{user_id}".encode()).hexdigest()
