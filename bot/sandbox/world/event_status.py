"""The one place where a scheduled event changes its status.

Source: Discord documentation, "Guild Scheduled Event", Valid Status Transitions.
"""

from __future__ import annotations

from bot.sandbox import errors
from bot.sandbox.payloads.scheduled_events import scheduled_event
from bot.sandbox.world.models import EventStatus, ScheduledEvent
from bot.sandbox.world.state import World

FINISHED = frozenset({EventStatus.COMPLETED, EventStatus.CANCELED})
TRANSITIONS = frozenset(
    {
        (EventStatus.SCHEDULED, EventStatus.ACTIVE),
        (EventStatus.SCHEDULED, EventStatus.CANCELED),
        (EventStatus.ACTIVE, EventStatus.COMPLETED),
    }
)


def check_transition(event: ScheduledEvent, status: EventStatus) -> None:
    """Refuse a change of status that Discord does not list.

    Raises:
        DiscordError: 50035 for `status`.
    """
    if (event.status, status) not in TRANSITIONS:
        raise errors.invalid_field(
            "status",
            "GUILD_SCHEDULED_EVENT_INVALID_STATUS",
            f"An event cannot go from {event.status.name} to {status.name}.",
        )


def set_status(world: World, event: ScheduledEvent, status: EventStatus) -> None:
    """Change the status; GUILD_SCHEDULED_EVENT_UPDATE."""
    event.status = status
    changed(world, event)


def changed(world: World, event: ScheduledEvent) -> None:
    """Tell of a change: GUILD_SCHEDULED_EVENT_UPDATE."""
    world.emit("GUILD_SCHEDULED_EVENT_UPDATE", scheduled_event(world, event), event.guild_id)
