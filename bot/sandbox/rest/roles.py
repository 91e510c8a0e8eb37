"""Roles over REST.

Sources: Discord documentation, "Guild", the routes on roles, and "Permissions", Permission
Hierarchy.
"""

from __future__ import annotations

from collections import Counter
from typing import Annotated, Any

from pydantic import Field, model_validator

from bot.sandbox import errors
from bot.sandbox.payloads.roles import role as payload_of
from bot.sandbox.rest.access import guild_of
from bot.sandbox.rest.router import Call, Form, SnowflakeIn, route
from bot.sandbox.rest.values import Bits
from bot.sandbox.world import permissions, roles
from bot.sandbox.world.models import Guild, Role
from bot.sandbox.world.permissions import Permission

Color = Annotated[int, Field(ge=0, le=0xFFFFFF)]
RoleName = Annotated[str, Field(max_length=100)]


class Colors(Form):
    """Role Colors Object; gradients need a feature that no guild here has."""

    primary_color: Color = 0
    secondary_color: None = None
    tertiary_color: None = None


class RoleForm(Form):
    """Create Guild Role and Modify Guild Role, without icons."""

    name: RoleName | None = None
    permissions: Bits | None = None
    color: Color | None = None
    colors: Colors | None = None
    hoist: bool | None = None
    mentionable: bool | None = None

    def changes(self) -> dict[str, Any]:
        """The fields of a role that the form sets."""
        given = self.model_dump(exclude_none=True, exclude={"colors"})
        if self.colors is not None:
            given["color"] = self.colors.primary_color
        return given


class RolePosition(Form):
    """One entry of Modify Guild Role Positions."""

    id: SnowflakeIn
    position: Annotated[int, Field(ge=0)] | None = None


class Positions(Form):
    """Modify Guild Role Positions; the body is the list itself."""

    entries: list[RolePosition]

    @model_validator(mode="before")
    @classmethod
    def _wrap(cls, raw: Any) -> Any:
        return {"entries": raw}


@route("GET", "/guilds/{guild_id}/roles")
def list_roles(call: Call[None]) -> list[dict[str, Any]]:
    """Get Guild Roles."""
    return [payload_of(each) for each in guild_of(call).roles.values()]


@route("GET", "/guilds/{guild_id}/roles/member-counts")
def count_members(call: Call[None]) -> dict[str, int]:
    """Get Guild Role Member Counts, without @everyone."""
    guild = guild_of(call)
    held = Counter(role_id for member in guild.members.values() for role_id in member.role_ids)
    return {str(role_id): held[role_id] for role_id in guild.roles if role_id != guild.id}


@route("GET", "/guilds/{guild_id}/roles/{role_id}")
def get_role(call: Call[None]) -> dict[str, Any]:
    """Get Guild Role."""
    return payload_of(roles.role_of(guild_of(call), call.ids["role_id"]))


@route("POST", "/guilds/{guild_id}/roles", body=RoleForm)
def create_role(call: Call[RoleForm]) -> dict[str, Any]:
    """Create Guild Role."""
    guild = guild_of(call, Permission.MANAGE_ROLES)
    defaults: dict[str, Any] = {"name": "new role", "permissions": guild.roles[guild.id].permissions}
    fields = defaults | call.body.changes()
    if call.body.permissions is not None:
        _check_grant(call, guild, call.body.permissions)
    return payload_of(roles.add_role(call.world, guild, **fields))


@route("PATCH", "/guilds/{guild_id}/roles", body=Positions)
def move_roles(call: Call[Positions]) -> list[dict[str, Any]]:
    """Modify Guild Role Positions: only roles below one's own highest, and only to places below it."""
    guild = guild_of(call, Permission.MANAGE_ROLES)
    wanted = {each.id: each.position for each in call.body.entries if each.position is not None}
    for role_id, position in wanted.items():
        role = roles.role_of(guild, role_id)
        if role.id == guild.id or position == 0:
            raise errors.invalid_role()
        moved = position != role.position
        too_high = call.user.id != guild.owner_id and position >= roles.highest(guild, call.user.id)[0]
        if moved and (too_high or not roles.may_handle(guild, call.user.id, role)):
            raise errors.missing_permissions()
    roles.move_roles(call.world, guild, wanted)
    return [payload_of(each) for each in guild.roles.values()]


@route("PATCH", "/guilds/{guild_id}/roles/{role_id}", body=RoleForm)
def modify_role(call: Call[RoleForm]) -> dict[str, Any]:
    """Modify Guild Role."""
    guild, role = _handled(call)
    changes = call.body.changes()
    if "permissions" in changes:
        _check_grant(call, guild, changes["permissions"] ^ role.permissions)
    return payload_of(roles.edit_role(call.world, guild, role, **changes))


@route("DELETE", "/guilds/{guild_id}/roles/{role_id}")
def delete_role(call: Call[None]) -> None:
    """Delete Guild Role; @everyone and roles of applications cannot be deleted."""
    guild, role = _handled(call)
    if role.managed or role.id == guild.id:
        raise errors.invalid_role()
    roles.delete_role(call.world, guild, role)


def _handled(call: Call[Any]) -> tuple[Guild, Role]:
    guild = guild_of(call, Permission.MANAGE_ROLES)
    role = roles.role_of(guild, call.ids["role_id"])
    if not roles.may_handle(guild, call.user.id, role):
        raise errors.missing_permissions()
    return guild, role


def _check_grant(call: Call[Any], guild: Guild, changed: int) -> None:
    """Only permissions that one has can be given to a role, or taken from it."""
    held = permissions.in_guild(guild, call.user.id)
    if Permission.ADMINISTRATOR not in held and changed & ~int(held):
        raise errors.missing_permissions()
