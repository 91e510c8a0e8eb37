"""Scheduled events, by plain discord.py over sockets. "Guild Scheduled Event" unless said otherwise."""

from __future__ import annotations

import base64
from datetime import timedelta
from typing import Any

import discord
import pytest

from bot.sandbox.world.permissions import Permission
from bot.sandbox.world.scheduled_events import event_of, subscribe, unsubscribe
from tests.bot.sandbox.house import expect_refused
from tests.bot.sandbox.stage_client import Club

PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


def plan(club: Club, **fields: Any) -> Any:
    facts: dict[str, Any] = {
        "name": "Reading",
        "start_time": discord.utils.utcnow() + timedelta(hours=1),
        "channel": club.stage,
        "entity_type": discord.EntityType.stage_instance,
        "privacy_level": discord.PrivacyLevel.guild_only,
    }
    return club.guild.create_scheduled_event(**(facts | fields))


def raw_plan(club: Club, **fields: Any) -> Any:
    start = (discord.utils.utcnow() + timedelta(hours=1)).isoformat()
    facts = {"name": "Weekly", "scheduled_start_time": start, "entity_type": 1, "privacy_level": 2}
    route = discord.http.Route("POST", "/guilds/{guild_id}/scheduled-events", guild_id=club.guild.id)
    return club.client.http.request(route, json=facts | {"channel_id": str(club.stage.id)} | fields)


async def test_an_event_is_planned_with_all_its_fields(club: Club) -> None:
    # Create Guild Scheduled Event.
    answered, told = await club.caused(
        "scheduled_event_create", plan(club, description="Chapter 1", image=PIXEL)
    )

    assert (answered.id, answered.description) == (told.id, "Chapter 1")
    assert told.channel == club.stage
    assert told.cover_image is not None
    assert told.creator_id == club.bot_id


async def test_events_are_listed_and_fetched_with_their_count(club: Club) -> None:
    # List Scheduled Events for Guild and Get Guild Scheduled Event, with_user_count.
    event = await plan(club)
    record = event_of(club.sandbox.world, club.guild.id, event.id)
    subscribe(club.sandbox.world, record, club.member())

    (listed,) = await club.guild.fetch_scheduled_events(with_counts=True)
    fetched = await club.guild.fetch_scheduled_event(event.id, with_counts=False)

    assert (listed.id, listed.user_count) == (event.id, 1)
    assert fetched.user_count == 0  # not asked for, so not told


async def test_starting_an_event_opens_the_stage(club: Club) -> None:
    # "Opcodes and Status Codes", 180002, says that the event needs a stage created.
    event = await plan(club)

    _, instance = await club.caused("stage_instance_create", event.start())

    assert instance.scheduled_event_id == event.id
    assert instance.topic == "Reading"


async def test_an_event_goes_through_its_life(club: Club) -> None:
    # Valid Guild Scheduled Event Status Transitions.
    event = await plan(club)
    active = await event.start()
    ended = await active.end()

    assert ended.status is discord.EventStatus.completed
    await expect_refused(180000, event.edit(name="Another"))
    assert club.sandbox.guild.stage_instances == {}


@pytest.mark.parametrize("status", [1, 3])
async def test_an_illegal_transition_is_refused(club: Club, status: int) -> None:
    # Valid Guild Scheduled Event Status Transitions.
    event = await plan(club)
    if status == 1:
        await event.start()
    route = discord.http.Route(
        "PATCH", "/guilds/{guild_id}/scheduled-events/{id}", guild_id=club.guild.id, id=event.id
    )

    await expect_refused(50035, club.client.http.request(route, json={"status": status}))


async def test_an_event_is_changed_and_deleted(club: Club) -> None:
    # Modify and Delete Guild Scheduled Event.
    event = await plan(club)

    _, (_, after) = await club.caused("scheduled_event_update", event.edit(name="Another"))
    await club.caused("scheduled_event_delete", event.delete())

    assert after.name == "Another"
    await expect_refused(10070, club.guild.fetch_scheduled_event(event.id))


@pytest.mark.parametrize(
    "missing",
    [
        Permission.CREATE_EVENTS,
        Permission.MANAGE_CHANNELS,
        Permission.MUTE_MEMBERS,
        Permission.MOVE_MEMBERS,
    ],
)
async def test_to_plan_takes_four_permissions_in_the_channel(club: Club, missing: Permission) -> None:
    # Permissions Requirements, STAGE_INSTANCE, Create Permissions.
    club.deny(missing)

    await expect_refused(50013, plan(club))


async def test_anothers_event_takes_manage_events(club: Club) -> None:
    # Permissions Requirements, STAGE_INSTANCE, Modify/Delete Permissions.
    event = await plan(club)
    event_of(club.sandbox.world, club.guild.id, event.id).creator_id = club.sandbox.guild.owner_id
    club.deny(Permission.MANAGE_EVENTS)

    await expect_refused(50013, event.delete())


