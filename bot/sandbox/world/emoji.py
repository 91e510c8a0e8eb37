"""What counts as an emoji.

Source: Discord documentation, "Message", Create Reaction, and "Emoji", Standard Emoji.
"""

from __future__ import annotations

import unicodedata

from bot.sandbox import errors

# Joiners, variation selectors and tags shape an emoji without being one.
_SHAPING = {0x200D, 0xFE0E, 0xFE0F, 0x20E3, *range(0xE0020, 0xE0080)}
# Emoji whose Unicode category is not "symbol, other".
_ODD = frozenset("‼⁉〰↔▶◀◽◾◻◼\u2139⤴⤵〽")
_KEYCAP_BASES = frozenset("0123456789*#")
_LONGEST = 32


def reaction_emoji(text: str) -> str:
    """The emoji that a path or body names, in one spelling.

    Raises:
        DiscordError: 10014, it is no emoji, or a custom one, of which the sandbox has none.
    """
    if not is_standard(text):
        raise errors.unknown_emoji()
    return text


def is_standard(text: str) -> bool:
    """Whether the text is one emoji of Unicode."""
    if not text or len(text) > _LONGEST:
        return False
    bases = [character for character in text if ord(character) not in _SHAPING]
    if any(character in _KEYCAP_BASES for character in bases):
        return len(bases) == 1 and text.endswith("\u20e3")
    return bool(bases) and all(_is_base(character) for character in bases)


def _is_base(character: str) -> bool:
    # Sk holds the skin tones, and in ASCII two accents that are no emoji.
    symbol = unicodedata.category(character) in {"So", "Sk"} and not character.isascii()
    return symbol or character in _ODD


def partial_emoji(emoji: str) -> dict[str, str | None]:
    """A standard emoji as reactions carry it: no id, its text as the name."""
    return {"id": None, "name": emoji}
