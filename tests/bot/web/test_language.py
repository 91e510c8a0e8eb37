"""A page speaks the language that a browser likes best, of those that we speak."""

from __future__ import annotations

import pytest
from aiohttp.test_utils import make_mocked_request

from bot.web.language import language_of


@pytest.mark.parametrize(
    ("wanted", "spoken"),
    [
        ("", "en"),
        ("de, fr-CA;q=0.8", "fr"),
        ("en;q=0.5, fr;q=0.9", "fr"),
        ("fr, en", "fr"),
        ("fr;q=0, en;q=0.1", "en"),
        ("FR-fr", "fr"),
        ("fr;q=much", "en"),
        ("*", "en"),
    ],
)
def test_the_language_that_is_liked_best_of_those_we_speak(wanted: str, spoken: str) -> None:
    request = make_mocked_request("GET", "/", headers={"Accept-Language": wanted})

    assert language_of(request) == spoken
