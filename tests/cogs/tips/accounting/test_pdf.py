"""Paper shows what it was given, in any letters that it has, and says where it has none."""

from __future__ import annotations

from datetime import UTC, datetime

import pypdfium2
import pytest

from cogs.tips.accounting.pdf import MISSING, Column, Sheet, draw, shows

AT = datetime(2026, 3, 1, tzinfo=UTC)


def text_of(paper: bytes) -> str:
    """All that can be read on it."""
    pages = pypdfium2.PdfDocument(paper)
    return "\n".join(page.get_textpage().get_text_range() for page in pages)


@pytest.mark.filterwarnings("ignore:.*:DeprecationWarning")
def test_what_is_on_the_paper_is_what_was_given() -> None:
    names = ["Zoé Ÿ", "Дмитрий", "Ελένη", "Nguyễn", "<b>bold</b>", "**not**", "$x^2$", "さくら"]
    rows = [["1 Mar 2026", str(number), name, "+5", "105"] for number, name in enumerate(names)]
    columns = [Column("Date", 10), Column("No.", 8), Column("What", 40), Column("Sum", 8, is_number=True)]
    columns.append(Column("Left", 8, is_number=True))

    paper = draw(
        Sheet(
            "Statement",
            ["Ada"],
            [("In", "40 €")],
            columns,
            rows,
            "Nothing",
            ["No commission."],
            "p. {number}",
        ),
        AT,
    )

    text = text_of(paper)
    for shown in ("Statement", "40 €", "No commission.", "p. 1", *names[:-1]):
        assert shown in text
    assert "さ" not in text


def test_who_has_other_letters_is_not_passed_over() -> None:
    assert [shows(name) for name in ("Ada", "Ελένη", "أحمد", "さくら", f"{MISSING}")] == [
        True,
        True,
        True,
        False,
        False,
    ]


def test_paper_that_goes_on_has_pages_with_numbers() -> None:
    columns = [Column("What", 1)]

    paper = draw(Sheet("S", [], [], columns, [["row"]] * 120, "", [], "page {number}"), AT)

    assert "page 3" in text_of(paper)


def test_an_empty_one_says_so() -> None:
    assert "Nothing" in text_of(draw(Sheet("S", [], [], [Column("W", 1)], [], "Nothing", [], "{number}"), AT))
