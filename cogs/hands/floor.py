"""The floor: who speaks since when, for how long they may, and that they are told before it ends.

A turn begins when somebody becomes a speaker and ends when they are one no more, whoever did it. If the
room's terms give a speaker so many seconds, three things follow, each a timer row: a word and a chime
before the time is up, some seconds of grace after it, and the way back to the audience. Hosts are exempt,
from the moment on in which they become hosts, and for as long as they are.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy import bindparam, delete, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from bot.events import Events
from bot.storage.constraints import violated_constraint
from bot.storage.database import Database
from bot.storage.glances import Glance
from bot.timer_store import TimerDue
from bot.timers import Timers
from cogs.hands.acts import Acts
from cogs.hands.api import FloorEnding, QueueChanged
from cogs.hands.calls import live_room, place_of
from cogs.hands.holders import Holders
from cogs.hands.refusals import NotSpeaking
from cogs.hands.tables import TurnRow
from cogs.hands.terms import TermBook
from cogs.rooms.api import Room, Rooms, StageRole

WARN = "hands.warn"
OVER = "hands.over"


@dataclass(frozen=True, slots=True)
class Turn:
    """One person's time on the stage."""

    id: int
    user_id: int
    exempt: bool
    began_at: datetime
    ends_at: datetime | None


#: The turns in a room that go on: a few, by the index that keeps them unique.
_TURNS = Glance(
    select(TurnRow.id, TurnRow.user_id, TurnRow.exempt, TurnRow.began_at, TurnRow.ends_at)
    .where(TurnRow.room_id == bindparam("room_id"), TurnRow.ended_at.is_(None))
    .order_by(TurnRow.id)
)


