"""Written questions, one at a time."""

from __future__ import annotations

import pytest

from bot.events import Events
from bot.testing import eventually
from cogs.hands.refusals import NoQuestions
from cogs.rooms.api import QuestionTaken, StageRole
from tests.cogs.hands.evening import Evening
from tests.cogs.house import House

ADA, BOB, CEM = 11, 12, 13


async def test_questions_come_one_at_a_time_and_whoever_is_answered_waits_no_more(evening: Evening) -> None:
    await evening.wait_in_turn(ADA, CEM)
    await evening.stage.becomes(BOB, StageRole.HAND_RAISED)
    for person, question in ((BOB, "How?"), (CEM, "Why?")):
        await evening.desk.asking.ask(evening.room, person, (), question)

    assert (await evening.desk.questions.next(evening.room)).question == "Why?"
    assert await evening.order() == [ADA, CEM, BOB]
    assert (await evening.desk.questions.next(evening.room)).question == "How?"
    assert await evening.desk.terms.question_of(evening.room.id) == (BOB, "How?")
    with pytest.raises(NoQuestions):
        await evening.desk.questions.next(evening.room)

    assert await evening.order() == [ADA]
    assert evening.stage.roles[BOB] is StageRole.AUDIENCE
    assert await evening.desk.terms.question_of(evening.room.id) is None


async def test_whoever_asks_may_be_invited_and_is_called_by_nobody_else_meanwhile(evening: Evening) -> None:
    await evening.wait_in_turn(ADA, BOB)
    await evening.desk.asking.ask(evening.room, ADA, (), "Why?")
    await evening.desk.questions.next(evening.room)

    assert await evening.desk.calls.next(evening.room) == BOB
    await evening.desk.calls.ask(evening.room, ADA)

    assert evening.stage.asked == [BOB, ADA]


async def test_a_host_goes_through_the_questions_in_a_message_of_their_own(house: House) -> None:
    host, ada = await house.room(), await house.listener("Ada")
    await ada.slash("hand raise", question=True)
    await ada.submit({"question": "Why **not**?"})
    await host.slash("hand questions", channel_id=house.stage_id)

    def shown() -> str:
        texts = [each.text for each in host.messages(house.stage_id) if "questions and answers" in each.text]
        return texts[0] if texts else ""

    await eventually(lambda: "One more question waits" in shown())
    message = next(each for each in host.messages(house.stage_id) if "questions and answers" in each.text)
    await host.click(message.id, message.custom_ids[0])

    await eventually(lambda: f"{ada.mention} asks:" in shown())
    assert "Why \\*\\*not\\*\\*?" in shown()


async def test_other_cogs_are_told_once_when_a_question_is_taken(evening: Evening, events: Events) -> None:
    told: list[tuple[int, str]] = []

    async def hear(event: QuestionTaken) -> None:
        assert event.raised_at <= event.taken_at
        told.append((event.user_id, event.question))

    events.subscribe(QuestionTaken, hear)
    await evening.wait_in_turn(ADA, BOB, CEM)
    await evening.desk.asking.ask(evening.room, ADA, (), "Why?")
    await evening.desk.asking.ask(evening.room, BOB, (), "How?")

    await evening.desk.questions.next(evening.room)
    for person in (ADA, BOB, CEM):  # whoever wrote nothing down has nothing to be told of
        await evening.stage.becomes(person, StageRole.SPEAKER)

    assert told == [(ADA, "Why?"), (BOB, "How?")]
    assert await evening.order() == []


async def test_the_question_of_whoever_came_up_while_the_bot_was_away_is_told_of_too(
    evening: Evening, events: Events
) -> None:
    told: list[tuple[int, str]] = []

    async def hear(event: QuestionTaken) -> None:
        told.append((event.user_id, event.question))

    events.subscribe(QuestionTaken, hear)
    await evening.wait_in_turn(ADA, BOB)
    await evening.desk.asking.ask(evening.room, ADA, (), "Why?")
    await evening.desk.asking.ask(evening.room, BOB, (), "How?")
    evening.stage.roles[ADA] = StageRole.SPEAKER  # and nobody tells the bot
    del evening.stage.roles[BOB]

    await evening.back()

    assert told == [(ADA, "Why?")]
    assert await evening.order() == []
