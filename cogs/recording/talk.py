"""How long people talked while they were recorded, and for how long they could have.

Measured of those alone who may be recorded, in two numbers: for how long they were on the stage while what
came of them was taken in, and how much of that was speech. A turn of speech is as in the index of a replay:
pauses of less than a second belong to it. Both go with their track.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Protocol

from sqlalchemy import ColumnElement, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.storage.database import Database
from bot.storage.inserts import insert_in
from cogs.recording.api import Replay
from cogs.recording.tables import ReplayRow, TalkRow
from cogs.rooms.api import Talk

#: A process that stood still for longer has not listened meanwhile.
MOST_SECONDS = 5.0


class Meter:
    """Measures one recording that runs, over all of its stretches."""

    def __init__(self, before: Mapping[int, Talk] | None = None) -> None:
        known = before or {}
        self._talked = defaultdict(float, {each: talk.talked_seconds for each, talk in known.items()})
        self._heard = defaultdict(float, {each: talk.heard_seconds for each, talk in known.items()})
        self._stretch: Mapping[int, float] = {}
        self._looked_at: float | None = None

    def look(self, talked: Mapping[int, float], listened_to: Iterable[int], now: float) -> None:
        """Take in how long each has talked in this stretch, and who is listened to since the last look."""
        since = 0.0 if self._looked_at is None else min(now - self._looked_at, MOST_SECONDS)
        for user_id in listened_to:
            self._heard[user_id] += since
        self._stretch, self._looked_at = talked, now

    def rest(self, talked: Mapping[int, float]) -> None:
        """End a stretch: nobody is listened to until the next look."""
        for user_id, seconds in talked.items():
            self._talked[user_id] += seconds
        self._stretch, self._looked_at = {}, None

    def forget(self, user_id: int) -> None:
        """Know nothing of somebody who is not to be recorded after all."""
        self._talked.pop(user_id, None)
        self._heard.pop(user_id, None)
        self._stretch = {each: talked for each, talked in self._stretch.items() if each != user_id}

    def talk(self) -> dict[int, Talk]:
        """What was heard so far of each who was listened to."""
        found = {}
        for user_id in self._heard:  # what the bot plays is nobody's talk: it was not listened to
            talked = self._talked[user_id] + self._stretch.get(user_id, 0.0)
            found[user_id] = Talk(talked, max(self._heard[user_id], talked))
        return found


class Measured(Protocol):
    """A recording that runs, with what measures it."""

    replay: Replay
    meter: Meter


async def store_talk(session: AsyncSession, replay_id: int, talk: Mapping[int, Talk]) -> None:
    """Store what was heard in a replay, in the place of what is stored of the same people."""
    if not talk:
        return
    rows = [
        {
            "replay_id": replay_id,
            "user_id": user_id,
            "talked_ms": round(each.talked_seconds * 1000),
            "heard_ms": round(each.heard_seconds * 1000),
        }
        for user_id, each in talk.items()
    ]
    statement = insert_in(session, TalkRow)
    same = {name: statement.excluded[name] for name in ("talked_ms", "heard_ms")}
    await session.execute(
        statement.on_conflict_do_update(index_elements=["replay_id", "user_id"], set_=same), rows
    )


class Talks:
    """Answers `cogs.rooms.api.TalkTimes`: from memory of what runs, from the tables of what is over."""

    def __init__(self, database: Database, running: Callable[[], Iterable[Measured]]) -> None:
        """Prepare; `running` tells of each recording that runs."""
        self._database = database
        self._running = running

    async def of_replay(self, replay_id: int) -> dict[int, Talk]:
        """What is stored of one replay, by person."""
        stored = await self._stored(TalkRow.replay_id == replay_id)
        return {user_id: talk for (_, _, user_id), talk in stored.items()}

    async def of_rooms(
        self, room_ids: Collection[int], user_ids: Collection[int] | None
    ) -> dict[tuple[int, int], Talk]:
        """See `cogs.rooms.api.TalkSource`: a room that was recorded twice has both together."""
        found = await self._stored(ReplayRow.room_id.in_(room_ids))
        for each in self._running():
            if (replay := each.replay).room_id in room_ids:
                found = {key: talk for key, talk in found.items() if key[0] != replay.id}
                now = each.meter.talk()
                found |= {(replay.id, replay.room_id, user_id): talk for user_id, talk in now.items()}
        sums: dict[tuple[int, int], Talk] = {}
        for (_, room_id, user_id), talk in found.items():
            if user_ids is None or user_id in user_ids:
                sums[room_id, user_id] = _together(sums.get((room_id, user_id)), talk)
        return sums

    async def _stored(self, condition: ColumnElement[bool]) -> dict[tuple[int, int, int], Talk]:
        rows = await self._database.lookup(
            select(ReplayRow.id, ReplayRow.room_id, TalkRow.user_id, TalkRow.talked_ms, TalkRow.heard_ms)
            .join(ReplayRow, ReplayRow.id == TalkRow.replay_id)
            .where(condition)
        )
        return {
            (replay_id, room_id, user_id): Talk(talked_ms / 1000, heard_ms / 1000)
            for replay_id, room_id, user_id, talked_ms, heard_ms in rows
        }


def _together(one: Talk | None, other: Talk) -> Talk:
    if one is None:
        return other
    return Talk(one.talked_seconds + other.talked_seconds, one.heard_seconds + other.heard_seconds)
