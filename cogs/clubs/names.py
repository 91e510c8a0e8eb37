"""What a club may be called, and when two names are the same.

Two names are the same if somebody could take one for the other. Each name has up to two keys, and two
names that share a key are one name to us:

1. its small letters, each replaced by the plainest character that looks like it;
2. its letters as they are, replaced in the same way, and made small after that.

One key would not do: a capital Greek beta looks like a B, a small one like a sharp s; a capital I
looks like a small l, and a small i does not. What looks like what is Unicode Technical Standard 39,
"Unicode Security Mechanisms", section 4; `confusable-homoglyphs` brings its table.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from cogs.clubs.api import BadClubName

SHORTEST = 2
LONGEST = 50
LONGEST_KEY = 200
#: So many marks on one letter are writing; more are a tower that hangs into the lines around it.
MOST_MARKS = 3

_CONTROL = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_MARKS = frozenset({"Mn", "Me"})
# Letters and symbols that are drawn as nothing, whatever their category says.
_BLANK = frozenset("\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180e\u180f\u2800\u3164\uffa0")
# They shape a neighbour: joiners in Persian, Indic scripts and emoji, and the choice of an emoji's picture.
_JOINERS = frozenset("\u200c\u200d")
_SHAPING = re.compile("[\u200c\u200d\ufe00-\ufe0f]")
_BIDIRECTIONAL = "\u200e"
# Below it are the letters of European languages, none of which needs a joiner.
_FIRST_JOINED = "\u0600"


def tidy(typed: str) -> str:
    """The name as it will be shown: composed, one space between words.

    Raises:
        BadClubName: too short, too long, or with characters that cannot be seen.
    """
    # The longest is looked at first: nothing below is done to ten thousand characters.
    if len(typed) > LONGEST * 4:
        raise BadClubName(shortest=SHORTEST, longest=LONGEST)
    name = " ".join(unicodedata.normalize("NFC", typed).split())
    # One character may fold to many: U+FDFA is a whole sentence.
    if not (SHORTEST <= len(name) <= LONGEST and _is_visible(name) and _fits(name)):
        raise BadClubName(shortest=SHORTEST, longest=LONGEST)
    return name


def folded(name: str) -> str:
    """The name as it is searched: without letter case and typographic variants."""
    plain = _SHAPING.sub("", " ".join(name.split()))
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", plain).casefold())


def keys(name: str) -> tuple[str, ...]:
    """What a name must not share with another one; see above."""
    plain = unicodedata.normalize("NFKC", _SHAPING.sub("", " ".join(name.split())))
    # Turkish: a small i with a dot of its own is what becomes of the capital that has one.
    small = plain.casefold().replace("i\u0307", "i")
    return tuple(dict.fromkeys(_skeleton(text).casefold() for text in (small, plain)))


def _fits(name: str) -> bool:
    return all(1 <= len(key) <= LONGEST_KEY for key in (folded(name), *keys(name)))


def _is_visible(name: str) -> bool:
    marks = 0
    for place, character in enumerate(name):
        category = unicodedata.category(character)
        marks = marks + 1 if category in _MARKS else 0
        if character in _BLANK or marks > MOST_MARKS:
            return False
        if category in _CONTROL and not _is_joiner(name, place):
            return False
        if "\ufe00" <= character <= "\ufe0e" or "\U000e0100" <= character <= "\U000e01ef":
            return False
    # A name of marks alone, or of nothing but the choice of a picture, has nothing to look at.
    return any(unicodedata.category(character)[0] in "LNPS" for character in name)


def _is_joiner(name: str, place: int) -> bool:
    """Whether a joiner stands where it shapes something, and is no way to hide in a name."""
    around = name[place - 1 : place] + name[place + 1 : place + 2]
    return name[place] in _JOINERS and len(around) == 2 and min(around) >= _FIRST_JOINED  # noqa: PLR2004 - one on each side


def _skeleton(text: str) -> str:
    """Unicode Technical Standard 39, section 4: equal skeletons look alike."""
    apart = unicodedata.normalize("NFD", text)
    return unicodedata.normalize("NFD", "".join(_plainest().get(letter, letter) for letter in apart))


@cache
def _plainest() -> dict[str, str]:
    """What each character is replaced with.

    The library's table leads in both directions: from a character to the one that stands for all that
    look like it, and from that one to each of them. Only the second kind leads to several.
    """
    # Half a megabyte that only those need who name a club.
    from confusable_homoglyphs.confusables import confusables_data  # noqa: PLC0415

    alike = {
        _undirected(character): {_undirected(other["c"]) for other in others} - {_undirected(character)}
        for character, others in confusables_data.items()
    }
    return {
        character: standing
        for character, others in alike.items()
        if len(character) == 1 and len(others) == 1
        for standing in others
        # Of two that have only each other, the first stands for both.
        if len(alike.get(standing, ())) > 1 or (len(standing), standing) < (1, character)
    }


def _undirected(text: str) -> str:
    return text.replace(_BIDIRECTIONAL, "")
