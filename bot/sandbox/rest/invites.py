"""Invites over REST. Source: Discord documentation, "Invite" and "Channel"."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Field

from bot.sandbox import errors
from bot.sandbox.payloads.invites import invite as payload_of
from bot.sandbox.payloads.invites import invite_with_metadata
from bot.sandbox.payloads.scheduled_events import scheduled_event
from bot.sandbox.payloads.times import timestamp
from bot.sandbox.rest.access import guild_channel_of, guild_of
from bot.sandbox.rest.router import Answer, Call, Form, SnowflakeIn, read_form, route
from bot.sandbox.rest.target_users import read_target_users, write_target_users
from bot.sandbox.world import invites, permissions, roles
from bot.sandbox.world.models import ChannelType, Guild, Invite
from bot.sandbox.world.permissions import Permission

# Target Users Job Status: a file is read at once here, so the job is always done.
COMPLETED = 2


class CreateInvite(Form):
    """Create Channel Invite, for people; streams and activities are not modelled as targets."""

    max_age: Annotated[int, Field(ge=0, le=604800)] | None = None
    max_uses: Annotated[int, Field(ge=0, le=100)] | None = None
    temporary: bool | None = None
    unique: bool | None = None
    role_ids: list[SnowflakeIn] | None = None


class InviteQuery(Form):
    """Get Invite; clients still send `with_expiration`, which means nothing any more."""

    with_counts: bool = False
    with_expiration: bool = False
    guild_scheduled_event_id: SnowflakeIn | None = None


@route("POST", "/channels/{channel_id}/invites", body=CreateInvite, takes_files=True)
def create_invite(call: Call[CreateInvite]) -> dict[str, Any] | Answer:
    """Create Channel Invite."""
    guild, channel = guild_channel_of(call, Permission.CREATE_INSTANT_INVITE)
    if channel.type is ChannelType.CATEGORY:
        raise errors.wrong_channel_type()
    form = call.body
    targets = read_target_users(call.files)
    if isinstance(targets, Answer):
        return targets
    _check_roles(call, guild, form.role_ids or [])
    invite = invites.create_invite(
        call.world,
        guild,
        channel,
        call.user,
        max_age=86400 if form.max_age is None else form.max_age,
        max_uses=form.max_uses or 0,
        temporary=bool(form.temporary),
        unique=bool(form.unique),
        target_user_ids=targets,
        role_ids=form.role_ids or [],
    )
    return invite_with_metadata(call.world, invite)


@route("GET", "/channels/{channel_id}/invites")
def list_channel_invites(call: Call[None]) -> list[dict[str, Any]]:
    """Get Channel Invites."""
    guild, channel = guild_channel_of(call, Permission.MANAGE_CHANNELS)
    found = [each for each in invites.list_invites(call.world, guild) if each.channel_id == channel.id]
    return [invite_with_metadata(call.world, each) for each in found]


@route("GET", "/guilds/{guild_id}/invites")
def list_guild_invites(call: Call[None]) -> list[dict[str, Any]]:
    """Get Guild Invites ("Guild"): with their metadata for who manages the guild."""
    guild = guild_of(call)
    granted = permissions.in_guild(guild, call.user.id)
    if not granted & (Permission.MANAGE_GUILD | Permission.VIEW_AUDIT_LOG):
        raise errors.missing_permissions()
    return [invite_with_metadata(call.world, each) for each in invites.list_invites(call.world, guild)]


@route("GET", "/invites/{code}", query=tuple(InviteQuery.model_fields))
def get_invite(call: Call[None]) -> dict[str, Any]:
    """Get Invite."""
    query = read_form(InviteQuery, call.query)
    invite = invites.find_invite(call.world, call.words["code"])
    payload = payload_of(call.world, invite, with_counts=query.with_counts)
    event = call.world.guilds[invite.guild_id].scheduled_events.get(query.guild_scheduled_event_id or 0)
    if event is not None:
        payload["guild_scheduled_event"] = scheduled_event(call.world, event)
    return payload


@route("DELETE", "/invites/{code}")
def delete_invite(call: Call[None]) -> dict[str, Any]:
    """Delete Invite: MANAGE_CHANNELS in its channel, or MANAGE_GUILD."""
    invite = invites.find_invite(call.world, call.words["code"])
    guild = call.world.guilds[invite.guild_id]
    if Permission.MANAGE_GUILD not in permissions.in_guild(guild, call.user.id):
        channel = guild.channels[invite.channel_id]
        permissions.require(guild, call.user.id, Permission.MANAGE_CHANNELS, channel)
    payload = payload_of(call.world, invite)
    invites.delete_invite(call.world, invite)
    return payload


@route("GET", "/invites/{code}/target-users")
def get_target_users(call: Call[None]) -> Answer:
    """Get Target Users, as a CSV file."""
    invite = _managed(call, Permission.MANAGE_GUILD | Permission.VIEW_AUDIT_LOG)
    if invite.target_user_ids is None:
        raise errors.unknown_target_users()
    return write_target_users(invite.target_user_ids)


@route("PUT", "/invites/{code}/target-users", takes_files=True)
def update_target_users(call: Call[None]) -> Answer | None:
    """Update Target Users from a CSV file."""
    invite = _managed(call, Permission.MANAGE_GUILD)
    targets = read_target_users(call.files)
    if isinstance(targets, Answer):
        return targets
    if targets is None:
        raise errors.invalid_field("target_users_file", "BASE_TYPE_REQUIRED", "This field is required")
    invites.set_targets(invite, targets)
    return None


@route("GET", "/invites/{code}/target-users/job-status")
def get_target_users_job(call: Call[None]) -> dict[str, Any]:
    """Get Target Users Job Status."""
    invite = _managed(call, Permission.MANAGE_GUILD | Permission.VIEW_AUDIT_LOG)
    if invite.target_user_ids is None:
        raise errors.unknown_target_users_job()
    count = len(invite.target_user_ids)
    return {
        "status": COMPLETED,
        "total_users": count,
        "processed_users": count,
        "created_at": timestamp(invite.created_at),
        "completed_at": timestamp(invite.created_at),
        "error_message": None,
    }


def _managed(call: Call[Any], any_of: Permission) -> Invite:
    invite = invites.find_invite(call.world, call.words["code"])
    guild = call.world.guilds[invite.guild_id]
    if invite.inviter_id != call.user.id and not permissions.in_guild(guild, call.user.id) & any_of:
        raise errors.missing_permissions()
    return invite


def _check_roles(call: Call[Any], guild: Guild, role_ids: list[int]) -> None:
    """Roles on an invite take MANAGE_ROLES, and none may be above the sender's own."""
    if role_ids:
        permissions.require(guild, call.user.id, Permission.MANAGE_ROLES)
    for role_id in role_ids:
        role = roles.role_of(guild, role_id)
        if role.managed or role.id == guild.id:
            raise errors.invalid_role()
        if not roles.may_handle(guild, call.user.id, role):
            raise errors.missing_permissions()
