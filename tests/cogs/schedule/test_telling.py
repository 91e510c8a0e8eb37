"""Those interested are reminded once, in the way they chose; hosts are called, and what is missed is told."""

from __future__ import annotations

from datetime import timedelta

from bot.sandbox.people.person import Person
from bot.sandbox.people.seen import SeenMessage
from bot.sandbox.world.models import EventStatus
from bot.sandbox.world.permissions import Permission
from bot.testing import eventually
from cogs.schedule.api import Evening, EveningStatus
from tests.cogs.house import CLUB
from tests.cogs.schedule.stage import TOPIC, Programme


def about(programme: Programme, words: str) -> list[SeenMessage]:
    """What the bot said in the chat of the stage that has these words."""
    return [one for one in programme.steward.messages(programme.house.stage_id) if words in one.text]


def interested(programme: Programme, evening: Evening, *names: str) -> list[Person]:
    people = [programme.house.person(name) for name in names]
    for person in people:
        person.set_interest(evening.event_id)
    return people


async def test_those_interested_are_reminded_once_each_in_the_way_they_chose(programme: Programme) -> None:
    evening = await programme.plan()
    ada, ben, cleo = interested(programme, evening, "Ada", "Ben", "Cleo")
    assert "direct message" in (await ben.slash("schedule remind", by="dm")).text
    await cleo.slash("schedule remind", by="nothing")

    programme.move_to(evening.starts_at - timedelta(minutes=14))
    await eventually(lambda: about(programme, "begins") and ben.direct_messages)
    async with programme.away():
        pass
    await programme.idle()

    (reminder,) = about(programme, "begins")
    assert (ada.mention in reminder.text, ben.mention in reminder.text, cleo.mention in reminder.text) == (
        True,
        False,
        False,
    )
    (message,) = ben.direct_messages
    assert "begins" in message.text
    for one in (reminder, message):
        assert programme.read(one).dtstart.value == evening.starts_at
    assert ada.direct_messages == cleo.direct_messages == []

    await ada.click(reminder.id, "schedule:remind:nothing")
    moved = await programme.hana.slash("schedule edit", evening=TOPIC, minutes=30, repeat="weekly")
    assert "every week" in moved.text
    await programme.hana.slash("schedule skip", evening=TOPIC)
    programme.move_to(evening.starts_at + timedelta(weeks=1) - timedelta(minutes=10))
    await eventually(lambda: len(ben.direct_messages) == 2)
    assert len(about(programme, "begins")) == 1


async def test_the_host_is_called_and_a_button_begins_the_evening(programme: Programme) -> None:
    evening = await programme.plan()
    interested(programme, evening, "Ada")
    programme.house.deny(Permission.ATTACH_FILES)
    programme.move_to(evening.starts_at - timedelta(minutes=14))
    await eventually(lambda: about(programme, "begins"))  # without a file

    programme.move_to(evening.starts_at)
    await eventually(lambda: about(programme, "It is time"))

    (call,) = about(programme, "It is time")
    assert programme.hana.mention in call.text
    assert "is open" in (await programme.hana.click(call.id, f"schedule:start:{evening.id}")).text
    await programme.hana.join(programme.house.stage_id)
    programme.move_to(evening.starts_at + timedelta(minutes=16))
    await programme.idle()
    assert programme.event.status is EventStatus.ACTIVE
    assert about(programme, "nobody came") == []


async def test_an_evening_that_nobody_opens_is_told_and_cancelled(programme: Programme) -> None:
    evening = await programme.plan()
    (ada,) = interested(programme, evening, "Ada")

    programme.move_to(evening.starts_at + timedelta(minutes=15))

    await programme.becomes(status=EveningStatus.CANCELLED)
    await eventually(lambda: about(programme, "nobody came"))
    (told,) = about(programme, "nobody came")
    assert ada.mention in told.text
    assert told.payload["attachments"] == []
    assert "It is cancelled" in told.text
    assert programme.event.status is EventStatus.CANCELED


async def test_one_that_comes_again_goes_on_with_its_next_time_or_stays_if_that_is_set(
    programme: Programme,
) -> None:
    evening = await programme.plan(repeat="weekly")
    interested(programme, evening, "Ada")
    programme.move_to(evening.starts_at + timedelta(minutes=15))
    again = await programme.becomes(starts_at=evening.starts_at + timedelta(weeks=1))
    await eventually(lambda: about(programme, "It comes again"))

    await programme.set("schedule", when_missed="leave", late_minutes=30)
    programme.move_to(again.starts_at + timedelta(minutes=31))

    await eventually(lambda: about(programme, "may still begin"))
    assert programme.event.status is EventStatus.SCHEDULED
    assert programme.event.scheduled_start_time == again.starts_at


async def test_a_club_that_rests_cancels_what_it_had_planned(programme: Programme) -> None:
    await programme.plan()

    await programme.hana.slash("club archive", club=CLUB)

    await programme.becomes(status=EveningStatus.CANCELLED)
    assert programme.event.status is EventStatus.CANCELED
