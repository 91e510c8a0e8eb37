"""The picture of a podcast: the name of its club, for want of another. Drawn in a thread."""

from __future__ import annotations

import textwrap
from functools import lru_cache

from bot.drawing import LOCK, SERIES, TEXT, drawable, figure, written

# Apple, "A Podcaster's Guide to RSS": square, 1400 to 3000 pixels wide; 110 of them to an inch.
_INCHES = 14.0
_LINE_CHARACTERS = 14
_MOST_LINES = 4


# A club is asked for its picture again and again; a hundred of them are a few megabytes.
@lru_cache(maxsize=100)
def cover(name: str, club_id: int) -> bytes:
    """A square PNG; clubs beside each other have different colours."""
    lines = textwrap.wrap(drawable(name) or "…", _LINE_CHARACTERS, max_lines=_MOST_LINES, placeholder=" …")
    color = SERIES[club_id % len(SERIES)]
    with LOCK:
        canvas = figure(_INCHES, _INCHES)
        canvas.set_layout_engine("none")
        axes = canvas.add_axes((0.0, 0.0, 1.0, 1.0))
        axes.set_axis_off()
        axes.set_xlim(0, 1)
        axes.set_ylim(0, 1)
        heights = (0.05, 0.1, 0.16, 0.09, 0.13, 0.06, 0.11, 0.07)
        for place, height in enumerate(heights):
            axes.bar(0.5 + (place - 3.5) * 0.05, 2 * height, 0.03, 0.76 - height, color=color)
        axes.text(
            0.5,
            0.36,
            "\n".join(lines),
            color=TEXT,
            fontsize=100,
            ha="center",
            va="center",
            linespacing=1.3,
            parse_math=False,
        )
        return written(canvas)
