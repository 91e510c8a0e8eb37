"""What somebody is about to give, as it stands in the custom_id of a button or a form.

The key is made when it is shown; all that is pressed of one offer has the same one, so an offer is one
gift at most, however often and wherever in it somebody presses.
"""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass
from typing import Self

from cogs.tips.api import POINTS

#: Found by `Intention.from_match`.
TEMPLATE = (
    r"(?P<key>[0-9a-f]{16}):(?P<creator>[0-9]{1,20}):(?P<room>[0-9]{1,19})"
    r":(?P<currency>points|[A-Z]{3}):(?P<veil>[an])"
)
_KEY_BYTES = 8


@dataclass(frozen=True, slots=True)
class Intention:
    """To whom, in which currency, and whether with a name; how much is chosen last."""

    key: str
    creator_id: int
    room_id: int = 0  # in which it was offered; 0 is none
    currency: str = POINTS
    is_anonymous: bool = False

    @classmethod
    def fresh(cls, creator_id: int, *, room_id: int = 0, currency: str = POINTS) -> Self:
        """A new one, with a key of its own."""
        return cls(secrets.token_hex(_KEY_BYTES), creator_id, room_id, currency)

    @classmethod
    def from_match(cls, match: re.Match[str]) -> Self:
        """The one that a custom_id holds."""
        return cls(
            match["key"], int(match["creator"]), int(match["room"]), match["currency"], match["veil"] == "a"
        )

    def __str__(self) -> str:
        veil = "a" if self.is_anonymous else "n"
        return f"{self.key}:{self.creator_id}:{self.room_id}:{self.currency}:{veil}"
