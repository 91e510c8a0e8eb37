"""The course of a live room: who had the floor from when to when, and what happened minute by minute.

Turns on the floor are stored when they begin and end. Minutes and applause are counted in memory and stored
every few seconds, and the rest with the room's end: so much may be lost if the process is killed.
Applause is for whoever has the floor: the guest who came up last, or the host who did if there is no guest.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.events import Events
from bot.i18n import Safe
from bot.storage.database import Database
from bot.watching import keep_stored
from cogs.rooms.api import (
    BecameSpeaker,
    HandRaised,
    Left,
    ReturnedToAudience,
    Room,
    RoomClosed,
    RoomResumed,
    StageEvent,
    StageRole,
    StageSettled,
)
from cogs.rooms.refusals import NotListening
from cogs.rooms.service import RoomBook
from cogs.rooms.tables import ApplauseRow, MinuteRow, RoomRow, TurnRow

STORE_SECONDS = 5.0
#: Whoever presses the button again and again is counted so often.
CLAP_EVERY = timedelta(seconds=3)


@dataclass(slots=True)
class _Minute:
    most: int = 0
    last: int = 0
    hands: int = 0


class Course:
    """Notes the course of live rooms, where the club has that noted."""

    def __init__(self, database: Database, rooms: RoomBook, now: Callable[[], datetime]) -> None:
        self._database = database
        self._rooms = rooms
        self._now = now
        #: Who has the floor in each room, those last who came up last.
        self._floor: dict[int, list[int]] = {}
        self._minutes: dict[tuple[int, int], _Minute] = {}
        self._claps: Counter[tuple[int, int, int]] = Counter()  # by room, minute, speaker
        self._clapped_at: dict[tuple[int, int], datetime] = {}  # by room and listener

    def listen(self, events: Events) -> None:
        """Follow what happens in rooms."""
        events.subscribe(RoomResumed, self._resumed)
        events.subscribe(BecameSpeaker, self._came_up)
        for gone in (ReturnedToAudience, Left):
            events.subscribe(gone, self._went)
        events.subscribe(HandRaised, self._raised)
        events.subscribe(StageSettled, self._settled)
        events.subscribe(RoomClosed, self._closed)
        self._rooms.add_ending(self.end)

    def applaud(self, room: Room, user_id: int) -> int | None:
        """Count somebody's applause; answers for whom it was, None if nobody else has the floor."""
        speaker = self.on_floor(room)
        if speaker is None or speaker == user_id:
            return None
        self._claps[room.id, self._minute(room), speaker] += 1
        return speaker

    def pressed(self, room: Room, user_id: int) -> int | None:
        """Count a press of the button, as `applaud` does; None as well if it came too soon after another.

        Raises:
            NotListening: they are not on the stage.
        """
        if user_id not in self._rooms.roles_on(room.channel_id):
            raise NotListening(stage=Safe(f"<#{room.channel_id}>"))
        now, last = self._now(), self._clapped_at.get((room.id, user_id))
        if last is not None and now - last < CLAP_EVERY:
            return None
        speaker = self.applaud(room, user_id)
        if speaker is not None:
            self._clapped_at[room.id, user_id] = now
        return speaker

    def on_floor(self, room: Room) -> int | None:
        """Whom applause is for just now."""
        floor = self._floor.get(room.id, [])
        hosts = {room.host_id, *room.cohost_ids}
        guests = [user_id for user_id in floor if user_id not in hosts]
        speakers = guests or floor
        return speakers[-1] if speakers else None

    async def keep(self) -> None:
        """Store what was counted, every few seconds and once more at the end."""
        await keep_stored(self.store, STORE_SECONDS, "the course of rooms")

    async def store(self) -> None:
        """Store what was counted since the last time."""
        if not self._minutes and not self._claps:
            return
        async with self._database.transaction() as session:
            await self._write(session, None)

    async def end(self, session: AsyncSession, room: Room) -> None:
        """Store the rest of a room, in the transaction that ends it."""
        await session.execute(
            update(TurnRow)
            .where(TurnRow.room_id == room.id, TurnRow.ended_at.is_(None))
            .values(ended_at=self._now())
        )
        await self._write(session, room.id)

    async def forget_person(self, user_id: int) -> None:
        """Count nothing for somebody who is forgotten."""
        for key in [key for key in self._claps if key[2] == user_id]:
            del self._claps[key]
        self._clapped_at = {key: at for key, at in self._clapped_at.items() if key[1] != user_id}

    async def _write(self, session: AsyncSession, room_id: int | None) -> None:
        """Write what was counted, of one room or of all; what could not be written is counted on."""
        minutes = {key: each for key, each in self._minutes.items() if room_id in (None, key[0])}
        claps = {key: count for key, count in self._claps.items() if room_id in (None, key[0])}
        known = set(
            await session.scalars(
                select(RoomRow.id).where(RoomRow.id.in_({key[0] for key in (*minutes, *claps)}))
            )
        )
        for (room, minute), each in minutes.items():
            if room in known:
                add = self._database.insert(MinuteRow).values(
                    room_id=room, minute=minute, most=each.most, last=each.last, hands=each.hands
                )
                most = _larger(self._database, add.excluded.most)
                same = {"most": most, "last": add.excluded.last, "hands": MinuteRow.hands + each.hands}
                await session.execute(
                    add.on_conflict_do_update(index_elements=["room_id", "minute"], set_=same)
                )
        for (room, minute, speaker), count in claps.items():
            if room in known:
                clap = self._database.insert(ApplauseRow).values(
                    room_id=room, minute=minute, speaker_id=speaker, claps=count
                )
                index = ["room_id", "minute", "speaker_id"]
                more = {"claps": ApplauseRow.claps + count}
                await session.execute(clap.on_conflict_do_update(index_elements=index, set_=more))
        for minute_key in minutes:
            self._minutes.pop(minute_key, None)
        for clap_key, count in claps.items():
            self._claps[clap_key] -= count
            if not self._claps[clap_key]:
                del self._claps[clap_key]

    async def _resumed(self, event: RoomResumed) -> None:
        """Compare who has the floor with whose turn was noted before the bot was away."""
        speakers = {user_id for user_id, role in event.roles.items() if role is StageRole.SPEAKER}
        async with self._database.transaction() as session:
            rows = await session.scalars(
                select(TurnRow)
                .where(TurnRow.room_id == event.room.id, TurnRow.ended_at.is_(None))
                .order_by(TurnRow.began_at, TurnRow.id)
            )
            known = []
            for row in rows:
                if row.user_id in speakers:
                    known.append(row.user_id)
                else:
                    row.ended_at = self._now()
            self._floor[event.room.id] = known
            for user_id in sorted(speakers.difference(known)):
                await self._begin(session, event.room, user_id)

    async def _came_up(self, event: BecameSpeaker) -> None:
        if event.user_id not in self._floor.get(event.room.id, []):
            async with self._database.transaction() as session:
                await self._begin(session, event.room, event.user_id)

    async def _begin(self, session: AsyncSession, room: Room, user_id: int) -> None:
        if await self._rooms.notes_attendance(room.guild_id, room.club_id):
            self._floor.setdefault(room.id, []).append(user_id)
            session.add(TurnRow(room_id=room.id, user_id=user_id, began_at=self._now()))

    def _went(self, event: StageEvent) -> Awaitable[None] | None:
        had_floor = event.user_id in self._floor.get(event.room.id, ())
        return self._end_turn(event) if had_floor else None

    async def _end_turn(self, event: StageEvent) -> None:
        self._floor[event.room.id].remove(event.user_id)
        async with self._database.transaction() as session:
            await session.execute(
                update(TurnRow)
                .where(
                    TurnRow.room_id == event.room.id,
                    TurnRow.user_id == event.user_id,
                    TurnRow.ended_at.is_(None),
                )
                .values(ended_at=self._now())
            )

    def _raised(self, event: HandRaised) -> None:
        self._minute_of(event.room).hands += 1

    async def _settled(self, event: StageSettled) -> None:
        """Count who is there."""
        for room in event.rooms:
            minute = self._minute_of(room)
            minute.last = len(self._rooms.roles_on(room.channel_id))
            minute.most = max(minute.most, minute.last)

    def _minute_of(self, room: Room) -> _Minute:
        return self._minutes.setdefault((room.id, self._minute(room)), _Minute())

    async def _closed(self, event: RoomClosed) -> None:
        self._floor.pop(event.room.id, None)
        self._clapped_at = {key: at for key, at in self._clapped_at.items() if key[0] != event.room.id}

    def _minute(self, room: Room) -> int:
        return max(0, int((self._now() - (room.opened_at or self._now())).total_seconds() // 60))


def _larger(database: Database, new: object) -> object:
    return (func.max if database.dialect == "sqlite" else func.greatest)(MinuteRow.most, new)
