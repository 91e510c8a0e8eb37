"""Who may see an event: shard, intent, permission, and the content of messages.

Source: Discord documentation, "Gateway", List of Intents, Caveats and Message Content
Intent; "Gateway Events" for the events bound to a permission.
"""

from __future__ import annotations

from typing import Any

from bot.sandbox.gateway.intents import Intent, needed
from bot.sandbox.gateway.session import Session
from bot.sandbox.world.permissions import Permission, in_channel, in_guild
from bot.sandbox.world.state import Happening, World

# What the message content intent hides, and what stands in its place.
CONTENT: dict[str, Any] = {"content": "", "embeds": [], "attachments": [], "components": []}

BANS = frozenset({"GUILD_BAN_ADD", "GUILD_BAN_REMOVE"})
INVITES = frozenset({"INVITE_CREATE", "INVITE_DELETE"})
# Voice states and channel changes are sent for channels the bot cannot see, too.
OF_CHANNEL = ("MESSAGE_", "TYPING_", "CHANNEL_PINS_")


def may_receive(world: World, happening: Happening, session: Session) -> bool:
    """Whether a session is sent an event."""
    if not session.has_guild(happening.guild_id):
        return False
    if happening.name == "GUILD_MEMBER_UPDATE" and _is_about_bot(world, happening):
        return True
    intent = needed(happening.name, in_guild=happening.guild_id is not None)
    return intent in session.intents


def is_visible(world: World, happening: Happening) -> bool:
    """Whether the bot's permissions let it see an event at all."""
    guild = world.guilds.get(happening.guild_id or 0)
    if guild is None:
        return True
    bot_id = world.application.bot.id
    if happening.name in BANS:
        wanted = Permission.BAN_MEMBERS | Permission.VIEW_AUDIT_LOG
        return bool(in_guild(guild, bot_id) & wanted)
    channel = guild.channels.get(int(happening.payload.get("channel_id") or 0))
    if channel is None:
        return True
    if happening.name in INVITES:
        return Permission.MANAGE_CHANNELS in in_channel(guild, channel, bot_id)
    if happening.name.startswith(OF_CHANNEL):
        return Permission.VIEW_CHANNEL in in_channel(guild, channel, bot_id)
    return True


def hides_content(world: World, happening: Happening) -> bool:
    """Whether a message's content is kept from sessions without MESSAGE_CONTENT."""
    if happening.name not in ("MESSAGE_CREATE", "MESSAGE_UPDATE") or happening.guild_id is None:
        return False
    bot_id = str(world.application.bot.id)
    if happening.payload["author"]["id"] == bot_id:
        return False
    return all(mention["id"] != bot_id for mention in happening.payload["mentions"])


def without_content(payload: dict[str, Any]) -> dict[str, Any]:
    """A message as a session without the intent sees it."""
    return {**payload, **{name: empty for name, empty in CONTENT.items() if name in payload}}


def reads_content(session: Session) -> bool:
    """Whether a session has the message content intent."""
    return Intent.MESSAGE_CONTENT in session.intents


def _is_about_bot(world: World, happening: Happening) -> bool:
    return bool(happening.payload["user"]["id"] == str(world.application.bot.id))
