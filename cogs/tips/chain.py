"""The canonical form of a transfer, and its hash.

A transfer is hashed together with the hash of the one before it in its
community, so none can be changed, removed, inserted or moved without every
later hash changing. The form is UTF-8 JSON with sorted keys and no spaces; it
holds opaque account ids, never a person's id or what they wrote (see
docs/explanation/ledger.md, which documents it field by field).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

VERSION = 1
GENESIS = "0" * 64  # what the first transfer of a community is chained to


@dataclass(frozen=True, slots=True)
class Link:
    """All of a transfer that is chained. `entries` maps account id to amount."""

    guild_id: int
    sequence: int
    kind: str
    currency: str
    key: str
    created_at: datetime
    entries: Mapping[int, int]
    note_digest: str | None
    previous_hash: str

    def canonical(self) -> bytes:
        """The bytes that are hashed."""
        form = {
            "v": VERSION,
            "guild": str(self.guild_id),
            "sequence": self.sequence,
            "kind": self.kind,
            "currency": self.currency,
            "key": self.key,
            "at": self.created_at.astimezone(UTC).isoformat(timespec="microseconds"),
            "entries": [[account, amount] for account, amount in sorted(self.entries.items())],
            "note": self.note_digest,
            "previous": self.previous_hash,
        }
        return json.dumps(form, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()

    def hash(self) -> str:
        """SHA-256 of the canonical form, in hexadecimal."""
        return hashlib.sha256(self.canonical()).hexdigest()


def note_digest(text: str, salt: str) -> str:
    """What the chain keeps of a note: enough to prove it, nothing to read.

    The salt is 128 random bits, so that a short note cannot be found by trying.
    """
    return hashlib.sha256(f"{salt}:{text}".encode()).hexdigest()
