"""How loud a replay is from beginning to end, and whose voice that is: what its pictures are drawn of.

Pure: levels in, bars out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

# What is half as loud is not heard as half as loud.
_LOUDNESS = 0.6
_LEAST = 0.02


@dataclass(frozen=True, slots=True)
class Bar:
    """One of so many equal pieces: whose is the loudest voice in it, and how high it stands, from 0 to 1."""

    user_id: int | None
    height: float


def bars_of(peaks: Mapping[int, Sequence[float]], count: int) -> Iterator[Bar]:
    """The bars of a picture; `peaks` is how loud each person is, by equal pieces of the whole."""
    loudest = max((max(levels, default=0.0) for levels in peaks.values()), default=0.0) or 1.0
    for bar in range(count):
        levels = {user_id: _level(all_of, bar, count) for user_id, all_of in peaks.items()}
        user_id = max(levels, key=lambda each: levels[each], default=None)
        level = 0.0 if user_id is None else levels[user_id]
        yield Bar(user_id if level else None, max(_LEAST, (level / loudest) ** _LOUDNESS))


def _level(levels: Sequence[float], bar: int, count: int) -> float:
    first, last = bar * len(levels) // count, (bar + 1) * len(levels) // count
    return max(levels[first : max(last, first + 1)], default=0.0)
