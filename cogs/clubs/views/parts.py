"""What every message of clubs is built from: words in the reader's language, frames, rows, buttons."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

import discord

from bot import replies
from bot.i18n import Safe
from bot.layouts import LABEL_CHARACTERS, Voice, button, framed, row, shortened, shown, words
from bot.views import DynamicItem

if TYPE_CHECKING:
    from bot.client import Bot

__all__ = [
    "FIELD_CHARACTERS",
    "HINT_CHARACTERS",
    "ID",
    "LABEL_CHARACTERS",
    "TITLE_CHARACTERS",
    "Asked",
    "ClubButton",
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

#: An id of ours in a custom_id.
ID = r"[0-9]{1,18}"

Asked = discord.Interaction[Any]


class Speaker(Voice):
    """Says the words of clubs in one reader's language."""

    def __init__(self, bot: Bot, locale: str) -> None:
        super().__init__(bot, __name__, locale)

    @classmethod
    def to(cls, interaction: Asked) -> Speaker:
        """Speak to whoever asks."""
        return cls(interaction.client, interaction.locale.value)


class ClubButton(DynamicItem[discord.ui.Button[Any]], template=r"(?!)"):
    """A button about one club; a subclass says `what` it does, for its custom_id, and its style."""

    _what: ClassVar[str]
    _style: ClassVar[discord.ButtonStyle]
    #: The ids in its custom_id, which a subclass about something of the club adds to.
    _ids: ClassVar[str] = rf"(?P<club>{ID})"

    def __init_subclass__(
        cls, *, what: str, style: discord.ButtonStyle = discord.ButtonStyle.secondary
    ) -> None:
        super().__init_subclass__(template=f"clubs:{what}:{cls._ids}")
        cls._what, cls._style = what, style

    def __init__(self, club_id: int, label: str = "…", *more_ids: int) -> None:
        custom_id = ":".join(["clubs", self._what, *map(str, (club_id, *more_ids))])
        super().__init__(discord.ui.Button(label=label, custom_id=custom_id, style=self._style))
        self.club_id = club_id


def quoted(text: Safe) -> Safe:
    """What somebody said, set apart line by line."""
    return Safe("\n".join(f"> {line}" for line in text.split("\n")))


def person(user_id: int | None) -> Safe | None:
    """How a message names a person."""
    return None if user_id is None else Safe(f"<@{user_id}>")


async def answer(interaction: Asked, key: str, **placeholders: object) -> None:
    """Say one text to whoever asks, and to nobody else."""
    await replies.say(interaction, Speaker.to(interaction).say(key, **placeholders))
