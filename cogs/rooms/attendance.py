"""Who is in a live room, and for how long: counted in memory, stored in batches.

A stage of ten thousand listeners changes many times a second, so what happens there is noted in memory
alone. Every few seconds what has changed since the last time is stored in one transaction, and the rest
with the room's end. A row says how long somebody had been there before they last came, and since when they
are there now; so nobody who just sits and listens is written again.

Each batch notes until when the room was watched. After a restart whoever is still there is taken to have
stayed; whoever is gone counts until the room was last watched, since nobody saw when they went.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import partial
from itertools import islice

from sqlalchemy import Connection, delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.sql.dml import ReturningUpdate

from bot.storage.database import Database
from bot.storage.locks import hold, lock
from bot.watching import keep_stored
from cogs.rooms.api import Attendance, Past, Room, RoomStatus, StageRole
from cogs.rooms.statements import PASTS, STAYS
from cogs.rooms.tables import AttendanceRow, RoomRow

#: How often what has changed is stored: so much may be lost if the process is killed.
STORE_SECONDS = 5.0
#: How often it is noted that a room was watched in which nothing changes.
WATCH_SECONDS = 30.0
#: So many rows are written in one transaction, so that nobody waits long for their turn; with fewer of them
#: each page of the table would be written several times.
MOST_AT_ONCE = 2_000
#: One batch after the other, so that none writes anew whom another transaction has just erased.
_BATCH = ("rooms", "attendance")
_NONE = timedelta()
#: An id that no room has.
NO_ROOM = (1 << 63) - 1
_Stored = tuple[int, int, datetime, datetime | None, int, datetime | None, int, datetime | None]


@dataclass(slots=True)
class _Stay:
    """One person in one room: what is over, and since when the rest goes on."""

    came_at: datetime
    left_at: datetime | None = None
    there: timedelta = _NONE
    there_since: datetime | None = None
    spoke: timedelta = _NONE
    speaks_since: datetime | None = None

    def now_is(self, role: StageRole | None, at: datetime) -> bool:
        """Note a role on the stage, None for nobody there; answers whether that says anything new."""
        there_since, spoke_since = self.there_since, self.speaks_since
        if role is StageRole.SPEAKER:
            self.speaks_since = spoke_since or at
        elif spoke_since is not None:
            self.stop_speaking(at)
        if role is None:
            if there_since is not None:
                # Nobody speaks longer than they are there, even where the clock was set back.
                self.there = max(self.there + _between(there_since, at), self.spoke)
                self.there_since, self.left_at = None, at
        elif there_since is None:
            self.there_since, self.left_at = at, None
        return self.there_since is not there_since or self.speaks_since is not spoke_since

    def stop_speaking(self, at: datetime) -> None:
        if self.speaks_since is not None:
            self.spoke += _between(self.speaks_since, at)
            self.speaks_since = None

    def seen(self, room_id: int, user_id: int, at: datetime) -> Attendance:
        """What others may know of it at a moment."""
        there = self.there
        if self.there_since is not None:
            there += _between(self.there_since, at)
        return Attendance(room_id, user_id, self.came_at, self.left_at, _seconds(there), self.spoken(at))

    def spoken(self, at: datetime) -> int:
        """For how many seconds they have spoken at a moment."""
        if self.speaks_since is None:
            return _seconds(self.spoke)
        return _seconds(self.spoke + _between(self.speaks_since, at))


@dataclass(slots=True)
class _Sheet:
    """All that were in one live room."""

    room: Room
    watched_at: datetime
    stays: dict[int, _Stay] = field(default_factory=dict)
    changed: dict[int, None] = field(default_factory=dict)  # in the order in which they changed
    #: Nobody has looked at the stage since then; None while somebody does.
    unwatched_since: datetime | None = None

    def now_is(self, user_id: int, role: StageRole | None, at: datetime) -> None:
        stay = self.stays.get(user_id)
        if stay is None:
            if role is None:
                return
            stay = self.stays[user_id] = _Stay(at)
        if stay.now_is(role, at):
            self.changed[user_id] = None

    def found(self, roles: Mapping[int, StageRole], at: datetime) -> None:
        """Note who is there, after a time in which nobody looked, or in which all may have been seen."""
        until, self.unwatched_since = self.unwatched_since or at, None
        for user_id, stay in self.stays.items():
            role = roles.get(user_id)
            if stay.speaks_since is not None and role is not StageRole.SPEAKER:
                stay.stop_speaking(until)
                self.changed[user_id] = None
            if role is None:
                self.now_is(user_id, None, until)
        for user_id, role in roles.items():
            self.now_is(user_id, role, at)


class AttendanceBook:
    """The attendance of every live room of this process, and of all that are over."""

    def __init__(self, database: Database, now: Callable[[], datetime]) -> None:
        self._database = database
        self._now = now
        self._sheets: dict[int, _Sheet] = {}

    def begin(self, room: Room) -> bool:
        """Count in a live room from now on; answers whether that is new, else it goes on."""
        if room.id in self._sheets:
            return False
        self._sheets[room.id] = _Sheet(room, self._now())
        return True

    def now_is(self, room: Room, user_id: int, role: StageRole | None, at: datetime) -> None:
        """Note what a person is on the stage of a live room, or that they are not there any more."""
        if (sheet := self._sheets.get(room.id)) is not None:
            sheet.now_is(user_id, role, at)

    def on_the_floor(self, room: Room, speaker_ids: Iterable[int]) -> list[int]:
        """Those who speak in a live room just now, those first who came up first; then who is not noted."""
        sheet = self._sheets.get(room.id)
        stays = {} if sheet is None else sheet.stays

        def order(user_id: int) -> tuple[bool, datetime, int]:
            stay = stays.get(user_id)
            since = None if stay is None else stay.speaks_since
            return since is None, since or room.opened_at or self._now(), user_id

        return sorted(speaker_ids, key=order)

    async def recall(self, room: Room) -> None:
        """Read what is stored of a live room, unless it is remembered."""
        if room.id in self._sheets:
            return
        async with self._database.reading() as session:
            watched_at = await session.scalar(select(RoomRow.watched_at).where(RoomRow.id == room.id))
            rows = await session.scalars(select(AttendanceRow).where(AttendanceRow.room_id == room.id))
            stays = {row.user_id: _stay(row) for row in rows}
        until = watched_at or room.opened_at or self._now()
        self._sheets[room.id] = _Sheet(room, until, stays, unwatched_since=until)

    def found(self, room: Room, roles: Mapping[int, StageRole]) -> None:
        """Note who is on the stage of a room, all of them."""
        if (sheet := self._sheets.get(room.id)) is not None:
            sheet.found(roles, self._now())

    async def finish(self, session: AsyncSession, room: Room) -> tuple[Attendance, ...]:
        """Store the rest of a room, in the transaction that ends it; answers who was there."""
        sheet = self._sheets.get(room.id)
        if sheet is None:
            return ()
        at = sheet.unwatched_since or self._now()
        await lock(session, *_BATCH)
        # The sheet itself goes on until `forget`: the transaction may fail.
        ended = {user_id: replace(stay) for user_id, stay in sheet.stays.items()}
        for user_id, stay in ended.items():
            if stay.now_is(None, at):
                sheet.changed[user_id] = None
        changed = iter(tuple(sheet.changed))
        while batch := list(islice(changed, MOST_AT_ONCE)):
            await self._write(session, [_stored(room.id, user_id, ended[user_id]) for user_id in batch])
        return tuple(stay.seen(room.id, user_id, at) for user_id, stay in ended.items())

    def forget(self, room: Room) -> None:
        """Count no more in a room that is over."""
        self._sheets.pop(room.id, None)

    async def forget_person(self, session: AsyncSession, guild_id: int, user_id: int) -> None:
        """Erase a person; whoever is on a stage just now counts from here."""
        await lock(session, *_BATCH)
        for sheet in self._sheets.values():
            if sheet.room.guild_id == guild_id and user_id in sheet.stays:
                del sheet.stays[user_id]
                sheet.changed.pop(user_id, None)
        rooms = select(RoomRow.id).where(RoomRow.guild_id == guild_id)
        await session.execute(
            delete(AttendanceRow).where(AttendanceRow.user_id == user_id, AttendanceRow.room_id.in_(rooms))
        )

    async def page(self, room_id: int, most: int, *, after_user_id: int = 0) -> list[Attendance]:
        """Those who were in a room, in the order of their ids; of a live one as it is now."""
        if (sheet := self._sheets.get(room_id)) is not None:
            now = sheet.unwatched_since or self._now()
            people = sorted(user_id for user_id in sheet.stays if user_id > after_user_id)[:most]
            return [sheet.stays[user_id].seen(room_id, user_id, now) for user_id in people]
        query = select(AttendanceRow).where(
            AttendanceRow.room_id == room_id, AttendanceRow.user_id > after_user_id
        )
        async with self._database.reading() as session:
            rows = await session.scalars(query.order_by(AttendanceRow.user_id).limit(most))
            return [_stay(row).seen(room_id, row.user_id, row.left_at or row.came_at) for row in rows]

    async def pasts_of(self, club_id: int, user_ids: Sequence[int], since: datetime) -> dict[int, Past]:
        """What some people have been in the rooms of a club that opened since then; each of them."""
        live = {room_id for room_id, sheet in self._sheets.items() if sheet.room.club_id == club_id}
        # What is in memory of those is newer than what is stored, so that they must be told from the others.
        oldest = min(live, default=NO_ROOM)
        asked = [(user_id, club_id, since, oldest) for user_id in user_ids]
        rooms, spoke = Counter[int](), Counter[int]()
        for user_id, room_id, times, seconds in await self._database.ask(partial(PASTS.ask, rows=asked)):
            if room_id not in live:
                rooms[user_id] += times
                spoke[user_id] += int(seconds)
        now = self._now()
        for stays in [self._sheets[room_id].stays for room_id in live]:
            for user_id in user_ids:
                if (stay := stays.get(user_id)) is not None:
                    rooms[user_id] += 1
                    spoke[user_id] += stay.spoken(now)
        return {user_id: Past(rooms[user_id], spoke[user_id]) for user_id in user_ids}

    async def keep(self) -> None:
        """Store what has changed, every few seconds and once more at the end."""
        await keep_stored(self.store, STORE_SECONDS, "attendance")

    async def store(self) -> None:
        """Store what has changed since the last time."""
        while sheets := [sheet for sheet in self._sheets.values() if self._is_due(sheet)]:
            await self._store(sheets)

    def _is_due(self, sheet: _Sheet) -> bool:
        if sheet.unwatched_since is not None:
            return False
        return bool(sheet.changed) or self._now() - sheet.watched_at >= timedelta(seconds=WATCH_SECONDS)

    async def _store(self, sheets: list[_Sheet]) -> None:
        now = self._now()
        with _taken(sheets) as people:
            rows = [
                (sheet, user_id, stay, _stored(sheet.room.id, user_id, stay))
                for sheet, user_ids in people
                for user_id in user_ids
                if (stay := sheet.stays.get(user_id)) is not None
            ]

            def write(connection: Connection) -> None:
                watched = _watched([sheet.room.id for sheet in sheets], now)
                live = set(connection.scalars(watched))
                hold(connection, *_BATCH)
                kept = [
                    row
                    for sheet, user_id, stay, row in rows
                    # A room that has ended meanwhile is stored, whole; whoever was erased is not.
                    if sheet.room.id in live and sheet.stays.get(user_id) is stay
                ]
                STAYS.make(connection, kept)

            await self._database.atomically(write)
        for sheet in sheets:
            sheet.watched_at = now

    @staticmethod
    async def _write(session: AsyncSession, stays: list[_Stored]) -> None:
        await session.run_sync(lambda plain: STAYS.make(plain.connection(), stays))


@contextmanager
def _taken(sheets: list[_Sheet]) -> Iterator[list[tuple[_Sheet, list[int]]]]:
    """Take the next of what has changed, and put it back if it could not be stored."""
    room_left, taken = MOST_AT_ONCE, []
    for sheet in sheets:
        # In the order of the rows, as far as they have one: the database then stays on a page for a while.
        user_ids = sorted(islice(sheet.changed, room_left))
        room_left -= len(user_ids)
        for user_id in user_ids:
            del sheet.changed[user_id]
        taken.append((sheet, user_ids))
    try:
        yield taken
    except BaseException:
        for sheet, user_ids in taken:
            sheet.changed.update(dict.fromkeys(user_id for user_id in user_ids if user_id in sheet.stays))
        raise


def _watched(room_ids: list[int], now: datetime) -> ReturningUpdate[int]:
    """Note that rooms were watched until now; answers those that are live."""
    return (
        update(RoomRow)
        .where(RoomRow.id.in_(room_ids), RoomRow.status == RoomStatus.LIVE)
        .values(watched_at=now)
        .returning(RoomRow.id)
    )


def _stored(room_id: int, user_id: int, stay: _Stay) -> _Stored:
    """A row of `STAYS`."""
    return (
        room_id,
        user_id,
        stay.came_at,
        stay.left_at,
        _seconds(stay.there),
        stay.there_since,
        _seconds(stay.spoke),
        stay.speaks_since,
    )


def _stay(row: AttendanceRow) -> _Stay:
    return _Stay(
        row.came_at,
        row.left_at,
        timedelta(seconds=row.seconds),
        row.there_since,
        timedelta(seconds=row.speaking_seconds),
        row.speaks_since,
    )


def _between(start: datetime, end: datetime) -> timedelta:
    # A clock that was set back takes nothing away.
    return max(_NONE, end - start)


def _seconds(time: timedelta) -> int:
    return int(time.total_seconds())
