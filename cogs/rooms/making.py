"""Stages that are made for rooms which find none free, and removed once a room is over and nobody is there.

That a stage is asked for is stored before, and that it was made together with the timer that looks after it:
so it goes whenever the bot dies.
"""

from __future__ import annotations

import logging
from collections import defaultdict, deque
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from uuid import uuid4

import discord
from sqlalchemy import delete
from sqlalchemy.ext.asyncio import AsyncSession

from bot import permissions
from bot.community.settings import CommunitySettings
from bot.markdown import escape
from bot.timer_store import TimerDue
from cogs.clubs.api import Club
from cogs.rooms.api import NoRoomHere, Room, RoomClosed
from cogs.rooms.refusals import NoRoomForStage, NotItsOwnStage, RenamedTooOften
from cogs.rooms.stages import people_in
from cogs.rooms.tables import MadeStageRow

if TYPE_CHECKING:
    from bot.client import Bot
    from cogs.rooms.service import RoomBook

log = logging.getLogger(__name__)

REMOVE_STAGE = "rooms.remove-stage"
FIND_STAGE = "rooms.find-stage"
#: So much later it is looked again whether what a room changed or made can be put back.
LOOK_AGAIN = timedelta(minutes=5)
#: In so much time Discord lets a channel be renamed twice; its documentation does not say so, its headers do.
RENAME_SPAN = timedelta(minutes=10)
TO_MAKE = ("view_channel", "manage_channels", "manage_roles")
# Discord documentation, "Opcodes and Status Codes", JSON error codes.
_TOO_MANY_CHANNELS = 30013
_Made = discord.StageChannel | discord.VoiceChannel


def is_away(bot: Bot, guild_id: int) -> bool:
    """Whether Discord tells nothing of a community just now, so that its channels only seem to be gone."""
    guild = bot.get_guild(guild_id)
    return guild is not None and guild.unavailable


async def look_again(bot: Bot, due: TimerDue) -> None:
    """Let a timer come again a while later: what it is about cannot be done yet."""
    async with bot.database.transaction() as session:
        later = bot.clock.now() + LOOK_AGAIN
        await bot.timers.schedule(session, due.kind, due.key, later, due.payload)


@contextmanager
def where_there_is_room() -> Iterator[None]:
    """Stand around the making of a channel.

    Raises:
        NoRoomForStage: the server has as many channels as Discord allows.
    """
    try:
        yield
    except discord.HTTPException as error:
        if error.code == _TOO_MANY_CHANNELS:
            raise NoRoomForStage from error
        raise


class Asked:
    """Channels that Discord is asked for: each is written down first, as the bot may die before it notes it.

    Whoever notes a channel takes that back in the same transaction. What nobody noted is looked for later: a
    channel of that name in which nobody is, newer than all that were there, which says something of the bot.
    """

    def __init__(
        self, bot: Bot, rooms: RoomBook, kind: str, is_noted: Callable[[int], Awaitable[bool]]
    ) -> None:
        """Prepare; `kind` is that of the timers, and `is_noted` says whether somebody knows of a channel."""
        self._bot = bot
        self._rooms = rooms
        self._kind = kind
        self._is_noted = is_noted

    def listen(self) -> None:
        """Look for what was asked for before a crash."""
        self._bot.timers.on(self._kind, self.due)

    async def write_down(self, guild: discord.Guild, name: str) -> str:
        """Write down that a channel is asked for; answers by which key that is taken back."""
        key, newest = uuid4().hex, max((channel.id for channel in guild.channels), default=guild.id)
        payload = {"guild_id": guild.id, "name": name, "after_id": newest}
        async with self._bot.database.transaction() as session:
            later = self._bot.clock.now() + LOOK_AGAIN
            await self._bot.timers.schedule(session, self._kind, key, later, payload)
        return key

    async def take_back(self, session: AsyncSession, key: str) -> None:
        """Look for nothing: the channel is noted, in the caller's transaction."""
        await self._bot.timers.cancel(session, self._kind, key)

    async def due(self, due: TimerDue) -> None:
        """Remove the channel that was asked for, if it was made and nobody noted it."""
        await self._rooms.caught_up(due.payload["guild_id"])
        if is_away(self._bot, due.payload["guild_id"]):
            await look_again(self._bot, due)
            return
        guild = self._bot.get_guild(due.payload["guild_id"])
        channels: list[_Made] = [] if guild is None else [*guild.stage_channels, *guild.voice_channels]
        for channel in channels:
            if self._is_meant(channel, due) and not await self._is_noted(channel.id):
                log.warning("the channel %s was made, and the bot died before it was noted", channel.id)
                await channel.delete(reason="nobody knows of it any more")

    def _is_meant(self, channel: _Made, due: TimerDue) -> bool:
        own = None if self._bot.user is None else self._bot.user.id
        is_new = channel.id > due.payload["after_id"] and channel.name == due.payload["name"].strip()
        is_used = self._rooms.on(channel.id) is not None or people_in(channel, self._bot)
        return is_new and not is_used and own in {target.id for target in channel.overwrites}


