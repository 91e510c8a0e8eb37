"""Keeps the card of each room in step with it: one message in the chat of its stage.

It is written when the room opens, drawn again at most once a second however much happens, found again
after a restart, and says in the end how long the room lasted.
"""

from __future__ import annotations

import logging
from functools import partial
from typing import TYPE_CHECKING, Any

import aiohttp
import discord

from bot import discord_internals, permissions
from bot.i18n import Safe, Text
from bot.layouts import Voice
from bot.redraw import Redraws
from bot.undo import undoable
from bot.voice.events import LeftStage, StageInterrupted, StageRestored
from bot.workers.worker import Why
from cogs.rooms.api import Attended, Room, RoomChanged, RoomOpened, RoomResumed, StageSettled
from cogs.rooms.cards import Cards
from cogs.rooms.settings import RoomSettings
from cogs.rooms.views.card import drawn, drawn_over

if TYPE_CHECKING:
    from bot.client import Bot
    from bot.views import LayoutView
    from cogs.rooms.pins import Pins
    from cogs.rooms.service import RoomBook

log = logging.getLogger(__name__)

_WORKER_LACKS = {
    Why.AWAY: "card-worker-away",
    Why.ABSENT: "card-worker-absent",
    Why.LACKS: "card-worker-lacks",
    Why.BUSY: "card-worker-busy",
}
#: On a card of 4,000 characters, with a link for each.
MOST_WORKERS = 3

_CHANGES: tuple[type[Any], ...] = (RoomOpened, RoomResumed, RoomChanged)


class CardKeeper:
    """Shows the cards of live rooms."""

    def __init__(self, bot: Bot, rooms: RoomBook, cards: Cards) -> None:
        self._bot = bot
        self._rooms = rooms
        self._cards = cards
        self._redraws = Redraws("cards")
        self._message_ids: dict[int, int] = {}  # by room

    @property
    def pins(self) -> Pins:
        """The links on the cards."""
        return self._cards.pins

    def listen(self) -> None:
        """Follow what happens in rooms, for as long as the cog runs."""
        for change in _CHANGES:
            self._bot.events.subscribe(change, self._changed)
        self._bot.events.subscribe(StageSettled, self._settled)
        self._bot.events.subscribe(Attended, self._ended)
        self._bot.events.subscribe(LeftStage, self._voice_changed)
        self._bot.events.subscribe(StageInterrupted, self._voice_changed)
        self._bot.events.subscribe(StageRestored, self._voice_changed)
        self._rooms.redraw = self.stale
        undoable(self._bot.tasks.start(self._redraws.run(), name="rooms.cards").cancel)

    def stale(self, room: Room) -> None:
        """Have a card drawn soon."""
        self._redraws.stale(room.id, partial(self._draw, room.channel_id, room.id))

    def all_stale(self, guild_id: int) -> None:
        """Have the cards of a community drawn soon: where the bot is heard, or what it may, has changed."""
        for room in self._rooms.of(guild_id):
            self.stale(room)

    async def show_anew(self, room: Room) -> None:
        """Put a card at the end of the chat, and take the old one away."""
        message_id = await self._message_id(room)
        self._message_ids.pop(room.id, None)
        await self._cards.stands_in(room, None)
        stage = self._bot.get_channel(room.channel_id)
        if message_id is not None and isinstance(stage, discord.StageChannel):
            try:
                await stage.get_partial_message(message_id).delete()
            except discord.HTTPException as error:
                log.info("the old card of room %s stays: %s", room.id, error)
        self.stale(room)

    async def _changed(self, event: RoomChanged) -> None:
        self.stale(event.room)

    async def _settled(self, event: StageSettled) -> None:
        for room in event.rooms:
            self.stale(room)

    async def _voice_changed(self, event: LeftStage | StageInterrupted | StageRestored) -> None:
        self.all_stale(event.guild_id)

    async def _ended(self, event: Attended) -> None:
        over = await self._cards.over(event.room, event.people)
        voice = await self._voice(event.room)
        if voice is not None:
            self._redraws.stale(event.room.id, partial(self._show, event.room, drawn_over(voice, over)))

    async def _draw(self, channel_id: int, room_id: int) -> None:
        room = self._rooms.on(channel_id)
        if room is None or room.id != room_id:
            return
        rules = await self._bot.settings.of(RoomSettings, room.guild_id, room.club_id)
        voice = await self._voice(room)
        if voice is None or not rules.show_card:
            return
        await self._show(room, drawn(voice, await self._cards.of(room), self._lacks(room)), live=True)

    async def _show(self, room: Room, view: LayoutView, *, live: bool = False) -> None:
        stage = self._bot.get_channel(room.channel_id)
        if not isinstance(stage, discord.StageChannel):
            return
        try:
            message_id = await self._message_id(room)
            if message_id is not None:
                try:
                    await discord_internals.redraw(stage.get_partial_message(message_id), view)
                except discord.NotFound:  # somebody deleted it
                    self._message_ids.pop(room.id, None)
                else:
                    return
            if live:
                message = await stage.send(view=view)
                self._message_ids[room.id] = message.id
                await self._cards.stands_in(room, message.id)
        except discord.Forbidden as error:
            log.info("the card of room %s is not shown: %s", room.id, error)
        except (discord.HTTPException, aiohttp.ClientError, OSError) as error:
            log.warning("the card of room %s was not drawn: %s", room.id, error)
        finally:
            if not live:
                self._message_ids.pop(room.id, None)

    async def _message_id(self, room: Room) -> int | None:
        if room.id not in self._message_ids:
            found = await self._cards.message_id(room)
            if found is None:
                return None
            self._message_ids[room.id] = found
        return self._message_ids[room.id]

    async def _voice(self, room: Room) -> Voice | None:
        guild = self._bot.get_guild(room.guild_id)
        return None if guild is None else Voice(self._bot, __name__, await self._bot.language_of(guild))

    def _lacks(self, room: Room) -> list[Text]:
        """What the room has to do without just now, and whose voice it has where there are several."""
        stage = self._bot.get_channel(room.channel_id)
        assert isinstance(stage, discord.StageChannel), "it was there a moment ago"
        found: list[Text] = []
        if missing := permissions.lacking_in(stage):
            found.append(Text(__name__, "card-lacks-permissions", permissions=permissions.names(missing)))
        connection = self._bot.crew.on(room.guild_id, room.channel_id)
        if connection is None:
            found += [self._without_voice(room), *self._workers_lack(stage)]
        elif not connection.is_connected():
            found.append(Text(__name__, "card-voice-comes-back"))
        elif self._bot.crew.workers:
            found.append(Text(__name__, "card-voice", voice=Safe(connection.channel.guild.me.mention)))
        return found

    def _without_voice(self, room: Room) -> Text:
        own = self._bot.voice.get(room.guild_id)
        elsewhere = None if own is None else self._rooms.on(own.channel.id)
        if elsewhere is None:
            return Text(__name__, "card-lacks-voice")
        return Text(__name__, "card-lacks-voice-elsewhere", stage=Safe(f"<#{elsewhere.channel_id}>"))

    def _workers_lack(self, stage: discord.StageChannel) -> list[Text]:
        return [
            Text(
                __name__,
                _WORKER_LACKS[lack.why],
                worker=lack.name,
                link=Safe(lack.link),
                permissions=permissions.names(lack.permissions),
            )
            for lack in self._bot.crew.lacks(stage.guild, stage.id)[:MOST_WORKERS]
        ]
