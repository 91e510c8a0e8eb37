"""What every message of clubs is built from: words in the reader's language, frames, rows, buttons."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import discord

from bot import replies
from bot.i18n import Safe
from bot.layouts import LABEL_CHARACTERS, Voice, button, framed, row, shortened, shown, words

if TYPE_CHECKING:
    from bot.client import Bot

__all__ = [
    "FIELD_CHARACTERS",
    "HINT_CHARACTERS",
    "LABEL_CHARACTERS",
    "TITLE_CHARACTERS",
    "Asked",
    "Speaker",
    "answer",
    "button",
    "framed",
    "person",
    "quoted",
    "row",
    "shortened",
    "shown",
    "words",
]

# Discord documentation, "Component Reference": Modal, Label.
TITLE_CHARACTERS = 45
FIELD_CHARACTERS = 45
HINT_CHARACTERS = 100

Asked = discord.Interaction[Any]


class Speaker(Voice):
    """Says the words of clubs in one reader's language."""

    def __init__(self, bot: Bot, locale: str) -> None:
        super().__init__(bot, __name__, locale)

    @classmethod
    def to(cls, interaction: Asked) -> Speaker:
        """Speak to whoever asks."""
        return cls(interaction.client, interaction.locale.value)


def quoted(text: Safe) -> Safe:
    """What somebody said, set apart line by line."""
    return Safe("\n".join(f"> {line}" for line in text.split("\n")))


def person(user_id: int | None) -> Safe | None:
    """How a message names a person."""
    return None if user_id is None else Safe(f"<@{user_id}>")


async def answer(interaction: Asked, key: str, **placeholders: object) -> None:
    """Say one text to whoever asks, and to nobody else."""
    await replies.say(interaction, Speaker.to(interaction).say(key, **placeholders))
