"""Who may come to the stage of a room, for as long as it lasts; and a room opened whole, stage and door.

A room that is not open to all changes overwrites of its stage. What stood there before is stored first, and
put back when the room is over: at once if all is well, else by a timer that looks again and again, so that no
crash leaves a stage barred.
"""

from __future__ import annotations

import asyncio
import logging
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import aiohttp
import discord
from sqlalchemy import delete, select

from bot import discord_internals, permissions
from bot.community.records import NOBODY
from bot.errors import UserError
from bot.timer_store import TimerDue
from cogs.clubs.api import Club, Clubs
from cogs.rooms.api import (
    NoRoomHere,
    Planned,
    Planner,
    Room,
    RoomChanged,
    RoomClosed,
    RoomKind,
    RoomResumed,
)
from cogs.rooms.making import LOOK_AGAIN, look_again
from cogs.rooms.plans import Plans
from cogs.rooms.refusals import NeedsClubRole, NoStage
from cogs.rooms.tables import OverwriteRow

if TYPE_CHECKING:
    from bot.client import Bot
    from cogs.rooms.making import StageMaker
    from cogs.rooms.service import RoomBook
    from cogs.rooms.stages import StageDoors

log = logging.getLogger(__name__)

RESTORE = "rooms.restore"
TO_CLOSE_OFF = (*permissions.ON_STAGE, "manage_roles")
_CONNECT = discord.Permissions(connect=True).value
_OWN = discord.Permissions(**dict.fromkeys(permissions.ON_STAGE, True)).value


@dataclass(frozen=True, slots=True)
class _Say:
    """What is to be said of a role or a person: some things allowed, or some denied."""

    target_id: int
    is_person: bool
    allow: int = 0
    deny: int = 0


