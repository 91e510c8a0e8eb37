"""Who may do what: Discord's permission bits and how overwrites combine.

Source: Discord documentation, "Permissions", bitwise flags and permission overwrites.
"""

from __future__ import annotations

from enum import IntFlag

from bot.sandbox.errors import missing_access, missing_permissions
from bot.sandbox.world.models import VOCAL, Channel, Guild


class Permission(IntFlag):
    """The bits of the Permissions page, under their documented names."""

    CREATE_INSTANT_INVITE = 1 << 0
    KICK_MEMBERS = 1 << 1
    BAN_MEMBERS = 1 << 2
    ADMINISTRATOR = 1 << 3
    MANAGE_CHANNELS = 1 << 4
    MANAGE_GUILD = 1 << 5
    ADD_REACTIONS = 1 << 6
    VIEW_AUDIT_LOG = 1 << 7
    PRIORITY_SPEAKER = 1 << 8
    STREAM = 1 << 9
    VIEW_CHANNEL = 1 << 10
    SEND_MESSAGES = 1 << 11
    SEND_TTS_MESSAGES = 1 << 12
    MANAGE_MESSAGES = 1 << 13
    EMBED_LINKS = 1 << 14
    ATTACH_FILES = 1 << 15
    READ_MESSAGE_HISTORY = 1 << 16
    MENTION_EVERYONE = 1 << 17
    USE_EXTERNAL_EMOJIS = 1 << 18
    VIEW_GUILD_INSIGHTS = 1 << 19
    CONNECT = 1 << 20
    SPEAK = 1 << 21
    MUTE_MEMBERS = 1 << 22
    DEAFEN_MEMBERS = 1 << 23
    MOVE_MEMBERS = 1 << 24
    USE_VAD = 1 << 25
    CHANGE_NICKNAME = 1 << 26
    MANAGE_NICKNAMES = 1 << 27
    MANAGE_ROLES = 1 << 28
    MANAGE_WEBHOOKS = 1 << 29
    MANAGE_GUILD_EXPRESSIONS = 1 << 30
    USE_APPLICATION_COMMANDS = 1 << 31
    REQUEST_TO_SPEAK = 1 << 32
    MANAGE_EVENTS = 1 << 33
    MANAGE_THREADS = 1 << 34
    CREATE_PUBLIC_THREADS = 1 << 35
    CREATE_PRIVATE_THREADS = 1 << 36
    USE_EXTERNAL_STICKERS = 1 << 37
    SEND_MESSAGES_IN_THREADS = 1 << 38
    USE_EMBEDDED_ACTIVITIES = 1 << 39
    MODERATE_MEMBERS = 1 << 40
    VIEW_CREATOR_MONETIZATION_ANALYTICS = 1 << 41
    USE_SOUNDBOARD = 1 << 42
    CREATE_GUILD_EXPRESSIONS = 1 << 43
    CREATE_EVENTS = 1 << 44
    USE_EXTERNAL_SOUNDS = 1 << 45
    SEND_VOICE_MESSAGES = 1 << 46
    SET_VOICE_CHANNEL_STATUS = 1 << 48
    SEND_POLLS = 1 << 49
    USE_EXTERNAL_APPS = 1 << 50
    PIN_MESSAGES = 1 << 51
    BYPASS_SLOWMODE = 1 << 52


ALL = Permission((1 << 53) - 1)

# "Stage Instance", Definitions: a moderator holds all three in the channel.
STAGE_MODERATOR = Permission.MANAGE_CHANNELS | Permission.MUTE_MEMBERS | Permission.MOVE_MEMBERS

# Lost with CONNECT in a voice or stage channel (Permissions, Implicit Permissions names
# MANAGE_CHANNELS as one of them; the others mean nothing to who cannot enter).
NEEDS_CONNECT = (
    Permission.MANAGE_CHANNELS
    | Permission.MANAGE_ROLES
    | Permission.SPEAK
    | Permission.STREAM
    | Permission.MUTE_MEMBERS
    | Permission.DEAFEN_MEMBERS
    | Permission.MOVE_MEMBERS
    | Permission.USE_VAD
    | Permission.PRIORITY_SPEAKER
    | Permission.REQUEST_TO_SPEAK
)

# All that a member in time-out keeps ("Permissions", Permissions For Timed Out Members).
TIMED_OUT = Permission.VIEW_CHANNEL | Permission.READ_MESSAGE_HISTORY

# What @everyone holds in a new community; enough to listen, ask to speak and use commands.
EVERYONE_DEFAULT = (
    Permission.VIEW_CHANNEL
    | Permission.CREATE_INSTANT_INVITE
    | Permission.SEND_MESSAGES
    | Permission.EMBED_LINKS
    | Permission.ATTACH_FILES
    | Permission.ADD_REACTIONS
    | Permission.READ_MESSAGE_HISTORY
    | Permission.CONNECT
    | Permission.SPEAK
    | Permission.STREAM
    | Permission.USE_VAD
    | Permission.CHANGE_NICKNAME
    | Permission.USE_APPLICATION_COMMANDS
    | Permission.REQUEST_TO_SPEAK
)


def in_guild(guild: Guild, user_id: int) -> Permission:
    """Base permissions: @everyone and the member's roles; the owner and administrators hold all."""
    if user_id == guild.owner_id:
        return ALL
    member = guild.members.get(user_id)
    if member is None:
        return Permission(0)
    granted = Permission(guild.roles[guild.id].permissions)
    for role_id in member.role_ids:
        granted |= Permission(guild.roles[role_id].permissions)
    if Permission.ADMINISTRATOR in granted:
        return ALL
    return granted & TIMED_OUT if member.timed_out else granted


def in_channel(guild: Guild, channel: Channel, user_id: int) -> Permission:
    """Permissions after overwrites: @everyone first, then all roles together, then the member."""
    granted = in_guild(guild, user_id)
    if granted == ALL or user_id not in guild.members:
        return granted
    everyone = channel.overwrites.get(guild.id)
    if everyone is not None:
        granted = (granted & ~Permission(everyone.deny)) | Permission(everyone.allow)
    allow = deny = Permission(0)
    for role_id in guild.members[user_id].role_ids:
        overwrite = channel.overwrites.get(role_id)
        if overwrite is not None:
            allow |= Permission(overwrite.allow)
            deny |= Permission(overwrite.deny)
    granted = (granted & ~deny) | allow
    own = channel.overwrites.get(user_id)
    if own is not None:
        granted = (granted & ~Permission(own.deny)) | Permission(own.allow)
    if guild.members[user_id].timed_out:
        granted &= TIMED_OUT
    # Without VIEW_CHANNEL nothing else in the channel counts (Permissions, Implicit permissions).
    if Permission.VIEW_CHANNEL not in granted:
        return Permission(0)
    if channel.type in VOCAL and Permission.CONNECT not in granted:
        return granted & ~NEEDS_CONNECT
    return granted


def require(guild: Guild, user_id: int, needed: Permission, channel: Channel | None = None) -> None:
    """Refuse as Discord does when `user_id` lacks any of `needed`.

    Raises:
        DiscordError: 50001 if the channel cannot be seen, else 50013.
    """
    granted = in_guild(guild, user_id) if channel is None else in_channel(guild, channel, user_id)
    if channel is not None and Permission.VIEW_CHANNEL not in granted:
        raise missing_access()
    if needed & ~granted:
        raise missing_permissions()
