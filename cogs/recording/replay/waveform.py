"""The picture of a replay for a page: drawn by the browser, so that it is sharp on every screen.

Pure: what is told and how loud it was in, SVG out. Colours are classes, `c0` and so on; `COLORS` is the style
sheet that goes with them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from html import escape

from bot.drawing import RAISED, SERIES, SMALL
from cogs.recording.replay.loudness import bars_of
from cogs.recording.replay.told import Told

BARS = 300
WIDTH, HEIGHT = 900, 120
_STEP = WIDTH // BARS
_REST, _SILENCE = "others", "silence"

COLORS = "".join(f".c{place}{{--ink:{color}}}" for place, color in enumerate(SERIES)) + (
    f".{_REST}{{--ink:{SMALL}}}.{_SILENCE}{{--ink:{RAISED}}}"
)


def classes_of(told: Told, peaks: Mapping[int, Sequence[float]]) -> dict[int, str]:
    """The class of each speaker; those beyond the last colour have one together."""
    heard = [speaker.user_id for speaker in told.speakers if speaker.user_id in peaks]
    return {user_id: f"c{place}" if place < len(SERIES) else _REST for place, user_id in enumerate(heard)}


def waveform(told: Told, peaks: Mapping[int, Sequence[float]], milliseconds: int, label: str) -> str:
    """A replay as a picture; `label` is what those are told who do not see it."""
    classes, lines = classes_of(told, peaks), defaultdict[str, list[str]](list)
    heard = {user_id: levels for user_id, levels in peaks.items() if user_id in classes}
    for place, bar in enumerate(bars_of(heard, BARS)):
        half = bar.height * HEIGHT / 2 * 0.95
        name = _SILENCE if bar.user_id is None else classes[bar.user_id]
        middle = place * _STEP + _STEP / 2
        lines[name].append(f"M{middle:g} {HEIGHT / 2 - half:.1f}v{2 * half:.1f}")
    drawn = "".join(f'<path class="{name}" d="{"".join(all_of)}"/>' for name, all_of in sorted(lines.items()))
    return (
        f'<svg id="wave" role="img" viewBox="0 0 {WIDTH} {HEIGHT}" preserveAspectRatio="none" '
        f'aria-label="{escape(label)}">{drawn}{"".join(_marks(told, milliseconds))}'
        f'<path id="head" d="M0 0v{HEIGHT}"/></svg>'
    )


def _marks(told: Told, milliseconds: int) -> Iterator[str]:
    for at_ms, title in told.chapters:
        if 0 < at_ms < milliseconds:
            place = at_ms / milliseconds * WIDTH
            yield f'<path class="mark" d="M{place:.1f} 0v{HEIGHT}"><title>{escape(title)}</title></path>'
