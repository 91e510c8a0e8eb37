"""A tree of invitations as a picture: from left to right, each member beside whoever brought them.

Drawn for Discord's dark theme, on a ground of its own so that it can be read on the light one as well. Noto
Sans writes the alphabets of Europe and some of Asia; of a name in another one is left what it can write.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import fontpkg_noto_sans
from PIL import Image, ImageDraw, ImageFont

from cogs.invitations.trees import Look, Node

_FONT = Path(fontpkg_noto_sans.ROOT, "files", "NotoSans[wdth,wght].ttf")
# Discord's own colours of its dark theme: ground, raised ground, lines, text, small text, its light blue.
_GROUND, _BOX, _LINE = "#2b2d31", "#404249", "#6d6f78"
_TEXT, _SMALL, _FROZEN = "#f2f3f5", "#b5bac1", "#7fd4ff"
_TEXT_PIXELS, _SMALL_PIXELS, _TITLE_PIXELS = 26, 20, 34
_ROW, _BOX_HEIGHT, _MARGIN, _GAP, _PADDING = 60, 46, 36, 70, 16
LONGEST_NAME = 22
_NO_GLYPH = "\U0010ffff"


@dataclass(frozen=True, slots=True)
class Labels:
    """The words of a picture, and what people are called, by their ids."""

    title: str
    names: Mapping[int, str]
    hidden: str  # as in "{} more"


@dataclass(slots=True)
class _Placed:
    """A box, or a line of text where others are hidden."""

    level: int
    row: float
    name: str
    number: str
    is_gone: bool = False
    is_frozen: bool = False
    parent: _Placed | None = None
    x: int = 0
    width: int = 0

    @property
    def is_box(self) -> bool:
        return bool(self.number)

    @property
    def y(self) -> int:
        return _MARGIN + _TITLE_PIXELS + _MARGIN + int(self.row * _ROW)


def draw(look: Look, labels: Labels) -> bytes:
    """The picture, as a PNG; takes some hundredths of a second, so not in the event loop."""
    placed = list(_placed(look, labels))
    _measure(placed)
    right = max((one.x + one.width for one in placed), default=0)
    title = _font(_TITLE_PIXELS)
    width = max(right, _MARGIN + int(title.getlength(writable(labels.title)))) + _MARGIN
    height = max((one.y for one in placed), default=_MARGIN + _TITLE_PIXELS) + _ROW + _MARGIN
    image = Image.new("RGB", (width, height), _GROUND)
    canvas = ImageDraw.Draw(image)
    canvas.text((_MARGIN, _MARGIN), writable(labels.title), _TEXT, title, anchor="lt")
    for one in placed:
        _draw_line(canvas, one)
    for one in placed:
        _draw_box(canvas, one)
    written = io.BytesIO()
    # A handful of colours: a palette makes the file a fourth of its size.
    image.quantize(64).save(written, "PNG", optimize=True)
    return written.getvalue()


def _placed(look: Look, labels: Labels) -> Iterator[_Placed]:
    row = 0.0
    for root in look.roots:
        branch = list(_branch(root, labels, None, 0, row))
        yield from branch
        row = max(one.row for one in branch) + 1
    if look.hidden:
        yield _Placed(0, row, _count(labels, look), "")


def _branch(node: Node, labels: Labels, parent: _Placed | None, level: int, row: float) -> Iterator[_Placed]:
    """A member and all below; a member stands at the height of the first whom they brought."""
    own = _Placed(
        level,
        row,
        _name(node, labels),
        str(node.membership.number),
        is_gone=node.membership.left_at is not None,
        is_frozen=node.frozen,
        parent=parent,
    )
    yield own
    next_row = row
    for below in node.below:
        branch = list(_branch(below, labels, own, level + 1, next_row))
        yield from branch
        next_row = max(one.row for one in branch) + 1
    if node.hidden:
        yield _Placed(level + 1, next_row, _count(labels, node), "", parent=own)


def _count(labels: Labels, shown: Node | Look) -> str:
    return labels.hidden.format(f"{shown.hidden}+" if shown.at_least else shown.hidden)


def _name(node: Node, labels: Labels) -> str:
    membership = node.membership
    name = writable(labels.names.get(membership.user_id or 0, ""))
    if not name:
        return "…"
    return name if len(name) <= LONGEST_NAME else name[: LONGEST_NAME - 1].rstrip() + "…"


def _measure(placed: list[_Placed]) -> None:
    """Each level is a column, as wide as its widest box."""
    text, small = _font(_TEXT_PIXELS), _font(_SMALL_PIXELS)
    widths: dict[int, int] = {}
    for one in placed:
        one.width = 2 * _PADDING + int(text.getlength(one.name))
        if one.is_box:
            one.width += _PADDING + int(small.getlength(one.number))
        widths[one.level] = max(widths.get(one.level, 0), one.width)
    for one in placed:
        one.x = _MARGIN + sum(widths[level] + _GAP for level in range(one.level))


def _draw_line(canvas: ImageDraw.ImageDraw, one: _Placed) -> None:
    if one.parent is None:
        return
    start = (one.parent.x + one.parent.width, one.parent.y + _BOX_HEIGHT // 2)
    end = (one.x, one.y + _BOX_HEIGHT // 2)
    bend = one.x - _GAP // 2
    colour = _FROZEN if one.parent.is_frozen else _LINE
    canvas.line([start, (bend, start[1]), (bend, end[1]), end], colour, 3, joint="curve")


def _draw_box(canvas: ImageDraw.ImageDraw, one: _Placed) -> None:
    middle = one.y + _BOX_HEIGHT // 2
    text, small = _font(_TEXT_PIXELS), _font(_SMALL_PIXELS)
    if not one.is_box:
        canvas.text((one.x + _PADDING, middle), one.name, _SMALL, text, anchor="lm")
        return
    outline = _FROZEN if one.is_frozen else (_LINE if one.is_gone else _BOX)
    corner = (one.x + one.width, one.y + _BOX_HEIGHT)
    fill = _GROUND if one.is_gone else _BOX
    canvas.rounded_rectangle([(one.x, one.y), corner], 12, fill, outline, 3)
    name = _SMALL if one.is_gone else _TEXT
    canvas.text((one.x + _PADDING, middle), one.name, name, text, anchor="lm")
    canvas.text((corner[0] - _PADDING, middle), one.number, _SMALL, small, anchor="rm")


def writable(text: str) -> str:
    """What of a text the font can write."""
    return " ".join("".join(letter for letter in text if _has_glyph(letter)).split())


@lru_cache(maxsize=4_096)
def _has_glyph(letter: str) -> bool:
    font = _font(_TEXT_PIXELS)
    shape, none = font.getmask(letter), font.getmask(_NO_GLYPH)
    return letter == " " or (shape.size != none.size or bytes(shape) != bytes(none))


@lru_cache(maxsize=8)
def _font(pixels: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(_FONT), pixels)
