"""What a person sees of the application's answer, at one moment."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.sandbox.payloads.messages import message
from bot.sandbox.world.components import texts, walk
from bot.sandbox.world.interaction import CallbackType, Interaction
from bot.sandbox.world.models import Message
from bot.sandbox.world.state import World

EPHEMERAL = 1 << 6


@dataclass(frozen=True, slots=True)
class SeenMessage:
    """A message as it stood; `payload` is all of it, as on the wire."""

    id: int
    content: str
    embeds: list[dict[str, Any]]
    components: list[dict[str, Any]]
    ephemeral: bool
    payload: dict[str, Any] = field(repr=False)

    @property
    def text(self) -> str:
        """The content and every Text Display, from top to bottom."""
        return "\n".join(part for part in (self.content, *texts(self.components)) if part)

    @property
    def custom_ids(self) -> list[str]:
        """The buttons and selects that can be used, by their custom ids."""
        return [part["custom_id"] for part in walk(self.components) if "custom_id" in part]


@dataclass(frozen=True, slots=True)
class Seen:
    """All that this person sees of one interaction; the properties speak of its first message."""

    interaction_id: int
    messages: tuple[SeenMessage, ...] = ()
    modal: dict[str, Any] | None = None
    deferred: bool = False  # still "thinking", or acknowledged and nothing more
    token: str = field(default="", repr=False)

    @property
    def first(self) -> SeenMessage | None:
        """The first message, or None if there is nothing to see."""
        return self.messages[0] if self.messages else None

    @property
    def text(self) -> str:
        """Everything that is written in the messages, one after the other."""
        return "\n".join(each.text for each in self.messages if each.text)

    @property
    def content(self) -> str:
        """The content of the first message."""
        return self.first.content if self.first else ""

    @property
    def embeds(self) -> list[dict[str, Any]]:
        """The embeds of the first message."""
        return self.first.embeds if self.first else []

    @property
    def components(self) -> list[dict[str, Any]]:
        """The components of the first message."""
        return self.first.components if self.first else []

    @property
    def ephemeral(self) -> bool:
        """Whether only this person sees the first message."""
        return self.first is not None and self.first.ephemeral

    @property
    def message_id(self) -> int | None:
        """The first message's id."""
        return self.first.id if self.first else None

    @property
    def custom_ids(self) -> list[str]:
        """The custom ids of the first message's components."""
        return self.first.custom_ids if self.first else []

    def as_dict(self) -> dict[str, Any]:
        """The same as JSON."""
        return {
            "interaction_id": str(self.interaction_id),
            "message_id": None if self.message_id is None else str(self.message_id),
            "content": self.content,
            "text": self.text,
            "embeds": self.embeds,
            "components": self.components,
            "ephemeral": self.ephemeral,
            "deferred": self.deferred,
            "modal": self.modal,
            "messages": [each.payload for each in self.messages],
        }


def see_message(world: World, subject: Message) -> SeenMessage:
    """A message as it stands now."""
    payload = message(world, subject)
    ephemeral = subject.visible_to is not None
    return SeenMessage(
        subject.id, subject.content, payload["embeds"], payload["components"], ephemeral, payload
    )


def see(world: World, subject: Interaction) -> Seen:
    """What stands now of the answers to an interaction, in order."""
    stored = world.messages.get(subject.channel_id, {})
    ids: Sequence[int] = subject.message_ids
    if subject.answer in (CallbackType.UPDATE, CallbackType.DEFERRED_UPDATE):
        ids = [subject.original_id or 0, *ids]
    found = tuple(see_message(world, stored[each]) for each in ids if each in stored)
    pending = subject.loading or (subject.answer is CallbackType.DEFERRED_UPDATE and not has_gone_on(subject))
    return Seen(subject.id, found, subject.modal, pending, subject.token)


def has_gone_on(subject: Interaction) -> bool:
    """Whether anything came after the first answer, through the interaction's token."""
    return subject.edits > 0 or bool(subject.message_ids)
