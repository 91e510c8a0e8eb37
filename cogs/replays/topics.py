"""What a replay is about at a moment. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

Topics = Sequence[tuple[int, str]]


def topic_at(topics: Topics, seconds: float) -> str | None:
    """The topic at a moment, by the topics of a replay and the milliseconds at which they began."""
    so_far = list(takewhile(lambda each: each[0] <= seconds * 1000, topics))
    return so_far[-1][1] if so_far else None


def clock(seconds: float) -> str:
    """A time as people write it."""
    hours, rest = divmod(int(seconds), 3600)
    return f"{hours}:{rest // 60:02}:{rest % 60:02}" if hours else f"{rest // 60}:{rest % 60:02}"
