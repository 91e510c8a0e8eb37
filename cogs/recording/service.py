"""Replays as they are stored: which run, which are over, and who spoke when in them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from bot.events import Events
from bot.storage.constraints import violated_constraint
from bot.storage.database import Database
from bot.timers import Timers
from bot.undo import undoable
from bot.voice.recording import Turn
from cogs.recording.api import (
    Consent,
    Feed,
    RecordingStarted,
    RecordingStopped,
    Replay,
    ReplayStatus,
    StopReason,
)
from cogs.recording.folders import Found
from cogs.recording.posted import take_back
from cogs.recording.refusals import RecordedAlready
from cogs.recording.rows import REMOVE_TRACK, REPAIR, add_turns, owe_its_going, remove_person, replay_of
from cogs.recording.tables import ReplayRow, TopicRow, TrackRow, TurnRow
from cogs.recording.talk import store_talk
from cogs.rooms.api import Room, Talk


class ReplayBook:
    """The replays of every community."""

    def __init__(
        self,
        database: Database,
        events: Events,
        now: Callable[[], datetime],
        timers: Timers | None = None,
    ) -> None:
        """Keep replays; without `timers` nothing is made of them, and none goes, by itself."""
        self._timers = timers
        self._database = database
        self._events = events
        self._owed: list[str] = []
        self.now = now

    def owe(self, kind: str) -> None:
        """Write a timer of this kind with the end of each recording, for as long as the caller's cog runs."""
        self._owed.append(kind)
        undoable(lambda: self._owed.remove(kind))

    async def begin(self, room: Room, consent: Consent, started_by: int, feed: Feed = Feed.OFF) -> Replay:
        """Store that a room is recorded from now on, and that its people are told it may go into that feed.

        Raises:
            RecordedAlready: it is.
        """
        row = ReplayRow(
            guild_id=room.guild_id,
            club_id=room.club_id,
            room_id=room.id,
            channel_id=room.channel_id,
            topic=room.topic,
            consent=consent.value,
            status=ReplayStatus.RECORDING.value,
            started_by=started_by,
            began_at=self.now(),
            feed=feed.value,
        )
        try:
            async with self._database.transaction() as session:
                session.add(row)
                await session.flush()
                session.add(TopicRow(replay_id=row.id, at_ms=0, topic=room.topic))
        except IntegrityError as error:
            if violated_constraint(error) != "uq_recording_replay_running":
                raise
            raise RecordedAlready(topic=room.topic) from error
        return replay_of(row)

    async def has_begun(self, replay: Replay) -> None:
        """Tell of a recording once it really runs."""
        await self._events.publish(RecordingStarted(replay))

    async def abandon(self, replay: Replay) -> None:
        """Forget a recording that did not come about."""
        async with self._database.transaction() as session:
            await session.execute(delete(TopicRow).where(TopicRow.replay_id == replay.id))
            await session.execute(delete(ReplayRow).where(ReplayRow.id == replay.id))

    async def running(self) -> list[Replay]:
        """The recordings that run, or ran when the process ended."""
        query = select(ReplayRow).where(ReplayRow.status == ReplayStatus.RECORDING.value)
        async with self._database.reading() as session:
            return [replay_of(row) for row in await session.scalars(query.order_by(ReplayRow.id))]

    async def damaged(self) -> list[Replay]:
        """The recordings that are over, and whose files could not be read yet."""
        query = select(ReplayRow).where(ReplayRow.status == ReplayStatus.REPAIR.value)
        async with self._database.reading() as session:
            return [replay_of(row) for row in await session.scalars(query.order_by(ReplayRow.id))]

    async def was_recorded(self, room_id: int) -> bool:
        """Whether a room has a recording, of whatever kind."""
        return bool(await self._database.lookup(select(ReplayRow.id).where(ReplayRow.room_id == room_id)))

    async def get(self, replay_id: int) -> Replay | None:
        """The replay of that id, if there is one."""
        async with self._database.reading() as session:
            row = await session.get(ReplayRow, replay_id)
            return None if row is None else replay_of(row)

    async def note_turns(
        self, replay_id: int, turns: Sequence[Turn], talk: Mapping[int, Talk] | None = None
    ) -> None:
        """Add to the index of who spoke when, and store how long each has talked so far."""
        if turns:
            async with self._database.transaction() as session:
                add_turns(session, replay_id, turns)
                await store_talk(session, replay_id, talk or {})

    async def note_topic(self, replay: Replay, topic: str) -> None:
        """Note that the room is about something else from now on."""
        at_ms = round((self.now() - replay.began_at).total_seconds() * 1000)
        async with self._database.transaction() as session:
            await session.merge(TopicRow(replay_id=replay.id, at_ms=max(0, at_ms), topic=topic))

    async def finish(
        self,
        replay: Replay,
        reason: StopReason,
        found: Found,
        *,
        keep_days: int = 0,
        talk: Mapping[int, Talk] | None = None,
    ) -> Replay | None:
        """Store that a recording is over, and all that it took in; None if it was over already.

        After `keep_days` it goes, with 0 never.

        The index that was kept meanwhile may lack what a killed process had not stored yet, so it is made
        anew of what is on the disk; of people alone of whom there is a track.
        """
        turns = [turn for turn in found.turns if turn.user_id in found.user_ids]
        async with self._database.transaction() as session:
            row = await session.get(ReplayRow, replay.id, with_for_update=True)
            if row is None or row.status == ReplayStatus.STOPPED.value:
                return None
            row.status, row.reason = ReplayStatus.STOPPED.value, reason.value
            row.ended_at = row.ended_at or self.now()
            row.milliseconds = max(round(found.seconds * 1000), row.milliseconds or 0)
            gone = await self._taken_out(session, replay.id, found.user_ids)
            await session.execute(delete(TurnRow).where(TurnRow.replay_id == replay.id))
            add_turns(session, replay.id, [turn for turn in turns if turn.user_id not in gone])
            for user_id in (user_id for user_id in found.user_ids if user_id not in gone):
                spoken = sum(turn.to_seconds - turn.from_seconds for turn in turns if turn.user_id == user_id)
                session.add(TrackRow(replay_id=replay.id, user_id=user_id, milliseconds=round(spoken * 1000)))
            await store_talk(session, replay.id, talk or {})
            stopped = replay_of(row)
            await self._owe_what_follows(session, stopped, keep_days)
            self._events.publish_after_commit(session, RecordingStopped(stopped))
        return stopped

    async def set_aside(
        self,
        replay: Replay,
        reason: StopReason,
        seconds: float,
        again_at: datetime,
        talk: Mapping[int, Talk],
    ) -> Replay | None:
        """Store that a recording is over whose files cannot be read yet; None if it was over already.

        The index that was kept meanwhile stays, and `REPAIR` is owed.
        """
        async with self._database.transaction() as session:
            row = await session.get(ReplayRow, replay.id, with_for_update=True)
            if row is None or row.status != ReplayStatus.RECORDING.value:
                return None
            row.status, row.reason, row.ended_at = ReplayStatus.REPAIR.value, reason.value, self.now()
            row.milliseconds = round(seconds * 1000)
            await store_talk(session, replay.id, talk)
            if self._timers is not None:
                payload = {"replay_id": replay.id}
                await self._timers.schedule(session, REPAIR, str(replay.id), again_at, payload)
            return replay_of(row)

    async def people_of(self, replay_id: int) -> tuple[int, ...]:
        """Of whom there is a track in a replay that is over."""
        rows = await self._database.lookup(select(TrackRow.user_id).where(TrackRow.replay_id == replay_id))
        return tuple(user_id for (user_id,) in rows)

    async def _taken_out(self, session: AsyncSession, replay_id: int, user_ids: Sequence[int]) -> set[int]:
        """Whose tracks are owed to be removed, from before their folder could be read; they go at once."""
        gone: set[int] = set()
        if self._timers is None:
            return gone
        for user_id in user_ids:
            key, payload = f"{replay_id}:{user_id}", {"replay_id": replay_id, "user_id": user_id}
            if await self._timers.cancel(session, REMOVE_TRACK, key):
                await self._timers.schedule(session, REMOVE_TRACK, key, self.now(), payload)
                gone.add(user_id)
        return gone

    async def _owe_what_follows(self, session: AsyncSession, replay: Replay, keep_days: int) -> None:
        if self._timers is None:
            return
        for kind in self._owed:
            await self._timers.schedule(session, kind, str(replay.id), self.now(), {"replay_id": replay.id})
        await owe_its_going(session, self._timers, replay, keep_days, self.now())

    async def remove_person(self, replay_id: int, user_id: int) -> None:
        """Take somebody out of the index of a replay."""
        async with self._database.transaction() as session:
            await remove_person(session, [replay_id], user_id)
            if self._timers is not None:
                await take_back(session, self._timers, self.now, user_id=user_id, replay_id=replay_id)
