"""What is said of a recording in the chat of its room. Fulfils `cogs.recording.recorder.Teller`."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from typing import TYPE_CHECKING

import aiohttp
import discord

from bot.community.records import mention
from bot.errors import UpstreamError, UserError
from bot.i18n import Safe
from bot.layouts import Voice, framed, words
from bot.permissions import refused_in
from cogs.clubs.api import Clubs, NoSuchClub
from cogs.recording.api import Feed, Replay
from cogs.recording.hearing import TO_TELL
from cogs.recording.views import answerable
from cogs.rooms.api import Room

if TYPE_CHECKING:
    from bot.client import Bot
    from bot.views import LayoutView

log = logging.getLogger(__name__)

#: More are asked by one sentence for all.
MOST_NAMED = 20

Channel = discord.StageChannel | discord.TextChannel


class Notices:
    """Speaks in the chats of rooms."""

    def __init__(self, bot: Bot) -> None:
        self._bot = bot

    async def started(self, replay: Replay, asked: Sequence[int]) -> None:
        """See `Teller.started`."""
        stage = self._stage(replay.channel_id)
        voice = await self._voice(stage)
        lines = [
            voice.say("notice", person=mention(replay.started_by), topic=replay.topic),
            voice.say("notice-consent", consent=replay.consent),
        ]
        if replay.feed is not Feed.OFF:
            lines.append(voice.say("notice-feed", feed=replay.feed))
        if asked:
            lines.append(voice.say("notice-asked", people=_named(asked), consent=replay.consent))
        try:
            await self._send(stage, answerable(voice, replay, "\n".join(lines)), asked[:MOST_NAMED])
        except discord.Forbidden as error:
            raise refused_in(stage, TO_TELL) from error
        except (discord.HTTPException, aiohttp.ClientError, OSError) as error:
            raise UpstreamError(f"the notice did not get into the chat of {stage.name}: {error}") from error

    async def ask(self, replay: Replay, asked: Sequence[int]) -> None:
        """See `Teller.ask`."""
        stage = self._stage(replay.channel_id)
        voice = await self._voice(stage)
        lines = [voice.say("asked", person=_named(asked), consent=replay.consent)]
        if replay.feed is not Feed.OFF:
            lines.append(voice.say("notice-feed", feed=replay.feed))
        await self._say(stage, answerable(voice, replay, "\n".join(lines)), asked[:MOST_NAMED])

    async def stopped(self, replay: Replay, people: Sequence[int]) -> None:
        """See `Teller.stopped`."""
        channel = self._bot.get_channel(replay.channel_id)
        if not isinstance(channel, discord.StageChannel):
            return  # deleted, and its chat with it
        voice = await self._voice(channel)
        minutes = (replay.milliseconds or 0) // 60_000
        text = voice.say(
            "notice-stopped",
            topic=replay.topic,
            reason=replay.reason,
            minutes=minutes,
            people=self._count(people),
        )
        await self._say(channel, framed([words(text)]), [])

    async def damaged(self, replay: Replay, why: str) -> None:
        """See `Ends.damaged`; in the text channel of the club as well, for those who run it."""
        for channel in await self._places(replay):
            voice = await self._voice(channel)
            text = voice.say("notice-damaged", topic=replay.topic, why=why, replay=replay.id)
            await self._say(channel, framed([words(text)]), [])

    async def repaired(self, replay: Replay, people: Sequence[int]) -> None:
        """See `Ends.repaired`."""
        await self._bot.wait_until_ready()
        for channel in await self._places(replay):
            voice = await self._voice(channel)
            text = voice.say("notice-repaired", topic=replay.topic, people=self._count(people))
            await self._say(channel, framed([words(text)]), [])

    def _count(self, people: Sequence[int]) -> int:
        """How many there are beside the bot: what it played is nobody's voice."""
        return sum(self._bot.user is None or user_id != self._bot.user.id for user_id in people)

    async def _places(self, replay: Replay) -> list[Channel]:
        """The chat of a room, and the text channel of its club; those that are there."""
        try:
            text_channel_id = (await self._bot.service(Clubs).get(replay.club_id)).text_channel_id
        except NoSuchClub:
            text_channel_id = None
        found = [self._bot.get_channel(each or 0) for each in (replay.channel_id, text_channel_id)]
        return [each for each in found if isinstance(each, Channel)]

    async def refused(self, room: Room, refusal: UserError) -> None:
        """See `cogs.recording.beginning.Tells`."""
        stage = self._stage(room.channel_id)
        voice = await self._voice(stage)
        why = self._bot.words.refusal(refusal, voice.locale)
        await self._say(stage, framed([words(voice.say("not-by-itself", why=why))]), [])

    def _stage(self, channel_id: int) -> discord.StageChannel:
        channel = self._bot.get_channel(channel_id)
        if not isinstance(channel, discord.StageChannel):
            raise UpstreamError(f"the stage {channel_id} is not there")
        return channel

    async def _voice(self, stage: Channel) -> Voice:
        return Voice(self._bot, __name__, await self._bot.language_of(stage.guild))

    async def _say(self, stage: Channel, view: LayoutView, asked: Sequence[int]) -> None:
        try:
            await self._send(stage, view, asked)
        except (discord.HTTPException, aiohttp.ClientError, OSError) as error:
            log.warning("cannot say in the channel %s: %s", stage.id, error)

    @staticmethod
    async def _send(stage: Channel, view: LayoutView, asked: Sequence[int]) -> None:
        people = [discord.Object(user_id) for user_id in asked]
        await stage.send(view=view, allowed_mentions=discord.AllowedMentions(everyone=False, users=people))


def _named(user_ids: Sequence[int]) -> Safe:
    """The first of these people, by their mentions."""
    return Safe(" ".join(f"<@{user_id}>" for user_id in user_ids[:MOST_NAMED]))
