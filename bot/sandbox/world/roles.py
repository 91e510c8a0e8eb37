"""Roles, and who has them.

Sources: Discord documentation, "Permissions", Permission Hierarchy and Role Object, and
"Guild", the routes on roles.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.sandbox import errors
from bot.sandbox.payloads.members import member_event
from bot.sandbox.payloads.roles import role_event
from bot.sandbox.world.models import Guild, Member, Role
from bot.sandbox.world.state import World
from bot.sandbox.world.visibility import look_again

MAX_ROLES = 250

Rank = tuple[int, int]


def rank(role: Role) -> Rank:
    """Where a role stands; of two in one position the older is the higher."""
    return role.position, -role.id


def highest(guild: Guild, user_id: int) -> Rank:
    """Where a member's highest role stands; @everyone's place for those without roles."""
    member = guild.members.get(user_id)
    held = [] if member is None else [guild.roles[role_id] for role_id in member.role_ids]
    return max(map(rank, [guild.roles[guild.id], *held]))


def outranks(guild: Guild, actor_id: int, target_id: int) -> bool:
    """Whether the actor may kick, ban, rename or time out the target, permissions apart."""
    if target_id == guild.owner_id:
        return False
    return actor_id == guild.owner_id or highest(guild, actor_id) > highest(guild, target_id)


def may_handle(guild: Guild, actor_id: int, role: Role) -> bool:
    """Whether a role is below the actor, who may then give, take, edit and sort it."""
    return actor_id == guild.owner_id or highest(guild, actor_id) > rank(role)


def role_of(guild: Guild, role_id: int) -> Role:
    """A guild's role.

    Raises:
        DiscordError: 10011 Unknown Role.
    """
    try:
        return guild.roles[role_id]
    except KeyError:
        raise errors.unknown_role() from None


def add_role(world: World, guild: Guild, name: str, permissions: int, **fields: Any) -> Role:
    """Make a role just above @everyone and move the others up; GUILD_ROLE_CREATE.

    Raises:
        DiscordError: 30005, the guild has 250 roles.
    """
    if len(guild.roles) >= MAX_ROLES:
        raise errors.too_many(30005, "guild roles (250)")
    role = Role(world.new_id(), name, int(permissions), **({"position": 1} | fields))
    moved = [each for each in guild.roles.values() if each.id != guild.id and each.position >= role.position]
    guild.roles[role.id] = role
    world.emit("GUILD_ROLE_CREATE", role_event(guild, role), guild.id)
    move_roles(world, guild, {each.id: each.position + 1 for each in moved})
    return role


def edit_role(world: World, guild: Guild, role: Role, **changes: Any) -> Role:
    """Change fields of a role; GUILD_ROLE_UPDATE."""
    for name, value in changes.items():
        setattr(role, name, value)
    world.emit("GUILD_ROLE_UPDATE", role_event(guild, role), guild.id)
    if "permissions" in changes:
        look_again(world, guild)
    return role


def move_roles(world: World, guild: Guild, positions: Mapping[int, int]) -> None:
    """Put roles into new places; GUILD_ROLE_UPDATE for each that moved."""
    for role_id, position in positions.items():
        if guild.roles[role_id].position != position:
            edit_role(world, guild, guild.roles[role_id], position=position)


def delete_role(world: World, guild: Guild, role: Role) -> None:
    """Remove a role everywhere; GUILD_ROLE_DELETE. Its holders lose it without an event of their own."""
    del guild.roles[role.id]
    for member in guild.members.values():
        if role.id in member.role_ids:
            member.role_ids.remove(role.id)
    for channel in guild.channels.values():
        channel.overwrites.pop(role.id, None)
    world.emit("GUILD_ROLE_DELETE", {"guild_id": str(guild.id), "role_id": str(role.id)}, guild.id)
    look_again(world, guild)


def give_role(world: World, guild: Guild, user_id: int, role_id: int) -> None:
    """Give a member a role; GUILD_MEMBER_UPDATE unless they have it."""
    member = world.member(guild.id, user_id)
    role_of(guild, role_id)
    if role_id not in member.role_ids:
        set_roles(world, guild, member, [*member.role_ids, role_id])


def take_role(world: World, guild: Guild, user_id: int, role_id: int) -> None:
    """Take a role from a member; GUILD_MEMBER_UPDATE unless they lack it."""
    member = world.member(guild.id, user_id)
    role_of(guild, role_id)
    if role_id in member.role_ids:
        set_roles(world, guild, member, [each for each in member.role_ids if each != role_id])


def set_roles(world: World, guild: Guild, member: Member, role_ids: list[int]) -> None:
    """Give a member just these roles; GUILD_MEMBER_UPDATE."""
    member.role_ids = list(dict.fromkeys(role_ids))
    world.emit("GUILD_MEMBER_UPDATE", member_event(guild, member), guild.id)
    if member.user is world.application.bot:
        look_again(world, guild)
