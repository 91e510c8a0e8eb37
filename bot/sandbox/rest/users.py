"""Accounts. Source: Discord documentation, "User"."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Field

from bot.sandbox.payloads.users import own_user, user
from bot.sandbox.rest.router import Call, Form, SnowflakeIn, read_form, route
from bot.sandbox.world.models import Guild, User
from bot.sandbox.world.permissions import in_guild

MAX_GUILDS = 200
MAX_SNOWFLAKE = (1 << 63) - 1


class GuildsQuery(Form):
    """The query of Get Current User Guilds."""

    before: SnowflakeIn = MAX_SNOWFLAKE
    after: SnowflakeIn = 0
    limit: Annotated[int, Field(ge=1, le=MAX_GUILDS)] = MAX_GUILDS
    with_counts: bool = False


@route("GET", "/users/@me")
def get_current_user(call: Call[None]) -> dict[str, Any]:
    """Get Current User."""
    return own_user(call.user)


@route("GET", "/users/@me/guilds", query=("before", "after", "limit", "with_counts"))
def get_current_user_guilds(call: Call[None]) -> list[dict[str, Any]]:
    """Get Current User Guilds, in the order of their ids."""
    query = read_form(GuildsQuery, call.query)
    mine = [
        guild
        for guild_id, guild in sorted(call.world.guilds.items())
        if call.user.id in guild.members and query.after < guild_id < query.before
    ]
    # Asked for what comes before an id, Discord answers those next to it.
    page = mine[-query.limit :] if "before" in call.query else mine[: query.limit]
    return [_partial(guild, call.user, with_counts=query.with_counts) for guild in page]


@route("GET", "/users/{user_id}")
def get_user(call: Call[None]) -> dict[str, Any]:
    """Get User."""
    return user(call.world.user(call.ids["user_id"]))


def _partial(guild: Guild, me: User, *, with_counts: bool) -> dict[str, Any]:
    payload: dict[str, Any] = {
        "id": str(guild.id),
        "name": guild.name,
        "icon": None,
        "banner": None,
        "owner": guild.owner_id == me.id,
        "permissions": str(int(in_guild(guild, me.id))),
        "features": guild.features,
    }
    if with_counts:
        payload["approximate_member_count"] = len(guild.members)
        payload["approximate_presence_count"] = len(guild.members)
    return payload
