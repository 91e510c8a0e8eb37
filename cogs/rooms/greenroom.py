"""The green room: a private voice channel beside a stage, where those wait who speak next.

It is made when a host asks for it, seen by the hosts and by whoever they let in, and removed with the room;
if the bot dies before that, or before it has noted what it made, a timer does it after the next start.
"""

from __future__ import annotations

import asyncio
import logging
from collections import defaultdict
from typing import TYPE_CHECKING

import aiohttp
import discord
from sqlalchemy import delete, select

from bot import discord_internals, permissions
from bot.community.records import NOBODY
from bot.markdown import escape
from bot.timer_store import TimerDue
from cogs.rooms.api import Room, RoomChanged, RoomClosed
from cogs.rooms.making import LOOK_AGAIN, Asked, is_away, look_again, where_there_is_room
from cogs.rooms.stages import people_in
from cogs.rooms.tables import GreenRoomRow

if TYPE_CHECKING:
    from bot.client import Bot
    from cogs.rooms.service import RoomBook

log = logging.getLogger(__name__)

REMOVE_GREEN_ROOM = "rooms.remove-green-room"
FIND_GREEN_ROOM = "rooms.find-green-room"
TO_MAKE = ("view_channel", "connect", "manage_channels", "manage_roles", "move_members")
_SEEN = discord.Permissions(view_channel=True, connect=True)


class GreenRooms:
    """Makes green rooms, lets people in, and removes them."""

    def __init__(self, bot: Bot, rooms: RoomBook) -> None:
        self._bot = bot
        self._rooms = rooms
        self._asked = Asked(bot, rooms, FIND_GREEN_ROOM, self._is_noted)
        # Two hosts who ask at once get one green room, and not two; by room.
        self._turns: defaultdict[int, asyncio.Lock] = defaultdict(asyncio.Lock)

    def listen(self) -> None:
        """Let new hosts in, and remove them with their rooms, also after a restart."""
        self._bot.timers.on(REMOVE_GREEN_ROOM, self.remove_due)
        self._asked.listen()
        self._bot.events.subscribe(RoomChanged, self._changed)
        self._bot.events.subscribe(RoomClosed, self._closed)

    async def open(self, room: Room, name: str) -> discord.VoiceChannel:
        """The green room of a live room, made now if it has none.

        Raises:
            MissingPermissions: the bot may not; names what it lacks, and where.
            NoRoomForStage: the server has as many channels as Discord allows.
        """
        async with self._turns[room.id]:
            return await self.of(room) or await self._make(room, name)

    async def of(self, room: Room) -> discord.VoiceChannel | None:
        """The green room of a room, if it has one that is still there."""
        channel_id = await self._channel_id(room.id)
        found = None if channel_id is None else self._bot.get_channel(channel_id)
        return found if isinstance(found, discord.VoiceChannel) else None

    async def waiting(self, room: Room) -> list[int]:
        """Who is in the green room of a room."""
        channel = await self.of(room)
        return [] if channel is None else sorted(people_in(channel, self._bot))

    async def let_in(self, room: Room, channel: discord.VoiceChannel, user_id: int) -> None:
        """Let somebody into a green room."""
        await discord_internals.set_overwrite(
            self._bot,
            channel.id,
            user_id,
            (_SEEN.value, 0),
            is_person=True,
            reason=f"speaks next in room {room.id}",
        )

    async def remove_due(self, due: TimerDue) -> None:
        """Remove a green room whose room is over; else look again."""
        guild_id = due.payload["guild_id"]
        if is_away(self._bot, guild_id) or await self._rooms.lives_on(guild_id, int(due.key)) is not None:
            await look_again(self._bot, due)
            return
        await self.remove(int(due.key))

    async def remove(self, room_id: int) -> None:
        """Remove the green room of a room; harmless if it has none."""
        channel_id = await self._channel_id(room_id)
        if channel_id is None:
            return
        channel = self._bot.get_channel(channel_id)
        if isinstance(channel, discord.VoiceChannel):
            try:
                await channel.delete(reason=f"room {room_id} is over")
            except discord.NotFound:
                log.info("the green room of room %s is gone already", room_id)
        async with self._bot.database.transaction() as session:
            await session.execute(delete(GreenRoomRow).where(GreenRoomRow.room_id == room_id))
            await self._bot.timers.cancel(session, REMOVE_GREEN_ROOM, str(room_id))

    async def _is_noted(self, channel_id: int) -> bool:
        noted = select(GreenRoomRow.room_id).where(GreenRoomRow.channel_id == channel_id)
        return bool(await self._bot.database.lookup(noted))

    async def _channel_id(self, room_id: int) -> int | None:
        query = select(GreenRoomRow.channel_id).where(GreenRoomRow.room_id == room_id)
        rows = await self._bot.database.lookup(query)
        return rows[0].channel_id if rows else None

    async def _make(self, room: Room, name: str) -> discord.VoiceChannel:
        stage = self._bot.get_channel(room.channel_id)
        assert isinstance(stage, discord.StageChannel), "the room is live"
        guild = stage.guild
        if missing := permissions.lacking(guild.me.guild_permissions, TO_MAKE):
            raise permissions.MissingPermissions(missing, f"**{escape(guild.name)}**")
        mine = discord.PermissionOverwrite(**dict.fromkeys(TO_MAKE[:3], True), move_members=True)
        asked = await self._asked.write_down(guild, name)
        with where_there_is_room():
            channel = await guild.create_voice_channel(
                name,
                category=stage.category,
                overwrites={
                    guild.default_role: discord.PermissionOverwrite(view_channel=False, connect=False),
                    guild.me: mine,
                },
                reason=f"green room of room {room.id}",
            )
        async with self._bot.database.transaction() as session:
            await self._asked.take_back(session, asked)
            await session.execute(delete(GreenRoomRow).where(GreenRoomRow.room_id == room.id))
            session.add(GreenRoomRow(room_id=room.id, channel_id=channel.id))
            due_at = self._bot.clock.now() + LOOK_AGAIN
            payload = {"guild_id": room.guild_id}
            await self._bot.timers.schedule(session, REMOVE_GREEN_ROOM, str(room.id), due_at, payload)
        await self._let_hosts_in(room, channel)
        return channel

    async def _let_hosts_in(self, room: Room, channel: discord.VoiceChannel) -> None:
        known = {target.id for target in channel.overwrites}
        for user_id in (room.host_id, *room.cohost_ids):
            if user_id not in {NOBODY, *known}:
                await self.let_in(room, channel, user_id)

    async def _changed(self, event: RoomChanged) -> None:
        """Let those in who host a room from now on."""
        channel = await self.of(event.room)
        if channel is None:
            return
        try:
            await self._let_hosts_in(event.room, channel)
        except (discord.HTTPException, aiohttp.ClientError, OSError) as error:
            log.warning("the hosts of room %s are not let into its green room: %s", event.room.id, error)

    async def _closed(self, event: RoomClosed) -> None:
        self._turns.pop(event.room.id, None)
        # At once, in the background; what fails here the timer does later.
        self._bot.tasks.start(self.remove(event.room.id), name=f"green-room:{event.room.id}")
