"""An evening begins: by a command, by `/room open`, or by the button of Discord's own; and ends."""

from __future__ import annotations

from datetime import timedelta

from bot.sandbox.world.models import EventStatus
from bot.testing import eventually
from cogs.rooms.api import Room, Rooms
from cogs.schedule.api import EveningStatus
from tests.cogs.house import CLUB
from tests.cogs.schedule.stage import TOPIC, Programme


def live(programme: Programme) -> Room | None:
    return programme.bot.service(Rooms).on(programme.house.stage_id)


async def test_a_cohost_begins_the_evening_and_both_run_its_room_until_the_event_ends(
    programme: Programme,
) -> None:
    bob, ada = programme.house.person("Bob"), programme.house.person("Ada")
    await programme.plan()
    await programme.hana.slash("schedule cohost add", evening=TOPIC, person=bob.id)
    assert "Only its host" in (await ada.slash("schedule start", evening=TOPIC)).text

    assert "is open" in (await bob.slash("schedule start", evening=TOPIC)).text

    await eventually(lambda: (room := live(programme)) and room.cohost_ids == (programme.hana.id,))
    room = live(programme)
    assert room is not None
    assert (room.topic, room.host_id) == (TOPIC, bob.id)
    instance = programme.house.instance
    assert instance is not None
    assert instance.guild_scheduled_event_id == programme.event.id
    await programme.becomes(status=EveningStatus.LIVE)
    assert "has begun already" in (await bob.slash("schedule start", evening=TOPIC)).text
    assert "cannot be changed" in (await programme.hana.slash("schedule cancel", evening=TOPIC)).text
    assert "On now" in (await ada.slash("schedule list")).text

    await bob.slash("room close")

    assert programme.event.status is EventStatus.COMPLETED
    await programme.becomes(status=EveningStatus.OVER)


async def test_an_evening_that_comes_again_is_planned_anew_once_its_room_has_ended(
    programme: Programme,
) -> None:
    planned = await programme.plan(repeat="weekly")
    await programme.hana.slash("schedule start", evening=TOPIC)
    await programme.becomes(status=EveningStatus.LIVE)

    await programme.hana.slash("room close")

    await programme.becomes(status=EveningStatus.PLANNED, starts_at=planned.starts_at + timedelta(weeks=1))


async def test_a_room_that_is_opened_there_and_then_begins_the_evening(programme: Programme) -> None:
    planned = await programme.plan()
    open_room = {"club": CLUB, "topic": "Early birds", "stage": programme.house.stage_id}
    await programme.hana.slash("room open", open_room)
    await programme.hana.slash("room close")
    assert (await programme.evening()).status is EveningStatus.PLANNED

    programme.move_to(planned.starts_at - timedelta(minutes=20))
    await programme.hana.slash("room open", open_room)

    assert programme.event.status is EventStatus.ACTIVE


async def test_discords_own_button_opens_the_room_with_its_host_and_cohosts(programme: Programme) -> None:
    bob, steward = programme.house.person("Bob"), programme.steward
    evening = await programme.plan()
    await programme.hana.slash("schedule cohost add", evening=TOPIC, person=bob.id)
    await bob.join(programme.house.stage_id)

    steward.change_event(evening.event_id, status=EventStatus.ACTIVE)

    await eventually(lambda: (room := live(programme)) and room.cohost_ids == (programme.hana.id,))
    room = live(programme)
    assert room is not None
    assert (room.topic, room.host_id, room.club_id) == (TOPIC, bob.id, evening.club_id)

    steward.change_event(evening.event_id, status=EventStatus.COMPLETED)

    await eventually(lambda: live(programme) is None)
    await programme.becomes(status=EveningStatus.OVER)


async def test_a_clubs_card_names_its_next_evening_wherever_it_takes_place(programme: Programme) -> None:
    evening = await programme.plan(stage=programme.house.other_stage_id)

    text = (await programme.hana.slash("club info", club=CLUB)).text

    moment = f"<t:{int(evening.starts_at.timestamp())}:f>"
    assert f"Next: **Owls \\*and\\* moons**, {moment}, on <#{programme.house.other_stage_id}>" in text
