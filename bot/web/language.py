"""In which language to answer whoever looks at a page, where nobody has said who that is."""

from __future__ import annotations

from collections.abc import Collection

from aiohttp import web

from bot.i18n import FALLBACK


def language_of(request: web.Request, spoken: Collection[str] = ("en", "fr")) -> str:
    """The language of those spoken that a browser likes best (RFC 9110, section 12.5.4); English if none.

    Of two that it likes as much the first counts.
    """
    best, how_much = FALLBACK, 0.0
    for wanted in request.headers.get("Accept-Language", "").split(","):
        tag, _, weight = wanted.partition(";")
        language = tag.strip().partition("-")[0].lower()
        liked = _weight(weight)
        if language in spoken and liked > how_much:
            best, how_much = language, liked
    return best


def _weight(parameter: str) -> float:
    name, _, value = parameter.partition("=")
    if name.strip().lower() != "q":
        return 1.0
    try:
        return float(value)
    except ValueError:
        return 0.0
