"""Scheduled events: planned, started, ended, and what Discord does with them by itself.

Source: Discord documentation, "Guild Scheduled Event". Events of a stage or a voice channel
never start by themselves; external ones do.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from datetime import datetime
from typing import Any

from bot.sandbox import errors
from bot.sandbox.errors import DiscordError
from bot.sandbox.payloads.scheduled_events import scheduled_event, subscription
from bot.sandbox.world import stages
from bot.sandbox.world.audit_log import Action, record
from bot.sandbox.world.event_status import (
    FINISHED,
    at,
    changed,
    check_transition,
    set_alarms,
    set_status,
)
from bot.sandbox.world.models import (
    EXTERNAL,
    STAGE,
    VOICE,
    ChannelType,
    EventStatus,
    Guild,
    ScheduledEvent,
    StageInstance,
)
from bot.sandbox.world.state import World

CHANNEL_TYPES = {STAGE: ChannelType.STAGE, VOICE: ChannelType.VOICE}

# "Maximum number of uncompleted guild scheduled events reached (100)", code 30038.
MOST_OPEN_EVENTS = 100
# How many of those that are over can still be looked up.
MOST_FINISHED_EVENTS = 1000
# Discord says "on the order of minutes" (Status Update Automation).
EMPTY_SECONDS = 180.0


def event_of(world: World, guild_id: int, event_id: int) -> ScheduledEvent:
    """An event of that guild.

    Raises:
        DiscordError: 10004 or 10070.
    """
    try:
        return world.guild(guild_id).scheduled_events[event_id]
    except KeyError:
        raise errors.unknown_scheduled_event() from None


def open_events(guild: Guild) -> list[ScheduledEvent]:
    """The events that are planned or under way, which is what Discord lists."""
    return [event for event in guild.scheduled_events.values() if event.status not in FINISHED]


def create_event(world: World, event: ScheduledEvent, reason: str | None = None) -> None:
    """Plan an event; GUILD_SCHEDULED_EVENT_CREATE.

    Raises:
        DiscordError: 30038 (100 are open), 50035 (fields that do not fit the entity type).
    """
    guild = world.guild(event.guild_id)
    if len(open_events(guild)) >= MOST_OPEN_EVENTS:
        raise errors.too_many(30038, "uncompleted guild scheduled events")
    _check(guild, event)
    _check_not_past(world, event.scheduled_start_time)
    guild.scheduled_events[event.id] = event
    _forget_oldest(guild)
    world.emit("GUILD_SCHEDULED_EVENT_CREATE", scheduled_event(world, event), guild.id)
    created = Action.GUILD_SCHEDULED_EVENT_CREATE
    record(world, guild, created, event.creator_id, event.id, after=_facts(event), reason=reason)
    set_alarms(world, event)


def modify_event(
    world: World,
    event: ScheduledEvent,
    editor_id: int,
    fields: dict[str, Any],
    status: EventStatus | None = None,
    *,
    reason: str | None = None,
) -> None:
    """Change the fields and perhaps the status; GUILD_SCHEDULED_EVENT_UPDATE.

    Raises:
        DiscordError: 180000 (it is finished), 50035 (a field or transition), 180002 (no stage).
    """
    if event.status in FINISHED:
        raise errors.finished_event()
    guild = world.guild(event.guild_id)
    candidate = dataclasses.replace(event, **fields)
    _check(guild, candidate)
    if candidate.scheduled_start_time != event.scheduled_start_time:
        _check_not_past(world, candidate.scheduled_start_time)
    if status is not None and status is not event.status:
        check_transition(event, status)
    before = _facts(event)
    for name, value in fields.items():
        setattr(event, name, value)
    if {"scheduled_start_time", "scheduled_end_time"} & fields.keys():
        set_alarms(world, event)
    if status is None or status is event.status:
        changed(world, event)
    elif status is EventStatus.ACTIVE:
        _start(world, guild, event, editor_id)
    else:
        _finish(world, guild, event, editor_id, status)
    updated = Action.GUILD_SCHEDULED_EVENT_UPDATE
    changes = {"before": before, "after": _facts(event)}
    record(world, guild, updated, editor_id, event.id, **changes, reason=reason)


def delete_event(world: World, event: ScheduledEvent, deleter_id: int, reason: str | None = None) -> None:
    """Take an event away, and close the stage that it opened; GUILD_SCHEDULED_EVENT_DELETE."""
    guild = world.guild(event.guild_id)
    del guild.scheduled_events[event.id]
    world.emit("GUILD_SCHEDULED_EVENT_DELETE", scheduled_event(world, event), guild.id)
    deleted = Action.GUILD_SCHEDULED_EVENT_DELETE
    record(world, guild, deleted, deleter_id, event.id, before=_facts(event), reason=reason)
    _close_its_stage(world, guild, event, deleter_id)


def open_stage_for(
    world: World, event_id: int, channel_id: int, opener_id: int, topic: str, **details: Any
) -> StageInstance:
    """Open a stage for an event, which thereby starts ("Stage Instance", Create Stage Instance).

    Raises:
        DiscordError: 10070, 50091 (an event of another channel), 180000, and those of `open_stage`.
    """
    guild, _ = stages.stage_channel(world, channel_id)
    event = event_of(world, guild.id, event_id)
    if event.channel_id != channel_id:
        raise errors.wrong_event_type()
    if event.status in FINISHED:
        raise errors.finished_event()
    instance = stages.open_stage(world, channel_id, opener_id, topic, event_id=event_id, **details)
    event.entity_id = instance.id
    set_status(world, event, EventStatus.ACTIVE)
    people_changed(world, guild, channel_id)
    return instance


def subscribe(world: World, event: ScheduledEvent, user_id: int) -> None:
    """Somebody is interested; GUILD_SCHEDULED_EVENT_USER_ADD."""
    if user_id not in event.subscribers:
        event.subscribers.add(user_id)
        world.emit("GUILD_SCHEDULED_EVENT_USER_ADD", subscription(event, user_id), event.guild_id)


def unsubscribe(world: World, event: ScheduledEvent, user_id: int) -> None:
    """Somebody is interested no more; GUILD_SCHEDULED_EVENT_USER_REMOVE."""
    if user_id in event.subscribers:
        event.subscribers.remove(user_id)
        world.emit("GUILD_SCHEDULED_EVENT_USER_REMOVE", subscription(event, user_id), event.guild_id)


def people_changed(world: World, guild: Guild, channel_id: int) -> None:
    """Start or stop the wait after which an active event without people is completed."""
    for event in guild.scheduled_events.values():
        if event.status is not EventStatus.ACTIVE or event.channel_id != channel_id:
            continue
        if any(state.channel_id == channel_id for state in guild.voice_states.values()):
            event.empty_since = None
        elif event.empty_since is None:
            since = event.empty_since = world.clock.now()
            at(world, since, EMPTY_SECONDS, event, _still_empty(world, guild, event, since))


def channel_deleted(world: World, guild: Guild, channel_id: int) -> None:
    """End what was planned in a channel that goes; GUILD_SCHEDULED_EVENT_UPDATE."""
    for event in open_events(guild):
        if event.channel_id == channel_id:
            event.recurrence_rule = None  # there is no place left to come again to
            planned = event.status is EventStatus.SCHEDULED
            set_status(world, event, EventStatus.CANCELED if planned else EventStatus.COMPLETED)


def _start(world: World, guild: Guild, event: ScheduledEvent, starter_id: int) -> None:
    if event.entity_type == STAGE:
        assert event.channel_id is not None
        try:
            instance = stages.open_stage(world, event.channel_id, starter_id, event.name, event_id=event.id)
        except DiscordError as error:
            raise errors.stage_not_created() from error
        event.entity_id = instance.id
    set_status(world, event, EventStatus.ACTIVE)
    if event.channel_id is not None:
        people_changed(world, guild, event.channel_id)


def _finish(
    world: World, guild: Guild, event: ScheduledEvent, closer_id: int | None, status: EventStatus
) -> None:
    set_status(world, event, status)
    _close_its_stage(world, guild, event, closer_id)


def _close_its_stage(world: World, guild: Guild, event: ScheduledEvent, closer_id: int | None) -> None:
    instance = guild.stage_instances.get(event.channel_id or 0)
    if instance is not None and instance.guild_scheduled_event_id == event.id:
        stages.close_stage(world, instance.channel_id, closer_id)


def _still_empty(world: World, guild: Guild, event: ScheduledEvent, since: datetime) -> Callable[[], None]:
    def complete() -> None:
        if event.status is EventStatus.ACTIVE and event.empty_since == since:
            _finish(world, guild, event, None, EventStatus.COMPLETED)

    return complete


def _forget_oldest(guild: Guild) -> None:
    finished = [event for event in guild.scheduled_events.values() if event.status in FINISHED]
    for event in finished[:-MOST_FINISHED_EVENTS]:
        del guild.scheduled_events[event.id]


def _facts(event: ScheduledEvent) -> dict[str, Any]:
    return {
        "name": event.name,
        "description": event.description,
        "status": int(event.status),
        "entity_type": event.entity_type,
        "channel_id": None if event.channel_id is None else str(event.channel_id),
        "location": event.location,
    }


def _check_not_past(world: World, start: datetime) -> None:
    if start <= world.clock.now():
        raise errors.invalid_field(
            "scheduled_start_time",
            "GUILD_SCHEDULED_EVENT_SCHEDULE_PAST",
            "Cannot schedule event in the past.",
        )


def _check(guild: Guild, event: ScheduledEvent) -> None:
    """Hold the fields against the entity type ("Field Requirements By Entity Type")."""
    required = "This field is required"
    if event.entity_type == EXTERNAL:
        if event.channel_id is not None:
            raise errors.invalid_field("channel_id", "GUILD_SCHEDULED_EVENT_CHANNEL", "Must be null.")
        if event.location is None:
            raise errors.invalid_field("entity_metadata.location", "BASE_TYPE_REQUIRED", required)
        if event.scheduled_end_time is None:
            raise errors.invalid_field("scheduled_end_time", "BASE_TYPE_REQUIRED", required)
    else:
        if event.channel_id is None:
            raise errors.invalid_field("channel_id", "BASE_TYPE_REQUIRED", required)
        if event.channel_id not in guild.channels:
            raise errors.unknown_channel()
        if guild.channels[event.channel_id].type is not CHANNEL_TYPES[event.entity_type]:
            raise errors.wrong_channel_type()
    if event.scheduled_end_time is not None and event.scheduled_end_time <= event.scheduled_start_time:
        raise errors.invalid_field(
            "scheduled_end_time", "GUILD_SCHEDULED_EVENT_END_BEFORE_START", "Must be after the start."
        )
