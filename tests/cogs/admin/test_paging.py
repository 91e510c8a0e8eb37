from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from cogs.admin.paging import Piece, pages, shortened

PIECES = st.lists(st.builds(Piece, st.integers(), st.integers(0, 20), st.integers(0, 2_000)), max_size=40)


@given(PIECES)
def test_everything_is_on_a_page_once_and_in_order(pieces: list[Piece[int]]) -> None:
    found = pages(pieces, components=20, characters=2_000)

    assert [what for page in found for what in page] == [piece.what for piece in pieces]
    assert found


@given(PIECES)
def test_no_page_takes_more_than_there_is_room_for(pieces: list[Piece[int]]) -> None:
    numbered = [Piece(number, piece.components, piece.characters) for number, piece in enumerate(pieces)]

    for page in pages(numbered, components=20, characters=2_000):
        assert sum(pieces[number].components for number in page) <= 20
        assert sum(pieces[number].characters for number in page) <= 2_000


def test_what_is_too_large_for_any_page_has_one_of_its_own() -> None:
    pieces = [Piece("a", 1, 1), Piece("b", 99, 1), Piece("c", 1, 1)]

    assert pages(pieces, components=20, characters=20) == [["a"], ["b"], ["c"]]


def test_a_text_that_is_cut_says_so_and_is_no_longer_than_asked() -> None:
    assert shortened("a  b\nc", 5) == "a b c"
    assert shortened("abcdef", 5) == "abcd…"