@pytest.mark.parametrize(
    "fields", [{"name": "x" * 101}, {"name": ""}, {"description": "x" * 1001}, {"privacy_level": 1}]
)
async def test_fields_have_their_bounds(club: Club, fields: dict[str, Any]) -> None:
    # Guild Scheduled Event Structure.
    await expect_refused(50035, raw_plan(club, **fields))


WEEKLY = {"frequency": 2, "interval": 1, "by_weekday": [2]}


@pytest.mark.parametrize(
    "rule",
    [
        WEEKLY,
        WEEKLY | {"interval": 2},
        {"frequency": 3, "interval": 1, "by_weekday": [6, 0, 1, 2, 3]},
        {"frequency": 1, "interval": 1, "by_n_weekday": [{"n": 4, "day": 2}]},
        {"frequency": 0, "interval": 1, "by_month": [7], "by_month_day": [24]},
    ],
)
async def test_a_recurrence_rule_of_the_page_is_taken(club: Club, rule: dict[str, Any]) -> None:
    # Recurrence Rule, Examples.
    rule = {"start": discord.utils.utcnow().isoformat(), **rule}

    answered = await raw_plan(club, recurrence_rule=rule)

    assert answered["recurrence_rule"] | rule | {"start": None} == answered["recurrence_rule"] | {
        "start": None
    }


@pytest.mark.parametrize(
    "rule",
    [
        WEEKLY | {"by_weekday": [1, 2]},
        WEEKLY | {"interval": 3},
        WEEKLY | {"count": 5},
        WEEKLY | {"by_n_weekday": [{"n": 1, "day": 1}]},
        {"frequency": 3, "interval": 2, "by_weekday": [4, 5]},
        {"frequency": 3, "interval": 1, "by_weekday": [0, 2]},
        {"frequency": 1, "interval": 1, "by_n_weekday": [{"n": 6, "day": 1}]},
        {"frequency": 0, "interval": 1, "by_month": [7]},
    ],
)
async def test_other_recurrence_rules_are_refused(club: Club, rule: dict[str, Any]) -> None:
    # Recurrence Rule, System limitations.
    rule = {"start": discord.utils.utcnow().isoformat(), **rule}

    await expect_refused(50035, raw_plan(club, recurrence_rule=rule))


async def test_interest_is_told(club: Club) -> None:
    # "Gateway Events", Guild Scheduled Event User Add and Remove.
    event = await plan(club)
    record = event_of(club.sandbox.world, club.guild.id, event.id)
    alice = await club.known(club.member())

    async def come() -> None:
        subscribe(club.sandbox.world, record, alice.id)

    async def go() -> None:
        unsubscribe(club.sandbox.world, record, alice.id)

    _, (_, added) = await club.caused("scheduled_event_user_add", come())
    _, (_, removed) = await club.caused("scheduled_event_user_remove", go())

    assert added.id == removed.id == alice.id


async def test_subscribers_come_in_pages(club: Club) -> None:
    # Get Guild Scheduled Event Users: at most 100, ascending, before and after.
    event = await plan(club)
    record = event_of(club.sandbox.world, club.guild.id, event.id)
    ids = [club.member(f"person {number}") for number in range(105)]
    for user_id in ids:
        subscribe(club.sandbox.world, record, user_id)

    # discord.py's own `event.users()` takes the order for a descending one, and so repeats people.
    listing = club.client.http.get_scheduled_event_users
    first = await listing(club.guild.id, event.id, limit=100, with_member=False)
    rest = await listing(club.guild.id, event.id, limit=100, with_member=False, after=ids[99])
    page = await listing(club.guild.id, event.id, limit=2, with_member=True, before=ids[10], after=ids[0])

    assert [int(each["user"]["id"]) for each in first + rest] == ids
    assert [int(each["user"]["id"]) for each in page] == ids[8:10]
    assert page[0]["member"]["user"]["id"] == str(ids[8])


async def test_an_external_event_needs_a_place_and_an_end(club: Club) -> None:
    # Field Requirements By Entity Type.
    outside = {"entity_type": 3, "channel_id": None, "entity_metadata": {"location": "Park"}}
    end = (discord.utils.utcnow() + timedelta(hours=3)).isoformat()

    await expect_refused(50035, raw_plan(club, **outside))
    answered = await raw_plan(club, **outside, scheduled_end_time=end)

    assert answered["entity_metadata"] == {"location": "Park"}


async def test_an_unstarted_event_is_cancelled_hours_later(club: Club) -> None:
    # Guild Scheduled Event Status Update Automation.
    await plan(club)

    async def wait() -> None:
        club.sandbox.advance(3600 * 6)

    _, (_, after) = await club.caused("scheduled_event_update", wait())

    assert after.status is discord.EventStatus.canceled
