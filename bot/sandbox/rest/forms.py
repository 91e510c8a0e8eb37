"""What a message may consist of: one form for channels, webhooks and interaction callbacks.

Sources: Discord documentation, "Message", Create Message, Edit Message and Allowed Mentions
Object; "Component Reference" for messages made of components.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from bot.sandbox import errors
from bot.sandbox.errors import SandboxGap
from bot.sandbox.rest.embeds import MAX_EMBEDS, MAX_TOTAL, EmbedForm
from bot.sandbox.rest.router import Form, SnowflakeIn, Upload
from bot.sandbox.rest.uploads import AttachmentForm, receive
from bot.sandbox.world.components import check_components
from bot.sandbox.world.mentions import AllowedMentions
from bot.sandbox.world.messages import MessageDraft
from bot.sandbox.world.models import Attachment, Message
from bot.sandbox.world.state import World

SUPPRESS_EMBEDS = 1 << 2
EPHEMERAL = 1 << 6
SUPPRESS_NOTIFICATIONS = 1 << 12
IS_VOICE_MESSAGE = 1 << 13
IS_COMPONENTS_V2 = 1 << 15
LONGEST_NONCE = 25
# What only a new message has; clients say of it in an edit that they ask for nothing (`tts: false`).
_ONLY_WHEN_NEW = ("nonce", "enforce_nonce", "tts", "message_reference")
SETTABLE = SUPPRESS_EMBEDS | SUPPRESS_NOTIFICATIONS | IS_VOICE_MESSAGE | IS_COMPONENTS_V2


class AllowedMentionsForm(Form):
    """Which mentions may count."""

    parse: list[Literal["users", "roles", "everyone"]] | None = None
    users: Annotated[list[SnowflakeIn], Field(max_length=100)] | None = None
    roles: Annotated[list[SnowflakeIn], Field(max_length=100)] | None = None
    replied_user: bool | None = None

    @model_validator(mode="after")
    def _exclusive(self) -> AllowedMentionsForm:
        for kind, ids in (("users", self.users), ("roles", self.roles)):
            if ids and kind in (self.parse or ()):
                raise PydanticCustomError(
                    "message_allowed_mentions_parse_exclusive",
                    'parse:["{kind}"] and {kind}: [ids...] are mutually exclusive.',
                    {"kind": kind},
                )
        return self

    def allowed(self) -> AllowedMentions:
        """The form as the world understands it."""
        kinds, users, roles = self.parse or (), self.users or (), self.roles or ()
        return AllowedMentions(frozenset(kinds), frozenset(users), frozenset(roles), bool(self.replied_user))


class ReferenceForm(Form):
    """The message that is answered."""

    message_id: SnowflakeIn
    channel_id: SnowflakeIn | None = None
    guild_id: SnowflakeIn | None = None
    fail_if_not_exists: bool | None = None
    type: Literal[0, 1] | None = None


def _short(nonce: str | int) -> str | int:
    if len(str(nonce)) > LONGEST_NONCE:
        raise PydanticCustomError(
            "base_type_max_length", "Must be {limit} or fewer in length.", {"limit": LONGEST_NONCE}
        )
    return nonce


class MessageForm(Form):
    """The body of a message, new or changed; an absent field differs from null when it changes one."""

    content: Annotated[str, Field(max_length=2000)] | None = None
    nonce: Annotated[str | int, AfterValidator(_short)] | None = None
    tts: bool | None = None
    embeds: Annotated[list[EmbedForm], Field(max_length=MAX_EMBEDS)] | None = None
    allowed_mentions: AllowedMentionsForm | None = None
    message_reference: ReferenceForm | None = None
    components: list[Any] | None = None
    sticker_ids: list[SnowflakeIn] | None = None
    attachments: list[AttachmentForm] | None = None
    flags: Annotated[int, Field(ge=0)] | None = None
    enforce_nonce: bool | None = None

    @model_validator(mode="after")
    def _not_modelled(self) -> MessageForm:
        if self.sticker_ids:
            raise SandboxGap("the sandbox does not model stickers (sticker_ids of a message)")
        return self

    def draft(
        self,
        world: World,
        uploads: Iterable[Upload] = (),
        *,
        settable: int = SETTABLE,
        reply_to: Message | None = None,
    ) -> MessageDraft:
        """The message that this form describes, checked.

        Raises:
            DiscordError: 50035, 50006 (empty), 40005, 30015, or what is wrong with a voice message.
        """
        flags = (self.flags or 0) & settable
        files = receive(world, uploads, self.attachments, ephemeral=bool(flags & EPHEMERAL))
        draft = MessageDraft(
            content=self.content or "",
            embeds=self.checked_embeds(),
            components=check_components(self.components or [], flags),
            attachments=files,
            flags=flags,
            tts=bool(self.tts),
            nonce=self.nonce,
            reply_to=reply_to,
            allowed_mentions=None if self.allowed_mentions is None else self.allowed_mentions.allowed(),
        )
        _check_whole(draft)
        return draft

    def changes(
        self, world: World, message: Message, uploads: Iterable[Upload] = (), *, settable: int = SETTABLE
    ) -> tuple[MessageDraft, set[str]]:
        """What this form makes of a message, checked, and the names of the fields it touches.

        Raises:
            DiscordError: as `draft`.
            SandboxGap: it asks for something that only a new message can have.
        """
        for name in _ONLY_WHEN_NEW:
            if getattr(self, name):
                raise SandboxGap(f"an edit of a message has no field {name}")
        uploads = list(uploads)
        touched = self.model_fields_set & {"content", "embeds", "components", "flags", "attachments"}
        if uploads:
            touched.add("attachments")
        flags = self._changed_flags(message, settable)
        draft = MessageDraft(
            content=self.content or "" if "content" in touched else message.content,
            embeds=self.checked_embeds() if "embeds" in touched else message.embeds,
            components=message.components,
            attachments=self._changed_files(world, message, uploads),
            flags=flags,
            allowed_mentions=None if self.allowed_mentions is None else self.allowed_mentions.allowed(),
        )
        if "components" in touched:
            draft.components = check_components(self.components or [], flags)
        _check_whole(draft)
        return draft, touched

    def checked_embeds(self) -> list[dict[str, Any]]:
        """The embeds, within the limits that hold for all of them together.

        Raises:
            DiscordError: 50035.
        """
        embeds = self.embeds or []
        for position, embed in enumerate(embeds):
            if not embed.shows_something:
                path = f"embeds.{position}.description"
                raise errors.invalid_field(path, "BASE_TYPE_REQUIRED", "This field is required")
        if sum(embed.length for embed in embeds) > MAX_TOTAL:
            raise errors.invalid_field(
                "embeds", "MAX_EMBED_SIZE_EXCEEDED", "Embed size exceeds maximum size of 6000"
            )
        return [embed.payload() for embed in embeds]

    def _changed_flags(self, message: Message, settable: int) -> int:
        if self.flags is None:
            return message.flags
        # SUPPRESS_EMBEDS can be set and unset, IS_COMPONENTS_V2 only set; others stay as they are.
        changeable = SUPPRESS_EMBEDS & settable
        added = self.flags & settable & IS_COMPONENTS_V2
        return (message.flags & ~changeable) | (self.flags & changeable) | added

    def _changed_files(self, world: World, message: Message, uploads: list[Upload]) -> list[Attachment]:
        ephemeral = message.visible_to is not None
        return receive(world, uploads, self.attachments, message.attachments, ephemeral=ephemeral)


def _check_whole(draft: MessageDraft) -> None:
    if draft.flags & IS_COMPONENTS_V2:
        for name in ("content", "embeds"):
            if getattr(draft, name):
                raise errors.invalid_field(
                    name,
                    "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2",
                    f"The '{name}' field cannot be used when using MessageFlags.IS_COMPONENTS_V2",
                )
    if draft.flags & IS_VOICE_MESSAGE:
        _check_voice_message(draft)
    if draft.is_empty:
        raise errors.empty_message()


def _check_voice_message(draft: MessageDraft) -> None:
    """Refuse what is no voice message ("Message", Voice Messages)."""
    if draft.content or draft.embeds or draft.components:
        raise errors.DiscordError(400, 50159, "Voice messages do not support additional content.")
    if len(draft.attachments) != 1 or not draft.attachments[0].content_type.startswith("audio/"):
        raise errors.DiscordError(400, 50160, "Voice messages must have a single audio attachment.")
    if draft.attachments[0].duration_secs is None or draft.attachments[0].waveform is None:
        raise errors.DiscordError(400, 50161, "Voice messages must have supporting metadata.")
