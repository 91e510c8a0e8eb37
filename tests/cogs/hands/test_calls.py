"""Calling people up: who is asked, who is asked instead, and what becomes of an invitation."""

from __future__ import annotations

import asyncio

import pytest

from bot.errors import UpstreamError
from bot.testing import eventually
from cogs.hands.api import AlreadyInvited, QueueEmpty
from cogs.hands.refusals import NotInRoom, StageFull
from cogs.rooms.api import StageRole
from tests.cogs.hands.evening import GUILD, Evening

ADA, BOB, CEM, DAN = 11, 12, 13, 14
AUDIENCE, RAISED = StageRole.AUDIENCE, StageRole.HAND_RAISED
INVITED, SPEAKER = StageRole.INVITED, StageRole.SPEAKER


async def test_whoever_declines_is_followed_by_the_next(evening: Evening) -> None:
    await evening.wait_in_turn(ADA, BOB, CEM)
    await evening.desk.calls.next(evening.room)

    await evening.stage.becomes(ADA, AUDIENCE)

    await eventually(lambda: evening.stage.asked == [ADA, BOB])
    assert await evening.order() == [CEM]


async def test_whoever_leaves_while_they_are_invited_is_followed_as_well(evening: Evening) -> None:
    await evening.wait_in_turn(ADA, BOB)
    await evening.desk.calls.next(evening.room)

    await evening.stage.becomes(ADA, None)

    await eventually(lambda: evening.stage.asked == [ADA, BOB])


async def test_a_bot_that_is_asked_by_name_speaks_and_takes_nobodys_place(evening: Evening) -> None:
    evening.bots.add(BOB)
    await evening.wait_in_turn(ADA)
    await evening.stage.becomes(BOB, AUDIENCE)

    await evening.desk.calls.ask(evening.room, BOB)
    await evening.stage.becomes(BOB, SPEAKER)

    assert evening.stage.asked == [BOB]
    assert await evening.desk.queue.taken(evening.room) == 0
    assert await evening.desk.queue.invitees(evening.room) == []
    evening.bots.add(CEM)
    with pytest.raises(NotInRoom):
        await evening.desk.calls.ask(evening.room, CEM)


async def test_an_invitation_runs_out_and_the_next_is_asked(evening: Evening) -> None:
    await evening.set(answer_seconds=45)
    await evening.wait_in_turn(ADA, BOB)
    await evening.desk.calls.next(evening.room)

    evening.clock.advance(46)

    await eventually(lambda: evening.stage.asked == [ADA, BOB])
    assert evening.stage.roles[ADA] is AUDIENCE
    assert await evening.order() == []


async def test_who_is_invited_soon_after_another_has_a_time_of_their_own(evening: Evening) -> None:
    await evening.wait_in_turn(ADA)
    await evening.desk.calls.next(evening.room)
    await evening.stage.becomes(ADA, SPEAKER)
    evening.clock.advance(30)
    await evening.wait_in_turn(BOB)
    await evening.desk.calls.next(evening.room)

    evening.clock.advance(61)

    await eventually(lambda: evening.stage.roles[BOB] is AUDIENCE)
    assert evening.stage.roles[ADA] is SPEAKER


async def test_an_invitation_given_in_discord_itself_runs_out_and_frees_its_place(evening: Evening) -> None:
    await evening.set(answer_seconds=45, autopilot=1)
    await evening.stage.becomes(ADA, AUDIENCE)
    await evening.stage.becomes(ADA, INVITED)
    await evening.wait_in_turn(BOB)
    assert await evening.desk.queue.invitees(evening.room) == [ADA]

    evening.clock.advance(46)

    await eventually(lambda: evening.stage.asked == [BOB])
    assert evening.stage.roles[ADA] is AUDIENCE


async def test_whoever_accepts_an_invitation_given_in_discord_itself_stays(evening: Evening) -> None:
    await evening.stage.becomes(ADA, INVITED)
    await evening.stage.becomes(ADA, SPEAKER)
    await evening.stage.becomes(BOB, INVITED)

    evening.clock.advance(61)

    await eventually(lambda: evening.stage.roles[BOB] is AUDIENCE)
    assert evening.stage.roles[ADA] is SPEAKER


