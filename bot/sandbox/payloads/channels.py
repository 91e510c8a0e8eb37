"""Channels on the wire. Source: Discord documentation, "Channel", Channel Object."""

from __future__ import annotations

from typing import Any

from bot.sandbox.payloads.times import timestamp
from bot.sandbox.payloads.users import user
from bot.sandbox.world.models import VOCAL, Channel, ChannelType, Overwrite

# "Channel Flags", and "Permissions".
CHANNEL_OBFUSCATED = 1 << 17
VIEW_CHANNEL = 1 << 10
_REAL = frozenset({"id", "type", "guild_id", "position", "parent_id"})
# What stands in an obfuscated channel where null would be no answer.
_LEAST: dict[str, Any] = {
    "nsfw": False,
    "rate_limit_per_user": 0,
    "bitrate": 0,
    "user_limit": 0,
    "video_quality_mode": 1,
}


def channel(subject: Channel) -> dict[str, Any]:
    """A channel, with the fields that its type has."""
    if subject.recipient is not None:
        return _direct(subject)
    payload: dict[str, Any] = {
        "id": str(subject.id),
        "type": int(subject.type),
        "guild_id": str(subject.guild_id),
        "name": subject.name,
        "position": subject.position,
        "parent_id": _id(subject.parent_id),
        "permission_overwrites": [overwrite(each) for each in subject.overwrites.values()],
        "flags": 0,
    }
    if subject.type is ChannelType.CATEGORY:
        return payload
    payload |= {
        "topic": subject.topic,
        "nsfw": subject.nsfw,
        "rate_limit_per_user": subject.rate_limit_per_user,
        "last_message_id": _id(subject.last_message_id),
    }
    return payload | (_vocal(subject) if subject.type in VOCAL else _textual(subject))


def obfuscated(subject: Channel) -> dict[str, Any]:
    """A channel of a guild as the gateway shows it to who cannot see it.

    Id, type and position are real, and the category; a number that a client reckons with stands at its
    least. Source: "Channel", Obfuscated Channels.
    """
    shown = {name: value if name in _REAL else _LEAST.get(name) for name, value in channel(subject).items()}
    everyone = Overwrite(subject.guild_id or 0, 0, 0, VIEW_CHANNEL)
    return shown | {
        "name": "___hidden___",
        "permission_overwrites": [overwrite(everyone)],
        "flags": CHANNEL_OBFUSCATED,
    }


def overwrite(subject: Overwrite) -> dict[str, Any]:
    """What a channel allows and denies one role or member."""
    return {
        "id": str(subject.id),
        "type": subject.type,
        "allow": str(subject.allow),
        "deny": str(subject.deny),
    }


def _vocal(subject: Channel) -> dict[str, Any]:
    return {
        "bitrate": subject.bitrate,
        "user_limit": subject.user_limit,
        "rtc_region": subject.rtc_region,
        "video_quality_mode": subject.video_quality_mode,
    }


def _textual(subject: Channel) -> dict[str, Any]:
    payload: dict[str, Any] = {"last_pin_timestamp": timestamp(subject.last_pin_timestamp)}
    if subject.default_auto_archive_duration is not None:
        payload["default_auto_archive_duration"] = subject.default_auto_archive_duration
    return payload


def _direct(subject: Channel) -> dict[str, Any]:
    assert subject.recipient is not None
    return {
        "id": str(subject.id),
        "type": int(subject.type),
        "recipients": [user(subject.recipient)],
        "last_message_id": _id(subject.last_message_id),
        "last_pin_timestamp": timestamp(subject.last_pin_timestamp),
        "flags": 0,
    }


def _id(value: int | None) -> str | None:
    return None if value is None else str(value)
