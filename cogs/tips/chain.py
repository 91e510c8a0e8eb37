"""The canonical form of a transfer, and its hash.

A transfer is hashed together with the hash of the one before it in its community, so none can be
changed, removed, inserted or moved without every later hash changing. The form is UTF-8 JSON with
sorted keys and no spaces; it holds opaque account ids, never a person's id or what they wrote (see
docs/explanation/ledger.md, which documents each version field by field). A form is never changed,
only followed by another: what was written under an older one is proved by it for ever.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, NamedTuple

import orjson

FIRST, SECOND = 1, 2
NEWEST = SECOND
GENESIS = "0" * 64  # what the first transfer of a community is chained to


class ChainedEntry(NamedTuple):
    """What one account gained (above zero) or gave."""

    account_id: int
    currency: str
    amount_minor: int


class ChainedOpening(NamedTuple):
    """An account that was not in a transfer before; `owner` is a digest, a room, or nobody."""

    account_id: int
    purpose: str
    owner: str | None


@dataclass(frozen=True, slots=True)
class Link:
    """All of a transfer that is chained; entries and openings in the order of account ids."""

    guild_id: int
    sequence: int
    kind: str
    currency: str
    key: str
    created_at: datetime
    entries: Sequence[ChainedEntry]
    previous_hash: str
    note_digest: str | None = None
    openings: Sequence[ChainedOpening] = ()
    room_id: int | None = None
    club_id: int | None = None
    is_anonymous: bool = False
    reverses: int | None = None  # the number of another transfer of the same chain
    version: int = NEWEST

    def canonical(self) -> bytes:
        """The bytes that are hashed."""
        form: dict[str, Any] = {
            "v": self.version,
            "guild": str(self.guild_id),
            "sequence": self.sequence,
            "kind": self.kind,
            "currency": self.currency,
            "key": self.key,
            "at": self.created_at.astimezone(UTC).isoformat(timespec="microseconds"),
            "note": self.note_digest,
            "previous": self.previous_hash,
        }
        if self.version == FIRST:
            form["entries"] = [[account, amount] for account, _, amount in self.entries]
        else:
            form["entries"] = [list(entry) for entry in self.entries]
            form["opens"] = [list(opening) for opening in self.openings]
            form["room"] = _text(self.room_id)
            form["club"] = _text(self.club_id)
            form["anonymous"] = self.is_anonymous
            form["reverses"] = self.reverses
        return orjson.dumps(form, option=orjson.OPT_SORT_KEYS)

    def hash(self) -> str:
        """SHA-256 of the canonical form, in hexadecimal."""
        return hashlib.sha256(self.canonical()).hexdigest()


def note_digest(text: str, salt: str, by_id: int | None = None, version: int = NEWEST) -> str:
    """What the chain keeps of a note and of who wrote it: enough to prove them, nothing to read.

    The salt is 128 random bits, so that a short note cannot be found by trying.
    """
    said = f"{salt}:{text}" if version == FIRST else f"{salt}:{_text(by_id) or ''}:{text}"
    return hashlib.sha256(said.encode()).hexdigest()


def owner_digest(owner_id: int, salt: str) -> str:
    """What the chain keeps of whose an account is; without the salt nobody can tell."""
    return hashlib.sha256(f"{salt}:{owner_id}".encode()).hexdigest()


def _text(number: int | None) -> str | None:
    # Readers of JSON in many languages round integers of 64 bits.
    return None if number is None else str(number)
