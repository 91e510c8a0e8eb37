"""Evenings follow what people do in Discord's own client, and what happened while the bot was away."""

from __future__ import annotations

from datetime import timedelta

from bot.community.records import NOBODY
from bot.sandbox.world.guilds import add_member
from bot.sandbox.world.models import STAGE, EventStatus, ScheduledEvent
from bot.sandbox.world.scheduled_events import create_event, delete_event
from cogs.clubs.api import Clubs
from cogs.schedule.api import EveningStatus
from cogs.schedule.terms import Wish
from tests.cogs.house import CLUB
from tests.cogs.schedule.stage import AT, TOPIC, Programme


async def test_an_evening_follows_its_event_and_keeps_its_club(programme: Programme) -> None:
    evening = await programme.plan(repeat="weekly")
    steward, event_id = programme.steward, evening.event_id

    steward.change_event(event_id, name="Moons", scheduled_start_time=AT, description="By hand")
    moved = await programme.becomes(topic="Moons")
    assert (moved.club_id, moved.host_id, moved.starts_at) == (evening.club_id, programme.hana.id, AT)
    assert moved.revision == evening.revision + 1

    steward.change_event(event_id, status=EventStatus.CANCELED)
    await programme.becomes(status=EveningStatus.CANCELLED)


async def test_an_event_that_is_deleted_is_cancelled(programme: Programme) -> None:
    evening = await programme.plan()

    delete_event(programme.sandbox.world, programme.event, programme.steward.id)

    await programme.gone(evening)
    kept = await programme.book.of_event(evening.guild_id, evening.event_id)
    assert kept is not None
    assert kept.status is EveningStatus.CANCELLED


async def test_an_event_made_in_discord_on_a_clubs_own_stage_is_an_evening_of_that_club(
    programme: Programme,
) -> None:
    steward, house = programme.steward, programme.house
    await steward.slash("club bind stage", club=CLUB, stage=house.stage_id)

    steward.create_event(house.other_stage_id, "Elsewhere", AT)
    event_id = steward.create_event(house.stage_id, "By hand", AT)

    await programme.becomes(topic="By hand")
    (evening,) = await programme.book.of(programme.sandbox.guild.id)
    assert (evening.event_id, evening.host_id, evening.starts_at) == (event_id, steward.id, AT)
    assert "is cancelled" in (await programme.hana.slash("schedule cancel", evening="By hand")).text

    world, guild = programme.sandbox.world, programme.sandbox.guild
    robot = add_member(world, guild, "Planner", bot=True).user.id
    made = ScheduledEvent(world.new_id(), guild.id, robot, "By a bot", AT, STAGE)
    made.channel_id = house.stage_id
    create_event(world, made)
    assert (await programme.becomes(topic="By a bot")).host_id == NOBODY  # which hosts nothing


async def test_what_happened_while_the_bot_was_away_is_found_at_its_start(programme: Programme) -> None:
    stays, steward = await programme.plan(repeat="weekly"), programme.steward
    gone = await programme.plan("Gone", hours=3)
    event = next(event for event in programme.events if event.id == gone.event_id)

    async with programme.away():
        steward.change_event(stays.event_id, name="Renamed")
        delete_event(programme.sandbox.world, event, steward.id)

    await programme.gone(gone)
    await programme.becomes(topic="Renamed")
    assert [one.topic for one in await programme.book.of(event.guild_id)] == ["Renamed"]


async def test_an_event_that_discord_made_before_the_bot_died_has_its_club_again(
    programme: Programme,
) -> None:
    club = await programme.bot.service(Clubs).named(programme.sandbox.guild.id, CLUB)
    starts_at, stage_id = AT + timedelta(days=7), programme.house.stage_id
    await programme.book.draft(club, Wish(stage_id, TOPIC, starts_at, programme.hana.id))

    async with programme.away():
        bot = programme.sandbox.world.application.bot
        programme.sandbox.actor(bot.id).create_event(stage_id, TOPIC, starts_at)

    evening = await programme.becomes(topic=TOPIC)
    assert (evening.club_id, evening.host_id) == (club.id, programme.hana.id)
