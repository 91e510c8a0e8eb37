"""Bans. Source: Discord documentation, "Guild", Create Guild Ban, and "Gateway Events"."""

from __future__ import annotations

from datetime import timedelta

from bot.sandbox import errors
from bot.sandbox.payloads.users import user as user_payload
from bot.sandbox.world import messages
from bot.sandbox.world.guilds import remove_member
from bot.sandbox.world.models import Guild, User
from bot.sandbox.world.permissions import Permission, in_guild
from bot.sandbox.world.state import World


def ban(world: World, guild: Guild, user: User, reason: str | None, forget: timedelta) -> None:
    """Ban an account, a member or not; GUILD_BAN_ADD, and what removing a member causes.

    `forget` says how far back the messages of the banned are deleted.
    """
    if user.id in guild.bans:
        return
    guild.bans[user.id] = reason
    _emit(world, guild, "GUILD_BAN_ADD", user)
    if user.id in guild.members:
        remove_member(world, guild, user.id)
    if forget:
        for channel in guild.channels.values():
            messages.delete_by_author(world, channel, user.id, forget)


def unban(world: World, guild: Guild, user_id: int) -> None:
    """Lift a ban; GUILD_BAN_REMOVE.

    Raises:
        DiscordError: 10026, there is none.
    """
    if user_id not in guild.bans:
        raise errors.unknown_ban()
    del guild.bans[user_id]
    _emit(world, guild, "GUILD_BAN_REMOVE", world.users[user_id])


def _emit(world: World, guild: Guild, name: str, user: User) -> None:
    # "Only sent to bots with the BAN_MEMBERS or VIEW_AUDIT_LOG permission" (Gateway Events).
    if in_guild(guild, world.application.bot.id) & (Permission.BAN_MEMBERS | Permission.VIEW_AUDIT_LOG):
        world.emit(name, {"guild_id": str(guild.id), "user": user_payload(user)}, guild.id)
