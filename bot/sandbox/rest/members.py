"""Members over REST. Source: Discord documentation, "Guild"."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Annotated, Any

from pydantic import Field

from bot.sandbox import errors
from bot.sandbox.payloads.members import member as payload_of
from bot.sandbox.rest.access import guild_of
from bot.sandbox.rest.router import Call, Form, SnowflakeIn, read_form, route
from bot.sandbox.rest.values import Nickname
from bot.sandbox.world import guilds, permissions, roles, voice_states
from bot.sandbox.world.members import edit_member
from bot.sandbox.world.models import Guild, Member
from bot.sandbox.world.permissions import Permission

LONGEST_TIME_OUT = timedelta(days=28)
# GATEWAY_GUILD_MEMBERS, or its limited form ("Application", Application Flags).
MEMBERS_FLAGS = 1 << 14 | 1 << 15


class ListQuery(Form):
    """List Guild Members."""

    limit: Annotated[int, Field(ge=1, le=1000)] = 1
    after: SnowflakeIn = 0


class SearchQuery(Form):
    """Search Guild Members."""

    query: Annotated[str, Field(min_length=1, max_length=100)]
    limit: Annotated[int, Field(ge=1, le=1000)] = 1


class EditMember(Form):
    """Modify Guild Member; `flags` are not modelled."""

    nick: Nickname | None = None
    roles: list[SnowflakeIn] | None = None
    mute: bool | None = None
    deaf: bool | None = None
    channel_id: SnowflakeIn | None = None
    communication_disabled_until: datetime | None = None


class EditOwnMember(Form):
    """Modify Current Member, without its pictures."""

    nick: Nickname | None = None


@route("GET", "/guilds/{guild_id}/members/{user_id}")
def get_member(call: Call[None]) -> dict[str, Any]:
    """Get Guild Member."""
    guild = guild_of(call)
    return payload_of(guild, call.world.member(guild.id, call.ids["user_id"]))


@route("GET", "/guilds/{guild_id}/members", query=tuple(ListQuery.model_fields))
def list_members(call: Call[None]) -> list[dict[str, Any]]:
    """List Guild Members, for applications that may have the members intent."""
    guild = guild_of(call)
    if not call.world.application.flags & MEMBERS_FLAGS:
        raise errors.missing_access()
    query = read_form(ListQuery, call.query)
    page = sorted(user_id for user_id in guild.members if user_id > query.after)[: query.limit]
    return [payload_of(guild, guild.members[user_id]) for user_id in page]


@route("GET", "/guilds/{guild_id}/members/search", query=tuple(SearchQuery.model_fields))
def search_members(call: Call[None]) -> list[dict[str, Any]]:
    """Search Guild Members by the beginning of a name."""
    guild = guild_of(call)
    query = read_form(SearchQuery, call.query)
    sought = query.query.lower()
    found = [each for each in guild.members.values() if any(name.startswith(sought) for name in _names(each))]
    return [payload_of(guild, each) for each in found[: query.limit]]


@route("PATCH", "/guilds/{guild_id}/members/{user_id}", body=EditMember)
def modify_member(call: Call[EditMember]) -> dict[str, Any]:
    """Modify Guild Member; everything is checked before anything is changed."""
    guild = guild_of(call)
    member = call.world.member(guild.id, call.ids["user_id"])
    form = call.body
    given = form.model_fields_set
    changes: dict[str, Any] = {}
    if "nick" in given:
        _require_over(call, guild, member, Permission.MANAGE_NICKNAMES)
        changes["nick"] = form.nick or None
    if "roles" in given:
        changes["role_ids"] = _checked_roles(call, guild, member, form.roles or [])
    if "communication_disabled_until" in given:
        changes["communication_disabled_until"] = _checked_time_out(call, guild, member, form)
    _check_voice(call, guild, member, form)
    _change_voice(call, guild, member, form)
    if changes:
        edit_member(call.world, guild, member, **changes)
    return payload_of(guild, member)


@route("PATCH", "/guilds/{guild_id}/members/@me", body=EditOwnMember)
def modify_own_member(call: Call[EditOwnMember]) -> dict[str, Any]:
    """Modify Current Member."""
    guild = guild_of(
        call, Permission.CHANGE_NICKNAME if "nick" in call.body.model_fields_set else Permission(0)
    )
    member = guild.members[call.user.id]
    if "nick" in call.body.model_fields_set:
        edit_member(call.world, guild, member, nick=call.body.nick or None)
    return payload_of(guild, member)


@route("DELETE", "/guilds/{guild_id}/members/{user_id}")
def kick(call: Call[None]) -> None:
    """Remove Guild Member."""
    guild = guild_of(call)
    member = call.world.member(guild.id, call.ids["user_id"])
    _require_over(call, guild, member, Permission.KICK_MEMBERS)
    guilds.remove_member(call.world, guild, member.user.id)


@route("PUT", "/guilds/{guild_id}/members/{user_id}/roles/{role_id}")
def add_role(call: Call[None]) -> None:
    """Add Guild Member Role."""
    guild = guild_of(call, Permission.MANAGE_ROLES)
    _check_role(call, guild, call.ids["role_id"])
    roles.give_role(call.world, guild, call.ids["user_id"], call.ids["role_id"])


@route("DELETE", "/guilds/{guild_id}/members/{user_id}/roles/{role_id}")
def remove_role(call: Call[None]) -> None:
    """Remove Guild Member Role."""
    guild = guild_of(call, Permission.MANAGE_ROLES)
    _check_role(call, guild, call.ids["role_id"])
    roles.take_role(call.world, guild, call.ids["user_id"], call.ids["role_id"])


def _names(member: Member) -> list[str]:
    names = (member.nick, member.user.global_name, member.user.username)
    return [name.lower() for name in names if name]


def _require_over(call: Call[Any], guild: Guild, member: Member, needed: Permission) -> None:
    """Need a permission, and a higher role than the member has ("Permissions", Permission Hierarchy)."""
    permissions.require(guild, call.user.id, needed)
    if member.user is not call.user and not roles.outranks(guild, call.user.id, member.user.id):
        raise errors.missing_permissions()


def _check_role(call: Call[Any], guild: Guild, role_id: int) -> None:
    role = roles.role_of(guild, role_id)
    if role.managed or role.id == guild.id:
        raise errors.invalid_role()
    if not roles.may_handle(guild, call.user.id, role):
        raise errors.missing_permissions()


def _checked_roles(call: Call[Any], guild: Guild, member: Member, role_ids: list[int]) -> list[int]:
    permissions.require(guild, call.user.id, Permission.MANAGE_ROLES)
    for role_id in set(role_ids) ^ set(member.role_ids):
        _check_role(call, guild, role_id)
    return list(dict.fromkeys(role_ids))


def _checked_time_out(call: Call[Any], guild: Guild, member: Member, form: EditMember) -> datetime | None:
    _require_over(call, guild, member, Permission.MODERATE_MEMBERS)
    # "Will throw a 403 error if the user has the ADMINISTRATOR permission or is the owner."
    if Permission.ADMINISTRATOR in permissions.in_guild(guild, member.user.id):
        raise errors.missing_permissions()
    until = form.communication_disabled_until
    if until is None:
        return None
    until = until if until.tzinfo is not None else until.replace(tzinfo=UTC)
    if until > call.world.clock.now() + LONGEST_TIME_OUT:
        raise errors.invalid_field(
            "communication_disabled_until",
            "COMMUNICATION_DISABLED_UNTIL_TOO_FAR",
            "Time-outs may last 28 days at most.",
        )
    return until


def _check_voice(call: Call[Any], guild: Guild, member: Member, form: EditMember) -> None:
    asked = {"mute", "deaf", "channel_id"} & form.model_fields_set
    if not asked:
        return
    state = guild.voice_states.get(member.user.id)
    if state is None:
        raise errors.not_connected_to_voice()
    here = guild.channels[state.channel_id]
    needed = {
        "mute": Permission.MUTE_MEMBERS,
        "deaf": Permission.DEAFEN_MEMBERS,
        "channel_id": Permission.MOVE_MEMBERS,
    }
    for name in sorted(asked):
        permissions.require(guild, call.user.id, needed[name], here)
    if form.channel_id is not None:
        # "Permissions to both connect to the channel and MOVE_MEMBERS."
        target = guild.channels.get(form.channel_id)
        if target is None:
            raise errors.unknown_channel()
        permissions.require(guild, call.user.id, Permission.CONNECT, target)


def _change_voice(call: Call[Any], guild: Guild, member: Member, form: EditMember) -> None:
    if {"mute", "deaf"} & form.model_fields_set:
        voice_states.silence(call.world, guild.id, member.user.id, mute=form.mute, deaf=form.deaf)
    if "channel_id" in form.model_fields_set:
        voice_states.move(call.world, guild.id, member.user.id, form.channel_id)
