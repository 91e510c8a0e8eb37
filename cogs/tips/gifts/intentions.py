"""What somebody is about to give, as it stands in the custom_id of a button or a form.

The key is made when it is shown; all that is pressed of one offer has the same one, so an offer is one
gift at most, however often and wherever in it somebody presses.
"""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Self

from cogs.tips.api import POINTS

#: Found by `Intention.from_match`.
TEMPLATE = (
    r"(?P<key>[0-9a-f]{16}):(?P<to>[psj])(?P<creator>[0-9]{1,20}):(?P<room>[0-9]{1,19})"
    r":(?P<currency>points|[A-Z]{3}):(?P<veil>[an])"
)
_KEY_BYTES = 8


class To(StrEnum):
    """For whom something is meant."""

    PERSON = "p"
    SPEAKERS = "s"  # of a room, a part for each
    JAR = "j"  # of a room


@dataclass(frozen=True, slots=True)
class Intention:
    """To whom, in which currency, and whether with a name; how much is chosen last."""

    key: str
    creator_id: int = 0  # of those for a room, nobody
    room_id: int = 0  # in which it was offered; 0 is none
    currency: str = POINTS
    is_anonymous: bool = False
    to: To = To.PERSON

    @classmethod
    def fresh(
        cls, creator_id: int = 0, *, room_id: int = 0, currency: str = POINTS, to: To = To.PERSON
    ) -> Self:
        """A new one, with a key of its own."""
        return cls(_new_key(), creator_id, room_id, currency, to=to)

    def anew(self) -> Self:
        """The same once more, with a key of its own."""
        return replace(self, key=_new_key())

    @classmethod
    def from_match(cls, match: re.Match[str]) -> Self:
        """The one that a custom_id holds."""
        return cls(
            match["key"],
            int(match["creator"]),
            int(match["room"]),
            match["currency"],
            match["veil"] == "a",
            To(match["to"]),
        )

    def __str__(self) -> str:
        veil = "a" if self.is_anonymous else "n"
        return f"{self.key}:{self.to}{self.creator_id}:{self.room_id}:{self.currency}:{veil}"


def _new_key() -> str:
    return secrets.token_hex(_KEY_BYTES)
