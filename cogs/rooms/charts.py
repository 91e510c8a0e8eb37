"""Pictures of a room's course, and of who spoke over weeks, for Discord's dark theme.

matplotlib is imported when the first picture is drawn: it takes a second and fifty megabytes that a bot
which draws none does not need. Drawing takes some tenths of a second, so not in the event loop, and one
picture at a time: matplotlib's cache of letters is not made for several threads.
"""

from __future__ import annotations

import io
import threading
import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cogs.rooms.reports import Balance, Report

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

# Discord's own colours of its dark theme: ground, raised ground, text, small text.
_GROUND, _RAISED, _TEXT, _SMALL = "#2b2d31", "#383a40", "#f2f3f5", "#b5bac1"
_LISTENERS, _HANDS, _OTHERS = "#5865f2", "#f0b232", "#b5bac1"
#: Told apart on the dark ground, by those too who see no red or no green (Okabe and Ito's, lightened).
_PEOPLE = ("#56b4e9", "#e69f00", "#2fc29a", "#f0e442", "#4f93d8", "#e8743b", "#d58fc0")
MOST_NAMED = 12
MOST_BALANCED = 7
LONGEST_NAME = 18
_LOCK = threading.Lock()


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

    def name(self, user_id: int) -> str:
        """What somebody is called, shortened; of somebody unknown the end of their id."""
        name = self.names.get(user_id, f"…{user_id % 10_000:04}")
        return name if len(name) <= LONGEST_NAME else name[: LONGEST_NAME - 1] + "…"


def draw_report(report: Report, labels: Labels) -> bytes:
    """The course of a room as a PNG: its stage, its listeners with the hands, its applause."""
    speakers = report.speakers[:MOST_NAMED]
    rows = max(2.0, len(speakers) * 0.36)
    with _LOCK:
        figure = _figure(9.6, rows + 5.4)
        stage, crowd, hands, claps = figure.subplots(
            4, 1, sharex=True, gridspec_kw={"height_ratios": [rows, 2.0, 0.8, 1.4]}
        )
        _stage(stage, report, speakers, labels)
        _crowd(crowd, report, labels)
        _bars(hands, report.hands, _HANDS, labels.hands)
        _claps(claps, report, speakers, labels)
        stage.set_xlim(0, max(1, report.minutes))
        figure.suptitle(labels.title, color=_TEXT, fontsize=15, x=0.02, ha="left", parse_math=False)
        return _written(figure)


def draw_balance(balance: Balance, labels: Labels) -> bytes:
    """Who spoke in a club week by week as a PNG: minutes, those who spoke most apart from the others."""
    named = list(balance.seconds)[:MOST_BALANCED]
    rest = [seconds for user_id, seconds in balance.seconds.items() if user_id not in named]
    series = [
        (labels.name(user_id), balance.seconds[user_id], color)
        for user_id, color in zip(named, _PEOPLE, strict=False)
    ]
    if rest:
        series.append((labels.others, [sum(week) for week in zip(*rest, strict=True)], _OTHERS))
    with _LOCK:
        figure = _figure(9.6, 5.2)
        axes = figure.subplots()
        bottom = [0.0] * len(balance.weeks)
        places = range(len(balance.weeks))
        for name, seconds, color in series:
            minutes = [each / 60 for each in seconds]
            axes.bar(places, minutes, 0.7, bottom=bottom, color=color, label=name, edgecolor=_GROUND)
            bottom = [low + more for low, more in zip(bottom, minutes, strict=True)]
        _plain(axes, labels.minutes)
        axes.set_xticks(list(places), [f"{week:%d.%m.}" for week in balance.weeks])
        if series:
            _legend(axes)
        figure.suptitle(labels.title, color=_TEXT, fontsize=15, x=0.02, ha="left", parse_math=False)
        return _written(figure)


