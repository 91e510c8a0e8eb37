"""Guilds over REST. Source: Discord documentation, "Guild"."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field, StringConstraints

from bot.sandbox import errors
from bot.sandbox.payloads.guilds import guild as payload_of
from bot.sandbox.rest.access import guild_of
from bot.sandbox.rest.router import Call, Form, SnowflakeIn, read_form, route
from bot.sandbox.world.guilds import GUILD_CHANNELS, edit_guild, remove_member
from bot.sandbox.world.locales import LOCALES
from bot.sandbox.world.models import Guild
from bot.sandbox.world.permissions import Permission, require

# Null puts these back.
_DEFAULTS = {
    "verification_level": 1,
    "default_message_notifications": 1,
    "explicit_content_filter": 2,
    "preferred_locale": "en-US",
    "afk_timeout": 300,
    "system_channel_flags": 0,
    "premium_progress_bar_enabled": False,
}


class GuildQuery(Form):
    """Get Guild."""

    with_counts: bool = False


class EditGuild(Form):
    """Modify Guild, without the images."""

    name: Annotated[str, StringConstraints(strip_whitespace=True, min_length=2, max_length=100)] | None = None
    description: Annotated[str, Field(max_length=300)] | None = None
    verification_level: Literal[0, 1, 2, 3, 4] | None = None
    default_message_notifications: Literal[0, 1] | None = None
    explicit_content_filter: Literal[0, 1, 2] | None = None
    preferred_locale: str | None = None
    features: list[str] | None = None
    afk_timeout: Literal[60, 300, 900, 1800, 3600] | None = None
    afk_channel_id: SnowflakeIn | None = None
    system_channel_id: SnowflakeIn | None = None
    system_channel_flags: int | None = None
    rules_channel_id: SnowflakeIn | None = None
    public_updates_channel_id: SnowflakeIn | None = None
    safety_alerts_channel_id: SnowflakeIn | None = None
    premium_progress_bar_enabled: bool | None = None


@route("GET", "/guilds/{guild_id}", query=tuple(GuildQuery.model_fields))
def get_guild(call: Call[None]) -> dict[str, Any]:
    """Get Guild."""
    query = read_form(GuildQuery, call.query)
    return payload_of(guild_of(call), with_counts=query.with_counts)


@route("PATCH", "/guilds/{guild_id}", body=EditGuild)
def modify_guild(call: Call[EditGuild]) -> dict[str, Any]:
    """Modify Guild; to become a community or to stop being one takes an administrator."""
    guild = guild_of(call, Permission.MANAGE_GUILD)
    changes = call.body.model_dump(exclude_unset=True)
    for name in GUILD_CHANNELS:
        if changes.get(name) is not None and changes[name] not in guild.channels:
            raise errors.invalid_field(name, "CHANNEL_INVALID", "Channel is not in this guild")
    if changes.get("preferred_locale") not in {None, *LOCALES}:
        raise errors.invalid_field("preferred_locale", "BASE_TYPE_CHOICES", "Value must be a known locale.")
    wanted = guild.features if changes.get("features") is None else changes["features"]
    if "COMMUNITY" in set(wanted) ^ set(guild.features):
        require(guild, call.user.id, Permission.ADMINISTRATOR)
    return payload_of(edit_guild(call.world, guild, **_settled(guild, changes)))


@route("DELETE", "/users/@me/guilds/{guild_id}")
def leave_guild(call: Call[None]) -> None:
    """Leave Guild ("User"); GUILD_DELETE."""
    remove_member(call.world, guild_of(call), call.user.id)


def _settled(guild: Guild, changes: dict[str, Any]) -> dict[str, Any]:
    kept = {"name": guild.name, "features": guild.features}
    return {name: (_DEFAULTS | kept).get(name) if value is None else value for name, value in changes.items()}
