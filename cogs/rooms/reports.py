"""What can be told of a room afterwards, or of a club's rooms over weeks; and written to files."""

from __future__ import annotations

import asyncio
import csv
import io
import json
import logging
from collections import Counter, defaultdict
from collections.abc import Awaitable, Callable, Collection, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal

from sqlalchemy import or_, select

from bot.storage.database import Database
from bot.undo import undoable
from cogs.clubs.api import Clubs
from cogs.rooms.api import Attendance, MarkRow, NotHost, ReportPart, ReportSource, Room, RoomStatus, Talk
from cogs.rooms.refusals import NoSuchReport
from cogs.rooms.rows import cohosts_of, room_of
from cogs.rooms.service import RoomBook
from cogs.rooms.tables import ApplauseRow, AttendanceRow, CohostRow, MinuteRow, RoomRow, TurnRow

log = logging.getLogger(__name__)

MOST_OFFERED = 25
#: Of other cogs, in one picture.
MOST_ROWS = 4
#: What another cog has not told by then is left out.
SOURCE_SECONDS = 5.0
_PAGE = 1_000
_TALK = ("talked_seconds", "recorded_seconds")


@dataclass(frozen=True, slots=True)
class Turn:
    """One time for which somebody had the floor, in minutes after the room opened."""

    user_id: int
    began: float
    ended: float