def _stage(axes: Axes, report: Report, speakers: Sequence[int], labels: Labels) -> None:
    for place, user_id in enumerate(speakers):
        spans = [
            # What was said in a breath shall be seen as well.
            (turn.began, max(turn.ended - turn.began, report.minutes / 300))
            for turn in report.turns
            if turn.user_id == user_id
        ]
        color = _PEOPLE[place % len(_PEOPLE)]
        axes.broken_barh(spans, (place - 0.36, 0.72), facecolors=color)
    _plain(axes, labels.stage)
    axes.set_yticks(range(len(speakers)), [labels.name(user_id) for user_id in speakers])
    for tick in axes.get_yticklabels():
        tick.set_parse_math(False)
    axes.set_ylim(max(len(speakers), 1) - 0.5, -0.5)


def _crowd(axes: Axes, report: Report, labels: Labels) -> None:
    edges = range(report.minutes + 1)
    axes.stairs(report.listeners, edges, fill=True, color=_LISTENERS, alpha=0.55)
    axes.stairs(report.listeners, edges, color=_LISTENERS, linewidth=1.5)
    _plain(axes, labels.listeners)
    axes.set_ylim(0, max(1, report.most) * 1.08)


def _bars(axes: Axes, by_minute: Mapping[int, int], color: str, title: str) -> None:
    axes.bar([minute + 0.5 for minute in by_minute], list(by_minute.values()), 0.9, color=color)
    _plain(axes, title)
    axes.set_ylim(0, max(1, *by_minute.values()) if by_minute else 1)


def _claps(axes: Axes, report: Report, speakers: Sequence[int], labels: Labels) -> None:
    bottom = [0] * report.minutes
    middles = [minute + 0.5 for minute in range(report.minutes)]
    for user_id, by_minute in report.applause.items():
        place = speakers.index(user_id) if user_id in speakers else None
        color = _OTHERS if place is None else _PEOPLE[place % len(_PEOPLE)]
        heights = [by_minute.get(minute, 0) for minute in range(report.minutes)]
        axes.bar(middles, heights, 0.9, bottom=bottom, color=color)
        bottom = [low + more for low, more in zip(bottom, heights, strict=True)]
    _plain(axes, labels.applause)
    axes.set_ylim(0, max(1, *bottom) if bottom else 1)
    axes.set_xlabel(labels.minutes, color=_SMALL)


def _figure(width: float, height: float) -> Figure:
    from matplotlib.figure import Figure  # noqa: PLC0415 - see above

    return Figure(figsize=(width, height), dpi=110, facecolor=_GROUND, layout="constrained")


def _plain(axes: Axes, title: str) -> None:
    from matplotlib.ticker import MaxNLocator  # noqa: PLC0415 - see above

    axes.set_title(title, color=_SMALL, fontsize=11, loc="left", parse_math=False)
    axes.set_facecolor(_GROUND)
    axes.tick_params(colors=_SMALL, labelsize=10, length=0)
    axes.grid(visible=True, color=_RAISED, linewidth=0.8)
    axes.set_axisbelow(True)
    axes.yaxis.set_major_locator(MaxNLocator(nbins=5, integer=True))
    axes.xaxis.set_major_locator(MaxNLocator(nbins=10, integer=True))
    for spine in axes.spines.values():
        spine.set_visible(False)


def _legend(axes: Axes) -> None:
    legend = axes.legend(
        facecolor=_RAISED,
        edgecolor=_RAISED,
        labelcolor=_TEXT,
        fontsize=10,
        loc="upper left",
        bbox_to_anchor=(1.01, 1.0),
    )
    for text in legend.get_texts():
        text.set_parse_math(False)


def _written(figure: Figure) -> bytes:
    from matplotlib.backends.backend_agg import FigureCanvasAgg  # noqa: PLC0415 - see above

    FigureCanvasAgg(figure)
    written = io.BytesIO()
    with warnings.catch_warnings():
        # A name in letters that the font lacks is drawn as boxes; nobody has to be told in the log.
        warnings.filterwarnings("ignore", message="Glyph .* missing from")
        figure.savefig(written, format="png", facecolor=_GROUND)
    return written.getvalue()
