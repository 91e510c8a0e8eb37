"""What fits into one message that is laid out in components.

Discord documentation, "Component Reference": 40 components in a message, those inside others
included, and 4,000 characters in all of its texts together.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")

MOST_COMPONENTS = 40
MOST_CHARACTERS = 4_000


@dataclass(frozen=True, slots=True)
class Piece(Generic[T]):
    """One thing to show, and what it takes."""

    what: T
    components: int
    characters: int


def pages(pieces: Iterable[Piece[T]], *, components: int, characters: int) -> list[list[T]]:
    """The things in order, each page with no more than this; one page at least, if nothing is on it."""
    found: list[list[T]] = [[]]
    used_components = used_characters = 0
    for piece in pieces:
        used_components += piece.components
        used_characters += piece.characters
        if found[-1] and (used_components > components or used_characters > characters):
            found.append([])
            used_components, used_characters = piece.components, piece.characters
        found[-1].append(piece.what)
    return found


def shortened(text: str, most: int) -> str:
    """A text on one line, cut where it is longer than that."""
    line = " ".join(text.split())
    return line if len(line) <= most else line[: most - 1].rstrip() + "…"
