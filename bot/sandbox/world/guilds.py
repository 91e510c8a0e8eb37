"""Communities, and how people and bots come into them and go.

Sources: Discord documentation, "Guild", and "Gateway Events", Guilds.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from bot.sandbox.payloads.guilds import guild as guild_payload
from bot.sandbox.payloads.guilds import guild_joined
from bot.sandbox.payloads.members import member_event
from bot.sandbox.payloads.users import user as user_payload
from bot.sandbox.world import voice_states
from bot.sandbox.world.messages import MessageDraft, post
from bot.sandbox.world.models import Application, Guild, Member, Role, User
from bot.sandbox.world.permissions import EVERYONE_DEFAULT
from bot.sandbox.world.roles import add_role, delete_role
from bot.sandbox.world.state import World

# The fields of a guild that name one of its channels.
GUILD_CHANNELS = (
    "afk_channel_id",
    "system_channel_id",
    "rules_channel_id",
    "public_updates_channel_id",
    "safety_alerts_channel_id",
)

# "Guild", System Channel Flags, and "Message", Message Types.
SUPPRESS_JOIN_NOTIFICATIONS = 1 << 0
USER_JOIN = 7

# Guild Member Flags: set by Discord for who comes back.
DID_REJOIN = 1 << 0


def add_guild(world: World, name: str, owner: User) -> Guild:
    """Found a community with nobody in it but its owner; no bot sees it yet."""
    guild = Guild(world.new_id(), name, owner.id)
    guild.roles[guild.id] = Role(guild.id, "@everyone", int(EVERYONE_DEFAULT))
    guild.members[owner.id] = Member(owner, world.clock.now())
    world.users[owner.id] = owner
    world.guilds[guild.id] = guild
    return guild


def edit_guild(world: World, guild: Guild, **changes: Any) -> Guild:
    """Change settings; GUILD_UPDATE."""
    for name, value in changes.items():
        setattr(guild, name, value)
    world.emit("GUILD_UPDATE", guild_payload(guild), guild.id)
    return guild


def add_user(world: World, name: str, *, locale: str = "en-US", bot: bool = False) -> User:
    """A new account; the name as given is what others see, the username is made from it."""
    username = re.sub(r"[^a-z0-9_.]+", "_", name.lower()) or "person"
    user = User(world.new_id(), username, None if bot else name, bot, locale)
    world.users[user.id] = user
    return user


def add_member(
    world: World,
    guild: Guild,
    name: str,
    *,
    locale: str = "en-US",
    bot: bool = False,
    role_ids: Iterable[int] = (),
) -> Member:
    """A new account that joins the guild; GUILD_MEMBER_ADD."""
    return join_guild(world, guild, add_user(world, name, locale=locale, bot=bot), role_ids)


def join_guild(world: World, guild: Guild, user: User, role_ids: Iterable[int] = ()) -> Member:
    """Let an account in; GUILD_MEMBER_ADD, or GUILD_CREATE when it is the bot's own."""
    if user.id in guild.members:
        return guild.members[user.id]
    member = Member(user, world.clock.now(), list(role_ids))
    if user.id in guild.former_member_ids:
        member.flags |= DID_REJOIN
    guild.members[user.id] = member
    if user.id in world.applications:
        world.emit("GUILD_CREATE", guild_joined(world, guild, user.id), guild.id, to=user.id)
    if user is not world.application.bot:
        world.emit("GUILD_MEMBER_ADD", member_event(guild, member), guild.id)
    _greet(world, guild, user)
    return member


def _greet(world: World, guild: Guild, user: User) -> None:
    """Discord's own line about who has come, where there is a system channel that takes it."""
    if guild.system_channel_id is not None and not guild.system_channel_flags & SUPPRESS_JOIN_NOTIFICATIONS:
        post(world, guild.channels[guild.system_channel_id], user, MessageDraft(), type=USER_JOIN)


def install_bot(
    world: World, guild: Guild, permissions: int, application: Application | None = None
) -> Member:
    """Add an application's bot with the role that Discord makes for it; the first one's if none is named."""
    application = application or world.application
    bot = application.bot
    role = add_role(world, guild, application.name, permissions, managed=True, bot_id=bot.id)
    return join_guild(world, guild, bot, [role.id])


def remove_member(world: World, guild: Guild, user_id: int) -> None:
    """Take somebody out, from voice too; GUILD_MEMBER_REMOVE, or GUILD_DELETE for the bot.

    The role that Discord made for the bot goes with it.

    Raises:
        DiscordError: 10007, they are not in the guild.
    """
    member = world.member(guild.id, user_id)
    if user_id in guild.voice_states:
        voice_states.leave(world, guild.id, user_id)
    del guild.members[user_id]
    guild.former_member_ids.add(user_id)
    if user_id in world.applications:
        # Without `unavailable` it means: removed ("Gateway Events", Guild Delete).
        world.emit("GUILD_DELETE", {"id": str(guild.id)}, guild.id, to=user_id)
        for role in [role for role in guild.roles.values() if role.bot_id == user_id]:
            delete_role(world, guild, role)
    if member.user is not world.application.bot:
        gone = {"guild_id": str(guild.id), "user": user_payload(member.user)}
        world.emit("GUILD_MEMBER_REMOVE", gone, guild.id)
