"""Messages on the wire.

Sources: Discord documentation, "Message", Message Object, and "Gateway Events", Message Create.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from bot.sandbox.payloads.attachments import attachment, attachment_url
from bot.sandbox.payloads.members import member
from bot.sandbox.payloads.times import timestamp
from bot.sandbox.payloads.users import user
from bot.sandbox.world.emoji import partial_emoji
from bot.sandbox.world.models import Attachment, Message
from bot.sandbox.world.state import World

SUPPRESS_EMBEDS = 1 << 2
REPLY = 19
_SCHEME = "attachment://"
# Where components show a picture or a file.
_MEDIA = frozenset({"media", "file"})


def message(world: World, subject: Message) -> dict[str, Any]:
    """A message as REST answers it."""
    payload = basic_message(world, subject)
    if subject.reactions:
        payload["reactions"] = [_reaction(world, emoji, by) for emoji, by in subject.reactions.items()]
    if subject.reference is not None and subject.type == REPLY:
        original = world.messages.get(subject.channel_id, {}).get(int(subject.reference["message_id"]))
        payload["referenced_message"] = None if original is None else basic_message(world, original)
    return payload


def basic_message(world: World, subject: Message) -> dict[str, Any]:
    """A message without what hangs on other messages and people."""
    resolve = _resolver(world, subject)
    payload: dict[str, Any] = {
        "id": str(subject.id),
        "channel_id": str(subject.channel_id),
        "type": subject.type,
        "content": subject.content,
        "author": user(subject.author),
        "timestamp": timestamp(subject.timestamp),
        "edited_timestamp": timestamp(subject.edited_timestamp),
        "tts": subject.tts,
        "mention_everyone": subject.mention_everyone,
        "mentions": [user(world.users[each]) for each in subject.mention_ids],
        "mention_roles": [str(each) for each in subject.mention_role_ids],
        "attachments": [attachment(world, subject.channel_id, each) for each in _loose(subject)],
        "embeds": [] if subject.flags & SUPPRESS_EMBEDS else resolve(subject.embeds),
        "components": resolve(subject.components),
        "pinned": subject.pinned_at is not None,
        "flags": subject.flags,
    }
    return payload | _origin(subject)


def message_event(world: World, subject: Message) -> dict[str, Any]:
    """The body of MESSAGE_CREATE and MESSAGE_UPDATE: the message, where, and by which member."""
    payload = message(world, subject)
    channel = world.channel(subject.channel_id)
    payload["channel_type"] = int(channel.type)
    if subject.guild_id is None:
        return payload
    guild = world.guilds[subject.guild_id]
    payload["guild_id"] = str(guild.id)
    if subject.webhook_id is None and subject.author.id in guild.members:
        payload["member"] = member(guild, guild.members[subject.author.id], with_user=False)
    for mentioned in payload["mentions"]:
        if int(mentioned["id"]) in guild.members:
            mentioned["member"] = member(guild, guild.members[int(mentioned["id"])], with_user=False)
    return payload


def _origin(subject: Message) -> dict[str, Any]:
    origin: dict[str, Any] = {}
    if subject.nonce is not None:
        origin["nonce"] = subject.nonce
    if subject.webhook_id is not None:
        origin["webhook_id"] = str(subject.webhook_id)
    if subject.application_id is not None:
        origin["application_id"] = str(subject.application_id)
    if subject.reference is not None:
        origin["message_reference"] = subject.reference
    if subject.interaction_metadata is not None:
        origin["interaction_metadata"] = subject.interaction_metadata
    return origin


def _reaction(world: World, emoji: str, by: set[int]) -> dict[str, Any]:
    return {
        "emoji": partial_emoji(emoji),
        "count": len(by),
        "count_details": {"burst": 0, "normal": len(by)},
        "burst_colors": [],
        "me_burst": False,
        "me": world.application.bot.id in by,
        "burst_me": False,
        "burst_count": 0,
    }


def _loose(subject: Message) -> list[Attachment]:
    """Files that no embed or component shows; the others are not listed."""
    if not subject.attachments:
        return []
    shown = set(_references(subject.embeds)) | set(_references(subject.components))
    return [each for each in subject.attachments if each.filename not in shown]


def _references(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value.removeprefix(_SCHEME)] if value.startswith(_SCHEME) else []
    if isinstance(value, dict):
        return [found for each in value.values() for found in _references(each)]
    if isinstance(value, list):
        return [found for each in value for found in _references(each)]
    return []


def _resolver(world: World, subject: Message) -> Callable[[Any], Any]:
    """Put real addresses where a message shows its own files as `attachment://name`."""
    files = {_SCHEME + each.filename: each for each in subject.attachments}

    def resolve(value: Any) -> Any:
        if isinstance(value, list):
            return [resolve(each) for each in value]
        if not isinstance(value, dict):
            return value
        resolved = {name: resolve(each) for name, each in value.items()}
        for name, proxy in (("url", "proxy_url"), ("icon_url", "proxy_icon_url")):
            file = files.get(str(value.get(name)))
            if file is not None:
                resolved[name] = resolved[proxy] = attachment_url(world, subject.channel_id, file)
        for name in _MEDIA & value.keys():
            shown = files.get(str(value[name].get("url")))
            resolved[name] |= _unfurled(resolved[name], shown)
            if name == "file" and shown is not None:
                resolved |= {"name": shown.filename, "size": shown.size}
        return resolved

    return resolve


def _unfurled(media: Mapping[str, Any], file: Attachment | None) -> dict[str, Any]:
    """What Discord adds to the media of components ("Component Reference", Unfurled Media Item)."""
    if file is None:
        return {"id": "0", "proxy_url": media["url"], "content_type": None}
    return {"id": str(file.id), "attachment_id": str(file.id), "content_type": file.content_type}
