"""Scheduled events. Discord documentation, "Guild Scheduled Event", unless a test says otherwise."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from bot.sandbox.world import scheduled_events
from bot.sandbox.world.channels import delete_channel
from bot.sandbox.world.event_permissions import may_see, require_create, require_modify
from bot.sandbox.world.event_status import CANCEL_SECONDS
from bot.sandbox.world.models import EXTERNAL, STAGE, EventStatus, ScheduledEvent
from bot.sandbox.world.permissions import Permission
from bot.sandbox.world.scheduled_events import (
    EMPTY_SECONDS,
    create_event,
    delete_event,
    modify_event,
    open_stage_for,
    subscribe,
    unsubscribe,
)
from bot.sandbox.world.stages import close_stage, open_stage
from bot.sandbox.world.voice_states import leave

HOUR = timedelta(hours=1)


def draft(scene: Any, entity_type: int = STAGE, **fields: Any) -> ScheduledEvent:
    start = scene.clock.now() + HOUR
    place: dict[str, Any] = {"channel_id": scene.stage.id}
    if entity_type == EXTERNAL:
        place = {"location": "The library", "scheduled_end_time": start + HOUR}
    facts = {"name": "Reading", "scheduled_start_time": start, "entity_type": entity_type} | place
    return ScheduledEvent(scene.world.new_id(), scene.guild.id, scene.bot_id, **(facts | fields))


def plan(scene: Any, entity_type: int = STAGE, **fields: Any) -> ScheduledEvent:
    event = draft(scene, entity_type, **fields)
    create_event(scene.world, event)
    return event


def start(scene: Any, event: ScheduledEvent) -> None:
    modify_event(scene.world, event, scene.bot_id, {}, EventStatus.ACTIVE)


def status_of(event: ScheduledEvent) -> EventStatus:
    return event.status  # a call, because the type checker thinks that nothing changes it


def test_a_planned_event_is_announced(scene: Any) -> None:
    event = plan(scene)

    (seen,) = scene.seen("GUILD_SCHEDULED_EVENT_CREATE")
    assert (seen["id"], seen["status"], seen["entity_type"]) == (str(event.id), 1, 1)


@pytest.mark.parametrize(
    ("entity_type", "fields"),
    [
        (STAGE, {"channel_id": None}),
        (EXTERNAL, {"location": None}),
        (EXTERNAL, {"scheduled_end_time": None}),
        (EXTERNAL, {"channel_id": 1}),
    ],
)
def test_each_entity_type_has_its_fields(
    scene: Any, expect_refused: Any, entity_type: int, fields: dict[str, Any]
) -> None:
    # Field Requirements By Entity Type.
    with expect_refused(50035):
        plan(scene, entity_type, **fields)


def test_a_stage_event_is_held_on_a_stage(scene: Any, expect_refused: Any) -> None:
    # Field Requirements By Entity Type.
    with expect_refused(50024):
        plan(scene, channel_id=scene.voice.id)


def test_the_past_cannot_be_planned(scene: Any, expect_refused: Any) -> None:
    with expect_refused(50035):
        plan(scene, scheduled_start_time=scene.clock.now() - HOUR)


def test_a_guild_has_a_hundred_open_events(scene: Any, expect_refused: Any) -> None:
    # Create Guild Scheduled Event; "Opcodes and Status Codes", 30038.
    events = [plan(scene) for _ in range(100)]
    with expect_refused(30038):
        plan(scene)

    modify_event(scene.world, events[0], scene.bot_id, {}, EventStatus.CANCELED)

    assert plan(scene)


def test_starting_a_stage_event_opens_its_stage(scene: Any) -> None:
    # 180002 of "Opcodes and Status Codes" says that an event creates the stage it needs.
    event = plan(scene)

    start(scene, event)

    instance = scene.guild.stage_instances[scene.stage.id]
    assert (instance.guild_scheduled_event_id, event.entity_id) == (event.id, instance.id)
    assert scene.seen("STAGE_INSTANCE_CREATE")[0]["guild_scheduled_event_id"] == str(event.id)
    assert scene.seen("GUILD_SCHEDULED_EVENT_UPDATE")[-1]["status"] == EventStatus.ACTIVE


def test_an_event_whose_stage_cannot_open_does_not_start(scene: Any, expect_refused: Any) -> None:
    # "Opcodes and Status Codes", 180002.
    event = plan(scene)
    open_stage(scene.world, scene.stage.id, scene.bot_id, "Something else")

    with expect_refused(180002):
        start(scene, event)
    assert status_of(event) is EventStatus.SCHEDULED


def test_opening_a_stage_for_an_event_starts_it(scene: Any) -> None:
    # "Stage Instance", Create Stage Instance, guild_scheduled_event_id.
    event = plan(scene)

    instance = open_stage_for(scene.world, event.id, scene.stage.id, scene.bot_id, "Now")

    assert instance.guild_scheduled_event_id == event.id
    assert status_of(event) is EventStatus.ACTIVE


ALL = list(EventStatus)
LEGAL = {(1, 2), (1, 4), (2, 3)}


@pytest.mark.parametrize("before", [EventStatus.SCHEDULED, EventStatus.ACTIVE])
@pytest.mark.parametrize("after", ALL)
def test_only_listed_transitions_are_legal(
    scene: Any, expect_refused: Any, before: EventStatus, after: EventStatus
) -> None:
    # Valid Guild Scheduled Event Status Transitions.
    event = plan(scene)
    if before is EventStatus.ACTIVE:
        start(scene, event)
    if before is after or (before, after) in LEGAL:
        modify_event(scene.world, event, scene.bot_id, {}, after)
        assert status_of(event) is after
    else:
        with expect_refused(50035):
            modify_event(scene.world, event, scene.bot_id, {}, after)


@pytest.mark.parametrize("fields", [{}, {"name": "Another"}])
def test_a_finished_event_is_finished(scene: Any, expect_refused: Any, fields: dict[str, Any]) -> None:
    # "Opcodes and Status Codes", 180000.
    event = plan(scene)
    modify_event(scene.world, event, scene.bot_id, {}, EventStatus.CANCELED)

    with expect_refused(180000):
        modify_event(scene.world, event, scene.bot_id, fields)


def test_a_stage_event_never_starts_by_itself_and_is_cancelled_hours_later(scene: Any) -> None:
    # Status Update Automation, "will be automatically cancelled after a few hours".
    event = plan(scene)
    scene.clock.advance(3700)
    assert status_of(event) is EventStatus.SCHEDULED

    scene.clock.advance(CANCEL_SECONDS)

    assert status_of(event) is EventStatus.CANCELED


def test_a_postponed_event_is_not_cancelled_early(scene: Any) -> None:
    event = plan(scene)
    later = event.scheduled_start_time + timedelta(days=1)
    modify_event(scene.world, event, scene.bot_id, {"scheduled_start_time": later})

    scene.clock.advance(3600 + CANCEL_SECONDS + 60)

    assert status_of(event) is EventStatus.SCHEDULED


def test_an_external_event_begins_and_ends_by_itself(scene: Any) -> None:
    # Status Update Automation.
    event = plan(scene, EXTERNAL)
    scene.clock.advance(3601)
    assert status_of(event) is EventStatus.ACTIVE

    scene.clock.advance(3600)

    assert status_of(event) is EventStatus.COMPLETED


def test_an_active_event_without_people_completes_after_minutes(scene: Any) -> None:
    # Status Update Automation, "all users have left the stage channel".
    event = plan(scene)
    alice = scene.listener()
    start(scene, event)
    scene.guild.stage_instances.clear()  # a listener would not keep the stage itself open
    scene.clock.advance(EMPTY_SECONDS * 3)
    assert status_of(event) is EventStatus.ACTIVE

    leave(scene.world, scene.guild.id, alice.user_id)
    scene.clock.advance(EMPTY_SECONDS + 1)

    assert status_of(event) is EventStatus.COMPLETED


@pytest.mark.parametrize("ends", ["event completed", "event deleted", "stage closed"])
def test_a_stage_and_its_event_end_together(scene: Any, ends: str) -> None:
    # Not in the documentation; reported in its issue 8537 and pull request 4583.
    event = plan(scene)
    start(scene, event)
    if ends == "event completed":
        modify_event(scene.world, event, scene.bot_id, {}, EventStatus.COMPLETED)
    elif ends == "event deleted":
        delete_event(scene.world, event, scene.bot_id)
    else:
        close_stage(scene.world, scene.stage.id, scene.bot_id)

    assert len(scene.seen("STAGE_INSTANCE_DELETE")) == 1
    assert ends == "event deleted" or status_of(event) is EventStatus.COMPLETED


def test_to_create_takes_create_events_and_the_moderators_three(scene: Any, expect_refused: Any) -> None:
    # Permissions Requirements, STAGE_INSTANCE, Create Permissions. MANAGE_EVENTS is not enough.
    alice = scene.member()
    three = Permission.MANAGE_CHANNELS | Permission.MUTE_MEMBERS | Permission.MOVE_MEMBERS
    scene.allow(alice, three | Permission.MANAGE_EVENTS)
    with expect_refused(50013):
        require_create(scene.guild, draft(scene), alice)

    scene.allow(alice, three | Permission.CREATE_EVENTS)

    require_create(scene.guild, draft(scene), alice)


def test_anothers_event_takes_manage_events(scene: Any, expect_refused: Any) -> None:
    # Permissions Requirements, STAGE_INSTANCE, Modify/Delete Permissions.
    event = plan(scene)
    require_modify(scene.guild, event, scene.bot_id)
    event.creator_id = scene.guild.owner_id

    with expect_refused(50013):
        require_modify(scene.guild, event, scene.bot_id)


def test_who_does_not_see_the_channel_does_not_see_the_event(scene: Any) -> None:
    # Permissions Requirements, Get Permissions.
    event, alice = plan(scene), scene.member()
    scene.deny(alice, Permission.VIEW_CHANNEL)

    assert not may_see(scene.guild, event, alice)


def test_interest_comes_and_goes(scene: Any) -> None:
    # "Gateway Events", Guild Scheduled Event User Add and Remove.
    event, alice = plan(scene), scene.member()

    subscribe(scene.world, event, alice)
    subscribe(scene.world, event, alice)
    unsubscribe(scene.world, event, alice)

    assert [each["user_id"] for each in scene.seen("GUILD_SCHEDULED_EVENT_USER_ADD")] == [str(alice)]
    assert [each["user_id"] for each in scene.seen("GUILD_SCHEDULED_EVENT_USER_REMOVE")] == [str(alice)]


def test_an_event_for_another_channel_is_not_started(scene: Any, expect_refused: Any) -> None:
    # "Opcodes and Status Codes", 50091 and 10070.
    event = plan(scene, EXTERNAL)

    with expect_refused(50091):
        open_stage_for(scene.world, event.id, scene.stage.id, scene.bot_id, "Now")
    with expect_refused(10070):
        scheduled_events.event_of(scene.world, scene.guild.id, 1)


def test_a_recurring_event_that_is_over_is_planned_for_its_next_time(scene: Any) -> None:
    # discord-api-docs issue 6885: SCHEDULED is sent in the place of COMPLETED.
    begins = scene.clock.now() + HOUR
    rule = {"frequency": 2, "interval": 1, "by_weekday": [begins.weekday()]}
    times = {"scheduled_start_time": begins, "scheduled_end_time": begins + HOUR}
    event = plan(scene, recurrence_rule=rule, **times)
    start(scene, event)

    close_stage(scene.world, scene.stage.id, scene.bot_id)

    assert status_of(event) is EventStatus.SCHEDULED
    assert event.scheduled_start_time == begins + timedelta(weeks=1)
    assert event.scheduled_end_time == begins + timedelta(weeks=1) + HOUR
    assert (event.entity_id, scene.seen("GUILD_SCHEDULED_EVENT_UPDATE")[-1]["status"]) == (None, 1)


def test_the_next_time_of_an_event_has_its_own_automation(scene: Any) -> None:
    # "Status Update Automation"
    begins = scene.clock.now() + HOUR
    rule = {"frequency": 2, "interval": 1, "by_weekday": [begins.weekday()]}
    event = plan(scene, EXTERNAL, recurrence_rule=rule)

    scene.clock.advance(3 * 3600)
    assert status_of(event) is EventStatus.SCHEDULED
    scene.clock.advance(timedelta(weeks=1).total_seconds() - 5400)

    assert status_of(event) is EventStatus.ACTIVE


def test_what_was_planned_in_a_channel_ends_with_it(scene: Any) -> None:
    rule = {"frequency": 2, "interval": 1, "by_weekday": [0]}
    under_way, planned = plan(scene, recurrence_rule=rule), plan(scene)
    start(scene, under_way)

    delete_channel(scene.world, scene.guild, scene.stage)

    assert (status_of(under_way), status_of(planned)) == (EventStatus.CANCELED, EventStatus.CANCELED)


def test_only_so_many_finished_events_are_remembered(scene: Any, monkeypatch: Any) -> None:
    monkeypatch.setattr(scheduled_events, "MOST_FINISHED_EVENTS", 2)
    events = [plan(scene) for _ in range(4)]
    for event in events:
        modify_event(scene.world, event, scene.bot_id, {}, EventStatus.CANCELED)

    latest = plan(scene)

    assert list(scene.guild.scheduled_events.values()) == [*events[2:], latest]
