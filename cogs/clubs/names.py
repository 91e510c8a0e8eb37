"""What a club may be called, and when two names are the same."""

from __future__ import annotations

import unicodedata

from cogs.clubs.api import BadClubName

SHORTEST = 2
LONGEST = 50
LONGEST_FOLDED = 200


def tidy(typed: str) -> str:
    """The name as it will be shown: composed, one space between words.

    Raises:
        BadClubName: too short, too long, or with characters that cannot be seen.
    """
    name = " ".join(unicodedata.normalize("NFC", typed).split())
    # Control, format (right-to-left marks, zero width), surrogate and private characters
    # let a name pretend to be another or turn the text around it.
    hidden = any(unicodedata.category(character) in {"Cc", "Cf", "Cs", "Co", "Cn"} for character in name)
    # One character may fold to many: U+FDFA is a whole sentence.
    if hidden or not SHORTEST <= len(name) <= LONGEST or len(folded(name)) > LONGEST_FOLDED:
        raise BadClubName(shortest=SHORTEST, longest=LONGEST)
    return name


def folded(name: str) -> str:
    """The name as it is compared: without letter case and typographic variants."""
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold())
