"""A track in parts: what goes on for long is cut into files that follow each other.

| part       | its file             |
|------------|----------------------|
| the first  | `<name>.opus`        |
| the second | `<name>-2.opus`      |
| the n-th   | `<name>-<n>.opus`    |

The name is the id of whoever is heard, or any other without such a number at its end. A part begins where
the one before ended, between two packets, and each page says its place on the room's clock, in the ninth part
as in the first: so whoever reads one after the other reads one track, and a part that is lost moves nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

TRACK = ".opus"
_STEM = re.compile(r"(?P<name>.+?)(-(?P<part>[0-9]{1,6}))?")


@dataclass(frozen=True, slots=True)
class PartLimits:
    """How large a part becomes; whichever comes first."""

    seconds: float = 3_600.0
    bytes: int = 256 << 20


USUAL_LIMITS = PartLimits()


def path_of(folder: Path, name: object, part: int) -> Path:
    """Where a part of a track lies, or would."""
    return folder / (f"{name}{TRACK}" if part == 1 else f"{name}-{part}{TRACK}")


def place_of(path: Path) -> tuple[str, int]:
    """To which track a file belongs, by its name, and which part of it it is; its ending does not matter."""
    found = _STEM.fullmatch(path.stem)
    assert found is not None, "a file has a name"
    return found["name"], int(found["part"] or 1)


def in_order(paths: Iterable[Path]) -> dict[str, list[Path]]:
    """The parts of each track, those of one in their order; tracks come as the first of each came."""
    tracks: dict[str, list[Path]] = {}
    for path in paths:
        tracks.setdefault(place_of(path)[0], []).append(path)
    return {name: sorted(parts, key=lambda path: place_of(path)[1]) for name, parts in tracks.items()}