class StageMaker:
    """Makes stages for rooms that find none, and removes them afterwards."""

    def __init__(self, bot: Bot, rooms: RoomBook) -> None:
        self._bot = bot
        self._rooms = rooms
        self._asked = Asked(bot, rooms, FIND_STAGE, self.made)
        self._renamed: defaultdict[int, deque[datetime]] = defaultdict(lambda: deque(maxlen=2))

    def listen(self) -> None:
        """Remove what was made, also after a restart."""
        self._bot.timers.on(REMOVE_STAGE, self.remove_due)
        self._asked.listen()
        self._bot.events.subscribe(RoomClosed, self._closed)

    async def make(self, guild: discord.Guild, club: Club, topic: str) -> discord.StageChannel:
        """Make a stage for a room of a club, where the community wants its stages.

        Raises:
            MissingPermissions: the bot may not; names what it lacks, and where.
            NoRoomForStage: the server has no stages, or as many channels as Discord allows.
        """
        if "COMMUNITY" not in guild.features:
            raise NoRoomForStage
        needed = dict.fromkeys((*TO_MAKE, *permissions.ON_STAGE))
        if missing := permissions.lacking(guild.me.guild_permissions, needed):
            raise permissions.MissingPermissions(missing, f"**{escape(guild.name)}**")
        chosen = (await self._bot.settings.of(CommunitySettings, guild.id)).stage_category
        category = None if chosen is None else guild.get_channel(chosen)
        mine = discord.PermissionOverwrite(**dict.fromkeys(permissions.ON_STAGE, True))
        name = topic[:100]
        asked = await self._asked.write_down(guild, name)
        with where_there_is_room():
            stage = await guild.create_stage_channel(
                name,
                category=category if isinstance(category, discord.CategoryChannel) else None,
                overwrites={guild.me: mine},
                reason=f"a room of the club {club.name}",
            )
        async with self._bot.database.transaction() as session:
            await self._asked.take_back(session, asked)
            now = self._bot.clock.now()
            session.add(MadeStageRow(channel_id=stage.id, guild_id=guild.id, made_at=now))
            payload = {"guild_id": guild.id}
            await self._bot.timers.schedule(session, REMOVE_STAGE, str(stage.id), now + LOOK_AGAIN, payload)
        return stage

    async def made(self, channel_id: int) -> bool:
        """Whether a stage was made for a room."""
        async with self._bot.database.reading() as session:
            return await session.get(MadeStageRow, channel_id) is not None

    async def rename(self, room: Room, club: Club, name: str) -> None:
        """Give a room's own stage another name: one that was made for it, or that is its club's.

        Raises:
            NotItsOwnStage: others use that stage too.
            RenamedTooOften: Discord lets it be renamed twice in ten minutes.
            MissingPermissions: the bot may not.
        """
        stage = self._bot.get_channel(room.channel_id)
        if not isinstance(stage, discord.StageChannel):
            raise NoRoomHere
        if club.stage_channel_id != stage.id and not await self.made(stage.id):
            raise NotItsOwnStage(club=club.name)
        permissions.require(stage, ("manage_channels",))
        renamed, now = self._renamed[stage.id], self._bot.clock.now()
        if len(renamed) == renamed.maxlen and now - renamed[0] < RENAME_SPAN:
            # discord.py would wait in silence for as long as that takes.
            raise RenamedTooOften(at=renamed[0] + RENAME_SPAN)
        renamed.append(now)
        await stage.edit(name=name, reason=f"room {room.id}")

    async def remove_due(self, due: TimerDue) -> None:
        """Remove a stage that was made, if its room is over and nobody is there; else look again."""
        await self._rooms.caught_up(due.payload["guild_id"])
        if not is_away(self._bot, due.payload["guild_id"]) and await self.remove(int(due.key)):
            return
        await look_again(self._bot, due)

    async def remove(self, channel_id: int) -> bool:
        """Remove a stage that was made and is not in use; answers whether it is gone."""
        stage = self._bot.get_channel(channel_id)
        if isinstance(stage, discord.StageChannel):
            if self._rooms.on(channel_id) is not None or people_in(stage, self._bot):
                return False
            try:
                await stage.delete(reason="its room is over")
            except discord.NotFound:
                log.info("stage %s is gone already", channel_id)
        async with self._bot.database.transaction() as session:
            await session.execute(delete(MadeStageRow).where(MadeStageRow.channel_id == channel_id))
            await self._bot.timers.cancel(session, REMOVE_STAGE, str(channel_id))
        return True

    async def _closed(self, event: RoomClosed) -> None:
        if await self.made(event.room.channel_id):
            self._bot.tasks.start(
                self.remove(event.room.channel_id), name=f"remove-stage:{event.room.channel_id}"
            )