async def test_an_invitation_that_was_given_while_the_bot_was_away_runs_out(evening: Evening) -> None:
    await evening.wait_in_turn(ADA)
    evening.stage.roles |= {ADA: INVITED, BOB: INVITED}
    await evening.back()
    assert await evening.desk.queue.invitees(evening.room) == [ADA, BOB]

    evening.clock.advance(61)

    await eventually(lambda: {evening.stage.roles[person] for person in (ADA, BOB)} == {AUDIENCE})


async def test_whoever_accepted_in_time_is_not_sent_back(evening: Evening) -> None:
    await evening.wait_in_turn(ADA, BOB)
    await evening.desk.calls.next(evening.room)
    await evening.stage.becomes(ADA, SPEAKER)

    evening.clock.advance(3_600)
    await evening.desk.calls.next(evening.room)
    evening.clock.advance(61)

    await eventually(lambda: evening.stage.roles[BOB] is AUDIENCE)
    assert evening.stage.roles[ADA] is SPEAKER


async def test_whoever_declines_and_asks_again_is_not_their_own_successor(evening: Evening) -> None:
    await evening.wait_in_turn(ADA, BOB)
    await evening.desk.calls.next(evening.room)
    await evening.stage.becomes(ADA, AUDIENCE)
    await evening.desk.asking.raise_hand(evening.room, ADA, ())

    await eventually(lambda: evening.stage.asked == [ADA, BOB])
    await evening.stage.becomes(BOB, AUDIENCE)

    await eventually(lambda: evening.stage.asked == [ADA, BOB, ADA])


async def test_a_club_may_leave_it_to_its_hosts_whom_to_ask_instead(evening: Evening) -> None:
    await evening.set(next_when_declined=False)
    await evening.wait_in_turn(ADA, BOB, CEM)
    await evening.desk.calls.next(evening.room)
    await evening.stage.becomes(ADA, AUDIENCE)

    await evening.desk.calls.next(evening.room)

    assert evening.stage.asked == [ADA, BOB]
    assert await evening.order() == [CEM]


async def test_whoever_was_asked_by_name_is_followed_by_nobody(evening: Evening) -> None:
    await evening.wait_in_turn(ADA, BOB, CEM)
    await evening.desk.calls.ask(evening.room, CEM)
    with pytest.raises(AlreadyInvited):
        await evening.desk.calls.ask(evening.room, CEM)

    await evening.stage.becomes(CEM, AUDIENCE)
    await evening.desk.calls.next(evening.room)
    await evening.stage.becomes(ADA, AUDIENCE)

    await eventually(lambda: evening.stage.asked == [CEM, ADA, BOB])


async def test_somebody_without_a_hand_is_asked_by_name_and_nobody_who_is_not_there(
    evening: Evening,
) -> None:
    await evening.stage.becomes(DAN, AUDIENCE)

    await evening.desk.calls.ask(evening.room, DAN)
    with pytest.raises(NotInRoom):
        await evening.desk.calls.ask(evening.room, ADA)

    assert evening.stage.asked == [DAN]
    await evening.stage.becomes(DAN, SPEAKER)
    assert await evening.order() == []


async def test_whom_a_host_dismisses_nobody_follows(evening: Evening) -> None:
    await evening.wait_in_turn(ADA, BOB)
    await evening.desk.calls.next(evening.room)

    await evening.desk.calls.dismiss(evening.room, ADA)
    await evening.desk.calls.next(evening.room)

    assert evening.stage.asked == [ADA, BOB]
    with pytest.raises(QueueEmpty):
        await evening.desk.calls.next(evening.room)


async def test_hands_that_are_held_or_passed_over_wait(evening: Evening) -> None:
    await evening.wait_in_turn(ADA, BOB, CEM)
    await evening.desk.queue.hold(evening.room, ADA, held=True)
    await evening.desk.queue.skip(evening.room, BOB)

    assert [await evening.desk.calls.next(evening.room) for _ in range(2)] == [CEM, BOB]
    with pytest.raises(QueueEmpty):
        await evening.desk.calls.next(evening.room)
    await evening.desk.queue.hold(evening.room, ADA, held=False)
    assert await evening.desk.calls.next(evening.room) == ADA


