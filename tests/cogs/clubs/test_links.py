from __future__ import annotations

import pytest

from cogs.clubs.links import MOST_LINKS, Link, read_links, write_links
from cogs.clubs.refusals import BadLink, TooManyLinks


def test_a_line_is_an_address_with_or_without_a_name() -> None:
    links = read_links("\n Our  archive https://example.org/jazz?a=1 \nhttps://example.net\n")

    assert links == (
        Link("Our archive", "https://example.org/jazz?a=1"),
        Link("example.net", "https://example.net"),
    )
    assert read_links(write_links(links)) == links


@pytest.mark.parametrize(
    "line",
    [
        *("http://example.org", "javascript:alert(1)", "ftp://example.org", "example.org", "Jazz"),
        *("https://localhost", "https://127.0.0.1", "https://[::1]", "https://example", "https://"),
        *("https://discord.com@example.org", "https://example.org:8443", "https://-a.example.org"),
        *("x" * 41 + " https://example.org", "https://example.org/" + "x" * 300, "https://exa mple.org\\x"),
    ],
)
def test_what_is_no_https_address_of_a_site_is_refused(line: str) -> None:
    with pytest.raises(BadLink):
        read_links(line)


def test_a_site_in_other_letters_is_shown_spelled_out() -> None:
    (link,) = read_links("Bank https://ex\u0430mple.org")

    assert link.site.startswith("xn--")


def test_a_card_has_room_for_so_many() -> None:
    with pytest.raises(TooManyLinks):
        read_links("https://example.org\n" * (MOST_LINKS + 1))


def test_a_name_cannot_turn_the_direction_of_what_follows() -> None:
    assert read_links("\u202egro.live https://example.org")[0].label == "gro.live"
