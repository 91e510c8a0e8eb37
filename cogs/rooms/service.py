"""Rooms that are live, and that end. Discord decides whether a stage is open; this follows.

Live rooms are held in memory as well, because every voice event of the process
asks whether the stage it is about carries a room.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections import defaultdict
from collections.abc import Awaitable, Callable, Collection, Iterable, Mapping
from datetime import datetime
from functools import partial

from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.errors import UpstreamError
from bot.events import Events
from bot.settings import SettingsChanged, SettingStore
from bot.storage.after_commit import after_commit
from bot.storage.database import Database
from bot.undo import undoable
from cogs.clubs.api import Clubs
from cogs.rooms.api import (
    Attendance,
    Attended,
    CardLine,
    CloseReason,
    Ending,
    NoRoomHere,
    NotHost,
    Opening,
    Past,
    Room,
    RoomChanged,
    RoomClosed,
    RoomKind,
    RoomResumed,
    RoomStatus,
    StageRole,
)
from cogs.rooms.attendance import AttendanceBook
from cogs.rooms.happenings import Happenings
from cogs.rooms.opening import Openings
from cogs.rooms.rows import cohosts_of, is_live, room_of, unfinished, wanted_voice
from cogs.rooms.settings import RoomSettings
from cogs.rooms.stage import OpenStage
from cogs.rooms.tables import RoomRow
from cogs.rooms.talk import TalkBook

#: How long a command waits for its community to be looked at, right after a start.
FIRST_LOOK_SECONDS = 10.0


class RoomBook:
    """The rooms of every community. Fulfils `cogs.rooms.api.Rooms`."""

    def __init__(
        self,
        database: Database,
        events: Events,
        clubs: Clubs,
        settings: SettingStore,
        now: Callable[[], datetime],
        *,
        bots: Collection[int] = frozenset(),
    ) -> None:
        """Prepare; of `bots` on a stage nothing is counted."""
        self._database = database
        self._events = events
        self._clubs = clubs
        self._settings = settings
        self._now = now
        self._bots = bots
        self.attendance = AttendanceBook(database, now)
        self.talk = TalkBook(database)
        self._endings: list[Ending] = []
        self.card_lines: list[CardLine] = []
        #: Draws a room's card anew; the cog that shows one says how.
        self.redraw: Callable[[Room], None] = lambda _room: None
        self._live: dict[int, Room] = {}  # by channel
        # What happens in a community is told one thing after the other, first come first told.
        # Whoever hears of it must not wait for a method here that takes a turn.
        self.happenings = Happenings(events, self.attendance, self.on, now, bots)
        #: Rooms on their way to being live.
        self.openings = Openings(database, events, clubs, settings, now, of=self.of, remember=self._remember)
        # Until `reconcile` has looked at a community, no room of it is known.
        self._looked_at: defaultdict[int, asyncio.Event] = defaultdict(asyncio.Event)

    def now(self) -> datetime:
        """The moment, on the bot's clock."""
        return self._now()

    async def club_name(self, room: Room) -> str:
        """What the club of a room is called."""
        return (await self._clubs.get(room.club_id)).name

    def on(self, channel_id: int) -> Room | None:
        """See `Rooms.on`."""
        return self._live.get(channel_id)

    def of(self, guild_id: int) -> list[Room]:
        """See `Rooms.of`."""
        return sorted(
            (room for room in self._live.values() if room.guild_id == guild_id), key=lambda room: room.id
        )

    def roles_on(self, channel_id: int) -> Mapping[int, StageRole]:
        """See `Rooms.roles_on`."""
        return self.happenings.crowd_on(channel_id).roles

    def is_bot(self, user_id: int) -> bool:
        """See `Rooms.is_bot`."""
        return user_id in self._bots

    def of_both(self, guild_id: int, one_id: int, other_id: int) -> Room | None:
        """See `Rooms.of_both`."""
        both = {one_id, other_id}
        return next(
            (room for room in self.of(guild_id) if both <= self.roles_on(room.channel_id).keys()), None
        )

    async def is_host(self, room: Room, user_id: int) -> bool:
        """See `Rooms.is_host`."""
        if user_id == room.host_id or user_id in room.cohost_ids:
            return True
        return await self.leads_club(room, user_id)

    async def leads_club(self, room: Room, user_id: int) -> bool:
        """Whether somebody's role in the club lets them run any room of it."""
        role = await self._clubs.role_of(room.club_id, user_id)
        return role is not None and role.opens_rooms

    async def here(self, guild_id: int, channel_id: int | None) -> Room:
        """See `Rooms.here`."""
        await self.caught_up(guild_id)
        room = None if channel_id is None else self.on(channel_id)
        if room is None:
            raise NoRoomHere
        return room

    async def named(self, guild_id: int, room_id: int, *, host_id: int | None = None) -> Room:
        """See `Rooms.named`."""
        await self.caught_up(guild_id)
        room = next((room for room in self.of(guild_id) if room.id == room_id), None)
        if room is None:
            raise NoRoomHere
        if host_id is not None and not await self.is_host(room, host_id):
            raise NotHost
        return room

    async def hosted(self, guild_id: int, channel_id: int | None, user_id: int) -> Room:
        """See `Rooms.hosted`."""
        await self.caught_up(guild_id)
        here = self.on(channel_id) if channel_id is not None else None
        if here is not None:
            if not await self.is_host(here, user_id):
                raise NotHost
            return here
        live = self.of(guild_id)
        hosted = [room for room in live if await self.is_host(room, user_id)]
        if len(hosted) == 1:
            return hosted[0]
        # Nobody is asked which of two rooms they meant: they go to the one they mean.
        raise NotHost if live and not hosted else NoRoomHere

    async def caught_up(self, guild_id: int) -> None:
        """See `Rooms.caught_up`."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(FIRST_LOOK_SECONDS):
                await self._looked_at[guild_id].wait()
        await self.happenings.tell_on(guild_id)

    async def lives_on(self, guild_id: int, room_id: int) -> Room | None:
        """See `Rooms.lives_on`."""
        await self.caught_up(guild_id)
        room = next((room for room in self.of(guild_id) if room.id == room_id), None)
        if room is None and await is_live(self._database, room_id):
            raise UpstreamError(f"it is not known yet whether room {room_id} is still open")
        return room

    async def attendance_of(self, room_id: int, most: int, *, after_user_id: int = 0) -> list[Attendance]:
        """See `Rooms.attendance_of`."""
        return await self.attendance.page(room_id, most, after_user_id=after_user_id)

    async def pasts_of(self, club_id: int, user_ids: Iterable[int], since: datetime) -> Mapping[int, Past]:
        """See `Rooms.pasts_of`."""
        pasts = await self.attendance.pasts_of(club_id, tuple(user_ids), since)
        return await self.talk.counted(club_id, pasts, since)

    def add_opening(self, opening: Opening) -> None:
        """See `Rooms.add_opening`."""
        self.openings.add(opening)

    def add_ending(self, ending: Ending) -> None:
        """See `Rooms.add_ending`."""
        self._endings.append(ending)
        undoable(lambda: self._endings.remove(ending))

    def add_card_line(self, line: CardLine) -> None:
        """See `Rooms.add_card_line`."""
        self.card_lines.append(line)
        undoable(lambda: self.card_lines.remove(line))

    def card_is_stale(self, room: Room) -> None:
        """See `Rooms.card_is_stale`."""
        self.redraw(room)

    async def _remember(self, room: Room) -> None:
        self._live[room.channel_id] = room
        if await self.notes_attendance(room.guild_id, room.club_id):
            self.attendance.begin(room)

    async def notes_attendance(self, guild_id: int, club_id: int) -> bool:
        """See `Rooms.notes_attendance`."""
        return (await self._settings.of(RoomSettings, guild_id, club_id)).keep_attendance

    async def settings_changed(self, event: SettingsChanged) -> None:
        """Begin or stop to note who is in the rooms that are open, if that was just decided."""
        if "keep_attendance" not in event.names or self._settings.model_of(event.place) is not RoomSettings:
            return
        for room in self.of(event.guild_id):
            if await self.notes_attendance(room.guild_id, room.club_id):
                if self.attendance.begin(room):
                    self.attendance.found(room, self.roles_on(room.channel_id))
            else:
                async with self._database.transaction() as session:
                    await self.attendance.finish(session, room)
                self.attendance.forget(room)

    async def alter(self, room: Room, write: Callable[[AsyncSession, RoomRow], Awaitable[None]]) -> Room:
        """Change a live room in one transaction, and tell of it; answers what it is then.

        Raises:
            NoRoomHere: it ended a moment ago.
        """
        async with self._database.transaction() as session:
            row = await session.get(RoomRow, room.id, with_for_update=True)
            if row is None or row.status != RoomStatus.LIVE:
                raise NoRoomHere
            await write(session, row)
            await session.flush()
            changed = room_of(row, await cohosts_of(session, row.id))
            after_commit(session, partial(self._replace, changed))
            if changed != room:
                self._events.publish_after_commit(session, RoomChanged(changed))
        return changed

    async def wants_voice(self, room: Room) -> None:
        """Note that somebody wants the bot's voice in this room, also after a restart."""

        async def write(_session: AsyncSession, row: RoomRow) -> None:
            row.voice_at = self._now()

        await self.alter(room, write)

    async def voiced(self, guild_id: int) -> Room | None:
        """Which live room has the bot's voice: where it was wanted last, else the one that opened first."""
        wanted = await wanted_voice(self._database, guild_id)
        live = self.of(guild_id)
        return next((room for room in live if room.id == wanted), live[0] if live else None)

    async def set_topic(self, room: Room, topic: str) -> Room:
        """Note what a stage is about now.

        Raises:
            NoRoomHere: the room ended a moment ago.
        """

        async def write(_session: AsyncSession, row: RoomRow) -> None:
            row.topic = topic

        return await self.alter(room, write)

    async def _replace(self, room: Room) -> None:
        known = self._live.get(room.channel_id)
        if known is not None and known.id == room.id:
            self._live[room.channel_id] = room

    async def stored(self, room_id: int) -> Room:
        """A room as it is stored, whatever has become of it.

        Raises:
            NoRoomHere: it was erased.
        """
        async with self._database.reading() as session:
            row = await session.get(RoomRow, room_id)
            if row is None:
                raise NoRoomHere
            return room_of(row, await cohosts_of(session, room_id))

    async def set_kind(self, room: Room, kind: RoomKind) -> Room:
        """Note who may come into a room from now on.

        Raises:
            NoRoomHere: the room ended a moment ago.
        """

        async def write(_session: AsyncSession, row: RoomRow) -> None:
            row.kind = kind

        return await self.alter(room, write)

    async def close(self, channel_id: int, reason: CloseReason) -> Room | None:
        """Record that the stage is closed; the second of two calls for one room does nothing."""
        room = self._live.get(channel_id)
        if room is None:
            return None
        async with self.happenings.turn(room.guild_id):
            return await self._close(channel_id, reason)

    async def _close(self, channel_id: int, reason: CloseReason) -> Room | None:
        room = self._live.get(channel_id)
        if room is None:
            return None
        async with self._database.transaction() as session:
            closed = await session.execute(
                update(RoomRow)
                .where(RoomRow.id == room.id, RoomRow.status == RoomStatus.LIVE)
                .values(status=RoomStatus.ENDED, closed_at=self._now(), close_reason=reason)
                .returning(RoomRow.id)
            )
            # Forgotten only once that is stored, or a room that is still stored could not be closed again.
            after_commit(session, partial(self._forget, room))
            if closed.first() is not None:
                await self._end(session, room, reason)
        return room

    async def _end(self, session: AsyncSession, room: Room, reason: CloseReason) -> None:
        people = await self.attendance.finish(session, room)
        for ending in tuple(self._endings):
            await ending(session, room)
        self._events.publish_after_commit(session, RoomClosed(room, reason))
        self._events.publish_after_commit(session, Attended(room, people))

    async def _forget(self, room: Room) -> None:
        self._live.pop(room.channel_id, None)
        self.happenings.forget(room.channel_id)
        self.attendance.forget(room)

    async def look_again(self, guild_id: int) -> None:
        """Read anew what is stored of a community's live rooms: somebody in them was forgotten."""
        for room, _instance_id in await unfinished(self._database, guild_id):
            await self._replace(room)

    async def forget_community(self, guild_id: int) -> None:
        """Remember none of the rooms of a community that is erased."""
        for room in self.of(guild_id):
            await self._forget(room)

    async def found_present(self, room: Room, roles: Mapping[int, StageRole]) -> None:
        """Tell of those who were on the stage before its room was live, and perhaps asked to speak."""
        async with self.happenings.turn(room.guild_id):
            for user_id, role in sorted(roles.items()):
                await self.happenings.now_is(room.channel_id, user_id, role)
            await self.happenings.settled(room.guild_id)

    async def reconcile(self, guild_id: int, stages: Mapping[int, OpenStage]) -> list[Room]:
        """Make what is stored of a community agree with what Discord says is open, by channel.

        Planned rooms whose stage opened go live; live ones whose stage is gone, or was opened
        anew by somebody else, end. Answers the rooms that are live.
        """
        async with self.happenings.turn(guild_id):
            try:
                for room, instance_id in await unfinished(self._database, guild_id):
                    await self._settle(room, instance_id, stages.get(room.channel_id))
            finally:
                self._looked_at[guild_id].set()
        return self.of(guild_id)

    async def _settle(self, room: Room, instance_id: int | None, stage: OpenStage | None) -> None:
        if room.status is RoomStatus.LIVE:
            if await self.notes_attendance(room.guild_id, room.club_id):
                await self.attendance.recall(room)
            self._live[room.channel_id] = room
            if stage is None or stage.instance_id != instance_id:
                await self._close(room.channel_id, CloseReason.LOST)
            else:
                if stage.topic != room.topic:  # changed in Discord's own client meanwhile
                    room = await self.set_topic(room, stage.topic)
                await self._resume(room, stage.roles)
        elif stage is not None and stage.topic == room.topic and self.on(room.channel_id) is None:
            # The bot died between Discord's yes and our own note of it.
            await self._resume(await self.openings.go_live(room.id, stage.instance_id), stage.roles)
        else:
            await self.openings.cancel(room.id)

    async def _resume(self, room: Room, roles: Mapping[int, StageRole]) -> None:
        self.happenings.found(room.channel_id, roles)
        self.attendance.found(room, roles)
        await self._events.publish(RoomResumed(room, dict(roles)))