async def test_what_discord_does_not_take_leaves_everybody_in_their_place(evening: Evening) -> None:
    await evening.wait_in_turn(ADA, BOB)
    evening.stage.refuses = UpstreamError("not now")

    with pytest.raises(UpstreamError):
        await evening.desk.calls.next(evening.room)

    assert await evening.order() == [ADA, BOB]


async def test_no_more_are_invited_than_may_speak(evening: Evening) -> None:
    await evening.desk.terms.change(evening.room, most_speakers=2)
    await evening.wait_in_turn(ADA, BOB, CEM)
    await evening.stage.becomes(evening.room.host_id, SPEAKER)  # hosts take no place

    asked = await asyncio.gather(
        *(evening.desk.calls.next(evening.room) for _ in range(3)), return_exceptions=True
    )

    assert sorted(str(type(each).__name__) for each in asked) == ["StageFull", "int", "int"]
    await evening.stage.becomes(ADA, SPEAKER)
    with pytest.raises(StageFull):
        await evening.desk.calls.next(evening.room)
    await evening.stage.becomes(ADA, AUDIENCE)
    assert await evening.desk.calls.next(evening.room) == CEM


async def test_the_autopilot_keeps_so_many_places_filled(evening: Evening) -> None:
    await evening.wait_in_turn(ADA, BOB, CEM)

    await evening.desk.terms.change(evening.room, autopilot=2)
    await eventually(lambda: evening.stage.asked == [ADA, BOB])
    for person in (ADA, BOB):
        await evening.stage.becomes(person, SPEAKER)
    await evening.stage.becomes(BOB, AUDIENCE)
    await eventually(lambda: evening.stage.asked == [ADA, BOB, CEM])
    await evening.stage.becomes(CEM, AUDIENCE)
    await evening.wait_in_turn(DAN)

    await eventually(lambda: evening.stage.asked == [ADA, BOB, CEM, DAN])


async def test_what_was_owed_when_the_bot_went_away_is_done_when_it_is_back(evening: Evening) -> None:
    await evening.wait_in_turn(ADA, BOB)
    await evening.desk.calls.next(evening.room)

    # Ada declined, and nobody heard of it.
    evening.stage.roles[ADA] = AUDIENCE
    await evening.back()

    await eventually(lambda: evening.stage.asked == [ADA, BOB])


async def test_a_hand_raised_while_hands_are_locked_comes_down_in_discord_too(evening: Evening) -> None:
    await evening.desk.terms.change(evening.room, locked=True)

    await evening.stage.becomes(ADA, RAISED)
    await eventually(lambda: evening.stage.roles[ADA] is AUDIENCE)
    evening.stage.roles[BOB] = RAISED
    await evening.back()

    await eventually(lambda: evening.stage.roles[BOB] is AUDIENCE)
    assert await evening.order() == []


async def test_all_hands_go_down_here_at_once_and_in_discord_one_after_the_other(evening: Evening) -> None:
    await evening.wait_in_turn(ADA)
    for person in (BOB, CEM):
        await evening.stage.becomes(person, RAISED)

    await evening.desk.lowering.begin(evening.room, by=1)

    assert await evening.order() == []
    await eventually(lambda: {evening.stage.roles[person] for person in (BOB, CEM)} == {AUDIENCE})


async def test_hands_that_are_still_to_be_lowered_are_not_taken_up_again_after_an_absence(
    evening: Evening,
) -> None:
    for person in (BOB, CEM):
        await evening.stage.becomes(person, RAISED)
    evening.paced.serves = lambda _guild_id: False  # as if the bot died before the first of them
    await evening.desk.lowering.begin(evening.room, by=1)
    evening.stage.roles[DAN] = RAISED

    await evening.back()

    assert await evening.order() == [DAN]
    evening.paced.serves = lambda _guild_id: True
    async with evening.database.transaction() as session:  # whatever is begun has all looked at anew
        await evening.paced.begin(session, "tests.nothing", "", GUILD, [1])
    await eventually(lambda: {evening.stage.roles[person] for person in (BOB, CEM)} == {AUDIENCE})
    assert await evening.order() == [DAN]
