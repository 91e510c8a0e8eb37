"""Memberships on the wire. Source: Discord documentation, "Guild", Guild Member Object."""

from __future__ import annotations

from typing import Any

from bot.sandbox.payloads.times import timestamp
from bot.sandbox.payloads.users import user
from bot.sandbox.world.models import Guild, Member


def member(guild: Guild, subject: Member, *, with_user: bool = True) -> dict[str, Any]:
    """A membership; messages on the gateway carry it without its user."""
    known = [role_id for role_id in subject.role_ids if role_id in guild.roles]
    payload: dict[str, Any] = {
        "nick": subject.nick,
        "avatar": None,
        "banner": None,
        "roles": [str(role_id) for role_id in known],
        "joined_at": timestamp(subject.joined_at),
        "premium_since": None,
        "deaf": subject.deaf,
        "mute": subject.mute,
        "flags": subject.flags,
        "pending": subject.pending,
        "communication_disabled_until": timestamp(subject.communication_disabled_until),
        "avatar_decoration_data": None,
        "collectibles": None,
    }
    if with_user:
        payload["user"] = user(subject.user)
    return payload


def member_event(guild: Guild, subject: Member) -> dict[str, Any]:
    """The body of GUILD_MEMBER_ADD and GUILD_MEMBER_UPDATE."""
    return {"guild_id": str(guild.id), **member(guild, subject)}
