"""How much of a list stands on a page."""

from __future__ import annotations

from cogs.invitations.views.pages import fitting

LINES = ["x" * 10] * 5


def test_a_page_has_as_many_lines_as_there_is_room_for() -> None:
    assert fitting(LINES, 33) == LINES[:3]
    assert fitting(LINES, 1_000) == LINES
    assert fitting([], 33) == []


def test_a_page_is_never_empty_for_want_of_room() -> None:
    assert fitting(LINES, 5) == LINES[:1]
