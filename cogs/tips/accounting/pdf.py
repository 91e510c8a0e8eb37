"""A statement on paper: the words are given, this lays them out.

Noto Sans writes the alphabets of Europe and some of Asia, and DejaVu Sans, which comes with matplotlib,
writes more. What neither has is shown as a box with a question mark in it, so that nobody reads a name that
is not the one that was written.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import fontpkg_noto_sans

if TYPE_CHECKING:
    from fpdf import FPDF

_NOTO = Path(fontpkg_noto_sans.ROOT, "files", "NotoSans[wdth,wght].ttf")
_SMALL, _PLAIN, _HEAD, _TITLE = 8, 9, 11, 17
_LINE = 5.0
_GREY, _BLACK, _LINES = 110, 20, 190
MISSING = "�"


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the table: its head, and how wide it is."""

    head: str
    share: int
    is_number: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """All that stands on the paper, in words."""

    title: str
    lines: Sequence[str]
    sums: Sequence[tuple[str, str]]
    columns: Sequence[Column]
    rows: Sequence[Sequence[str]]
    empty: str
    foot: Sequence[str]
    page: str  # as in "page {number}"
    language: str = "en"


def draw(sheet: Sheet, now: datetime) -> bytes:
    """The sheet as a PDF; takes a second for some hundred rows, so not in the event loop."""
    paper = _paper(sheet, now)
    paper.set_font(size=_TITLE)
    paper.multi_cell(0, 9, _shown(sheet.title), new_x="LMARGIN", new_y="NEXT")
    paper.set_font(size=_PLAIN)
    for line in sheet.lines:
        paper.multi_cell(0, _LINE, _shown(line), new_x="LMARGIN", new_y="NEXT")
    paper.ln(3)
    for name, amount in sheet.sums:
        paper.set_text_color(_GREY)
        paper.cell(75, _LINE, _shown(name))
        paper.set_text_color(_BLACK)
        paper.cell(0, _LINE, _shown(amount), new_x="LMARGIN", new_y="NEXT")
    paper.ln(4)
    _table(paper, sheet)
    paper.ln(4)
    paper.set_font(size=_SMALL)
    paper.set_text_color(_GREY)
    for line in sheet.foot:
        paper.multi_cell(0, 4.2, _shown(line), new_x="LMARGIN", new_y="NEXT")
    return bytes(paper.output())


def shows(text: str) -> bool:
    """Whether every letter of a text can be shown."""
    return MISSING not in _shown(text)


def _table(paper: FPDF, sheet: Sheet) -> None:
    if not sheet.rows:
        paper.multi_cell(0, _LINE, _shown(sheet.empty), new_x="LMARGIN", new_y="NEXT")
        return
    from fpdf.fonts import FontFace  # noqa: PLC0415 - see `_paper`

    paper.set_font(size=_SMALL)
    with paper.table(
        col_widths=tuple(column.share for column in sheet.columns),
        text_align=tuple("RIGHT" if column.is_number else "LEFT" for column in sheet.columns),
        borders_layout="HORIZONTAL_LINES",
        headings_style=FontFace(color=_GREY),
        line_height=4.6,
        padding=0.6,
    ) as table:
        table.row([_shown(column.head) for column in sheet.columns])
        for cells in sheet.rows:
            table.row([_shown(cell) for cell in cells])


def _paper(sheet: Sheet, now: datetime) -> FPDF:
    # A bot that writes no statement does not need it.
    import matplotlib as mpl  # noqa: PLC0415 - as said
    from fpdf import FPDF  # noqa: PLC0415 - as said

    class Paper(FPDF):
        def footer(self) -> None:
            self.set_y(-14)
            self.set_font(size=_SMALL)
            self.set_text_color(_GREY)
            self.cell(0, 5, sheet.page.format(number=self.page_no()), align="R")
            self.set_text_color(_BLACK)

    paper = Paper(format="A4")
    paper.set_creation_date(now)
    paper.set_title(sheet.title)
    paper.set_lang(sheet.language)
    paper.set_margins(16, 16)
    paper.set_auto_page_break(auto=True, margin=18)
    paper.add_font("noto", fname=_NOTO)
    paper.add_font("more", fname=_more(mpl.get_data_path()))
    paper.set_fallback_fonts(["more"])
    paper.set_font("noto", size=_PLAIN)
    paper.set_text_color(_BLACK)
    paper.set_draw_color(_LINES)
    paper.set_line_width(0.1)
    paper.add_page()
    return paper


def _more(data: str) -> Path:
    return Path(data, "fonts", "ttf", "DejaVuSans.ttf")


def _shown(text: str) -> str:
    """A text in which every letter can be seen: what no font has is a sign for that."""
    letters = _letters()
    return "".join(
        letter if ord(letter) in letters else MISSING
        for letter in text.replace("\n", " ")
        # Signs that are never seen, such as those that turn the direction of what follows.
        if letter.isprintable() or letter == "\u00a0"
    )


@lru_cache(maxsize=1)
def _letters() -> frozenset[int]:
    import matplotlib as mpl  # noqa: PLC0415 - as above
    from fontTools.ttLib import TTFont  # noqa: PLC0415 - as above

    found: set[int] = {ord("\u00a0")}
    for file in (_NOTO, _more(mpl.get_data_path())):
        with TTFont(file, lazy=True) as font:
            found.update(font.getBestCmap())
    return frozenset(found)
