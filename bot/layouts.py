"""What messages of components are built from: words in a reader's language, frames, rows, buttons."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import discord

from bot.i18n import Safe, Text
from bot.markdown import escape
from bot.views import LayoutView

if TYPE_CHECKING:
    from bot.client import Bot

# Discord documentation, "Component Reference": Button.
LABEL_CHARACTERS = 80


class Voice:
    """Says the words of one cog in one reader's language; `owner` is the cog, or any module in it."""

    def __init__(self, bot: Bot, owner: str, locale: str) -> None:
        self.words = bot.words
        self._owner = owner
        self.locale = locale

    def say(self, key: str, **placeholders: object) -> Safe:
        """A text for a message."""
        return self.words.text(self._owner, key, self.locale, **placeholders)

    def line(self, text: Text) -> Safe:
        """A text of another cog, for a message."""
        return self.words.text(text.owner, text.key, self.locale, **text.placeholders)

    def lines(self, texts: Iterable[Text], most: int) -> str:
        """Texts of other cogs below each other; one that no room is left for is left out."""
        said = []
        for text in map(self.line, texts):
            if len(text) < most:
                said.append(text)
                most -= len(text) + 1
        return "\n".join(said)

    def plain(self, text: Text) -> str:
        """A text of another cog, for a button, a title or a picture."""
        return self.words.plain(text.owner, text.key, self.locale, **text.placeholders)

    def label(self, key: str, most: int = LABEL_CHARACTERS, /, **placeholders: object) -> str:
        """A text for a button, a title or a field."""
        return shortened(self.words.plain(self._owner, key, self.locale, **placeholders), most)


def shortened(text: str, most: int) -> str:
    """A text cut to what there is room for."""
    return text if len(text) <= most else text[: most - 1] + "…"


# Such texts are shown again and again, and change seldom.
@lru_cache(maxsize=1_000)
def shown(text: str, most: int) -> tuple[Safe, bool]:
    """What somebody typed, so that it shows as it was typed, in that much room; and whether it was cut."""
    escaped = escape(text)
    if len(escaped) <= most:
        return escaped, False
    # Every character may have become two.
    kept = text
    while len(escape(kept)) > most - 1:
        kept = kept[: len(kept) - max(1, (len(escape(kept)) - most + 1) // 2)]
    return Safe(escape(kept.rstrip()) + "…"), True


def framed(items: Iterable[discord.ui.Item[Any]]) -> LayoutView:
    """A message of these parts; what is pressed there is found by its custom_id, after a restart too."""
    view = LayoutView(timeout=None)
    view.add_item(discord.ui.Container(*items))
    return view


def words(text: str) -> discord.ui.TextDisplay[Any]:
    """A piece of text."""
    return discord.ui.TextDisplay(text)


def row(*items: discord.ui.Item[Any]) -> discord.ui.ActionRow[Any]:
    """Some buttons beside each other."""
    return discord.ui.ActionRow(*items)


def button(
    label: str,
    custom_id: str,
    style: discord.ButtonStyle = discord.ButtonStyle.secondary,
    *,
    disabled: bool = False,
) -> discord.ui.Button[Any]:
    """A button that is found by its custom_id."""
    return discord.ui.Button(label=label, custom_id=custom_id, style=style, disabled=disabled)
