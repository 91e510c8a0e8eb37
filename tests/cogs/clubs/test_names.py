from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cogs.clubs.api import BadClubName
from cogs.clubs.names import LONGEST, LONGEST_KEY, folded, keys, tidy


@pytest.mark.parametrize(
    "typed",
    [
        *("", " ", "x", "y" * (LONGEST + 1), "z" * 10_000, "\ufdfa" * 50),
        *("a\u202eb", "a\u200bb", "a\x00b", "a\u2066b", "ab\u3164", "a\u2800b", "a\u00adb"),
        *("a\u200db", "\u200d\u200d", "Q" + "\u0301" * 4, "\u0301\u0301", "jazz\ufe00"),
        *("jazz\U000e0100", "jazz\u180f"),
    ],
)
def test_a_name_that_cannot_be_shown_as_it_is_is_refused(typed: str) -> None:
    with pytest.raises(BadClubName):
        tidy(typed)


def test_a_name_keeps_one_space_between_words() -> None:
    assert tidy("  Book \n lovers ") == "Book lovers"


@pytest.mark.parametrize(
    "name",
    ["\u0646\u06cc\u0645\u200c\u0641", "क्\u200dष", "👩\u200d🚀 club", "Việt Nam", "読書会", "❤\ufe0f jazz"],
)
def test_writing_that_needs_more_than_letters_is_a_name(name: str) -> None:
    assert tidy(name) == name


@pytest.mark.parametrize(
    ("one", "other"),
    [
        *(("Jazz", "JAZZ"), ("Straße", "STRASSE"), ("\uff2aazz", "jazz"), ("\ufb01ne", "FINE")),
        *(("İstanbul", "istanbul"), ("❤ jazz", "❤\ufe0f jazz"), ("Book  lovers", "book lovers")),
    ],
)
def test_names_that_differ_in_case_or_typography_are_one_name(one: str, other: str) -> None:
    assert set(keys(one)) & set(keys(other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Jazz", "J\u0430zz"),  # a Cyrillic a
        ("JAZZ", "J\u0410zz"),
        ("abba", "\u0391\u0392\u0392\u0391"),  # Greek capitals
        ("Iris", "lris"),
        ("Olympia", "0lympia"),
        ("Club II", "Club 11"),
        ("Modern", "Modem"),
        ("jazz", "\U0001d575\U0001d586\U0001d59f\U0001d59f"),
        ("Night-owls", "Night\u2013owls"),
    ],
)
def test_names_that_look_alike_are_one_name(one: str, other: str) -> None:
    assert set(keys(one)) & set(keys(other))


@pytest.mark.parametrize(("one", "other"), [("Mail", "Mall"), ("Café", "Cafe"), ("Jazz", "Jazz 2")])
def test_names_that_can_be_told_apart_are_two(one: str, other: str) -> None:
    assert not set(keys(one)) & set(keys(other))


@given(st.text(max_size=60))
def test_what_is_a_name_stays_one_and_has_keys_that_can_be_stored(typed: str) -> None:
    try:
        name = tidy(typed)
    except BadClubName:
        return

    assert tidy(name) == name
    assert all(0 < len(key) <= LONGEST_KEY for key in (folded(name), *keys(name)))
    assert set(keys(name)) & set(keys(name.upper()))
