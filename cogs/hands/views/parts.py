"""What every message of hands is built from: words in a language, and what a line says of a hand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import discord

from bot import replies
from bot.i18n import Safe
from bot.markdown import escape
from cogs.hands.policies import Hand

if TYPE_CHECKING:
    from bot.client import Bot

Asked = discord.Interaction[Any]

# Discord documentation, "Component Reference": Button, Modal, Label.
LABEL_CHARACTERS = 80
FORM_CHARACTERS = 45
#: A question in a list of others is cut to this; whole it is on the panel of questions.
QUESTION_ROOM = 120


class Speaker:
    """Says the words of hands in one language."""

    def __init__(self, bot: Bot, locale: str) -> None:
        self._words = bot.words
        self.locale = locale

    @classmethod
    def to(cls, interaction: Asked) -> Speaker:
        """Speak to whoever asks."""
        return cls(interaction.client, interaction.locale.value)

    def say(self, key: str, **placeholders: object) -> Safe:
        """A text for a message."""
        return self._words.text(__name__, key, self.locale, **placeholders)

    def label(self, key: str, most: int = LABEL_CHARACTERS, /, **placeholders: object) -> str:
        """A text for a button, a title or a field."""
        text = self._words.plain(__name__, key, self.locale, **placeholders)
        return text if len(text) <= most else text[: most - 1] + "…"

    def line(self, number: int, hand: Hand) -> Safe:
        """One hand in a list."""
        question = "" if hand.question is None else shortened(hand.question)
        return self.say(
            "queue-line",
            number=number,
            person=person(hand.user_id),
            held="yes" if hand.held else "no",
            asks="yes" if question else "no",
            question=Safe(question),
        )


async def answer(interaction: Asked, key: str, **placeholders: object) -> None:
    """Say one text to whoever asks, and to nobody else."""
    await replies.say(interaction, Speaker.to(interaction).say(key, **placeholders))


def person(user_id: int) -> Safe:
    """How a message names somebody."""
    return Safe(f"<@{user_id}>")


def shortened(question: str) -> str:
    """A question in one line of a list, as it was typed."""
    cut = question if len(question) <= QUESTION_ROOM else question[: QUESTION_ROOM - 1] + "…"
    return escape(cut)
