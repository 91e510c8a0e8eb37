"""What somebody gave and got, as a picture: month by month, or club by club."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.drawing import LOCK, SERIES, figure, legend, plain, titled, written

_GOT, _GAVE = SERIES[2], SERIES[1]
LONGEST_NAME = 28


@dataclass(frozen=True, slots=True)
class Bar:
    """A month or a club, what came there and what went; in whole units of one currency."""

    name: str
    got: float
    gave: float


@dataclass(frozen=True, slots=True)
class Labels:
    """The words of a picture."""

    title: str
    amount: str
    got: str
    gave: str


def draw_months(bars: Sequence[Bar], labels: Labels) -> bytes:
    """Months beside each other as a PNG: what came above the line, what went below it."""
    with LOCK:
        canvas = figure(9.6, 4.8)
        axes = canvas.subplots()
        places = range(len(bars))
        axes.bar(places, [bar.got for bar in bars], 0.7, color=_GOT, label=labels.got)
        axes.bar(places, [-bar.gave for bar in bars], 0.7, color=_GAVE, label=labels.gave)
        plain(axes, labels.amount)
        axes.set_xticks(list(places), [bar.name for bar in bars], rotation=0 if len(bars) < 9 else 45)  # noqa: PLR2004 - what fits side by side
        axes.axhline(0, color=SERIES[0], linewidth=0.8)
        legend(axes)
        titled(canvas, labels.title)
        return written(canvas)


def draw_clubs(bars: Sequence[Bar], labels: Labels) -> bytes:
    """Clubs below each other as a PNG, the one with most on top."""
    with LOCK:
        canvas = figure(9.6, 1.8 + 0.55 * len(bars))
        axes = canvas.subplots()
        places = range(len(bars))
        axes.barh(
            [place - 0.19 for place in places], [bar.got for bar in bars], 0.36, color=_GOT, label=labels.got
        )
        axes.barh(
            [place + 0.19 for place in places],
            [bar.gave for bar in bars],
            0.36,
            color=_GAVE,
            label=labels.gave,
        )
        plain(axes, labels.amount)
        axes.set_yticks(list(places), [_short(bar.name) for bar in bars])
        for tick in axes.get_yticklabels():
            tick.set_parse_math(False)
        axes.set_ylim(len(bars) - 0.5, -0.5)
        legend(axes)
        titled(canvas, labels.title)
        return written(canvas)


def _short(name: str) -> str:
    return name if len(name) <= LONGEST_NAME else name[: LONGEST_NAME - 1] + "…"
