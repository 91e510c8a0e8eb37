"""Invites on the wire.

Sources: Discord documentation, "Invite", and "Gateway Events", Invite Create.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from bot.sandbox.payloads.guilds import guild as guild_payload
from bot.sandbox.payloads.roles import role as role_payload
from bot.sandbox.payloads.times import timestamp
from bot.sandbox.payloads.users import user
from bot.sandbox.world.models import Guild, Invite
from bot.sandbox.world.state import World

# What an invite shows of its guild, and of the roles it gives.
_GUILD_FIELDS = (
    "id",
    "name",
    "description",
    "features",
    "icon",
    "splash",
    "banner",
    "nsfw",
    "nsfw_level",
    "verification_level",
    "vanity_url_code",
    "premium_subscription_count",
)
_ROLE_FIELDS = ("id", "name", "position", "color", "colors", "icon", "unicode_emoji")


def expiry(invite: Invite) -> datetime | None:
    """When an invite ends by itself; an age of 0 is for ever."""
    return None if invite.max_age == 0 else invite.created_at + timedelta(seconds=invite.max_age)


def invite(world: World, subject: Invite, *, with_counts: bool = False) -> dict[str, Any]:
    """An invite as anybody sees it."""
    guild = world.guilds[subject.guild_id]
    shown = guild_payload(guild)
    payload: dict[str, Any] = {
        "type": 0,
        "code": subject.code,
        "inviter": user(world.users[subject.inviter_id]),
        "expires_at": timestamp(expiry(subject)),
        "flags": 0,
        "guild": {name: shown[name] for name in _GUILD_FIELDS},
        "guild_id": str(guild.id),
        "channel": _channel(guild, subject),
    }
    if subject.role_ids:
        held = [role_payload(guild.roles[each]) for each in subject.role_ids if each in guild.roles]
        payload["roles"] = [{name: each[name] for name in _ROLE_FIELDS} for each in held]
    if with_counts:
        payload["approximate_member_count"] = len(guild.members)
        payload["approximate_presence_count"] = len(guild.members)
    return payload


def invite_with_metadata(world: World, subject: Invite) -> dict[str, Any]:
    """An invite as those see it who manage it (Invite Metadata Object)."""
    return invite(world, subject) | {
        "uses": subject.uses,
        "max_uses": subject.max_uses,
        "max_age": subject.max_age,
        "temporary": subject.temporary,
        "created_at": timestamp(subject.created_at),
    }


def invite_created(world: World, subject: Invite) -> dict[str, Any]:
    """The body of INVITE_CREATE."""
    payload: dict[str, Any] = {
        "guild_id": str(subject.guild_id),
        "channel_id": str(subject.channel_id),
        "code": subject.code,
        "created_at": timestamp(subject.created_at),
        "expires_at": timestamp(expiry(subject)),
        "inviter": user(world.users[subject.inviter_id]),
        "max_age": subject.max_age,
        "max_uses": subject.max_uses,
        "temporary": subject.temporary,
        "type": 0,
        "uses": 0,
    }
    if subject.role_ids:
        payload["role_ids"] = [str(each) for each in subject.role_ids]
    return payload


def invite_deleted(subject: Invite) -> dict[str, Any]:
    """The body of INVITE_DELETE."""
    return {
        "guild_id": str(subject.guild_id),
        "channel_id": str(subject.channel_id),
        "code": subject.code,
    }


def _channel(guild: Guild, subject: Invite) -> dict[str, Any]:
    channel = guild.channels[subject.channel_id]
    return {"id": str(channel.id), "type": int(channel.type), "name": channel.name}
