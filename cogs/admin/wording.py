"""Settings and their values in the words of one reader.

What pages say is put together from texts of the catalogues alone; what people typed goes through
them as a placeholder, and so is escaped.
"""

from __future__ import annotations

import json
from typing import Any

from bot.i18n import Safe, Text, Words
from bot.settings.declaring import Kind, Setting
from bot.settings.exchange import Landmarks
from bot.settings.values import DEFAULT
from cogs.admin.paging import shortened

#: Of a value in a line; whole texts are read in the form where they are changed.
MOST_SHOWN = 200
#: Of channels or roles, one after the other.
MOST_LISTED = 10
LABEL_CHARACTERS = 80


class Reader:
    """Somebody who reads a page: their language, and the channels and roles around them."""

    def __init__(self, words: Words, locale: str, landmarks: Landmarks) -> None:
        self.words = words
        self.locale = locale
        self._landmarks = landmarks

    def has_channel(self, channel_id: int, kinds: tuple[str, ...]) -> bool:
        """Whether there is such a channel around them."""
        return self._landmarks.has_channel(channel_id, kinds)

    def has_role(self, role_id: int) -> bool:
        """Whether there is such a role around them."""
        return self._landmarks.has_role(role_id)

    def phrase(self, key: str, **placeholders: object) -> Safe:
        """A text of this cog for a message."""
        return self.words.text(__name__, key, self.locale, **placeholders)

    def label(self, key: str, most: int = LABEL_CHARACTERS, **placeholders: object) -> str:
        """A text of this cog for a button or a title, where there is no Markdown."""
        return shortened(self.words.plain(__name__, key, self.locale, **placeholders), most)

    def read(self, text: Text | Safe) -> Safe:
        """A text that a cog has named, for a message."""
        if isinstance(text, Safe):
            return text
        return self.words.text(text.owner, text.key, self.locale, **text.placeholders)

    def plain(self, text: Text | Safe, most: int = LABEL_CHARACTERS) -> str:
        """A text that a cog has named, for a place without Markdown."""
        if not isinstance(text, Safe):
            text = Safe(self.words.plain(text.owner, text.key, self.locale, **text.placeholders))
        return shortened(text, most)

    def value(self, setting: Setting | None, value: Any, most: int = MOST_SHOWN) -> Safe:
        """A value as JSON has it; of a setting that there is not any more, just that."""
        if value is DEFAULT:
            return self.phrase("value-default")
        if value in (None, "", []):
            return self.phrase("value-none")
        try:
            known = None if setting is None else self._known(setting, value, most)
        except (TypeError, ValueError):  # what an older version has stored
            known = None
        return known or self.phrase("value-text", text=shortened(json.dumps(value), most))

    def _known(self, setting: Setting, value: Any, most: int) -> Safe | None:
        match setting.kind:
            case Kind.SWITCH:
                return self.phrase("value-yes" if value else "value-no")
            case Kind.CHOICE if value in setting.choices:
                return self.read(Text(setting.owner, setting.choice_key(value)))
            case Kind.NUMBER:
                return self.phrase("value-number", number=int(value))
            case Kind.TEXT if isinstance(value, str):
                return self.phrase("value-text", text=shortened(value, most))
            case Kind.CHANNEL | Kind.ROLE:
                return self._places(setting, value if setting.several else [value])
        return None

    def _places(self, setting: Setting, ids: list[Any]) -> Safe:
        shown = [self._place(setting, int(one)) for one in ids[:MOST_LISTED]]
        if len(ids) > MOST_LISTED:
            shown.append(self.phrase("value-more", more=len(ids) - MOST_LISTED))
        return Safe(", ".join(shown))

    def _place(self, setting: Setting, one: int) -> Safe:
        if setting.kind is Kind.ROLE:
            return Safe(f"<@&{one}>") if self._landmarks.has_role(one) else self.phrase("value-gone")
        here = self._landmarks.has_channel(one, setting.channel_kinds)
        return Safe(f"<#{one}>") if here else self.phrase("value-gone")

    def limits(self, setting: Setting) -> Safe | None:
        """What fits, if there is more to say of it than its kind says."""
        least, most = setting.least, setting.most
        if setting.kind is Kind.NUMBER:
            return self._bounds("limits-number", least, most)
        if setting.kind is Kind.TEXT:
            return self._bounds("limits-text", least, most)
        return self._bounds("limits-several", least, most) if setting.several else None

    def _bounds(self, key: str, least: int | None, most: int | None) -> Safe | None:
        if least is None and most is None:
            return None
        known = "both" if least is not None and most is not None else "most" if least is None else "least"
        return self.phrase(key, known=known, least=least or 0, most=most or 0)
