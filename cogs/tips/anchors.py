"""Anchors: hashes of a chain that are kept somewhere else than the database.

A chain that was rewritten as a whole, or cut off at its end, is consistent in itself. Who has kept one
of its hashes elsewhere, in a file or in a message in a channel, can tell: that transfer has to be there
still, with that hash.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import asdict, dataclass

from bot.errors import OperatorError

#: A line of a file, or the digest that a room's report shows: community, number and hash.
_SHORT = re.compile(r"(?P<guild_id>\d{1,20}):(?P<sequence>\d{1,19}):(?P<hash>[0-9a-f]{64})")


@dataclass(frozen=True, slots=True)
class Anchor:
    """A transfer of a community by its number, and the hash that it had."""

    guild_id: int
    sequence: int
    hash: str

    def as_text(self) -> str:
        """The anchor as people copy it."""
        return f"{self.guild_id}:{self.sequence}:{self.hash}"

    def as_line(self) -> str:
        """The anchor as a line of a file; the id is text, since many readers of JSON round such numbers."""
        return json.dumps({**asdict(self), "guild_id": str(self.guild_id)})


def read(lines: Iterable[str], where: str) -> list[Anchor]:
    """Read anchors, one a line, as text or as JSON; empty lines and those that begin with # are passed over.

    Raises:
        OperatorError: a line is none; names it.
    """
    found = []
    for number, line in enumerate(lines, start=1):
        stripped = line.strip()
        if not stripped or stripped.startswith("#"):
            continue
        anchor = _from_text(stripped) or _from_json(stripped)
        if anchor is None:
            raise OperatorError(f"{where}, line {number}: is no anchor, such as 1234:56:9f86d0… or its JSON")
        found.append(anchor)
    return found


def _from_text(line: str) -> Anchor | None:
    if (match := _SHORT.fullmatch(line)) is None:
        return None
    return Anchor(int(match["guild_id"]), int(match["sequence"]), match["hash"])


def _from_json(line: str) -> Anchor | None:
    try:
        content = json.loads(line)
        return _from_text(f"{content['guild_id']}:{content['sequence']}:{content['hash']}")
    except (ValueError, KeyError, TypeError):
        return None
