"""The panel of each room: one message, kept in step with its queue, and taken out of use when the room ends.

However much happens, it is drawn at most once a second, and the last that happened is always drawn. Where it
stands is stored, so a restart goes on with the same message; its buttons are found by their custom_ids.
"""

from __future__ import annotations

import asyncio
import logging
from collections import defaultdict
from typing import TYPE_CHECKING

import aiohttp
import discord
from sqlalchemy.ext.asyncio import AsyncSession

from bot import discord_internals
from bot.errors import UpstreamError
from bot.settings import SettingsChanged
from bot.timer_store import TimerDue
from cogs.hands.api import HandGone, HandQueued, QueueChanged
from cogs.hands.refusals import CannotWriteHere
from cogs.hands.soon import Soon
from cogs.hands.terms import Shown
from cogs.hands.views.panel import closed_panel, panel_of, questions_of
from cogs.rooms.api import Room, RoomOpened, RoomResumed

if TYPE_CHECKING:
    from bot.client import Bot
    from cogs.hands.desk import Desk

log = logging.getLogger(__name__)

OVER = "hands.panel-over"
REDRAW_SECONDS = 1.0
MESSAGES: tuple[Shown, ...] = ("panel", "questions")
_GONE = (discord.NotFound, discord.Forbidden)


class Panels:
    """Shows and draws the panels of all rooms."""

    def __init__(self, bot: Bot, desk: Desk) -> None:
        self._bot = bot
        self._desk = desk
        self._drawing = Soon(bot.tasks, "hands.panel", self._draw, every_seconds=REDRAW_SECONDS)
        self._placing: defaultdict[int, asyncio.Lock] = defaultdict(asyncio.Lock)  # by room
        self._first = Soon(bot.tasks, "hands.first-panel", self._begin)

    def listen(self) -> None:
        """Draw what changes, and begin and end with the rooms."""
        self._bot.events.subscribe(HandQueued, self.changed)
        self._bot.events.subscribe(HandGone, self.changed)
        self._bot.events.subscribe(QueueChanged, self.changed)
        self._bot.events.subscribe(RoomOpened, self.opened)
        self._bot.events.subscribe(RoomResumed, self.resumed)
        self._bot.events.subscribe(SettingsChanged, self.settings_changed)
        self._desk.rooms.add_ending(self.end)
        self._bot.timers.on(OVER, self.over)

    async def show(self, room: Room, channel_id: int, what: Shown = "panel") -> None:
        """Put a message of a room into a channel; the one that it had elsewhere goes.

        Raises:
            CannotWriteHere: the bot may not write there.
            discord.HTTPException: Discord refused for another reason.
        """
        # One after the other: a host may ask for a panel while the first one is on its way.
        async with self._placing[room.id]:
            before = await self._desk.terms.shown_of(room.id, what)
            view = await self._view(room, what, channel_id)
            try:
                message = await self._channel(channel_id).send(view=view)
            except discord.Forbidden as error:
                raise CannotWriteHere from error
            await self._desk.terms.show_at(room, what, channel_id, message.id)
        # What changed while it was on its way was drawn nowhere.
        self._drawing.ask((room.guild_id, room.id))
        if before is not None:
            await self._delete(*before)

    def changed(self, event: HandQueued | HandGone | QueueChanged) -> None:
        """Draw a panel whose room has changed."""
        self._drawing.ask((event.guild_id, event.room_id))

    async def opened(self, event: RoomOpened) -> None:
        """Put the panel into the stage's chat, if the club wants it there from the beginning."""
        if (await self._desk.terms.of(event.room)).settings.panel_at_start:
            # Not waited for: whoever opened the room wants to hear of that first.
            self._first.ask(event.room.channel_id)

    async def resumed(self, event: RoomResumed) -> None:
        """Draw what happened while the bot was away."""
        self._drawing.ask((event.guild_id, event.room.id))

    async def settings_changed(self, event: SettingsChanged) -> None:
        """Draw the panels of a community, whose clubs may go by another rule from now on."""
        for room in self._desk.rooms.of(event.guild_id):
            self._drawing.ask((room.guild_id, room.id))

    async def end(self, session: AsyncSession, room: Room) -> None:
        """Owe a room that ends the end of its panel."""
        payload = {"room_id": room.id, "guild_id": str(room.guild_id), "topic": room.topic}
        await self._bot.timers.schedule(session, OVER, str(room.id), self._bot.clock.now(), payload)

    async def over(self, due: TimerDue) -> None:
        """Take the buttons from the panel of a room that is over, and forget what was chosen for it."""
        room_id, guild_id = int(due.payload["room_id"]), int(due.payload["guild_id"])
        language = await self._language(guild_id)
        for what in MESSAGES:
            if (where := await self._desk.terms.shown_of(room_id, what)) is not None:
                await self._edit(*where, closed_panel(self._bot, language, due.payload["topic"]))
        await self._desk.terms.forget(room_id)
        self._placing.pop(room_id, None)

    async def _begin(self, channel_id: int) -> None:
        room = self._desk.rooms.on(channel_id)
        if room is None:
            return
        try:
            await self.show(room, channel_id)
        except (CannotWriteHere, discord.HTTPException, aiohttp.ClientError, OSError) as error:
            log.warning("room %s has no panel: %s", room.id, error)

    async def _draw(self, key: tuple[int, int]) -> None:
        guild_id, room_id = key
        room = next((room for room in self._desk.rooms.of(guild_id) if room.id == room_id), None)
        if room is None:
            return
        for what in MESSAGES:
            where = await self._desk.terms.shown_of(room_id, what)
            if where is not None and not await self._edit(*where, await self._view(room, what, where[0])):
                await self._desk.terms.show_at(room, what, None, None)

    async def _view(self, room: Room, what: Shown, channel_id: int) -> discord.ui.LayoutView:
        language = await self._language(room.guild_id)
        if what == "questions":
            return await questions_of(self._bot, self._desk, room, language)
        public = channel_id == room.channel_id
        return await panel_of(self._bot, self._desk, room, language, public=public)

    async def _edit(self, channel_id: int, message_id: int, view: discord.ui.LayoutView) -> bool:
        try:
            await discord_internals.redraw(self._message(channel_id, message_id), view)
        except _GONE as error:
            log.info("a panel is no longer shown: %s", error)
            return False
        except (discord.HTTPException, aiohttp.ClientError, OSError) as error:
            raise UpstreamError(f"the panel in {channel_id} was not drawn: {error}") from error
        return True

    async def _delete(self, channel_id: int, message_id: int) -> None:
        try:
            await self._message(channel_id, message_id).delete()
        except (discord.HTTPException, aiohttp.ClientError, OSError) as error:
            log.info("an old panel stays: %s", error)

    def _message(self, channel_id: int, message_id: int) -> discord.PartialMessage:
        return self._channel(channel_id).get_partial_message(message_id)

    def _channel(self, channel_id: int) -> discord.PartialMessageable:
        return self._bot.get_partial_messageable(channel_id)

    async def _language(self, guild_id: int) -> str:
        guild = self._bot.get_guild(guild_id)
        return self._bot.config.language.default if guild is None else await self._bot.language_of(guild)
