"""What is told of tips in the chat of a room, and thanks: by a button there, or by a command anywhere."""

from __future__ import annotations

import logging
from collections import deque
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any

import aiohttp
import discord

from bot import replies
from bot.community.records import mention
from bot.i18n import Text, Texts
from bot.interactions import guild_id_of
from bot.layouts import Voice, button, framed, row, words
from bot.redraw import Redraws
from bot.undo import undoable
from bot.views import DynamicItem
from cogs.rooms.api import RoomClosed, Rooms
from cogs.tips import amounts
from cogs.tips.api import TipReceived
from cogs.tips.gifts.thanks import Thanked, Thanks
from cogs.tips.settings import TipSettings
from cogs.tips.tipping.giving import Asked, named

if TYPE_CHECKING:
    from bot.client import Bot

log = logging.getLogger(__name__)

#: Lines of the newest that a notice holds.
MOST_LINES = 5
EVERY_SECONDS = 2.0


class SayThanks(DynamicItem[discord.ui.Button[Any]], template=r"tips:thank:(?P<room>[0-9]{1,19})"):
    """Thanks for every tip that whoever presses got in a room and has not thanked for."""

    def __init__(self, room_id: int, label: str = "…") -> None:
        super().__init__(button(label, f"tips:thank:{room_id}"))
        self.room_id = room_id

    async def callback(self, interaction: Asked) -> None:
        """Thank, in the notice and in the wallets of those who gave."""
        bot: Bot = interaction.client
        guild_id, creator_id = guild_id_of(interaction), interaction.user.id
        thanked = await bot.service(Thanks).thank(guild_id, creator_id, room_id=self.room_id)
        bot.service(TipNotices).add(guild_id, self.room_id, thanks_line(creator_id, thanked))
        await replies.say(interaction, replies.text(interaction, __name__, "thanked", count=thanked.tips))


async def say_thanks(interaction: Asked, text: str | None) -> None:
    """Thank everybody who tipped and was not thanked, here, where all see it."""
    thanks = interaction.client.service(Thanks)
    creator_id = interaction.user.id
    thanked = await thanks.thank(guild_id_of(interaction), creator_id, text)
    line = thanks_line(creator_id, thanked)
    said = replies.text(
        interaction,
        __name__,
        "thanks-said",
        line=line,
        text=text or "",
        worded="no" if text is None else "yes",
    )
    await replies.say(interaction, said, ephemeral=False)


def thanks_line(creator_id: int, thanked: Thanked) -> Text:
    """Who thanks whom; of those who gave no name it says how many."""
    return Text(
        __name__,
        "thanks-line",
        creator=mention(creator_id),
        people=named(thanked.person_ids) if thanked.person_ids else "",
        known=len(thanked.person_ids),
        nameless=thanked.nameless,
    )


@dataclass(slots=True)
class _Notice:
    channel_id: int
    guild_id: int
    lines: deque[Text] = field(default_factory=lambda: deque(maxlen=MOST_LINES))
    message_id: int | None = None


class TipNotices:
    """One message in the chat of each room in which tips are given, drawn anew as they come in."""

    def __init__(self, bot: Bot) -> None:
        self._bot = bot
        self._notices: dict[int, _Notice] = {}  # by room
        self._redraws = Redraws("tips", every_seconds=EVERY_SECONDS)

    def listen(self) -> None:
        """Follow the tips, for as long as the cog runs."""
        self._bot.events.subscribe(TipReceived, self._received)
        self._bot.events.subscribe(RoomClosed, self._closed)
        undoable(self._bot.tasks.start(self._redraws.run(), name="tips.notices").cancel)

    def add(self, guild_id: int, room_id: int, line: Text) -> None:
        """Have one more line told, while the room is live or its notice is remembered."""
        notice = self._notices.get(room_id)
        if notice is None:
            live = self._bot.service(Rooms).of(guild_id)
            room = next((room for room in live if room.id == room_id), None)
            if room is None:
                return
            notice = self._notices[room_id] = _Notice(room.channel_id, guild_id)
        notice.lines.append(line)
        self._redraws.stale(room_id, partial(self._draw, room_id, notice))

    async def _received(self, event: TipReceived) -> None:
        tip = event.tip
        rules = await self._bot.settings.of(TipSettings, tip.guild_id)
        if tip.room_id is None or not rules.announce_tips:
            return
        line = Text(
            __name__,
            "notice-line",
            tipper=mention(tip.tipper_id),
            creator=mention(tip.creator_id),
            amount=await amounts.in_words(self._bot.settings, tip.guild_id, tip.amount_minor, tip.currency),
            anonymous="yes" if tip.is_anonymous else "no",
        )
        self.add(tip.guild_id, tip.room_id, line)

    async def _closed(self, event: RoomClosed) -> None:
        # The message stays, and its button works; only nothing is added to it any more.
        self._notices.pop(event.room.id, None)

    async def _draw(self, room_id: int, notice: _Notice) -> None:
        channel, guild = self._bot.get_channel(notice.channel_id), self._bot.get_guild(notice.guild_id)
        if guild is None or not isinstance(channel, discord.StageChannel):
            return
        voice = Voice(self._bot, __name__, await self._bot.language_of(guild))
        text = voice.say("notice", lines=Texts(tuple(notice.lines), "\n"))
        view = framed([words(text), row(SayThanks(room_id, voice.label("thank-button")))])
        try:
            if notice.message_id is None:
                notice.message_id = (await channel.send(view=view)).id
            else:
                await channel.get_partial_message(notice.message_id).edit(view=view)
        except discord.NotFound:
            notice.message_id = None  # somebody deleted it; the next tip is told anew
        except (discord.HTTPException, aiohttp.ClientError, OSError) as error:
            log.info("the tips of room %s are not told: %s", room_id, error)