class Gate:
    """Decides in Discord who may come to the stage of a room."""

    def __init__(self, bot: Bot, rooms: RoomBook) -> None:
        self._bot = bot
        self._rooms = rooms
        # One change of a stage after the other, or two of them would both be done by half; by channel.
        self._turns: defaultdict[int, asyncio.Lock] = defaultdict(asyncio.Lock)

    def listen(self) -> None:
        """Let new hosts in, finish what a crash left half done, and put all back once a room is over."""
        self._bot.timers.on(RESTORE, self.restore_due)
        self._bot.events.subscribe(RoomResumed, self._resumed)
        self._bot.events.subscribe(RoomClosed, self._closed)
        self._bot.events.subscribe(RoomChanged, self._changed)

    async def require(self, stage: discord.StageChannel, club: Club, kind: RoomKind) -> None:
        """Prove that a room of this kind can be on a stage.

        Raises:
            MissingPermissions: the bot may not; names what it lacks.
            NeedsClubRole: the club has no role by which Discord could know its members.
        """
        if kind is RoomKind.OPEN:
            return
        permissions.require(stage, TO_CLOSE_OFF)
        if kind is RoomKind.SOCIAL and (club.role_id is None or stage.guild.get_role(club.role_id) is None):
            raise NeedsClubRole(club=club.name)

    async def close_off(self, room: Room, stage: discord.StageChannel, club: Club, kind: RoomKind) -> None:
        """Let only those come to a stage whom the kind of its room lets in.

        Raises:
            MissingPermissions: Discord refused.
        """
        if kind is RoomKind.OPEN:
            await self.restore(room)
            return
        everybody = _Say(stage.guild.default_role.id, is_person=False, deny=_CONNECT)
        says = [_Say(stage.guild.me.id, is_person=True, allow=_OWN), everybody]
        if kind is RoomKind.SOCIAL and club.role_id is not None:
            says.append(_Say(club.role_id, is_person=False, allow=_CONNECT))
        await self._take_back_roles(room, {say.target_id for say in says})
        let_in = (*_hosts(room), *self._bot.crew.ids_in(stage.guild.id))
        says += [_Say(user_id, is_person=True, allow=_CONNECT) for user_id in let_in]
        await self._say(room, stage, says)

    async def let_in(self, room: Room, user_ids: Iterable[int]) -> None:
        """Let people come to the stage of a room that is not open to all.

        Raises:
            MissingPermissions: Discord refused.
        """
        stage = self._bot.get_channel(room.channel_id)
        if room.kind is not RoomKind.OPEN and isinstance(stage, discord.StageChannel):
            known = {row.target_id for row in await self._changes(room)}
            says = [
                _Say(user_id, is_person=True, allow=_CONNECT) for user_id in user_ids if user_id not in known
            ]
            if says:
                await self._say(room, stage, says)

    async def change(self, room: Room, club: Club, kind: RoomKind) -> Room:
        """Let others come into a live room from now on; whoever is there stays.

        Raises:
            MissingPermissions: the bot may not; names what it lacks.
            NeedsClubRole: the club has no role by which Discord could know its members.
            NoRoomHere: the room ended a moment ago.
        """
        stage = self._bot.get_channel(room.channel_id)
        if not isinstance(stage, discord.StageChannel):
            raise NoRoomHere
        await self.require(stage, club, kind)
        async with self._turns[room.channel_id]:
            await self.close_off(room, stage, club, kind)
            return await self._rooms.set_kind(room, kind)

    async def restore(self, room: Room) -> None:
        """Say of a stage what stood there before its room was closed off."""
        await self._put_back(room, await self._changes(room))

    async def _changes(self, room: Room) -> list[OverwriteRow]:
        async with self._bot.database.reading() as session:
            return list(await session.scalars(select(OverwriteRow).where(OverwriteRow.room_id == room.id)))

    async def _take_back_roles(self, room: Room, kept: set[int]) -> None:
        """Let nobody come by a role any more that an earlier kind of the room let in."""
        rows = [row for row in await self._changes(room) if not row.is_person and row.target_id not in kept]
        await self._put_back(room, rows)

    async def _put_back(self, room: Room, rows: list[OverwriteRow]) -> None:
        own = None if self._bot.user is None else self._bot.user.id
        # What lets the bot itself in goes last, or it could put back nothing more.
        for row in sorted(rows, key=lambda row: row.target_id == own):
            before = (row.allowed, row.denied) if row.was_there else None
            try:
                await discord_internals.set_overwrite(
                    self._bot,
                    room.channel_id,
                    row.target_id,
                    before,
                    is_person=row.is_person,
                    reason=_reason(room),
                )
            except discord.NotFound:
                log.info("nothing is to be put back for %s on stage %s", row.target_id, room.channel_id)
            async with self._bot.database.transaction() as session:
                await session.execute(
                    delete(OverwriteRow).where(
                        OverwriteRow.room_id == room.id, OverwriteRow.target_id == row.target_id
                    )
                )

    async def restore_due(self, due: TimerDue) -> None:
        """Put back what a room changed, if it is over by now; else look again."""
        if await self._rooms.lives_on(due.payload["guild_id"], int(due.key)) is None:
            await self.restore(await self._rooms.stored(int(due.key)))
            return
        await look_again(self._bot, due)

    async def _say(self, room: Room, stage: discord.StageChannel, says: list[_Say]) -> None:
        before = {target.id: overwrite.pair() for target, overwrite in stage.overwrites.items()}
        await self._remember(room, says, before)
        for say in says:
            allow, deny = (each.value for each in before.get(say.target_id, _nothing()))
            overwrite = ((allow | say.allow) & ~say.deny, (deny | say.deny) & ~say.allow)
            try:
                await discord_internals.set_overwrite(
                    self._bot,
                    stage.id,
                    say.target_id,
                    overwrite,
                    is_person=say.is_person,
                    reason=_reason(room),
                )
            except discord.Forbidden as error:
                raise permissions.refused_in(stage, TO_CLOSE_OFF) from error

    async def _remember(
        self,
        room: Room,
        says: list[_Say],
        before: dict[int, tuple[discord.Permissions, discord.Permissions]],
    ) -> None:
        """Store what stands there, unless an earlier change did; and that it is to be put back."""
        async with self._bot.database.transaction() as session:
            known = set(
                await session.scalars(select(OverwriteRow.target_id).where(OverwriteRow.room_id == room.id))
            )
            for say in {say.target_id: say for say in says}.values():
                if say.target_id in known:
                    continue
                allow, deny = before.get(say.target_id, _nothing())
                session.add(
                    OverwriteRow(
                        room_id=room.id,
                        target_id=say.target_id,
                        is_person=say.is_person,
                        was_there=say.target_id in before,
                        allowed=allow.value,
                        denied=deny.value,
                    )
                )
            payload = {"guild_id": room.guild_id}
            due_at = self._bot.clock.now() + LOOK_AGAIN
            await self._bot.timers.schedule(session, RESTORE, str(room.id), due_at, payload)

    async def _changed(self, event: RoomChanged) -> None:
        """Let those in who host a room from now on."""
        if event.room.kind is not RoomKind.OPEN:
            try:
                await self.let_in(event.room, _hosts(event.room))
            except UserError as refusal:
                log.warning("the hosts of room %s are not let in: %s", event.room.id, refusal)

    async def _resumed(self, event: RoomResumed) -> None:
        # In the background: this is told in the turn of the community, which does not wait for Discord.
        self._bot.tasks.start(self._agree(event.room.channel_id), name=f"gate:{event.room.id}")

    async def _agree(self, channel_id: int) -> None:
        """Let those come whom the stored kind of a room lets in: the bot may have died while that changed."""
        async with self._turns[channel_id]:
            room, stage = self._rooms.on(channel_id), self._bot.get_channel(channel_id)
            if room is None or not isinstance(stage, discord.StageChannel):
                return
            try:
                club = await self._bot.service(Clubs).get(room.club_id)
                await self.close_off(room, stage, club, room.kind)
            except (UserError, discord.HTTPException, aiohttp.ClientError, OSError) as error:
                log.warning("who may come into room %s is not as it should be: %s", room.id, error)

    async def _closed(self, event: RoomClosed) -> None:
        self._turns.pop(event.room.channel_id, None)
        # At once, in the background; what fails here the timer does later.
        if event.room.kind is not RoomKind.OPEN:
            self._bot.tasks.start(self.restore(event.room), name=f"restore:{event.room.id}")


