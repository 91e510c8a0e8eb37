"""The messages of playback, kept in step with what is so: a board of sounds, and the queue of a room.

Where they stand is stored, so that a restart goes on with the same ones. A bar that moves is drawn every few
seconds, however often somebody asks, and rests when nothing plays.
"""

from __future__ import annotations

import logging
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import aiohttp
import discord

from bot import replies
from bot.interactions import guild_id_of
from bot.layouts import Voice
from bot.redraw import Redraws
from bot.undo import undoable
from bot.views import LayoutView
from cogs.playback.api import SoundsChanged
from cogs.playback.boards import Boards, Kind, Shown
from cogs.playback.playing import NOTHING, Players, Status
from cogs.playback.refusals import CannotWriteHere
from cogs.playback.settings import PlaybackSettings
from cogs.playback.sounds import SoundBook
from cogs.playback.views.board import board_view
from cogs.playback.views.queue import queue_over, queue_view
from cogs.rooms.api import Room, RoomClosed, RoomResumed, Rooms

if TYPE_CHECKING:
    from bot.client import Bot

log = logging.getLogger(__name__)

#: An edit costs others one of five in five seconds, and nobody reads a bar more often.
QUEUE_SECONDS = 4.0
_GONE = (discord.NotFound, discord.Forbidden)


class Messages:
    """Shows and draws boards and queues."""

    def __init__(self, bot: Bot, book: SoundBook, players: Players, boards: Boards) -> None:
        self._bot = bot
        self._book = book
        self._players = players
        self._boards = boards
        self._queues = Redraws("playback.queue", every_seconds=QUEUE_SECONDS)
        self._panels = Redraws("playback.board")

    def listen(self) -> None:
        """Draw what changes, for as long as the cog runs."""
        self._players.watch(self._changed)
        self._bot.events.subscribe(SoundsChanged, self.sounds_changed)
        self._bot.events.subscribe(RoomClosed, self.room_closed)
        self._bot.events.subscribe(RoomResumed, self.room_resumed)
        for redraws in (self._queues, self._panels):
            undoable(self._bot.tasks.start(redraws.run(), name="playback.messages").cancel)

    async def show_queue(self, interaction: discord.Interaction[Any], room: Room) -> None:
        """Answer with the queue of a room, for all to see, and keep it in step from now on."""
        view = await self._queue_view(room)
        message_id = await replies.say(interaction, view=view, ephemeral=False)
        if message_id is None or interaction.channel_id is None:
            return
        before = await self._boards.put(
            room.guild_id, Kind.QUEUE, Shown(interaction.channel_id, message_id, room.id)
        )
        if before is not None:
            await self._edit(before, queue_over(await self._voice(room.guild_id)))
        self._changed(room)

    async def show_board(
        self, interaction: discord.Interaction[Any], channel: discord.abc.Messageable
    ) -> None:
        """Put the board of a community into a channel; the one that it had elsewhere goes.

        Raises:
            CannotWriteHere: the bot may not write there.
        """
        guild_id = guild_id_of(interaction)
        self._boards.pages.pop(guild_id, None)
        try:
            message = await channel.send(view=await self._board_view(guild_id))
        except discord.Forbidden as error:
            raise CannotWriteHere from error
        before = await self._boards.put(guild_id, Kind.BOARD, Shown(message.channel.id, message.id))
        # What changed while it was on its way was drawn nowhere.
        await self.sounds_changed(SoundsChanged(guild_id))
        if before is not None:
            await self._delete(before)

    async def sounds_changed(self, event: SoundsChanged) -> None:
        """Draw the board of a community anew."""
        self._panels.stale(event.guild_id, lambda: self._draw_board(event.guild_id))

    async def room_closed(self, event: RoomClosed) -> None:
        """Take the queue of a room that is over out of use."""
        await self._finish_queue(event.room)

    async def room_resumed(self, event: RoomResumed) -> None:
        """Show that nothing plays any more after a restart."""
        self._changed(event.room)

    def _changed(self, room: Room) -> None:
        self._queues.stale(room.guild_id, lambda: self._draw_queue(room))

    async def _draw_queue(self, room: Room) -> None:
        shown = await self._boards.of(room.guild_id, Kind.QUEUE)
        live = self._bot.service(Rooms).on(room.channel_id)
        if shown is None or shown.room_id != room.id or live is None or live.id != room.id:
            return
        if not await self._edit(shown, await self._queue_view(live)):
            await self._boards.put(room.guild_id, Kind.QUEUE, None)
            return
        player = self._players.find(room.id)
        if player is not None and player.status.piece is not None:
            self._changed(live)  # the bar moves on

    async def _draw_board(self, guild_id: int) -> None:
        shown = await self._boards.of(guild_id, Kind.BOARD)
        if shown is not None and not await self._edit(shown, await self._board_view(guild_id)):
            await self._boards.put(guild_id, Kind.BOARD, None)

    async def _finish_queue(self, room: Room) -> None:
        shown = await self._boards.of(room.guild_id, Kind.QUEUE)
        if shown is None or shown.room_id != room.id:
            return
        await self._boards.put(room.guild_id, Kind.QUEUE, None)
        await self._edit(shown, queue_over(await self._voice(room.guild_id)))

    async def _queue_view(self, room: Room) -> LayoutView:
        return queue_view(await self._voice(room.guild_id), room, await self._status(room))

    async def _status(self, room: Room) -> Status:
        if (player := self._players.find(room.id)) is not None:
            return player.status
        rules = await self._bot.settings.of(PlaybackSettings, room.guild_id, room.club_id)
        return replace(NOTHING, volume=rules.volume)

    async def _board_view(self, guild_id: int) -> LayoutView:
        page = self._boards.pages.get(guild_id, 0)
        return board_view(await self._voice(guild_id), await self._book.of(guild_id), page)

    async def _voice(self, guild_id: int) -> Voice:
        guild = self._bot.get_guild(guild_id)
        default = self._bot.config.language.default
        return Voice(self._bot, __name__, default if guild is None else await self._bot.language_of(guild))

    async def _edit(self, shown: Shown, view: LayoutView) -> bool:
        """Draw a message; answers whether it is still there."""
        try:
            await self._message(shown).edit(view=view)
        except _GONE as error:
            log.info("a message of playback is no longer shown: %s", error)
            return False
        except (discord.HTTPException, aiohttp.ClientError, OSError) as error:
            log.warning("a message of playback was not drawn: %s", error)
        return True

    async def _delete(self, shown: Shown) -> None:
        try:
            await self._message(shown).delete()
        except (discord.HTTPException, aiohttp.ClientError, OSError) as error:
            log.info("an old board stays: %s", error)

    def _message(self, shown: Shown) -> discord.PartialMessage:
        channel: Any = self._bot.get_partial_messageable(shown.channel_id)
        message: discord.PartialMessage = channel.get_partial_message(shown.message_id)
        return message
