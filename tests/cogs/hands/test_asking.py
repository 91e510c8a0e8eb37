"""Asking to speak: by whichever way, with what the rules ask of a person at that moment."""

from __future__ import annotations

import pytest

from bot.testing import eventually
from cogs.hands.api import HandAlreadyRaised, NoHandRaised
from cogs.hands.refusals import EmptyQuestion, HandsLocked
from cogs.hands.settings import Policy
from cogs.rooms.api import CloseReason, StageRole
from tests.cogs.hands.evening import STAGE, Evening

ADA, BOB, CEM = 11, 12, 13
AUDIENCE, RAISED, SPEAKER = StageRole.AUDIENCE, StageRole.HAND_RAISED, StageRole.SPEAKER


async def spoke(evening: Evening, user_id: int, seconds: int) -> None:
    """Let somebody speak for so long, and listen again."""
    await evening.stage.becomes(user_id, SPEAKER)
    evening.clock.advance(seconds)
    await evening.stage.becomes(user_id, AUDIENCE)


async def test_with_a_fair_floor_whoever_spoke_least_in_this_club_goes_first(evening: Evening) -> None:
    await evening.set(policy="fair_floor")
    await spoke(evening, ADA, 300)
    await spoke(evening, BOB, 20)
    await evening.rooms.close(STAGE, CloseReason.HOST)
    await evening.open()
    await spoke(evening, BOB, 20)  # this evening counts as well

    for person in (ADA, BOB, CEM):
        await evening.desk.asking.raise_hand(evening.room, person, ())

    assert await evening.order() == [CEM, BOB, ADA]


async def test_what_was_said_too_many_weeks_ago_counts_no_more(evening: Evening) -> None:
    await evening.set(policy="fair_floor", fair_weeks=2)
    await spoke(evening, ADA, 300)
    await evening.rooms.close(STAGE, CloseReason.HOST)
    evening.clock.advance(15 * 24 * 3600)
    await evening.open()
    await spoke(evening, BOB, 20)

    for person in (BOB, ADA):
        await evening.desk.asking.raise_hand(evening.room, person, ())

    assert await evening.order() == [ADA, BOB]


async def test_newcomers_go_before_whoever_was_here_before(evening: Evening) -> None:
    await evening.set(policy="newcomers")
    await evening.stage.becomes(ADA, AUDIENCE)
    await evening.rooms.close(STAGE, CloseReason.HOST)
    await evening.open()
    for person in (ADA, BOB):
        await evening.stage.becomes(person, AUDIENCE)

    for person in (ADA, BOB):
        await evening.desk.asking.raise_hand(evening.room, person, ())

    assert await evening.order() == [BOB, ADA]


async def test_a_role_that_waits_less_is_known_of_a_hand_raised_in_discord_too(evening: Evening) -> None:
    await evening.set(policy="weighted", weighted_roles=["70", "80"])
    await evening.stage.becomes(ADA, RAISED)
    await evening.stage.becomes(BOB, RAISED, (80,))
    await evening.desk.asking.raise_hand(evening.room, CEM, (70,))
    evening.clock.advance(60)

    assert await evening.order() == [CEM, BOB, ADA]


async def test_who_waits_keeps_waiting_where_no_new_hands_are_taken_and_asks_in_discord_too(
    evening: Evening,
) -> None:
    await evening.desk.asking.raise_hand(evening.room, ADA, ())
    await evening.desk.terms.change(evening.room, locked=True)

    for person in (ADA, BOB):
        await evening.stage.becomes(person, RAISED)
    await eventually(lambda: evening.stage.roles == {ADA: RAISED, BOB: AUDIENCE})

    assert await evening.order() == [ADA]


async def test_who_asked_by_command_too_and_leaves_at_once_is_in_the_queue_no_more(evening: Evening) -> None:
    room, arrivals = evening.room, evening.desk.arrivals
    await evening.desk.asking.raise_hand(room, ADA, ())

    arrivals.raised(room, ADA, ())
    await arrivals.gone(room, ADA)
    await arrivals.settle(room.guild_id)

    assert await evening.order() == []


async def test_roles_count_for_a_hand_that_was_raised_while_the_bot_was_away(evening: Evening) -> None:
    await evening.set(policy="weighted", weighted_roles=["70"])
    evening.stage.roles = {ADA: RAISED, BOB: RAISED, CEM: RAISED}
    evening.stage.held = {BOB: (70,), CEM: ()}  # Ada is not found in time

    await evening.back()
    evening.clock.advance(60)

    assert await evening.order() == [BOB, ADA, CEM]


async def test_the_hosts_of_a_room_choose_another_rule_for_it_alone(evening: Evening) -> None:
    await spoke(evening, ADA, 30)
    for person in (ADA, BOB):
        await evening.desk.asking.raise_hand(evening.room, person, ())
    assert await evening.order() == [ADA, BOB]

    await evening.desk.terms.change(evening.room, policy=Policy.FAIR_FLOOR)

    assert await evening.order() == [BOB, ADA]
    await evening.rooms.close(STAGE, CloseReason.HOST)
    assert (await evening.desk.terms.of(await evening.open())).policy is Policy.FIRST_COME


async def test_whoever_asks_with_a_question_is_in_the_queue_with_it(evening: Evening) -> None:
    await evening.desk.terms.change(evening.room, policy=Policy.QUESTIONS)
    await evening.desk.asking.raise_hand(evening.room, ADA, ())

    await evening.desk.asking.ask(evening.room, BOB, (), "  Why\nthough? ")

    place = await evening.desk.asking.place_of(evening.room, BOB)
    assert (place.number, place.of, place.hand.question) == (1, 2, "Why though?")


async def test_a_question_may_be_added_and_changed_while_the_hand_is_up(evening: Evening) -> None:
    await evening.desk.asking.raise_hand(evening.room, ADA, ())

    for question in ("Why?", "How?"):
        await evening.desk.asking.ask(evening.room, ADA, (), question)

    assert (await evening.desk.asking.place_of(evening.room, ADA)).hand.question == "How?"
    with pytest.raises(HandAlreadyRaised):
        await evening.desk.asking.raise_hand(evening.room, ADA, ())


async def test_a_question_without_words_is_refused(evening: Evening) -> None:
    with pytest.raises(EmptyQuestion):
        await evening.desk.asking.ask(evening.room, ADA, (), " \n ")
    with pytest.raises(NoHandRaised):
        await evening.desk.asking.place_of(evening.room, ADA)


async def test_while_hands_are_locked_nobody_new_comes_in_and_who_waits_may_still_ask(
    evening: Evening,
) -> None:
    await evening.desk.asking.raise_hand(evening.room, ADA, ())
    await evening.desk.terms.change(evening.room, locked=True)

    with pytest.raises(HandsLocked):
        await evening.desk.asking.raise_hand(evening.room, BOB, ())
    with pytest.raises(HandsLocked):
        await evening.desk.asking.ask(evening.room, BOB, (), "Why?")
    await evening.desk.asking.ask(evening.room, ADA, (), "Why?")

    assert await evening.order() == [ADA]
    await evening.desk.terms.change(evening.room, locked=False)
    await evening.desk.asking.raise_hand(evening.room, BOB, ())
    assert await evening.order() == [ADA, BOB]
