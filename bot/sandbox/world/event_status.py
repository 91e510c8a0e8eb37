"""The one place where a scheduled event changes its status, be it by somebody or by its time.

Source: Discord documentation, "Guild Scheduled Event", Valid Status Transitions and Status Update
Automation.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from bot.sandbox import errors
from bot.sandbox.payloads.scheduled_events import scheduled_event
from bot.sandbox.world.models import EXTERNAL, EventStatus, ScheduledEvent
from bot.sandbox.world.recurrence import next_start
from bot.sandbox.world.state import World

# Discord says "on the order of hours" (Status Update Automation).
CANCEL_SECONDS = 3 * 3600.0

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
    """Change the status; GUILD_SCHEDULED_EVENT_UPDATE.

    A recurring event that is over is planned anew instead, and nothing tells that it was over. That
    is not documented, but to be seen (discord-api-docs issue 6885).
    """
    if status is EventStatus.COMPLETED and _come_again(world, event):
        set_alarms(world, event)
    else:
        event.status = status
    changed(world, event)


def changed(world: World, event: ScheduledEvent) -> None:
    """Tell of a change: GUILD_SCHEDULED_EVENT_UPDATE."""
    world.emit("GUILD_SCHEDULED_EVENT_UPDATE", scheduled_event(world, event), event.guild_id)


def set_alarms(world: World, event: ScheduledEvent) -> None:
    """Let time do what it does to an event that begins and ends when this one does."""
    start, end = event.scheduled_start_time, event.scheduled_end_time

    def cancel() -> None:
        if event.status is EventStatus.SCHEDULED and event.scheduled_start_time == start:
            set_status(world, event, EventStatus.CANCELED)

    def begin() -> None:
        unstarted = event.status is EventStatus.SCHEDULED and event.scheduled_start_time == start
        if unstarted and event.entity_type == EXTERNAL:
            set_status(world, event, EventStatus.ACTIVE)

    def complete() -> None:
        under_way = event.status is EventStatus.ACTIVE and event.scheduled_end_time == end
        if under_way and event.entity_type == EXTERNAL:
            set_status(world, event, EventStatus.COMPLETED)

    at(world, start, 0, event, begin)
    at(world, start, CANCEL_SECONDS, event, cancel)
    if end is not None:
        at(world, end, 0, event, complete)


def at(
    world: World, moment: datetime, seconds: float, event: ScheduledEvent, action: Callable[[], None]
) -> None:
    """Act so many seconds after a moment, if the event is there still."""

    def act_if_it_exists() -> None:
        if world.guild(event.guild_id).scheduled_events.get(event.id) is event:
            action()

    world.clock.at(moment + timedelta(seconds=seconds), act_if_it_exists)


def _come_again(world: World, event: ScheduledEvent) -> bool:
    if event.recurrence_rule is None:
        return False
    before = event.scheduled_start_time
    again = next_start(event.recurrence_rule, before, max(before, world.clock.now()))
    if again is None:
        return False
    if event.scheduled_end_time is not None:
        event.scheduled_end_time += again - before
    event.scheduled_start_time = again
    event.status, event.entity_id, event.empty_since = EventStatus.SCHEDULED, None, None
    return True
