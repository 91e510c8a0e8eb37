"""What people write about a club or to it, as it is kept."""

from __future__ import annotations

import re
import unicodedata

from bot.markdown import undirected
from cogs.clubs.refusals import TooLong

LONGEST_DESCRIPTION = 600
LONGEST_RULES = 1_500
LONGEST_QUESTION = 200
LONGEST_ANSWER = 1_000
LONGEST_REASON = 300

_CONTROL = re.compile(r"[^\S\n]|[\x00-\x09\x0b-\x1f\x7f-\x9f]")
_GAPS = re.compile(r"\n{3,}")


def tidy_text(typed: str, most: int, field: str) -> str:
    """A text as it is kept: composed, without characters that only disturb, no more than one empty line.

    Raises:
        TooLong: it is longer than there is room for.
    """
    if len(typed) > most:
        raise TooLong(field=field, length=len(typed), most=most)
    text = unicodedata.normalize("NFC", undirected(typed).replace("\r\n", "\n").replace("\r", "\n"))
    text = _GAPS.sub("\n\n", _CONTROL.sub(" ", text)).strip()
    if len(text) > most:
        raise TooLong(field=field, length=len(text), most=most)
    return text
