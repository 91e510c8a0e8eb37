"""Whom a recording may take in."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.events import Events
from bot.storage.database import Database
from cogs.recording.api import Consent, Replay
from cogs.recording.consents import Answers, ConsentBook
from cogs.recording.service import ReplayBook
from cogs.rooms.api import Room, RoomStatus

ADA, BOB, GUILD = 11, 12, 7
NOW = datetime(2026, 5, 1, 20, tzinfo=UTC)


@pytest.mark.parametrize(("consent", "silence"), [("ask", False), ("opt-out", True), ("opt-in", False)])
def test_where_nobody_said_anything_the_setting_decides(consent: str, *, silence: bool) -> None:
    answers = Answers(Consent(consent), {BOB: not silence})

    assert answers.allows(ADA) is silence
    assert answers.allows(BOB) is not silence


@pytest.fixture
async def replay(book: Database) -> Replay:
    """A recording that runs."""
    room = Room(3, GUILD, 1, 5, "Jazz", ADA, RoomStatus.LIVE, NOW)
    return await ReplayBook(book, Events(), lambda: NOW).begin(room, Consent.ASK, ADA)


async def test_the_newest_answer_holds_whatever_it_was_about(book: Database, replay: Replay) -> None:
    consents = ConsentBook(book, lambda: NOW)
    await consents.answer(GUILD, ADA, False)
    await consents.answer(GUILD, ADA, True, replay.id)
    await consents.answer(GUILD, BOB, True, replay.id)
    await consents.answer(GUILD, BOB, False)
    await consents.answer(GUILD + 1, 13, True)

    answers = await consents.of(replay)

    assert [answers.allows(one) for one in (ADA, BOB, 13)] == [True, False, False]


async def test_to_be_asked_again_takes_an_earlier_answer_back(book: Database, replay: Replay) -> None:
    consents = ConsentBook(book, lambda: NOW)
    await consents.answer(GUILD, ADA, True)
    await consents.answer(GUILD, ADA, None)

    answers = await consents.of(replay)

    assert not answers.allows(ADA)
    assert not answers.has_answered(ADA)
