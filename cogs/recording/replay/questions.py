"""What was asked in writing and answered while a room was recorded, for the notes of its replay.

Who says no to being recorded is not quoted either; with their voice, or when they are forgotten, go their
questions.
"""

from __future__ import annotations

from sqlalchemy import select

from bot.events import Events
from bot.storage.database import Database
from cogs.recording.api import Replay, ReplayStatus
from cogs.recording.consents import ConsentBook
from cogs.recording.rows import remove_questions, replay_of
from cogs.recording.tables import QuestionRow, ReplayRow
from cogs.rooms.api import QuestionTaken, Room


class Questions:
    """Notes from when on a question was answered."""

    def __init__(self, database: Database, consents: ConsentBook) -> None:
        self._database = database
        self._consents = consents

    def listen(self, events: Events) -> None:
        """Follow the queues of rooms, whoever runs them."""
        events.subscribe(QuestionTaken, self.taken)

    async def taken(self, event: QuestionTaken) -> None:
        """Note a question, if its room is recorded."""
        replay = await self._of(event.room)
        if replay is None or await self._said_no(replay, event.user_id):
            return
        at_ms = max(0, round((event.taken_at - replay.began_at).total_seconds() * 1000))
        async with self._database.transaction() as session:
            session.add(
                QuestionRow(replay_id=replay.id, user_id=event.user_id, at_ms=at_ms, question=event.question)
            )
        if await self._said_no(replay, event.user_id):  # in that moment
            async with self._database.transaction() as session:
                await remove_questions(session, replay.id, event.user_id)

    async def _of(self, room: Room) -> Replay | None:
        running = select(ReplayRow).where(
            ReplayRow.room_id == room.id, ReplayRow.status == ReplayStatus.RECORDING.value
        )
        async with self._database.reading() as session:
            row = await session.scalar(running)
            return None if row is None else replay_of(row)

    async def _said_no(self, replay: Replay, user_id: int) -> bool:
        answers = await self._consents.of(replay)
        return answers.has_answered(user_id) and not answers.allows(user_id)