class Floor:
    """Who has the floor in every room."""

    def __init__(
        self,
        *,
        database: Database,
        events: Events,
        timers: Timers,
        rooms: Rooms,
        terms: TermBook,
        acts: Acts,
        now: Callable[[], datetime],
    ) -> None:
        self._database = database
        self._events = events
        self._timers = timers
        self._rooms = rooms
        self._terms = terms
        self._acts = acts
        self._now = now
        self._up = Holders(
            database,
            lambda room_id: select(TurnRow.user_id).where(
                TurnRow.room_id == room_id, TurnRow.ended_at.is_(None)
            ),
        )

    def listen(self) -> None:
        """Do what was promised, also before a restart."""
        self._timers.on(WARN, self.warn)
        self._timers.on(OVER, self.over)

    async def came_up(self, room: Room, user_id: int) -> None:
        """Begin somebody's turn; the second of two calls changes nothing."""
        exempt = await self._rooms.is_host(room, user_id)
        terms = await self._terms.of(room)
        row = TurnRow(room_id=room.id, user_id=user_id, exempt=exempt, began_at=self._now())
        self._up.add(room.id, user_id)
        try:
            async with self._database.transaction() as session:
                session.add(row)
                await session.flush()
                await self._measure(session, room, _turn(row), terms.speaking_seconds)
                self._events.publish_after_commit(session, QueueChanged(room.guild_id, room.id))
        except IntegrityError as error:
            if violated_constraint(error) != "uq_hands_turn_open":
                raise

    def concerns(self, room: Room, user_id: int) -> bool:
        """Whether somebody may have a turn."""
        return not self._up.lack(room.id, user_id)

    async def went_down(self, room: Room, user_id: int) -> None:
        """End somebody's turn, if they had one."""
        if not await self._up.may_include(room.id, user_id):
            return
        async with self._database.transaction() as session:
            ended = await session.execute(
                update(TurnRow)
                .where(TurnRow.room_id == room.id, TurnRow.user_id == user_id, TurnRow.ended_at.is_(None))
                .values(ended_at=self._now())
                .returning(TurnRow.id)
            )
            if (turn_id := ended.scalar()) is not None:
                await self._cancel(session, turn_id)
                self._events.publish_after_commit(session, QueueChanged(room.guild_id, room.id))
        self._up.discard(room.id, user_id)

    async def reconcile(self, room: Room, roles: Mapping[int, StageRole]) -> None:
        """Make the turns agree with who speaks, after the bot had been away."""
        self._up.doubt(room.id)
        speaking = {user_id for user_id, role in roles.items() if role is StageRole.SPEAKER}
        for turn in await self.turns(room):
            if turn.user_id not in speaking:
                await self.went_down(room, turn.user_id)
        for user_id in sorted(speaking):
            await self.came_up(room, user_id)
        await self.hosts_changed(room)

    async def hosts_changed(self, room: Room) -> None:
        """Let those speak on who host a room by now, and measure the time of those who do no more."""
        seconds = (await self._terms.of(room)).speaking_seconds
        for turn in await self.turns(room):
            exempt = await self._rooms.is_host(room, turn.user_id)
            if exempt is turn.exempt:
                continue
            async with self._database.transaction() as session:
                await session.execute(update(TurnRow).where(TurnRow.id == turn.id).values(exempt=exempt))
                await self._measure(session, room, replace(turn, exempt=exempt), seconds)
                self._events.publish_after_commit(session, QueueChanged(room.guild_id, room.id))

    async def retime(self, room: Room) -> None:
        """Give everybody on the stage the speaking time that holds now, from now on."""
        terms = await self._terms.of(room)
        turns = await self.turns(room)
        async with self._database.transaction() as session:
            for turn in turns:
                await self._measure(session, room, turn, terms.speaking_seconds)

    async def give_more(self, room: Room, user_id: int, seconds: int) -> datetime:
        """Let somebody have the floor for longer than they had it; answers until when.

        Raises:
            NotSpeaking: they have no floor that would end.
        """
        turn = next((turn for turn in await self.turns(room) if turn.user_id == user_id), None)
        if turn is None or turn.ends_at is None:
            raise NotSpeaking
        ends_at = max(turn.ends_at, self._now()) + timedelta(seconds=seconds)
        async with self._database.transaction() as session:
            await self._let_end(session, room, turn, ends_at)
            self._events.publish_after_commit(session, QueueChanged(room.guild_id, room.id))
        return ends_at

    async def turns(self, room: Room) -> list[Turn]:
        """Who is on the stage, those first who came up first."""
        return [Turn(*row) for row in await self._database.glance(_TURNS, room_id=room.id)]

    async def ends_at(self, room: Room, user_id: int) -> datetime | None:
        """See `cogs.hands.api.Floors.ends_at`."""
        return next((turn.ends_at for turn in await self.turns(room) if turn.user_id == user_id), None)

    async def usual_turn(self, room: Room) -> timedelta | None:
        """How long a turn is: as long as it may be, else as this evening's turns were; None without any."""
        if seconds := (await self._terms.of(room)).speaking_seconds:
            return timedelta(seconds=seconds)
        query = select(TurnRow.began_at, TurnRow.ended_at).where(
            TurnRow.room_id == room.id, TurnRow.ended_at.is_not(None), TurnRow.exempt.is_(False)
        )
        async with self._database.reading() as session:
            lengths = [ended - began for began, ended in await session.execute(query) if ended is not None]
        return sum(lengths, timedelta()) / len(lengths) if lengths else None

    async def warn(self, due: TimerDue) -> None:
        """Say to a speaker that their time is nearly up."""
        room, turn = await self._due(due)
        if room is not None and turn is not None and turn.ends_at is not None:
            left = max(1, int((turn.ends_at - self._now()).total_seconds()))
            await self._acts.say_time(room, turn.user_id, left)
            await self._events.publish(_ending(room, turn))

    async def over(self, due: TimerDue) -> None:
        """Take the floor from a speaker whose time is up."""
        room, turn = await self._due(due)
        if room is not None and turn is not None:
            await self._acts.lower(room, turn.user_id)
            await self.went_down(room, turn.user_id)
            await self._acts.say_time(room, turn.user_id, 0)

    async def clear(self, session: AsyncSession, room: Room) -> None:
        """Forget the turns of a room that ends."""
        self._up.forget(room.id)
        await session.execute(delete(TurnRow).where(TurnRow.room_id == room.id))

    async def _due(self, due: TimerDue) -> tuple[Room | None, Turn | None]:
        """The room and the turn that a timer names, if that turn still goes on."""
        room = await live_room(self._rooms, due)
        turns = [] if room is None else await self.turns(room)
        return room, next((turn for turn in turns if turn.id == due.payload["turn_id"]), None)

    async def _measure(self, session: AsyncSession, room: Room, turn: Turn, seconds: int) -> None:
        if seconds and not turn.exempt:
            await self._let_end(session, room, turn, self._now() + timedelta(seconds=seconds))
        else:
            await session.execute(update(TurnRow).where(TurnRow.id == turn.id).values(ends_at=None))
            await self._cancel(session, turn.id)

    async def _let_end(self, session: AsyncSession, room: Room, turn: Turn, ends_at: datetime) -> None:
        settings = (await self._terms.of(room)).settings
        await session.execute(update(TurnRow).where(TurnRow.id == turn.id).values(ends_at=ends_at))
        await self._cancel(session, turn.id)
        payload, key = place_of(room) | {"turn_id": turn.id}, str(turn.id)
        warn_at = ends_at - timedelta(seconds=settings.warning_seconds)
        # A turn that is hardly longer than the warning would begin with it.
        if settings.warning_seconds and warn_at > self._now():
            await self._timers.schedule(session, WARN, key, warn_at, payload)
        await self._timers.schedule(
            session, OVER, key, ends_at + timedelta(seconds=settings.grace_seconds), payload
        )

    async def _cancel(self, session: AsyncSession, turn_id: int) -> None:
        for kind in (WARN, OVER):
            await self._timers.cancel(session, kind, str(turn_id))


def _ending(room: Room, turn: Turn) -> FloorEnding:
    return FloorEnding(room.guild_id, room.club_id, room.id, room.channel_id, turn.user_id, turn.ends_at)


def _turn(row: TurnRow) -> Turn:
    return Turn(row.id, row.user_id, row.exempt, row.began_at, row.ends_at)
