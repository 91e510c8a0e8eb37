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
    bot_id = session.application.bot.id
    if not session.has_guild(happening.guild_id) or happening.to not in {None, bot_id}:
        return False
    if happening.name == "GUILD_MEMBER_UPDATE" and happening.payload["user"]["id"] == str(bot_id):
        return True
    intent = needed(happening.name, in_guild=happening.guild_id is not None)
    return intent in session.intents and _is_visible(world, happening, bot_id)


def _is_visible(world: World, happening: Happening, bot_id: int) -> bool:
    """Whether a bot's permissions let it see an event at all."""
    guild = world.guilds.get(happening.guild_id or 0)
    if guild is None or happening.name == "GUILD_DELETE":
        return True
    if bot_id not in guild.members:
        return False
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


def hides_content(happening: Happening, session: Session) -> bool:
    """Whether a message's content is kept from a session, which has no MESSAGE_CONTENT."""
    if Intent.MESSAGE_CONTENT in session.intents:
        return False
    if happening.name not in ("MESSAGE_CREATE", "MESSAGE_UPDATE") or happening.guild_id is None:
        return False
    bot_id = str(session.application.bot.id)
    if happening.payload["author"]["id"] == bot_id:
        return False
    return all(mention["id"] != bot_id for mention in happening.payload["mentions"])


def without_content(payload: dict[str, Any]) -> dict[str, Any]:
    """A message as a session without the intent sees it."""
    return {**payload, **{name: empty for name, empty in CONTENT.items() if name in payload}}
