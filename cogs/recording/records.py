"""What recordings keep about a person: what they began, their tracks, when they spoke, what they said to it.

The files go by timers that are written with it, so that a process which ends in between leaves none.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import partial
from typing import Any, Protocol

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute

from bot.community.records import NOBODY
from bot.storage.after_commit import after_commit
from bot.timers import Timers
from cogs.recording.posted import take_back
from cogs.recording.rows import (
    MAKE,
    REMOVE_REPLAY,
    REMOVE_TRACK,
    delete_replays,
    forget_starter,
    remove_person,
    tracks_of,
)
from cogs.recording.tables import AnswerRow, ClipVoiceRow, FeedRow, QuestionRow, ReplayRow, TalkRow, TrackRow


class Live(Protocol):
    """What runs, and so has to forget somebody at once."""

    async def forget(self, user_id: int, guild_id: int) -> None:
        """Take nothing more of somebody, and remove what there is."""

    async def erase(self, guild_id: int) -> None:
        """End what runs in a community, and remember nothing of it."""


class ReplayRecords:
    """Fulfils `bot.community.records.Records`."""

    def __init__(self, live: Live, timers: Timers, now: Callable[[], datetime]) -> None:
        self._live = live
        self._timers = timers
        self._now = now

    async def about(self, session: AsyncSession, guild_id: int, user_id: int) -> Mapping[str, Any]:
        """See `Records.about`."""
        theirs = partial(_in_replays, session, guild_id, user_id)
        tracks = await theirs(TrackRow.user_id, TrackRow.milliseconds)
        talks = await theirs(TalkRow.user_id, TalkRow.talked_ms, TalkRow.heard_ms)
        questions = await theirs(QuestionRow.user_id, QuestionRow.at_ms, QuestionRow.question)
        found = {
            "recordings_started": [replay for (replay,) in await theirs(ReplayRow.started_by)],
            "recorded_in": [{**replay, "spoken_seconds": spoken / 1000} for replay, spoken in tracks],
            "listened_to_in": [
                {**replay, "talked_seconds": talked / 1000, "of_seconds": heard / 1000}
                for replay, talked, heard in talks
            ],
            "questions_in": [
                {**replay, "after_seconds": at_ms / 1000, "question": question}
                for replay, at_ms, question in questions
            ],
            "clips_heard_in": await self._clips(session, guild_id, user_id),
            "answers_to_being_recorded": await self._answers(session, guild_id, user_id),
        }
        return {name: rows for name, rows in found.items() if rows}

    async def forget(self, session: AsyncSession, guild_id: int, user_id: int) -> None:
        """See `Records.forget`; a replay stays, without this voice."""
        replay_ids = await tracks_of(session, guild_id, user_id)
        await remove_person(session, replay_ids, user_id)
        await take_back(session, self._timers, self._now, user_id=user_id, guild_id=guild_id)
        await forget_starter(session, guild_id, user_id, NOBODY)
        await session.execute(
            delete(AnswerRow).where(AnswerRow.guild_id == guild_id, AnswerRow.user_id == user_id)
        )
        for replay_id in replay_ids:
            payload = {"replay_id": replay_id, "user_id": user_id}
            for kind in (REMOVE_TRACK, MAKE):
                await self._timers.schedule(session, kind, f"{replay_id}:{user_id}", self._now(), payload)
        after_commit(session, partial(self._live.forget, user_id, guild_id))

    async def erase(self, session: AsyncSession, guild_id: int) -> None:
        """See `Records.erase`."""
        replay_ids: Sequence[int] = (
            await session.scalars(select(ReplayRow.id).where(ReplayRow.guild_id == guild_id))
        ).all()
        await session.execute(delete(AnswerRow).where(AnswerRow.guild_id == guild_id))
        await session.execute(delete(ClipVoiceRow).where(ClipVoiceRow.guild_id == guild_id))
        await session.execute(delete(FeedRow).where(FeedRow.guild_id == guild_id))
        # Its messages are Discord's, and the bot may not be there any more.
        await delete_replays(session, replay_ids)
        for replay_id in replay_ids:
            payload = {"replay_id": replay_id}
            await self._timers.schedule(session, REMOVE_REPLAY, str(replay_id), self._now(), payload)
        after_commit(session, partial(self._live.erase, guild_id))

    @staticmethod
    async def _clips(session: AsyncSession, guild_id: int, user_id: int) -> list[dict[str, Any]]:
        rows = await session.execute(
            select(ClipVoiceRow.channel_id, ClipVoiceRow.message_id)
            .where(ClipVoiceRow.guild_id == guild_id, ClipVoiceRow.user_id == user_id)
            .order_by(ClipVoiceRow.message_id)
        )
        return [{"channel_id": str(channel), "message_id": str(message)} for channel, message in rows]

    @staticmethod
    async def _answers(session: AsyncSession, guild_id: int, user_id: int) -> list[dict[str, Any]]:
        rows = await session.scalars(
            select(AnswerRow)
            .where(AnswerRow.guild_id == guild_id, AnswerRow.user_id == user_id)
            .order_by(AnswerRow.id)
        )
        return [
            {
                "recording_id": None if row.replay_id is None else str(row.replay_id),
                "allows": row.allows,
                "at": row.answered_at.isoformat(),
            }
            for row in rows
        ]


async def _in_replays(
    session: AsyncSession,
    guild_id: int,
    user_id: int,
    whose: InstrumentedAttribute[int],
    *columns: InstrumentedAttribute[Any],
) -> list[tuple[Any, ...]]:
    """What stands of somebody in a table of replays: what each was about and when, then these columns."""
    query = select(ReplayRow.topic, ReplayRow.began_at, *columns).where(
        ReplayRow.guild_id == guild_id, whose == user_id
    )
    if (table := whose.class_) is not ReplayRow:
        query = query.join(table, table.replay_id == ReplayRow.id)
    rows = await session.execute(query.order_by(ReplayRow.id, *columns))
    return [({"topic": topic, "at": began_at.isoformat()}, *rest) for topic, began_at, *rest in rows]
