"""Bans over REST. Source: Discord documentation, "Guild"."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated, Any

from pydantic import Field

from bot.sandbox import errors
from bot.sandbox.errors import DiscordError
from bot.sandbox.payloads.users import user as user_payload
from bot.sandbox.rest.access import guild_of
from bot.sandbox.rest.router import Call, Form, SnowflakeIn, read_form, route
from bot.sandbox.world import bans, roles
from bot.sandbox.world.models import Guild
from bot.sandbox.world.permissions import Permission

Seconds = Annotated[int, Field(ge=0, le=604800)]


class BansQuery(Form):
    """Get Guild Bans."""

    limit: Annotated[int, Field(ge=0, le=1000)] = 1000
    before: SnowflakeIn | None = None
    after: SnowflakeIn = 0


class BanForm(Form):
    """Create Guild Ban; discord.py sends it as query words."""

    delete_message_seconds: Seconds | None = None
    delete_message_days: Annotated[int, Field(ge=0, le=7)] | None = None

    @property
    def forget(self) -> timedelta:
        """How far back messages are deleted."""
        return timedelta(seconds=self.delete_message_seconds or 0, days=self.delete_message_days or 0)


class BulkBan(Form):
    """Bulk Guild Ban."""

    user_ids: Annotated[list[SnowflakeIn], Field(min_length=1, max_length=200)]
    delete_message_seconds: Seconds | None = None


@route("GET", "/guilds/{guild_id}/bans", query=tuple(BansQuery.model_fields))
def list_bans(call: Call[None]) -> list[dict[str, Any]]:
    """Get Guild Bans, by user id; of `before` and `after` only the first counts."""
    guild = guild_of(call, Permission.BAN_MEMBERS)
    query = read_form(BansQuery, call.query)
    banned = sorted(guild.bans)
    if query.before is not None:
        page = [user_id for user_id in banned if user_id < query.before][-query.limit :]
    else:
        page = [user_id for user_id in banned if user_id > query.after][: query.limit]
    return [_ban(call, guild, user_id) for user_id in page]


@route("GET", "/guilds/{guild_id}/bans/{user_id}")
def get_ban(call: Call[None]) -> dict[str, Any]:
    """Get Guild Ban."""
    guild = guild_of(call, Permission.BAN_MEMBERS)
    if call.ids["user_id"] not in guild.bans:
        raise errors.unknown_ban()
    return _ban(call, guild, call.ids["user_id"])


@route("PUT", "/guilds/{guild_id}/bans/{user_id}", body=BanForm, query=tuple(BanForm.model_fields))
def create_ban(call: Call[BanForm]) -> None:
    """Create Guild Ban."""
    guild = guild_of(call, Permission.BAN_MEMBERS)
    form = read_form(BanForm, call.query) if call.query else call.body
    user = call.world.user(call.ids["user_id"])
    if not _may_ban(call, guild, user.id):
        raise errors.missing_permissions()
    bans.ban(call.world, guild, user, call.reason, form.forget)


@route("POST", "/guilds/{guild_id}/bulk-ban", body=BulkBan)
def bulk_ban(call: Call[BulkBan]) -> dict[str, list[str]]:
    """Bulk Guild Ban; 500000 if nobody could be banned."""
    guild = guild_of(call, Permission.BAN_MEMBERS | Permission.MANAGE_GUILD)
    forget = timedelta(seconds=call.body.delete_message_seconds or 0)
    asked = list(dict.fromkeys(call.body.user_ids))
    banned = [
        each
        for each in asked
        if each in call.world.users and each not in guild.bans and _may_ban(call, guild, each)
    ]
    if not banned:
        raise DiscordError(400, 500000, "Failed to ban users")
    for user_id in banned:
        bans.ban(call.world, guild, call.world.users[user_id], call.reason, forget)
    failed = [each for each in asked if each not in banned]
    return {"banned_users": [str(each) for each in banned], "failed_users": [str(each) for each in failed]}


@route("DELETE", "/guilds/{guild_id}/bans/{user_id}")
def remove_ban(call: Call[None]) -> None:
    """Remove Guild Ban."""
    guild = guild_of(call, Permission.BAN_MEMBERS)
    bans.unban(call.world, guild, call.ids["user_id"])


def _may_ban(call: Call[Any], guild: Guild, user_id: int) -> bool:
    return user_id not in guild.members or roles.outranks(guild, call.user.id, user_id)


def _ban(call: Call[Any], guild: Guild, user_id: int) -> dict[str, Any]:
    return {"user": user_payload(call.world.users[user_id]), "reason": guild.bans[user_id]}
