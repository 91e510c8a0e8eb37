"""Roles on the wire. Source: Discord documentation, "Permissions", Role Object."""

from __future__ import annotations

from typing import Any

from bot.sandbox.world.models import Guild, Role


def role(subject: Role) -> dict[str, Any]:
    """A role; `colors` repeats `color`, as Discord does since roles may have gradients."""
    payload: dict[str, Any] = {
        "id": str(subject.id),
        "name": subject.name,
        "permissions": str(subject.permissions),
        "position": subject.position,
        "color": subject.color,
        "colors": {"primary_color": subject.color, "secondary_color": None, "tertiary_color": None},
        "hoist": subject.hoist,
        "managed": subject.managed,
        "mentionable": subject.mentionable,
        "icon": None,
        "unicode_emoji": None,
        "flags": 0,
    }
    if subject.bot_id is not None:
        payload["tags"] = {"bot_id": str(subject.bot_id)}
    return payload


def role_event(guild: Guild, subject: Role) -> dict[str, Any]:
    """The body of GUILD_ROLE_CREATE and GUILD_ROLE_UPDATE."""
    return {"guild_id": str(guild.id), "role": role(subject)}
