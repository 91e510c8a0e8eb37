"""Where in a replay what begins: a chapter for each topic and each turn to speak, and the silences between.

Pure: turns and topics in, chapters out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

#: Whoever says less than this at a stretch has thrown something in, and gets no chapter for it.
LEAST_TURN_MS = 5_000
#: A pause in which somebody goes on with what they said.
PAUSE_MS = 3_000
#: Chapters that are nearer to each other than this are one.
NEAR_MS = 3_000
#: A silence shorter than this is not worth a jump.
LEAST_SILENCE_MS = 3_000
MOST_CHAPTERS = 200


@dataclass(frozen=True, slots=True)
class Spoken:
    """Somebody spoke, from when to when."""

    user_id: int
    from_ms: int
    to_ms: int


@dataclass(frozen=True, slots=True)
class Chapter:
    """A part of a replay, up to the next one."""

    at_ms: int
    title: str


@dataclass(frozen=True, slots=True)
class Silence:
    """Nobody spoke, from when to when: a listener can jump."""

    from_ms: int
    to_ms: int


def chapters_of(
    turns: Sequence[Spoken], topics: Sequence[Chapter], name: Callable[[int], str]
) -> list[Chapter]:
    """The chapters of a replay, in their order: topics, and who has the floor from then on."""
    floor = list(_floor(turns))
    if len(floor) > (most := max(0, MOST_CHAPTERS - len(topics))):
        longest = sorted(floor, key=lambda turn: turn.from_ms - turn.to_ms)[:most]
        floor = [turn for turn in floor if turn in longest]
    found: list[Chapter] = list(topics[:MOST_CHAPTERS])
    for turn in floor:
        at = next((each for each in found if abs(each.at_ms - turn.from_ms) <= NEAR_MS), None)
        if at is None:
            found.append(Chapter(turn.from_ms, name(turn.user_id)))
        else:
            found[found.index(at)] = Chapter(at.at_ms, f"{at.title} · {name(turn.user_id)}")
    return sorted(found, key=lambda chapter: chapter.at_ms)


def _floor(turns: Sequence[Spoken]) -> Iterator[Spoken]:
    """Who has the floor, one after the other."""
    last: Spoken | None = None
    for turn in _joined(turns):
        if turn.to_ms - turn.from_ms < LEAST_TURN_MS or (last and last.user_id == turn.user_id):
            continue
        last = turn
        yield turn


def _joined(turns: Sequence[Spoken]) -> list[Spoken]:
    """The turns of each person, with what they said after a breath in one."""
    joined: list[Spoken] = []
    newest: dict[int, int] = {}
    for turn in sorted(turns, key=lambda each: each.from_ms):
        place = newest.get(turn.user_id)
        if place is not None and turn.from_ms - joined[place].to_ms <= PAUSE_MS:
            before = joined[place]
            joined[place] = Spoken(turn.user_id, before.from_ms, max(before.to_ms, turn.to_ms))
        else:
            newest[turn.user_id] = len(joined)
            joined.append(turn)
    return joined


def silences_of(turns: Sequence[Spoken], milliseconds: int) -> list[Silence]:
    """The skip list: where nobody speaks for long enough to be jumped over."""
    found, end = [], 0
    for turn in sorted(turns, key=lambda each: each.from_ms):
        if turn.from_ms - end >= LEAST_SILENCE_MS:
            found.append(Silence(end, turn.from_ms))
        end = max(end, turn.to_ms)
    if milliseconds - end >= LEAST_SILENCE_MS:
        found.append(Silence(end, milliseconds))
    return found


def clock(milliseconds: int) -> str:
    """A place in a replay, as people write it."""
    seconds = milliseconds // 1000
    minutes = f"{seconds // 60 % 60:02}:{seconds % 60:02}"
    return f"{seconds // 3600}:{minutes}" if seconds >= 3600 else minutes  # noqa: PLR2004 - an hour
