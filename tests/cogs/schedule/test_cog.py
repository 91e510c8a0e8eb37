"""People plan evenings, and see, change and cancel them; Discord shows each as an event."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.sandbox.world.models import STAGE, EventStatus, ScheduledEvent
from bot.sandbox.world.permissions import Permission
from bot.sandbox.world.scheduled_events import create_event
from tests.cogs.clubs.test_pictures import drawn
from tests.cogs.house import CLUB
from tests.cogs.schedule.stage import AT, TOPIC, WHEN, Programme

OPTIONS = {"club": CLUB, "topic": TOPIC, "when": WHEN}


async def test_an_evening_is_planned_listed_changed_and_cancelled(programme: Programme) -> None:
    hana, stage = programme.hana, programme.house.stage_id
    sent = {**OPTIONS, "stage": stage, "about": "Bring tea", "minutes": 90, "repeat": "weekly"}
    planned = await hana.slash("schedule create", {**sent, "picture": ("moon.png", drawn("PNG"))})

    event = programme.event
    assert (event.name, event.description, event.entity_type) == (TOPIC, "Bring tea", STAGE)
    assert (event.scheduled_start_time, event.scheduled_end_time) == (AT, AT + timedelta(minutes=90))
    assert event.recurrence_rule is not None
    assert (event.recurrence_rule["by_weekday"], event.channel_id) == ([4], stage)
    assert event.image is not None
    assert f"<t:{int(AT.timestamp())}:f>" in planned.text
    assert "Owls \\*and\\* moons" in planned.text
    assert f"https://discord.com/events/{event.guild_id}/{event.id}" in planned.text
    entry = programme.read(planned.messages[-1])
    assert (entry.summary.value, entry.dtstart.value) == (TOPIC, AT)
    assert "FREQ=WEEKLY" in entry.rrule.value

    listed = await programme.house.person("Ada", "fr").slash("programme liste")
    assert "chaque semaine" in listed.text
    (offered,) = await hana.autocomplete("schedule cancel", "evening", "OWLS")
    assert offered["name"].startswith(f"Friday {AT.day} ")

    evening, later = offered["value"], AT + timedelta(days=1, hours=1)
    changed = await hana.slash(
        "schedule edit", evening=evening, topic="Moons", when=f"{later:%Y-%m-%d %H:%M}", repeat="once"
    )
    assert "**Moons**" in changed.text
    again = programme.read(changed.messages[-1])
    assert (again.uid.value, again.summary.value, again.dtstart.value) == (entry.uid.value, "Moons", later)
    assert int(again.sequence.value) > int(entry.sequence.value)
    assert (event.name, event.scheduled_start_time) == ("Moons", later)
    assert event.scheduled_end_time == event.scheduled_start_time + timedelta(minutes=90)
    assert event.recurrence_rule is None

    assert "is cancelled" in (await hana.slash("schedule cancel", evening="moons")).text
    assert event.status is EventStatus.CANCELED
    assert "Nothing is planned" in (await hana.slash("schedule list", club=CLUB)).text
    assert "No evening of that name" in (await hana.slash("schedule cancel", evening=evening)).text


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"when": "2020-01-01 20:00"}, "is over"),
        ({"when": f"{AT.year + 6}-01-01 20:00"}, "more than five years ahead"),
        ({"when": "after supper"}, "cannot read that"),
        ({"repeat": "weekends"}, "Saturday and Sunday"),
        ({"stage": None}, "no stage of its own"),
        ({"picture": ("virus.png", b"MZ not a picture")}, "no picture that I can read"),
    ],
    ids=["past", "too far", "unreadable", "wrong day", "no stage", "no picture"],
)
async def test_what_cannot_be_planned_is_refused_with_a_reason_and_nothing_is_left(
    programme: Programme, options: dict[str, object], said: str
) -> None:
    given = {**OPTIONS, "stage": programme.house.stage_id, **options}
    refused = await programme.hana.slash("schedule create", {n: v for n, v in given.items() if v is not None})

    assert said in refused.text
    assert programme.events == []
    assert await programme.book.in_calendar(1) == []


async def test_only_those_who_open_rooms_plan_and_the_bot_names_what_it_lacks(programme: Programme) -> None:
    ada, stage = programme.house.person("Ada"), programme.house.stage_id
    given = {**OPTIONS, "stage": stage}
    assert "Only the owner, admins and leaders" in (await ada.slash("schedule create", given)).text

    programme.house.deny(Permission.CREATE_EVENTS)

    assert "Create Events" in (await programme.hana.slash("schedule create", given)).text
    assert programme.events == []


async def test_what_discord_does_not_let_be_changed_is_not_half_changed(programme: Programme) -> None:
    bob, evening = programme.house.person("Bob"), await programme.plan()
    programme.house.deny(Permission.MUTE_MEMBERS)
    options = {"evening": str(evening.id), "topic": "Moons", "host": bob.id}

    refused = await programme.hana.slash("schedule edit", options)

    assert "Mute Members" in refused.text
    assert await programme.evening() == evening
    programme.house.deny(Permission.STREAM)
    assert bob.mention in (await programme.hana.slash("schedule edit", options)).text
    assert (await programme.evening()).host_id == bob.id


async def test_discords_hundred_events_are_told_and_no_draft_is_left(programme: Programme) -> None:
    world, guild = programme.sandbox.world, programme.sandbox.guild
    for number in range(100):
        event = ScheduledEvent(world.new_id(), guild.id, guild.owner_id, f"No. {number}", AT, STAGE)
        event.channel_id = programme.house.other_stage_id
        create_event(world, event)

    refused = await programme.hana.slash("schedule create", {**OPTIONS, "stage": programme.house.stage_id})

    assert "has 100 events" in refused.text
    assert await programme.book.of(guild.id) == []


async def test_a_time_is_understood_by_the_communitys_clock_before_it_is_sent(programme: Programme) -> None:
    await programme.set("community", time_zone="Europe/Paris")

    (offered,) = await programme.hana.autocomplete("schedule create", "when", f"{AT.year}-07-04 20h")

    assert "4 July" in offered["name"]
    assert offered["name"].endswith(", 20:00 (Europe/Paris)")
    assert offered["value"] == f"{AT.year}-07-04 20:00"
    await programme.hana.slash(
        "schedule create", {**OPTIONS, "when": offered["value"], "stage": programme.house.stage_id}
    )
    assert programme.event.scheduled_start_time.hour == 18


async def test_cohosts_are_named_and_step_down(programme: Programme) -> None:
    bob = programme.house.person("Bob")
    evening = await programme.plan()

    assert "runs" in (await programme.hana.slash("schedule cohost add", evening=TOPIC, person=bob.id)).text
    assert "already" in (await programme.hana.slash("schedule cohost add", evening=TOPIC, person=bob.id)).text
    assert (await programme.evening()).cohost_ids == (bob.id,)
    assert bob.mention in (await bob.slash("schedule list")).text
    assert "Only the owner" in (await bob.slash("schedule cancel", evening=str(evening.id))).text

    assert "no co-host" in (await bob.slash("schedule cohost remove", evening=TOPIC, person=bob.id)).text
    assert (await programme.evening()).cohost_ids == ()
