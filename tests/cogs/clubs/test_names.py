from __future__ import annotations

import pytest

from cogs.clubs.api import BadClubName
from cogs.clubs.names import LONGEST, folded, tidy


@pytest.mark.parametrize(
    "typed",
    ["", " ", "x", "y" * (LONGEST + 1), "a\u202eb", "a\u200bb", "a\x00b", "z" * 10_000, "\ufdfa" * 50],
)
def test_a_name_that_cannot_be_shown_as_it_is_is_refused(typed: str) -> None:
    with pytest.raises(BadClubName):
        tidy(typed)


def test_a_name_keeps_one_space_between_words() -> None:
    assert tidy("  Book \n lovers ") == "Book lovers"


@pytest.mark.parametrize(
    ("one", "other"), [("Jazz", "JAZZ"), ("Straße", "STRASSE"), ("\uff2aazz", "jazz"), ("\ufb01ne", "FINE")]
)
def test_names_that_differ_in_case_or_typography_are_one_name(one: str, other: str) -> None:
    assert folded(one) == folded(other)
