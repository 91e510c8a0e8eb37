"""Text that people typed, made harmless inside a Discord message.

Discord's Markdown lets a club's name turn the rest of a message into a heading,
look like a mention of everyone, or write its end backwards. Escaped text shows as
it was typed. Who is pinged is decided elsewhere, by `AllowedMentions`.
"""

from __future__ import annotations

import re
from functools import lru_cache

# Marks that change the direction of what follows them, beyond the text's own end.
_DIRECTION = re.compile("[\u202a-\u202e\u2066-\u2069]")
_ANYWHERE = re.compile(r"[\\*_~`|\[\]]")
# A heading, small print, a list or a quotation, each only where a line begins.
_LINE_START = re.compile(r"^(\s*)(#{1,3}|-#?|\+|>{1,3}|(?P<number>\d+)\.)(?=\s|>|$)", re.MULTILINE)
_MENTION = re.compile(r"@(?=everyone|here|[!&]?\d)")
# <@1>, <#1>, </name:1>, <:name:1>, <a:name:1>, <t:1>, <id:guide>
# (Discord documentation, "Reference", Message Formatting).
_FORMAT = re.compile(r"<(?=[@#/:]|[a-z]+:)", re.IGNORECASE)
_NOTHING_VISIBLE = "\u200b"
_LONGEST_REMEMBERED = 100


class Safe(str):
    """Text that we wrote ourselves, or escaped already: it goes into a message as it is."""

    __slots__ = ()


def escape(text: str) -> Safe:
    """Return `text` so that Discord shows it as it was typed; what is safe stays as it is."""
    if isinstance(text, Safe):
        return text
    return _remembered(text) if len(text) <= _LONGEST_REMEMBERED else _escaped(text)


def _escaped(text: str) -> Safe:
    text = _ANYWHERE.sub(r"\\\g<0>", undirected(text))
    text = _LINE_START.sub(_escaped_start, text)
    text = _FORMAT.sub(f"<{_NOTHING_VISIBLE}", text)
    return Safe(_MENTION.sub(f"@{_NOTHING_VISIBLE}", text))


# Names and topics are shown again and again.
_remembered = lru_cache(maxsize=4_096)(_escaped)


def undirected(text: str) -> str:
    """Return `text` without marks that turn the direction of writing; for labels, which have no Markdown."""
    return _DIRECTION.sub("", text)


def _escaped_start(match: re.Match[str]) -> str:
    space, mark = match[1], match[2]
    return f"{space}{match['number']}\\." if match["number"] else f"{space}\\{mark}"
