"""One-time codes: 128 random bits, written so that a person can read them out.

The alphabet is Crockford's base 32: no letter that passes for a digit, whatever the case, and what is
confused with one is taken for it. Only the SHA-256 digest of the bits is stored; they are too many to be
tried, so a digest needs no salt, and the row is found by it.
"""

from __future__ import annotations

import hashlib
import secrets
from itertools import pairwise

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_VALUES = {letter: value for value, letter in enumerate(_ALPHABET)} | {"O": 0, "I": 1, "L": 1}
_BYTES = 16
_LETTERS = 26  # of five bits each: 128 and two that are nought
_GROUPS = (0, 5, 10, 15, 20, _LETTERS)
#: Longer than any way to write one; nothing longer is looked at.
LONGEST_TYPED = 100


def fresh() -> bytes:
    """The bits of a code that nobody has seen."""
    return secrets.token_bytes(_BYTES)


def written(bits: bytes) -> str:
    """A code as it is shown, in groups that can be kept in mind for a moment."""
    number = int.from_bytes(bits, "big")
    letters = "".join(_ALPHABET[number >> 5 * place & 31] for place in reversed(range(_LETTERS)))
    return "-".join(letters[start:end] for start, end in pairwise(_GROUPS))


def read(typed: str) -> bytes | None:
    """The bits of what somebody typed, whatever the case and the dashes; None if that is no code."""
    letters = [letter for letter in typed[: LONGEST_TYPED + 1].upper() if letter not in "-_ "]
    if len(typed) > LONGEST_TYPED or len(letters) != _LETTERS or not all(map(_VALUES.__contains__, letters)):
        return None
    number = 0
    for letter in letters:
        number = number << 5 | _VALUES[letter]
    return number.to_bytes(_BYTES, "big") if number.bit_length() <= _BYTES * 8 else None


def digest(bits: bytes) -> bytes:
    """What is stored of a code."""
    return hashlib.sha256(bits).digest()
