"""Embeds as clients send them, and their limits.

Source: Discord documentation, "Message", Embed Object and Embed Limits.
"""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from bot.sandbox.rest.router import Form

MAX_EMBEDS = 10
MAX_FIELDS = 25
MAX_TOTAL = 6000

# "Every field except type, provider, video, and any height, width or proxy_url": accepted, not kept.
_IGNORED = frozenset(
    {"type", "provider", "video", "height", "width", "proxy_url", "proxy_icon_url", "content_type"}
    | {"placeholder", "placeholder_version", "flags", "is_animated"}
)


def _trimmed(value: object) -> object:
    return value.strip() if isinstance(value, str) else value


def _address(value: object) -> object:
    schemes = ("http://", "https://", "attachment://")
    if isinstance(value, str) and not value.startswith(schemes):
        raise PydanticCustomError(
            "url_type_invalid_scheme",
            "Scheme must be one of ('http', 'https', 'attachment').",
        )
    return value


Trimmed = BeforeValidator(_trimmed)
Text256 = Annotated[str, Trimmed, Field(max_length=256)]
Text1024 = Annotated[str, Trimmed, Field(max_length=1024)]
Address = Annotated[str, BeforeValidator(_address), Field(max_length=2048)]


class _EmbedPart(Form):
    @model_validator(mode="before")
    @classmethod
    def _drop_ignored(cls, raw: Any) -> Any:
        if not isinstance(raw, dict):
            return raw
        return {
            name: value for name, value in raw.items() if name not in _IGNORED or name in cls.model_fields
        }


class FooterForm(_EmbedPart):
    """The line at the bottom."""

    text: Annotated[str, Trimmed, Field(max_length=2048)]
    icon_url: Address | None = None


class MediaForm(_EmbedPart):
    """A picture."""

    url: Address
    description: Text1024 | None = None


class AuthorForm(_EmbedPart):
    """The line at the top."""

    name: Text256
    url: Address | None = None
    icon_url: Address | None = None


class FieldForm(_EmbedPart):
    """One named value."""

    name: Annotated[str, Trimmed, Field(min_length=1, max_length=256)]
    value: Annotated[str, Trimmed, Field(min_length=1, max_length=1024)]
    inline: bool | None = None

    def payload(self) -> dict[str, Any]:
        """The field as Discord answers it."""
        return {"name": self.name, "value": self.value, "inline": bool(self.inline)}


class EmbedForm(_EmbedPart):
    """One embed."""

    title: Text256 | None = None
    description: Annotated[str, Trimmed, Field(max_length=4096)] | None = None
    url: Address | None = None
    timestamp: datetime | None = None
    color: Annotated[int, Field(ge=0, le=0xFFFFFF)] | None = None
    footer: FooterForm | None = None
    image: MediaForm | None = None
    thumbnail: MediaForm | None = None
    author: AuthorForm | None = None
    fields_: Annotated[list[FieldForm], Field(max_length=MAX_FIELDS)] | None = Field(None, alias="fields")

    @property
    def length(self) -> int:
        """How many characters count towards the 6,000 of a message."""
        texts = [
            self.title,
            self.description,
            self.footer and self.footer.text,
            self.author and self.author.name,
        ]
        texts += [text for each in self.fields_ or [] for text in (each.name, each.value)]
        return sum(len(text) for text in texts if text)

    @property
    def shows_something(self) -> bool:
        """Whether there is more to it than a colour, an address and a time."""
        return bool(self.length or self.image or self.thumbnail)

    def payload(self) -> dict[str, Any]:
        """The embed as Discord stores and answers it."""
        payload = self.model_dump(exclude_none=True, exclude={"timestamp", "fields_"})
        if self.timestamp is not None:
            payload["timestamp"] = self.timestamp.isoformat()
        if self.fields_:
            payload["fields"] = [each.payload() for each in self.fields_]
        return {"type": "rich"} | payload