@dataclass(frozen=True, slots=True)
class Wish:
    """Who wants to open a room of which club, about what, and for whom."""

    guild: discord.Guild
    club: Club
    topic: str
    host_id: int
    role_ids: tuple[int, ...]
    kind: RoomKind
    planned: Planned | None = None


@dataclass(frozen=True, slots=True)
class Opened:
    """A room that has just opened, and whether the bot is heard there."""

    room: Room
    stage: discord.StageChannel
    heard: bool


class Opening:
    """Opens rooms whole, or leaves nothing of them behind."""

    def __init__(self, rooms: RoomBook, doors: StageDoors, gate: Gate, maker: StageMaker) -> None:
        self._rooms = rooms
        self._doors = doors
        self._gate = gate
        self._maker = maker

    async def open(self, wish: Wish, stage: discord.StageChannel | None) -> Opened:
        """Open a room on a stage, or on one that is made for it.

        Raises:
            UserError: it cannot be; says why, and nothing is changed.
        """
        is_planned = wish.planned is not None
        await self._rooms.openings.require_opener(wish.club, wish.host_id, wish.role_ids, planned=is_planned)
        chosen = stage or await self._maker.make(wish.guild, wish.club, wish.topic)
        try:
            permissions.require(chosen, permissions.ON_STAGE)
            await self._gate.require(chosen, wish.club, wish.kind)
            plan = await self._rooms.openings.plan(
                wish.club,
                chosen.id,
                wish.topic,
                wish.host_id,
                wish.role_ids,
                kind=wish.kind,
                planned=is_planned,
            )
            return Opened(plan, chosen, await self._open(plan, chosen, wish))
        except BaseException:
            if stage is None:
                await self._maker.remove(chosen.id)
            raise

    async def _open(self, plan: Room, stage: discord.StageChannel, wish: Wish) -> bool:
        try:
            # First the door, then the lights: nobody comes in who should not.
            await self._gate.close_off(plan, stage, wish.club, wish.kind)
            return await self._doors.open(plan, stage)
        except BaseException:
            await self._rooms.openings.cancel(plan.id)
            await self._gate.restore(plan)
            raise


class PlannedRooms:
    """Opens rooms as they were planned. Fulfils `cogs.rooms.api.RoomPlans`."""

    def __init__(self, bot: Bot, plans: Plans, opening: Opening, doors: StageDoors) -> None:
        self._bot = bot
        self._plans = plans
        self._opening = opening
        self._doors = doors

    def add_planner(self, planner: Planner) -> None:
        """See `RoomPlans.add_planner`."""
        self._plans.add_planner(planner)

    async def open(self, planned: Planned, by: int) -> Room:
        """See `RoomPlans.open`."""
        stage = self._bot.get_channel(planned.channel_id)
        if not isinstance(stage, discord.StageChannel):
            raise NoStage
        club = await self._bot.service(Clubs).get(planned.club_id)
        wish = Wish(stage.guild, club, planned.topic, by, (), RoomKind.OPEN, planned)
        await self._plans.caught_up(planned.guild_id)
        async with self._doors.turns[planned.guild_id]:
            with self._plans.starting(planned):
                return (await self._opening.open(wish, stage)).room


def _hosts(room: Room) -> list[int]:
    return [user_id for user_id in (room.host_id, *room.cohost_ids) if user_id != NOBODY]


def _nothing() -> tuple[discord.Permissions, discord.Permissions]:
    return discord.Permissions.none(), discord.Permissions.none()


def _reason(room: Room) -> str:
    return f"room {room.id}: {room.kind.value}"
