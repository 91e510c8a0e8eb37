"""Rows of replays, as more than one part of the cog reads and changes them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from sqlalchemy import delete, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.timers import Timers
from bot.voice.recording import Turn
from cogs.recording.api import Consent, Feed, Replay, ReplayStatus, StopReason
from cogs.recording.tables import (
    AnswerRow,
    LinkRow,
    PostRow,
    QuestionRow,
    ReplayRow,
    TalkRow,
    TopicRow,
    TrackRow,
    TurnRow,
)

#: The timer by which a room is recorded without a command.
BEGIN = "recording.begin"
#: Timers by which files go that nobody is to find again.
REMOVE_TRACK = "recording.remove-track"
REMOVE_REPLAY = "recording.remove-replay"
#: The timer by which files are read that could not be read at the end.
REPAIR = "recording.repair"
#: The timer by which a recording is brought to where it is kept.
STORE = "recording.store"
#: The timer by which a transcript is made.
TRANSCRIBE = "recording.transcribe"
#: The timer by which the files are made that a podcast feed leads to.
PUBLISH = "recording.publish"
#: The timers by which what is made of a replay is made, and messages with it go.
MAKE = "recording.make"
UNPOST = "recording.unpost"
#: The timer by which a replay goes when its days are over.
EXPIRE = "recording.expire"
#: How long what is over by days that were just set stays all the same.
GRACE = timedelta(days=1)


def replay_of(row: ReplayRow) -> Replay:
    """The replay that a row is of."""
    return Replay(
        row.id,
        row.guild_id,
        row.club_id,
        row.room_id,
        row.channel_id,
        row.topic,
        Consent(row.consent),
        ReplayStatus(row.status),
        row.started_by,
        row.began_at,
        row.ended_at,
        row.milliseconds,
        None if row.reason is None else StopReason(row.reason),
        Feed(row.feed),
    )


def goes_at(replay: Replay, keep_days: int) -> datetime | None:
    """When a replay goes that is over and kept for so many days; None if it stays."""
    return (replay.ended_at or replay.began_at) + timedelta(days=keep_days) if keep_days else None


async def owe_its_going(
    session: AsyncSession, timers: Timers, replay: Replay, keep_days: int, now: datetime
) -> None:
    """Owe that a replay goes when it has been kept for so many days, in the place of what was owed before.

    What would be over by then goes after `GRACE`: whoever set the days may have meant others.
    """
    key = str(replay.id)
    await timers.cancel(session, EXPIRE, key)
    if (at := goes_at(replay, keep_days)) is not None:
        await timers.schedule(session, EXPIRE, key, max(at, now + GRACE), {"replay_id": replay.id})


def add_turns(session: AsyncSession, replay_id: int, turns: Iterable[Turn]) -> None:
    """Add to the index of who spoke when."""
    session.add_all(
        TurnRow(
            replay_id=replay_id,
            user_id=turn.user_id,
            from_ms=round(turn.from_seconds * 1000),
            to_ms=round(turn.to_seconds * 1000),
        )
        for turn in turns
    )


async def delete_replays(session: AsyncSession, replay_ids: Sequence[int]) -> list[dict[str, str]]:
    """Delete the rows of replays; answers the messages in which they were posted, for `UNPOST`."""
    posts = await session.execute(
        select(PostRow.channel_id, PostRow.message_id).where(PostRow.replay_id.in_(replay_ids))
    )
    messages = [
        {"channel_id": str(channel_id), "message_id": str(message_id)} for channel_id, message_id in posts
    ]
    for table in (TrackRow, TurnRow, TalkRow, TopicRow, QuestionRow, AnswerRow, PostRow, LinkRow):
        await session.execute(delete(table).where(table.replay_id.in_(replay_ids)))
    await session.execute(delete(ReplayRow).where(ReplayRow.id.in_(replay_ids)))
    return messages


async def tracks_of(session: AsyncSession, guild_id: int, user_id: int) -> list[int]:
    """The replays of a community in which there may be something of somebody."""
    kept = [
        select(table.replay_id).where(table.user_id == user_id) for table in (TrackRow, TalkRow, QuestionRow)
    ]
    query = select(ReplayRow.id).where(
        ReplayRow.guild_id == guild_id,
        or_(*map(ReplayRow.id.in_, kept), ReplayRow.status != ReplayStatus.STOPPED.value),
    )
    return list(await session.scalars(query.order_by(ReplayRow.id)))


async def lock_replays(session: AsyncSession, replay_ids: Iterable[int]) -> None:
    """Until the commit, let nobody else take somebody out of these, or note who is in a clip of one."""
    ids = select(ReplayRow.id).where(ReplayRow.id.in_(list(replay_ids))).order_by(ReplayRow.id)
    await session.execute(ids.with_for_update())


async def remove_person(session: AsyncSession, replay_ids: Iterable[int], user_id: int) -> None:
    """Take somebody out of the tables of replays; that there was a gap is all that is left."""
    replay_ids = list(replay_ids)
    await lock_replays(session, replay_ids)
    for table in (TurnRow, TrackRow, TalkRow, QuestionRow):
        await session.execute(delete(table).where(table.user_id == user_id, table.replay_id.in_(replay_ids)))


async def leaving(session: AsyncSession, timers: Timers) -> set[int]:
    """The replays that somebody is being taken out of: their voice may still be on the disk."""
    return {int(key.partition(":")[0]) for key in await timers.owed(session, REMOVE_TRACK)}


async def remove_questions(session: AsyncSession, replay_id: int, user_id: int) -> None:
    """Take out what somebody asked in a replay."""
    await session.execute(
        delete(QuestionRow).where(QuestionRow.replay_id == replay_id, QuestionRow.user_id == user_id)
    )


async def forget_starter(session: AsyncSession, guild_id: int, user_id: int, nobody: int) -> None:
    """Take out who began the recordings of a community."""
    await session.execute(
        update(ReplayRow)
        .where(ReplayRow.guild_id == guild_id, ReplayRow.started_by == user_id)
        .values(started_by=nobody)
    )
