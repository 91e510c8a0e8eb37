"""The picture of a replay: how loud it is from its beginning to its end, each speaker in their colour.

Drawn in a thread, for Discord's dark theme.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from bot.drawing import LOCK, RAISED, SERIES, SMALL, figure, legend, titled, written
from cogs.recording.replay.loudness import bars_of

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from cogs.recording.replay.story import Story

_BARS = 300
_WIDTH, _HEIGHT = 11.0, 3.0
MOST_NAMED = len(SERIES)
LONGEST_NAME = 18
LONGEST_TITLE = 80


def draw(story: Story, peaks: Mapping[int, Sequence[float]], *, minutes: str, others: str) -> bytes:
    """A replay as a PNG; `peaks` is how loud each person is, by equal pieces of the whole.

    `minutes` and `others` are words: for the axis, and for those who have no colour of their own.
    """
    named = [user_id for user_id in story.spoken if user_id in peaks][:MOST_NAMED]
    colors = dict(zip(named, SERIES, strict=False))
    length = max(1, story.replay.milliseconds or 0) / 60_000
    with LOCK:
        canvas = figure(_WIDTH, _HEIGHT)
        axes = canvas.subplots()
        _bars(axes, peaks, colors, length)
        _chapters(axes, story)
        _plain(axes, length, minutes)
        for user_id, color in colors.items():
            name = _shortened(story.name(user_id), LONGEST_NAME)
            # An empty one: matplotlib leaves out a name that begins with an underscore, unless told so.
            axes.plot([], [], color=color, linewidth=4, label=f"\N{ZERO WIDTH SPACE}{name}")
        if len(peaks) > len(named):
            axes.plot([], [], color=SMALL, linewidth=4, label=others)
        if peaks:
            legend(axes)
        titled(canvas, _shortened(f"{story.replay.topic} · {story.club}", LONGEST_TITLE))
        return written(canvas)


def _bars(axes: Axes, peaks: Mapping[int, Sequence[float]], colors: Mapping[int, str], length: float) -> None:
    """A bar for each piece, as high as its loudest voice and of its colour."""
    bars = list(bars_of(peaks, _BARS))
    axes.bar(
        [(place + 0.5) / _BARS * length for place in range(_BARS)],
        [2 * bar.height for bar in bars],
        length / _BARS * 0.72,
        [-bar.height for bar in bars],
        color=[RAISED if bar.user_id is None else colors.get(bar.user_id, SMALL) for bar in bars],
    )


def _chapters(axes: Axes, story: Story) -> None:
    """A line where a topic begins, or somebody takes the floor."""
    for chapter in story.chapters:
        if chapter.at_ms:
            axes.axvline(chapter.at_ms / 60_000, color=SMALL, linewidth=0.6, alpha=0.5, linestyle=(0, (2, 3)))


def _plain(axes: Axes, length: float, minutes: str) -> None:
    from matplotlib.ticker import MaxNLocator  # noqa: PLC0415 - see `bot.drawing`

    axes.set_axis_on()
    axes.patch.set_visible(False)
    axes.tick_params(colors=SMALL, labelsize=10, length=0)
    axes.set_yticks([])
    axes.set_ylim(-1.05, 1.05)
    axes.set_xlim(0, length)
    axes.xaxis.set_major_locator(MaxNLocator(nbins=12, integer=length > 2))  # noqa: PLR2004 - minutes
    axes.set_xlabel(minutes, color=SMALL)
    for spine in axes.spines.values():
        spine.set_visible(False)


def _shortened(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"
