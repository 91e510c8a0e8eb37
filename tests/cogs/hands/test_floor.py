"""The floor: for how long somebody speaks, how they are told, and who may go on."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.events import Events
from bot.testing import eventually
from cogs.clubs.api import CameBy, ClubRole
from cogs.clubs.roles import Actor
from cogs.hands.api import FloorEnding
from cogs.hands.refusals import NotSpeaking
from cogs.rooms.api import StageRole
from cogs.rooms.hosting import Hosting
from cogs.rooms.tables import CohostRow
from tests.cogs.hands.evening import OWNER, Evening

ADA, BOB = 11, 12
AUDIENCE, SPEAKER = StageRole.AUDIENCE, StageRole.SPEAKER


async def test_a_speaker_is_warned_and_has_some_grace_and_goes_back(evening: Evening, events: Events) -> None:
    heard: list[FloorEnding] = []

    async def hear(event: FloorEnding) -> None:
        heard.append(event)

    events.subscribe(FloorEnding, hear)
    await evening.set(speaking_seconds=120, warning_seconds=30, grace_seconds=15)
    await evening.stage.becomes(ADA, SPEAKER)

    evening.clock.advance(91)
    await eventually(lambda: heard)
    assert evening.stage.told == [(ADA, 29)]
    evening.clock.advance(30)  # the time is up, and the sentence may end
    assert evening.stage.roles[ADA] is SPEAKER
    evening.clock.advance(15)

    await eventually(lambda: evening.stage.roles[ADA] is AUDIENCE)
    await eventually(lambda: evening.stage.told == [(ADA, 29), (ADA, 0)])


async def test_hosts_speak_for_as_long_as_they_like(evening: Evening) -> None:
    await evening.set(speaking_seconds=60)
    for person in (OWNER, ADA):
        await evening.stage.becomes(person, SPEAKER)

    evening.clock.advance(600)

    await eventually(lambda: evening.stage.roles[ADA] is AUDIENCE)
    assert evening.stage.roles[OWNER] is SPEAKER


async def test_whoever_becomes_a_host_while_they_speak_is_sent_away_by_no_time(evening: Evening) -> None:
    await evening.set(speaking_seconds=60, grace_seconds=0, warning_seconds=0)
    hosting = Hosting(evening.rooms, evening.clock.now)
    for person in (ADA, BOB):
        await evening.stage.becomes(person, SPEAKER)

    room = await hosting.name_cohost(evening.room, ADA)
    evening.clock.advance(61)

    await eventually(lambda: evening.stage.told == [(BOB, 0)])
    assert evening.stage.roles == {ADA: SPEAKER, BOB: AUDIENCE}
    assert await evening.desk.queue.taken(room) == 0
    await hosting.remove_cohost(room, ADA)
    (turn,) = await evening.desk.floor.turns(room)
    assert turn.ends_at == evening.clock.now() + timedelta(seconds=60)


async def test_whoever_leads_the_club_by_now_or_hosts_since_an_absence_speaks_on(evening: Evening) -> None:
    await evening.set(speaking_seconds=60)
    for person in (ADA, BOB):
        await evening.stage.becomes(person, SPEAKER)
    club_id = evening.room.club_id
    await evening.clubs.admit(None, club_id, ADA, CameBy.INVITATION)

    await evening.clubs.staff.promote(club_id, Actor(OWNER), ADA, ClubRole.LEADER)
    assert [turn.ends_at is None for turn in await evening.desk.floor.turns(evening.room)] == [True, False]
    async with evening.database.transaction() as session:  # named by a bot that died before it told of it
        session.add(CohostRow(room_id=evening.room.id, user_id=BOB, named_at=evening.clock.now()))
    await evening.back()

    assert [turn.exempt for turn in await evening.desk.floor.turns(evening.room)] == [True, True]


async def test_whoever_goes_by_themselves_and_comes_again_has_all_of_the_time(evening: Evening) -> None:
    await evening.set(speaking_seconds=60, grace_seconds=0)
    await evening.stage.becomes(ADA, SPEAKER)
    evening.clock.advance(50)
    await evening.stage.becomes(ADA, AUDIENCE)
    await evening.stage.becomes(ADA, SPEAKER)

    (turn,) = await evening.desk.floor.turns(evening.room)

    assert turn.ends_at == evening.clock.now() + timedelta(seconds=60)


async def test_a_time_that_is_set_in_the_middle_holds_for_who_speaks_from_then_on(evening: Evening) -> None:
    await evening.stage.becomes(ADA, SPEAKER)
    evening.clock.advance(600)

    await evening.desk.terms.change(evening.room, speaking_seconds=60)
    await evening.desk.floor.retime(evening.room)
    (timed,) = await evening.desk.floor.turns(evening.room)
    await evening.desk.terms.change(evening.room, speaking_seconds=0)
    await evening.desk.floor.retime(evening.room)
    (free,) = await evening.desk.floor.turns(evening.room)

    assert timed.ends_at == evening.clock.now() + timedelta(seconds=60)
    assert free.ends_at is None
    evening.clock.advance(600)
    assert evening.stage.roles[ADA] is SPEAKER


async def test_a_minute_more_is_a_minute_more(evening: Evening) -> None:
    await evening.set(speaking_seconds=60, grace_seconds=0, warning_seconds=0)
    for person in (OWNER, ADA, BOB):
        await evening.stage.becomes(person, SPEAKER)

    until = await evening.desk.floor.give_more(evening.room, ADA, 60)

    assert until == evening.clock.now() + timedelta(seconds=120)
    evening.clock.advance(61)
    await eventually(lambda: evening.stage.roles[BOB] is AUDIENCE)
    assert evening.stage.roles[ADA] is SPEAKER
    with pytest.raises(NotSpeaking):
        await evening.desk.floor.give_more(evening.room, OWNER, 60)


async def test_turns_agree_with_the_stage_after_an_absence(evening: Evening) -> None:
    await evening.set(speaking_seconds=60)
    await evening.stage.becomes(ADA, SPEAKER)

    evening.stage.roles.update({ADA: AUDIENCE, BOB: SPEAKER})
    await evening.back()

    assert [turn.user_id for turn in await evening.desk.floor.turns(evening.room)] == [BOB]


async def test_a_wait_is_told_from_the_turns_of_the_evening_or_from_the_time_that_holds(
    evening: Evening,
) -> None:
    await evening.stage.becomes(BOB, SPEAKER)
    await evening.wait_in_turn(ADA)
    place = await evening.desk.asking.place_of(evening.room, ADA)
    assert await evening.desk.asking.wait_of(evening.room, place) is None

    evening.clock.advance(240)
    await evening.stage.becomes(BOB, AUDIENCE)
    assert await evening.desk.asking.wait_of(evening.room, place) == timedelta(0)
    await evening.stage.becomes(BOB, SPEAKER)
    assert await evening.desk.asking.wait_of(evening.room, place) == timedelta(minutes=4)
    await evening.desk.terms.change(evening.room, speaking_seconds=120)
    assert await evening.desk.asking.wait_of(evening.room, place) == timedelta(minutes=2)
