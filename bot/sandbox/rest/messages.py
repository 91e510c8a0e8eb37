"""Messages over REST. Source: Discord documentation, "Message"."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated, Any

from pydantic import Field

from bot.sandbox import errors
from bot.sandbox.errors import SandboxGap
from bot.sandbox.payloads.members import member
from bot.sandbox.payloads.messages import message as payload_of
from bot.sandbox.rest.access import channel_of, guild_channel_of, holds
from bot.sandbox.rest.forms import MessageForm, ReferenceForm
from bot.sandbox.rest.router import Call, Form, SnowflakeIn, read_form, route
from bot.sandbox.world import messages
from bot.sandbox.world.models import Channel, ChannelType, Message
from bot.sandbox.world.permissions import Permission
from bot.sandbox.world.visibility import emit_in

# What can be answered; every other type is Discord's own line.
SPOKEN = frozenset({0, 19, 20, 23})
# What only its author may change; an `allowed_mentions` beside `flags` changes nothing.
AUTHOR_ONLY = frozenset({"content", "embeds", "components", "attachments"})
BULK_AGE = timedelta(days=14)
MIN_BULK, MAX_BULK = 2, 100


class HistoryQuery(Form):
    """Get Channel Messages."""

    limit: Annotated[int, Field(ge=1, le=100)] = 50
    before: SnowflakeIn | None = None
    after: SnowflakeIn | None = None
    around: SnowflakeIn | None = None


class BulkDelete(Form):
    """Bulk Delete Messages."""

    messages: list[SnowflakeIn]


@route("POST", "/channels/{channel_id}/messages", body=MessageForm, takes_files=True)
def create_message(call: Call[MessageForm]) -> dict[str, Any]:
    """Create Message."""
    channel = channel_of(call, Permission.SEND_MESSAGES)
    _check_recipient(call, channel)
    form = call.body
    reply_to = _replied(call, channel, form.message_reference)
    draft = form.draft(call.world, call.files, reply_to=reply_to)
    _check_permissions(call, channel, draft)
    if form.nonce is not None and form.enforce_nonce:
        sent = messages.with_nonce(call.world, channel, call.user.id, form.nonce)
        if sent is not None:
            return payload_of(call.world, sent)
    return payload_of(call.world, messages.post(call.world, channel, call.user, draft))


@route("GET", "/channels/{channel_id}/messages", query=tuple(HistoryQuery.model_fields))
def list_messages(call: Call[None]) -> list[dict[str, Any]]:
    """Get Channel Messages; without READ_MESSAGE_HISTORY there are none."""
    channel = channel_of(call, Permission.VIEW_CHANNEL)
    query = read_form(HistoryQuery, call.query)
    if len({"before", "after", "around"} & query.model_fields_set) > 1:
        raise errors.invalid_field(
            "_", "MUTUALLY_EXCLUSIVE", "Only one of before, after, around may be given"
        )
    if not holds(call, channel, Permission.READ_MESSAGE_HISTORY):
        return []
    page = messages.history(
        call.world, channel, query.limit, before=query.before, after=query.after, around=query.around
    )
    return [payload_of(call.world, each) for each in page]


@route("GET", "/channels/{channel_id}/messages/{message_id}")
def get_message(call: Call[None]) -> dict[str, Any]:
    """Get Channel Message."""
    channel_of(call, Permission.VIEW_CHANNEL | Permission.READ_MESSAGE_HISTORY)
    return payload_of(call.world, message_of(call))


@route("PATCH", "/channels/{channel_id}/messages/{message_id}", body=MessageForm, takes_files=True)
def edit_message(call: Call[MessageForm]) -> dict[str, Any]:
    """Edit Message: one's own, or the flags of others' with MANAGE_MESSAGES."""
    channel = channel_of(call, Permission.VIEW_CHANNEL)
    message = message_of(call)
    if message.author is not call.user:
        if call.body.model_fields_set & AUTHOR_ONLY or call.files:
            raise errors.not_the_author()
        if not holds(call, channel, Permission.MANAGE_MESSAGES):
            raise errors.missing_permissions()
    elif message.type not in SPOKEN:
        raise errors.system_message()
    draft, touched = call.body.changes(call.world, message, call.files)
    return payload_of(call.world, messages.edit(call.world, message, draft, fields=touched))


@route("DELETE", "/channels/{channel_id}/messages/{message_id}")
def delete_message(call: Call[None]) -> None:
    """Delete Message: one's own, or others' with MANAGE_MESSAGES."""
    channel = channel_of(call, Permission.VIEW_CHANNEL)
    message = message_of(call)
    if message.author is not call.user:
        if channel.guild_id is None:
            raise errors.dm_channel()
        guild_channel_of(call, Permission.MANAGE_MESSAGES)
    messages.delete(call.world, message)


@route("POST", "/channels/{channel_id}/messages/bulk-delete", body=BulkDelete)
def bulk_delete(call: Call[BulkDelete]) -> None:
    """Bulk Delete Messages."""
    _, channel = guild_channel_of(call, Permission.MANAGE_MESSAGES)
    ids = call.body.messages
    if not MIN_BULK <= len(ids) <= MAX_BULK:
        raise errors.too_few_or_many_messages()
    if len(set(ids)) < len(ids):
        raise errors.invalid_field("messages", "SET_TYPE_CONTAINS_DUPLICATES", "The set contains duplicates.")
    oldest = call.world.clock.now() - BULK_AGE
    stored = call.world.messages[channel.id]
    if any(each in stored and stored[each].timestamp < oldest for each in ids):
        raise errors.message_too_old()
    messages.bulk_delete(call.world, channel, ids)


@route("POST", "/channels/{channel_id}/typing")
def start_typing(call: Call[None]) -> None:
    """Trigger Typing Indicator ("Channel"); TYPING_START."""
    channel = channel_of(call, Permission.SEND_MESSAGES)
    now = int(call.world.clock.now().timestamp())
    payload: dict[str, Any] = {"channel_id": str(channel.id), "user_id": str(call.user.id), "timestamp": now}
    if channel.guild_id is not None:
        guild = call.world.guilds[channel.guild_id]
        payload["guild_id"] = str(guild.id)
        payload["member"] = member(guild, guild.members[call.user.id])
    emit_in(call.world, channel, "TYPING_START", payload)


def message_of(call: Call[Any]) -> Message:
    """The message in the path, unless it is ephemeral.

    Raises:
        DiscordError: 10008.
    """
    return messages.get_public(call.world, call.ids["channel_id"], call.ids["message_id"])


def _check_recipient(call: Call[Any], channel: Channel) -> None:
    if channel.type is ChannelType.CATEGORY:
        raise errors.not_a_text_channel()
    if channel.recipient is None:
        return
    if channel.recipient.bot or not channel.recipient.accepts_dms:
        raise errors.closed_dms()
    together = {call.user.id, channel.recipient.id}
    if not any(together <= guild.members.keys() for guild in call.world.guilds.values()):
        raise errors.no_mutual_guilds()


def _check_permissions(call: Call[Any], channel: Channel, draft: messages.MessageDraft) -> None:
    needed = Permission(0)
    if draft.embeds:
        needed |= Permission.EMBED_LINKS
    if draft.attachments:
        needed |= Permission.ATTACH_FILES
    if draft.tts:
        needed |= Permission.SEND_TTS_MESSAGES
    if not holds(call, channel, needed):
        raise errors.missing_permissions()


def _replied(call: Call[Any], channel: Channel, reference: ReferenceForm | None) -> Message | None:
    """The message that is answered, or None where a missing one was said not to matter."""
    if reference is None:
        return None
    if reference.type == 1:
        raise SandboxGap("the sandbox does not model forwarded messages (message_reference.type 1)")
    if not holds(call, channel, Permission.READ_MESSAGE_HISTORY):
        raise errors.no_history_to_reply()
    original = call.world.messages[channel.id].get(reference.message_id)
    if original is None or original.visible_to is not None:
        if reference.fail_if_not_exists is False:
            return None
        raise errors.invalid_field("message_reference", "REPLIES_UNKNOWN_MESSAGE", "Unknown message")
    if original.type not in SPOKEN:
        raise errors.invalid_field(
            "message_reference", "REPLIES_CANNOT_REPLY_TO_SYSTEM_MESSAGE", "Cannot reply to a system message"
        )
    return original