@dataclass(frozen=True, slots=True)
class Report:
    """The course of one room."""

    room: Room
    club: str
    opened_at: datetime
    closed_at: datetime
    people: list[Attendance]
    turns: list[Turn]
    listeners: list[int]  # by minute: people at a time, at most
    hands: dict[int, int]  # by minute
    applause: dict[int, Counter[int]] = field(default_factory=dict)  # by speaker, then minute
    parts: list[ReportPart] = field(default_factory=list)  # of other cogs
    talk: dict[int, Talk] = field(default_factory=dict)  # by person, of those who were listened to

    @property
    def minutes(self) -> int:
        """How long it lasted, begun minutes included."""
        return len(self.listeners)

    @property
    def most(self) -> int:
        """How many were there at a time, at most."""
        return max(self.listeners, default=0)

    def claps_of(self, user_id: int) -> int:
        """How often somebody was applauded."""
        return self.applause.get(user_id, Counter()).total()

    @property
    def rows(self) -> list[MarkRow]:
        """What other cogs show in the picture, as far as there is room."""
        return [row for part in self.parts for row in part.rows][:MOST_ROWS]

    def by_minute(self, row: MarkRow) -> dict[int, int | Decimal]:
        """What a row comes to in each minute; what was before or after the room stands at that end of it."""
        sums: defaultdict[int, int | Decimal] = defaultdict(int)
        for mark in row.marks:
            minute = int((mark.at - self.opened_at).total_seconds() // 60)
            sums[min(max(0, minute), self.minutes - 1)] += mark.size
        return dict(sums)

    @property
    def speakers(self) -> list[int]:
        """Who had the floor, those first who had it longest."""
        # Who came up for a breath has a turn and no whole second.
        spoke = Counter({turn.user_id: 0 for turn in self.turns})
        for person in self.people:
            if person.speaking_seconds:
                spoke[person.user_id] = person.speaking_seconds
        return [user_id for user_id, _ in spoke.most_common()]


@dataclass(frozen=True, slots=True)
class Balance:
    """Who spoke for how long in a club's rooms, week by week; each week by its Monday."""

    club: str
    weeks: list[date]
    seconds: dict[int, list[int]]  # by person, a number for each week; the most first


class Reports:
    """Puts together what is stored of rooms. Fulfils `RoomTopics` and `RoomReports` of `cogs.rooms.api`."""

    def __init__(
        self,
        database: Database,
        rooms: RoomBook,
        clubs: Clubs,
        now: Callable[[], datetime],
        *,
        store: Callable[[], Awaitable[None]],
    ) -> None:
        """Prepare; `store` stores what was counted of live rooms, which else is some seconds old."""
        self._store = store
        self._database = database
        self._rooms = rooms
        self._clubs = clubs
        self._now = now
        self._sources: list[ReportSource] = []

    def add_source(self, source: ReportSource) -> None:
        """See `RoomReports.add_source`."""
        self._sources.append(source)
        undoable(lambda: self._sources.remove(source))

    async def offered(self, guild_id: int, user_id: int, *, steward: bool) -> list[Room]:
        """The newest rooms whose report somebody may read."""
        query = select(RoomRow).where(
            RoomRow.guild_id == guild_id, RoomRow.status.in_([RoomStatus.LIVE, RoomStatus.ENDED])
        )
        if not steward:
            led = [club.id for club in await self._clubs.of(guild_id) if await self._leads(club.id, user_id)]
            cohosted = select(CohostRow.room_id).where(CohostRow.user_id == user_id)
            query = query.where(
                or_(RoomRow.host_id == user_id, RoomRow.club_id.in_(led), RoomRow.id.in_(cohosted))
            )
        async with self._database.reading() as session:
            rows = await session.scalars(query.order_by(RoomRow.id.desc()).limit(MOST_OFFERED))
            return [room_of(row) for row in rows]

    async def topics_of(self, guild_id: int, room_ids: Collection[int]) -> dict[int, str]:
        """See `RoomTopics.topics_of`."""
        if not room_ids:
            return {}
        query = select(RoomRow.id, RoomRow.topic).where(
            RoomRow.guild_id == guild_id, RoomRow.id.in_(room_ids)
        )
        topics = {row.id: row.topic for row in await self._database.lookup(query)}
        return {room_id: topics[room_id] for room_id in room_ids if room_id in topics}

    async def of(self, guild_id: int, room_id: int, user_id: int, *, steward: bool) -> Report:
        """The report of a room, of a live one as it is now.

        Raises:
            NoSuchReport: this community had no such room.
            NotHost: it is not theirs to read.
        """
        async with self._database.reading() as session:
            row = await session.get(RoomRow, room_id)
            if row is None or row.guild_id != guild_id or row.opened_at is None:
                raise NoSuchReport
            room = room_of(row, await cohosts_of(session, row.id))
            opened_at, closed_at = row.opened_at, row.closed_at or self._now()
        if not (steward or await self._rooms.is_host(room, user_id)):
            raise NotHost
        if room.status is RoomStatus.LIVE:
            await self._store()
        return await self._put_together(room, opened_at, closed_at)

    async def balance(
        self, guild_id: int, club_name: str, user_id: int, weeks: int, *, steward: bool
    ) -> Balance:
        """Who spoke for how long in a club's rooms, this week and in those before.

        Raises:
            NoSuchClub: there is no club of that name.
            NotHost: they do not run rooms of the club.
        """
        club = await self._clubs.named(guild_id, club_name)
        if not (steward or await self._leads(club.id, user_id)):
            raise NotHost
        this_week = _monday(self._now())
        mondays = [this_week - timedelta(weeks=back) for back in reversed(range(weeks))]
        query = (
            select(RoomRow.id, RoomRow.opened_at, AttendanceRow.user_id, AttendanceRow.speaking_seconds)
            .join(AttendanceRow, AttendanceRow.room_id == RoomRow.id)
            .where(
                RoomRow.club_id == club.id,
                AttendanceRow.speaking_seconds > 0,
                RoomRow.opened_at >= datetime.combine(mondays[0], datetime.min.time(), self._now().tzinfo),
            )
        )
        seconds: defaultdict[int, list[int]] = defaultdict(lambda: [0] * weeks)
        stays = await self._database.lookup(query)
        heard = await self._rooms.talk.of({room_id for room_id, *_ in stays})
        for room_id, opened_at, person, on_stage in stays:
            talk = heard.get((room_id, person))
            if (monday := _monday(opened_at)) in mondays:
                spoke = on_stage if talk is None else talk.counted(on_stage)
                seconds[person][mondays.index(monday)] += spoke
        ordered = sorted(seconds.items(), key=lambda each: -sum(each[1]))
        return Balance(club.name, mondays, dict(ordered))

    async def _leads(self, club_id: int, user_id: int) -> bool:
        role = await self._clubs.role_of(club_id, user_id)
        return role is not None and role.opens_rooms

    async def _put_together(self, room: Room, opened_at: datetime, closed_at: datetime) -> Report:
        def after(moment: datetime) -> float:
            return max(0.0, (moment - opened_at).total_seconds() / 60)

        people: list[Attendance] = []
        while page := await self._rooms.attendance_of(
            room.id, _PAGE, after_user_id=people[-1].user_id if people else 0
        ):
            people += page
        turns = await self._database.lookup(
            select(TurnRow.user_id, TurnRow.began_at, TurnRow.ended_at)
            .where(TurnRow.room_id == room.id)
            .order_by(TurnRow.began_at, TurnRow.id)
        )
        counted = await self._database.lookup(
            select(MinuteRow.minute, MinuteRow.most, MinuteRow.last, MinuteRow.hands)
            .where(MinuteRow.room_id == room.id)
            .order_by(MinuteRow.minute)
        )
        applause: defaultdict[int, Counter[int]] = defaultdict(Counter)
        for speaker, minute, claps in await self._database.lookup(
            select(ApplauseRow.speaker_id, ApplauseRow.minute, ApplauseRow.claps).where(
                ApplauseRow.room_id == room.id
            )
        ):
            applause[speaker][minute] += claps
        return Report(
            room,
            (await self._clubs.get(room.club_id)).name,
            opened_at,
            closed_at,
            people,
            [Turn(user_id, after(began), after(ended or closed_at)) for user_id, began, ended in turns],
            _filled([(m, most, last) for m, most, last, _ in counted], int(after(closed_at)) + 1),
            {minute: hands for minute, _, _, hands in counted if hands},
            dict(applause),
            await self._parts(room),
            {user_id: talk for (_, user_id), talk in (await self._rooms.talk.of([room.id])).items()},
        )

    async def _parts(self, room: Room) -> list[ReportPart]:
        parts = []
        for source in tuple(self._sources):
            try:
                async with asyncio.timeout(SOURCE_SECONDS):
                    parts.append(await source(room))
            except Exception:  # an edge: what another cog cannot tell takes nothing from the rest
                log.exception("%r failed in the report of room %s", source, room.id)
        return parts


def as_csv(report: Report) -> str:
    """Who was there, a line each; people by their ids, so nothing that somebody typed is in it."""
    written = io.StringIO()
    writer = csv.writer(written)
    writer.writerow(["user_id", "came_at", "left_at", "seconds", "speaking_seconds", "applause", *_TALK])
    for person in report.people:
        writer.writerow(
            [
                person.user_id,
                person.came_at.isoformat(),
                "" if person.left_at is None else person.left_at.isoformat(),
                person.seconds,
                person.speaking_seconds,
                report.claps_of(person.user_id),
                *(
                    "" if seconds is None else seconds
                    for seconds in _talk_of(report, person.user_id).values()
                ),
            ]
        )
    return written.getvalue()


def as_json(report: Report) -> str:
    """All of a report; ids are texts, since many readers of JSON round such numbers."""
    room = report.room
    return json.dumps(
        {
            "room": room.id,
            "club": report.club,
            "topic": room.topic,
            "host_id": str(room.host_id),
            "cohost_ids": [str(user_id) for user_id in room.cohost_ids],
            "opened_at": report.opened_at.isoformat(),
            "closed_at": report.closed_at.isoformat(),
            "most_at_a_time": report.most,
            "listeners_by_minute": report.listeners,
            "hands_by_minute": {str(minute): count for minute, count in sorted(report.hands.items())},
            "applause_by_minute": {
                str(speaker): {str(minute): claps for minute, claps in sorted(by_minute.items())}
                for speaker, by_minute in report.applause.items()
            },
            "marks_by_minute": {
                row.name: {
                    str(minute): _number(size) for minute, size in sorted(report.by_minute(row).items())
                }
                for row in report.rows
            },
            "turns": [
                {"user_id": str(turn.user_id), "began_minute": turn.began, "ended_minute": turn.ended}
                for turn in report.turns
            ],
            "people": [
                {
                    "user_id": str(person.user_id),
                    "came_at": person.came_at.isoformat(),
                    "left_at": None if person.left_at is None else person.left_at.isoformat(),
                    "seconds": person.seconds,
                    "speaking_seconds": person.speaking_seconds,
                    "applause": report.claps_of(person.user_id),
                    **_talk_of(report, person.user_id),
                }
                for person in report.people
            ],
        },
        indent=2,
        ensure_ascii=False,
    )


def _talk_of(report: Report, user_id: int) -> dict[str, float | None]:
    """What was heard of somebody, as files have it; nothing of whom nobody listened to."""
    talk = report.talk.get(user_id)
    times = (None, None) if talk is None else (round(talk.talked_seconds, 1), round(talk.heard_seconds, 1))
    return dict(zip(_TALK, times, strict=True))


def _filled(counted: Sequence[tuple[int, int, int]], minutes: int) -> list[int]:
    """People by minute: in a minute in which nobody came or went there are as many as before."""
    found, there = {minute: (most, last) for minute, most, last in counted}, 0
    filled = []
    for minute in range(minutes):
        most, last = found.get(minute, (there, there))
        filled.append(max(most, there))
        there = last
    return filled


def _number(size: int | Decimal) -> int | float:
    """A size as JSON has it: whole where it is whole."""
    return int(size) if size == int(size) else float(size)


def _monday(moment: datetime) -> date:
    day = moment.date()
    return day - timedelta(days=day.weekday())
