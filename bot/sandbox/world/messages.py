"""Messages: posted, edited, deleted, found again.

Whatever speaks in the sandbox goes through `post`: the bot's messages, people's, answers to
interactions, and Discord's own lines. A message with `visible_to` is ephemeral: it is kept
where its interaction can find it, and neither the gateway nor a channel's history shows it.

Sources: Discord documentation, "Message", and "Gateway Events", Messages.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from bot.sandbox import errors
from bot.sandbox.payloads.messages import REPLY, message_event
from bot.sandbox.world import attachments
from bot.sandbox.world.mentions import REGULAR, AllowedMentions, find_mentions, text_of
from bot.sandbox.world.models import Attachment, Channel, Message, User
from bot.sandbox.world.state import World
from bot.sandbox.world.visibility import emit_in

LOADING = 1 << 7

# A sandbox may run for days; a channel remembers this many messages and forgets the oldest.
MOST_KEPT = 10_000

# "Checked for uniqueness in the past few minutes" (Create Message, enforce_nonce).
NONCE_LIFE = timedelta(minutes=5)


@dataclass(slots=True)
class MessageDraft:
    """What somebody wants to say, checked and ready to be posted."""

    content: str = ""
    embeds: list[dict[str, Any]] = field(default_factory=list)
    components: list[dict[str, Any]] = field(default_factory=list)
    attachments: list[Attachment] = field(default_factory=list)
    flags: int = 0
    tts: bool = False
    nonce: str | int | None = None
    reply_to: Message | None = None
    allowed_mentions: AllowedMentions | None = None  # None: what is usual where it is posted

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to see in it."""
        return not (self.content.strip() or self.embeds or self.components or self.attachments)


def post(
    world: World,
    channel: Channel,
    author: User,
    draft: MessageDraft,
    *,
    type: int = 0,
    usual_mentions: AllowedMentions = REGULAR,
    webhook_id: int | None = None,
    application_id: int | None = None,
    interaction_id: int | None = None,
    interaction_metadata: dict[str, Any] | None = None,
    visible_to: int | None = None,
    reference: dict[str, Any] | None = None,
    notify_everyone: bool = False,
) -> Message:
    """Put a message into a channel; MESSAGE_CREATE unless it is ephemeral."""
    message = Message(
        world.new_id(),
        channel.id,
        None if visible_to is not None else channel.guild_id,
        author,
        world.clock.now(),
        type=type,
        tts=draft.tts,
        nonce=draft.nonce,
        webhook_id=webhook_id,
        application_id=application_id,
        interaction_id=interaction_id,
        interaction_metadata=interaction_metadata,
        visible_to=visible_to,
        reference=reference,
    )
    if draft.reply_to is not None:
        message.type, message.reference = REPLY, _reference(channel, draft.reply_to)
    _fill(world, channel, message, draft, usual_mentions)
    message.mention_everyone |= notify_everyone
    _keep(world, channel, message)
    _tell(world, channel, "MESSAGE_CREATE", message)
    return message


def edit(
    world: World,
    message: Message,
    changes: MessageDraft,
    *,
    fields: Iterable[str] = ("content", "embeds", "components", "attachments", "flags"),
    usual_mentions: AllowedMentions = REGULAR,
) -> Message:
    """Change those fields of a message that are named; MESSAGE_UPDATE unless it is ephemeral.

    Mentions are worked out anew from the new text (Edit Message). The first text of a message
    that was only "thinking" does not count as an edit.
    """
    channel = world.channel(message.channel_id)
    named = set(fields)
    merged = MessageDraft(
        **{name: getattr(changes if name in named else message, name) for name in _EDITABLE},
        reply_to=get_replied(world, message),
        allowed_mentions=changes.allowed_mentions,
    )
    if named - {"flags"} and not message.flags & LOADING:
        message.edited_timestamp = world.clock.now()
    merged.flags &= ~LOADING
    for file in message.attachments:
        if file not in merged.attachments:
            attachments.forget(world, file.id)
    _fill(world, channel, message, merged, usual_mentions)
    _tell(world, channel, "MESSAGE_UPDATE", message)
    return message


def delete(world: World, message: Message) -> None:
    """Remove a message; MESSAGE_DELETE unless it was ephemeral."""
    channel = world.channel(message.channel_id)
    _forget(world, message)
    if message.visible_to is None:
        gone = {"id": str(message.id), "channel_id": str(channel.id)} | _guild_part(channel)
        emit_in(world, channel, "MESSAGE_DELETE", gone)


