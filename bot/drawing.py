"""What every picture of ours has in common: Discord's dark theme, plain axes, a PNG.

matplotlib is imported when the first picture is drawn: it takes a second and fifty megabytes that a bot
which draws none does not need. Drawing takes some tenths of a second, so not in the event loop, and one
picture at a time, with `LOCK`: matplotlib's cache of letters is not made for several threads.
"""

from __future__ import annotations

import io
import threading
import warnings
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from matplotlib.text import Text

# Discord's own colours of its dark theme: ground, raised ground, text, small text.
GROUND, RAISED, TEXT, SMALL = "#2b2d31", "#383a40", "#f2f3f5", "#b5bac1"
#: Told apart on the dark ground, by those too who see no red or no green (Okabe and Ito's, lightened).
SERIES = ("#56b4e9", "#e69f00", "#2fc29a", "#f0e442", "#4674e6", "#e8743b", "#d58fc0")
LOCK = threading.Lock()


def figure(width: float, height: float) -> Figure:
    """An empty picture of so many inches."""
    from matplotlib.figure import Figure  # noqa: PLC0415 - see above

    return Figure(figsize=(width, height), dpi=110, facecolor=GROUND, layout="constrained")


def plain(axes: Axes, title: str) -> None:
    """Take away from axes what says nothing, and give them a title."""
    from matplotlib.ticker import MaxNLocator  # noqa: PLC0415 - see above

    words = axes.set_title(drawable(title), color=SMALL, fontsize=11, loc="left", parse_math=False)
    # As much as the longest names to its left may leave it.
    _cut(words, _whole(axes).bbox.width - 1.5 * _whole(axes).dpi)
    axes.set_facecolor(GROUND)
    axes.tick_params(colors=SMALL, labelsize=10, length=0)
    axes.grid(visible=True, color=RAISED, linewidth=0.8)
    axes.set_axisbelow(True)
    axes.yaxis.set_major_locator(MaxNLocator(nbins=5, integer=True))
    axes.xaxis.set_major_locator(MaxNLocator(nbins=10, integer=True))
    for spine in axes.spines.values():
        spine.set_visible(False)


def titled(canvas: Figure, title: str) -> None:
    """Write what it is about above a picture."""
    words = canvas.suptitle(drawable(title), color=TEXT, fontsize=15, x=0.02, ha="left", parse_math=False)
    _cut(words, 0.96 * canvas.bbox.width)


def drawable(text: str) -> str:
    """What of a text our font has letters for: of the rest it would draw a row of boxes."""
    return " ".join("".join(letter for letter in text if letter.isspace() or _has(letter)).split())


@lru_cache(maxsize=4_096)
def _has(letter: str) -> bool:
    from matplotlib.font_manager import FontProperties, findfont, get_font  # noqa: PLC0415 - see above

    return bool(get_font(findfont(FontProperties())).get_char_index(ord(letter)))


def _whole(axes: Axes) -> Figure:
    whole = axes.get_figure(root=True)
    assert whole is not None, "axes that are drawn belong to a picture"
    return whole


def _cut(words: Text, pixels: float) -> None:
    """Leave out the end of words that would run out of the picture."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg  # noqa: PLC0415 - see above

    whole = words.get_figure(root=True)
    assert whole is not None, "words that are drawn belong to a picture"
    renderer = FigureCanvasAgg(whole).get_renderer()  # type: ignore[no-untyped-call]  # its stubs lack it
    while len(text := words.get_text()) > 1 and words.get_window_extent(renderer).width > pixels:
        words.set_text(text[:-2].rstrip() + "…")


def legend(axes: Axes) -> None:
    """Say beside the axes which colour is what."""
    beside = axes.legend(
        facecolor=RAISED,
        edgecolor=RAISED,
        labelcolor=TEXT,
        fontsize=10,
        loc="upper left",
        bbox_to_anchor=(1.01, 1.0),
    )
    for text in beside.get_texts():
        text.set_parse_math(False)


def written(canvas: Figure) -> bytes:
    """The picture as a PNG."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg  # noqa: PLC0415 - see above

    FigureCanvasAgg(canvas)
    file = io.BytesIO()
    with warnings.catch_warnings():
        # A name in letters that the font lacks is drawn as boxes; nobody has to be told in the log.
        warnings.filterwarnings("ignore", message="Glyph .* missing from")
        canvas.savefig(file, format="png", facecolor=GROUND)
    return file.getvalue()
