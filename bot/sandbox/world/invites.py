"""Invites: made, found, accepted, ended.

Source: Discord documentation, "Invite", and "Channel", Create Channel Invite.
"""

from __future__ import annotations

import secrets
import string
from collections.abc import Iterable

from bot.sandbox import errors
from bot.sandbox.payloads.invites import expiry, invite_created, invite_deleted
from bot.sandbox.world.guilds import join_guild
from bot.sandbox.world.models import Channel, Guild, Invite, Member, User
from bot.sandbox.world.state import World

MAX_INVITES = 1000
CODE_LENGTH = 8
_LETTERS = string.ascii_letters + string.digits


def create_invite(
    world: World,
    guild: Guild,
    channel: Channel,
    inviter: User,
    *,
    max_age: int = 86400,
    max_uses: int = 0,
    temporary: bool = False,
    unique: bool = False,
    target_user_ids: Iterable[int] | None = None,
    role_ids: Iterable[int] = (),
) -> Invite:
    """Make an invite, or answer a like one unless `unique` was asked; INVITE_CREATE.

    Raises:
        DiscordError: 30016, the guild has 1,000.
    """
    guild.invites = {code: each for code, each in guild.invites.items() if _is_alive(world, each)}
    targets = None if target_user_ids is None else set(target_user_ids)
    invite = Invite(
        "".join(secrets.choice(_LETTERS) for _ in range(CODE_LENGTH)),
        guild.id,
        channel.id,
        inviter.id,
        world.clock.now(),
        max_age,
        max_uses,
        temporary,
        target_user_ids=targets,
        role_ids=list(role_ids),
    )
    if not unique:
        for other in guild.invites.values():
            if _alike(other, invite):
                return other
    if len(guild.invites) >= MAX_INVITES:
        raise errors.too_many(30016, "invites (1000)")
    guild.invites[invite.code] = invite
    world.emit("INVITE_CREATE", invite_created(world, invite), guild.id)
    return invite


def find_invite(world: World, code: str) -> Invite:
    """The invite with that code.

    Raises:
        DiscordError: 10006, there is none, or its time is over.
    """
    for guild in world.guilds.values():
        if code in guild.invites and _is_alive(world, guild.invites[code]):
            return guild.invites[code]
    raise errors.unknown_invite()


def list_invites(world: World, guild: Guild) -> list[Invite]:
    """The invites of a guild that can still be used."""
    return [each for each in guild.invites.values() if _is_alive(world, each)]


def set_targets(invite: Invite, user_ids: Iterable[int]) -> None:
    """Say anew for whom an invite is; no event tells of it."""
    invite.target_user_ids = set(user_ids)


def delete_invite(world: World, invite: Invite) -> None:
    """End an invite; INVITE_DELETE."""
    del world.guilds[invite.guild_id].invites[invite.code]
    world.emit("INVITE_DELETE", invite_deleted(invite), invite.guild_id)


def accept_invite(world: World, code: str, user: User) -> Member:
    """Come in by an invite, with the roles it gives; the last use ends it.

    Raises:
        DiscordError: 10006 (none, over, or for others only), 40007 (banned).
    """
    invite = find_invite(world, code)
    guild = world.guilds[invite.guild_id]
    if invite.target_user_ids is not None and user.id not in invite.target_user_ids:
        # "The users allowed to see and accept this invite": to others it does not exist.
        raise errors.unknown_invite()
    if user.id in guild.bans:
        raise errors.banned_from_guild()
    if user.id in guild.members:
        return guild.members[user.id]
    invite.uses += 1
    if invite.uses == invite.max_uses:
        delete_invite(world, invite)
    return join_guild(world, guild, user, [each for each in invite.role_ids if each in guild.roles])


def _is_alive(world: World, invite: Invite) -> bool:
    end = expiry(invite)
    return end is None or world.clock.now() < end


def _alike(one: Invite, other: Invite) -> bool:
    def terms(invite: Invite) -> tuple[object, ...]:
        return (
            invite.channel_id,
            invite.inviter_id,
            invite.max_age,
            invite.max_uses,
            invite.temporary,
            invite.target_user_ids,
            invite.role_ids,
        )

    return terms(one) == terms(other)
