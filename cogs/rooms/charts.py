"""Pictures of a room's course, and of who spoke over weeks, for Discord's dark theme.

They are drawn in a thread: it takes some tenths of a second.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from bot.drawing import GROUND, LOCK, SERIES, SMALL, drawable, figure, legend, plain, titled, written
from cogs.rooms.reports import Balance, Report

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_LISTENERS, _HANDS, _OTHERS = "#5865f2", "#f0b232", SMALL
#: Of the rows of other cogs, none of which is a colour of somebody on stage.
_MARKS = ("#eb459e", "#57f287", "#9b84ee", "#ed8a8c")
_MARKS_HEIGHT = 0.9
MOST_NAMED = 12
MOST_BALANCED = 7
LONGEST_NAME = 18
#: More bars beside each other are hairs; a longer room has bars of several minutes.
MOST_BARS = 120
_SPANS = (1, 2, 5, 10, 15, 30, 60, 120, 240)
#: Dates of more weeks would stand on each other.
MOST_DATES = 9
#: A week alone is a bar, and not a wall.
_FEWEST_PLACES = 5


@dataclass(frozen=True, slots=True)
class Labels:
    """The words of a picture, and what people are called, by their ids."""

    title: str
    stage: str
    listeners: str
    hands: str
    applause: str
    minutes: str
    others: str
    names: Mapping[int, str]
    bars: str = ""  # how much a bar is, if it is more than a minute
    rows: Sequence[str] = ()  # what is written above those of other cogs

    def name(self, user_id: int) -> str:
        """What somebody is called, shortened; of whom has no name that can be drawn the end of their id."""
        name = drawable(self.names.get(user_id, "")) or f"…{user_id % 10_000:04}"
        return name if len(name) <= LONGEST_NAME else name[: LONGEST_NAME - 1] + "…"


def span_of(minutes: int) -> int:
    """How many minutes of a room a bar is."""
    return next((span for span in _SPANS if minutes <= span * MOST_BARS), _SPANS[-1])


def draw_report(report: Report, labels: Labels) -> bytes:
    """The course of a room as a PNG: its stage, its listeners, hands, applause, and rows of other cogs."""
    speakers, rows = report.speakers[:MOST_NAMED], report.rows
    heights = [max(2.0, len(speakers) * 0.36), 2.0, 0.8, 1.4, *(_MARKS_HEIGHT for _ in rows)]
    with LOCK:
        canvas = figure(9.6, sum(heights) + 1.2 + 0.3 * len(rows))
        stage, crowd, hands, claps, *others = canvas.subplots(
            len(heights), 1, sharex=True, gridspec_kw={"height_ratios": heights}
        )
        _stage(stage, report, speakers, labels)
        _crowd(crowd, report, labels)
        _bars(hands, report.hands, _HANDS, labels.hands, span_of(report.minutes))
        _claps(claps, report, speakers, labels)
        for axes, row, title, color in zip(others, rows, labels.rows, _MARKS, strict=False):
            _bars(axes, report.by_minute(row), color, title, span_of(report.minutes))
        stage.set_xlim(0, max(1, report.minutes))
        below = " · ".join(filter(None, (labels.minutes, labels.bars)))
        (others[-1] if others else claps).set_xlabel(below, color=SMALL)
        titled(canvas, labels.title)
        return written(canvas)


def draw_balance(balance: Balance, labels: Labels) -> bytes:
    """Who spoke in a club week by week as a PNG: minutes, those who spoke most apart from the others."""
    named = list(balance.seconds)[:MOST_BALANCED]
    rest = [seconds for user_id, seconds in balance.seconds.items() if user_id not in named]
    series = [
        (labels.name(user_id), balance.seconds[user_id], color)
        for user_id, color in zip(named, SERIES, strict=False)
    ]
    if rest:
        series.append((labels.others, [sum(week) for week in zip(*rest, strict=True)], _OTHERS))
    with LOCK:
        canvas = figure(9.6, 5.2)
        axes = canvas.subplots()
        bottom = [0.0] * len(balance.weeks)
        places = range(len(balance.weeks))
        for name, seconds, color in series:
            minutes = [each / 60 for each in seconds]
            axes.bar(places, minutes, 0.7, bottom=bottom, color=color, label=name, edgecolor=GROUND)
            bottom = [low + more for low, more in zip(bottom, minutes, strict=True)]
        plain(axes, labels.minutes)
        axes.set_xlim(-0.6, max(len(places), _FEWEST_PLACES) - 0.4)
        # Counted from the newest, which is always dated.
        dated = places[:: -max(1, math.ceil(len(places) / MOST_DATES))]
        axes.set_xticks(list(dated), [f"{balance.weeks[place]:%d.%m.}" for place in dated])
        if series:
            legend(axes)
        titled(canvas, labels.title)
        return written(canvas)


def _stage(axes: Axes, report: Report, speakers: Sequence[int], labels: Labels) -> None:
    for place, user_id in enumerate(speakers):
        spans = [
            # What was said in a breath shall be seen as well.
            (turn.began, max(turn.ended - turn.began, report.minutes / 300))
            for turn in report.turns
            if turn.user_id == user_id
        ]
        color = SERIES[place % len(SERIES)]
        axes.broken_barh(spans, (place - 0.36, 0.72), facecolors=color)
    plain(axes, labels.stage)
    axes.set_yticks(range(len(speakers)), [labels.name(user_id) for user_id in speakers])
    for tick in axes.get_yticklabels():
        tick.set_parse_math(False)
    axes.set_ylim(max(len(speakers), 1) - 0.5, -0.5)


def _crowd(axes: Axes, report: Report, labels: Labels) -> None:
    edges = range(report.minutes + 1)
    axes.stairs(report.listeners, edges, fill=True, color=_LISTENERS, alpha=0.55)
    axes.stairs(report.listeners, edges, color=_LISTENERS, linewidth=1.5)
    plain(axes, labels.listeners)
    axes.set_ylim(0, max(1, report.most) * 1.08)


def _bars(axes: Axes, by_minute: Mapping[int, int | Decimal], color: str, title: str, span: int = 1) -> None:
    sizes = _together(by_minute, span)
    axes.bar(_middles(sizes, span), list(sizes.values()), 0.9 * span, color=color)
    plain(axes, title)
    axes.set_ylim(0, max(1.0, *sizes.values()) if sizes else 1)


def _claps(axes: Axes, report: Report, speakers: Sequence[int], labels: Labels) -> None:
    span = span_of(report.minutes)
    bottom: defaultdict[int, float] = defaultdict(float)
    for user_id, by_minute in report.applause.items():
        place = speakers.index(user_id) if user_id in speakers else None
        color = _OTHERS if place is None else SERIES[place % len(SERIES)]
        sizes = _together(by_minute, span)
        low = [bottom[bar] for bar in sizes]
        axes.bar(_middles(sizes, span), list(sizes.values()), 0.9 * span, bottom=low, color=color)
        for bar, size in sizes.items():
            bottom[bar] += size
    plain(axes, labels.applause)
    axes.set_ylim(0, max(1, *bottom.values()) if bottom else 1)


def _together(by_minute: Mapping[int, int | Decimal], span: int) -> dict[int, float]:
    """What each bar comes to, by its number."""
    sums: defaultdict[int, float] = defaultdict(float)
    for minute, size in by_minute.items():
        sums[minute // span] += float(size)
    return dict(sums)


def _middles(bars: Iterable[int], span: int) -> list[float]:
    return [(bar + 0.5) * span for bar in bars]
