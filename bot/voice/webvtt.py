"""Text of speech as WebVTT, with who says it (W3C, "WebVTT", sections 4.2 and 6.4)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple


class Cue(NamedTuple):
    """What somebody said, from one millisecond to another."""

    start_ms: int
    end_ms: int
    voice: str
    text: str


def written(cues: Iterable[Cue]) -> str:
    """A file of cues, in the order in which they begin; names and texts may hold anything."""
    parts = ["WEBVTT\n"]
    for cue in sorted(cues):
        end = max(cue.end_ms, cue.start_ms + 1)  # a cue ends after it begins
        said = f"<v {_escaped(cue.voice)}>{_escaped(cue.text)}"
        parts.append(f"{_time(cue.start_ms)} --> {_time(end)}\n{said}\n")
    return "\n".join(parts)


def _escaped(text: str) -> str:
    tidy = " ".join(text.split())
    return tidy.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _time(milliseconds: int) -> str:
    seconds, rest = divmod(milliseconds, 1000)
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}.{rest:03}"