def bulk_delete(world: World, channel: Channel, message_ids: Iterable[int]) -> None:
    """Remove several messages at once; MESSAGE_DELETE_BULK. Unknown ids are passed over."""
    stored = world.messages[channel.id]
    found = [stored[each] for each in message_ids if each in stored and stored[each].visible_to is None]
    for message in found:
        _forget(world, message)
    if found:
        gone = {"ids": [str(each.id) for each in found], "channel_id": str(channel.id)}
        emit_in(world, channel, "MESSAGE_DELETE_BULK", gone | _guild_part(channel))


def delete_by_author(world: World, channel: Channel, author_id: int, within: timedelta) -> None:
    """Remove what somebody said in a channel lately, as a ban may."""
    since = world.clock.now() - within
    said = world.messages[channel.id].values()
    bulk_delete(world, channel, [m.id for m in said if m.author.id == author_id and m.timestamp >= since])


def forget_all(world: World, channel_id: int) -> None:
    """Remove the messages of a channel that is gone, and their files; no event tells of them."""
    for message in list(world.messages.get(channel_id, {}).values()):
        _forget(world, message)
    world.messages.pop(channel_id, None)


def get(world: World, channel_id: int, message_id: int) -> Message:
    """A message of a channel, ephemeral ones too.

    Raises:
        DiscordError: 10003 or 10008.
    """
    world.channel(channel_id)
    try:
        return world.messages[channel_id][message_id]
    except KeyError:
        raise errors.unknown_message() from None


def get_public(world: World, channel_id: int, message_id: int) -> Message:
    """A message that everybody in the channel sees; an ephemeral one is unknown.

    Raises:
        DiscordError: 10003 or 10008.
    """
    message = get(world, channel_id, message_id)
    if message.visible_to is not None:
        raise errors.unknown_message()
    return message


def get_replied(world: World, message: Message) -> Message | None:
    """The message that this one replies to, if it still stands."""
    if message.type != REPLY or message.reference is None:
        return None
    return world.messages[message.channel_id].get(int(message.reference["message_id"]))


def history(
    world: World,
    channel: Channel,
    limit: int,
    *,
    before: int | None = None,
    after: int | None = None,
    around: int | None = None,
) -> list[Message]:
    """A page of a channel's public messages, newest first (Get Channel Messages)."""
    public = [each for each in world.messages[channel.id].values() if each.visible_to is None]
    if after is not None:
        page = [each for each in public if each.id > after][:limit]
    elif around is not None:
        older = [each for each in public if each.id < around][-(limit // 2) :] if limit > 1 else []
        page = older + [each for each in public if each.id >= around][: limit - len(older)]
    else:
        page = [each for each in public if before is None or each.id < before][-limit:]
    return page[::-1]


def with_nonce(world: World, channel: Channel, author_id: int, nonce: str | int) -> Message | None:
    """The author's message of the past few minutes that carries this nonce already."""
    since = world.clock.now() - NONCE_LIFE
    for message in reversed(world.messages[channel.id].values()):
        if message.timestamp < since:
            return None
        if message.author.id == author_id and message.nonce is not None and str(message.nonce) == str(nonce):
            return message
    return None


_EDITABLE = ("content", "embeds", "components", "attachments", "flags")


def _fill(
    world: World, channel: Channel, message: Message, draft: MessageDraft, usual: AllowedMentions
) -> None:
    allowed = usual if draft.allowed_mentions is None else draft.allowed_mentions
    text = text_of(draft.content, draft.components)
    mentions = find_mentions(
        world, channel, message.author.id, text, allowed=allowed, replied_to=draft.reply_to
    )
    message.mention_ids, message.mention_role_ids = mentions.user_ids, mentions.role_ids
    message.mention_everyone = mentions.everyone
    for name in _EDITABLE:
        setattr(message, name, getattr(draft, name))
    attachments.keep(world, draft.attachments)


def _keep(world: World, channel: Channel, message: Message) -> None:
    stored = world.messages.setdefault(channel.id, {})
    stored[message.id] = message
    if message.visible_to is None:
        channel.last_message_id = message.id
    if len(stored) > MOST_KEPT:
        _forget(world, next(iter(stored.values())))


def _forget(world: World, message: Message) -> None:
    world.messages[message.channel_id].pop(message.id, None)
    for file in message.attachments:
        attachments.forget(world, file.id)


def _tell(world: World, channel: Channel, name: str, message: Message) -> None:
    if message.visible_to is None:
        emit_in(world, channel, name, message_event(world, message))


def _reference(channel: Channel, original: Message) -> dict[str, Any]:
    return {"type": 0, "channel_id": str(channel.id), "message_id": str(original.id)} | _guild_part(channel)


def _guild_part(channel: Channel) -> dict[str, str]:
    return {} if channel.guild_id is None else {"guild_id": str(channel.guild_id)}
