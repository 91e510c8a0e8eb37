"""Who may see, plan, change and delete a scheduled event.

Source: Discord documentation, "Guild Scheduled Event", Permissions Requirements.
"""

from __future__ import annotations

from bot.sandbox.errors import missing_permissions
from bot.sandbox.world.models import EXTERNAL, STAGE, VOICE, Channel, Guild, ScheduledEvent
from bot.sandbox.world.permissions import STAGE_MODERATOR, Permission, in_channel, in_guild, require

IN_CHANNEL = {
    STAGE: STAGE_MODERATOR,
    VOICE: Permission.VIEW_CHANNEL | Permission.CONNECT,
    EXTERNAL: Permission(0),
}


def may_see(guild: Guild, event: ScheduledEvent, user_id: int) -> bool:
    """Whether somebody sees the event: an external one, or one of a channel they see."""
    channel = _channel(guild, event)
    return channel is None or Permission.VIEW_CHANNEL in in_channel(guild, channel, user_id)


def require_create(guild: Guild, event: ScheduledEvent, user_id: int) -> None:
    """Refuse who may not plan this event.

    Raises:
        DiscordError: 50001 or 50013.
    """
    needed = Permission.CREATE_EVENTS | IN_CHANNEL[event.entity_type]
    require(guild, user_id, needed, _channel(guild, event))


def require_modify(guild: Guild, event: ScheduledEvent, user_id: int) -> None:
    """Refuse who may not change or delete this event; one's own takes less.

    Raises:
        DiscordError: 50001 or 50013.
    """
    channel = _channel(guild, event)
    require(guild, user_id, IN_CHANNEL[event.entity_type], channel)
    granted = in_guild(guild, user_id) if channel is None else in_channel(guild, channel, user_id)
    suffices = Permission.MANAGE_EVENTS
    if event.creator_id == user_id:
        suffices |= Permission.CREATE_EVENTS
    if not granted & suffices:
        raise missing_permissions()


def _channel(guild: Guild, event: ScheduledEvent) -> Channel | None:
    return None if event.channel_id is None else guild.channels.get(event.channel_id)
