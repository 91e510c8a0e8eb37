"""What counts as an emoji. Discord documentation, "Emoji", Standard Emoji, and "Message", Create Reaction."""

from __future__ import annotations

import pytest

from bot.sandbox.world.emoji import is_standard


@pytest.mark.parametrize("emoji", ["👍", "👍🏽", "❤️", "👩‍🎤", "🇫🇷", "1️⃣", "✅", "‼️", "🏴󠁧󠁢󠁳󠁣󠁴󠁿", "©️"])
def test_an_emoji_is_one(emoji: str) -> None:
    assert is_standard(emoji)


@pytest.mark.parametrize("text", ["", "a", "1", "hello", "name:123", "^", "👍a", "\u200d", "👍" * 40])
def test_anything_else_is_not(text: str) -> None:
    assert not is_standard(text)
