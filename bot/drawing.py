"""What every picture of ours has in common: Discord's dark theme, plain axes, a PNG.

matplotlib is imported when the first picture is drawn: it takes a second and fifty megabytes that a bot
which draws none does not need. Drawing takes some tenths of a second, so not in the event loop, and one
picture at a time, with `LOCK`: matplotlib's cache of letters is not made for several threads.
"""

from __future__ import annotations

import io
import threading
import warnings
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

# Discord's own colours of its dark theme: ground, raised ground, text, small text.
GROUND, RAISED, TEXT, SMALL = "#2b2d31", "#383a40", "#f2f3f5", "#b5bac1"
#: Told apart on the dark ground, by those too who see no red or no green (Okabe and Ito's, lightened).
SERIES = ("#56b4e9", "#e69f00", "#2fc29a", "#f0e442", "#4f93d8", "#e8743b", "#d58fc0")
LOCK = threading.Lock()


def figure(width: float, height: float) -> Figure:
    """An empty picture of so many inches."""
    from matplotlib.figure import Figure  # noqa: PLC0415 - see above

    return Figure(figsize=(width, height), dpi=110, facecolor=GROUND, layout="constrained")


def plain(axes: Axes, title: str) -> None:
    """Take away from axes what says nothing, and give them a title."""
    from matplotlib.ticker import MaxNLocator  # noqa: PLC0415 - see above

    axes.set_title(title, color=SMALL, fontsize=11, loc="left", parse_math=False)
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
    canvas.suptitle(title, color=TEXT, fontsize=15, x=0.02, ha="left", parse_math=False)


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
