"""Posts clips in the chats of rooms, and takes them back."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import aiohttp
import discord

from bot.community.records import mention
from bot.errors import RostraError, UpstreamError
from bot.i18n import Safe
from bot.layouts import Voice
from bot.permissions import refused_in, require
from bot.watching import NOT_NOW
from cogs.recording.clipping import Clip, Clipper, clock
from cogs.recording.posted import REMOVE_CLIP, PostedClips
from cogs.recording.refusals import ClipOutdated

if TYPE_CHECKING:
    from bot.client import Bot
    from bot.timer_store import TimerDue

log = logging.getLogger(__name__)

NEEDED = ("view_channel", "send_messages", "attach_files")
MOST_NAMED = 20
# Discord documentation, "Gateway Events", Request Guild Members.
_ASKED_AT_ONCE = 100


class ClipPosts:
    """Messages with a clip."""

    def __init__(self, bot: Bot, posted: PostedClips, clipper: Clipper) -> None:
        self._bot = bot
        self._posted = posted
        self._clipper = clipper

    def listen(self) -> None:
        """Take back what is to be taken back, also from before a restart."""
        self._bot.timers.on(REMOVE_CLIP, self._remove)

    async def post(self, clip: Clip, by: int) -> None:
        """Post a clip in the chat of its room's stage, with who speaks in it.

        The message is there, and noted, before its sound: from then on it goes with each voice in it.

        Raises:
            MissingPermissions: the bot may not write there, or attach files.
            ClipOutdated: somebody was taken out of it meanwhile; it does not stand there, or not for long.
            UpstreamError: the stage is gone, or Discord does not take it.
        """
        channel = self._bot.get_channel(clip.replay.channel_id)
        if not isinstance(channel, discord.StageChannel):
            raise UpstreamError(f"the stage {clip.replay.channel_id} is not there")
        voice = Voice(self._bot, __name__, await self._bot.language_of(channel.guild))
        coming, text = (
            voice.say(key, person=mention(by), **described(clip)) for key in ("clip-comes", "clip")
        )
        require(channel, NEEDED)
        await self._require(clip)
        with _put_into(channel):
            message = await channel.send(coming, allowed_mentions=discord.AllowedMentions.none())
        try:
            await self._posted.note(channel.guild.id, clip.replay.id, channel.id, message.id, clip.spoke)
        except NOT_NOW:
            await message.delete()
            raise
        try:
            # Whoever took their voice out before this was noted found no clip that would go with it.
            await self._require(clip)
            await self._fill(channel, message, clip, text)
        except RostraError:
            await self._posted.remove(channel.id, message.id)
            raise
        await self._posted.has_come(message.id)

    async def _fill(
        self, channel: discord.StageChannel, message: discord.Message, clip: Clip, text: str
    ) -> None:
        nobody = discord.AllowedMentions.none()
        try:
            with _put_into(channel):
                await message.edit(content=text, attachments=[file_of(clip)], allowed_mentions=nobody)
        except UpstreamError:
            await self._require(clip)  # a voice that was taken out meanwhile took the message along
            raise
        await self._require(clip)

    async def _require(self, clip: Clip) -> None:
        if not await self._clipper.holds(clip):
            raise ClipOutdated

    async def _remove(self, due: TimerDue) -> None:
        channel_id, message_id = int(due.payload["channel_id"]), int(due.payload["message_id"])
        channel = self._bot.get_partial_messageable(channel_id)
        try:
            await channel.get_partial_message(message_id).delete()
        except (discord.NotFound, discord.Forbidden) as error:
            log.info("the clip %s is not there for us to delete: %s", message_id, error)


@contextmanager
def _put_into(channel: discord.StageChannel) -> Iterator[None]:
    """Stand around what puts a clip into a chat.

    Raises:
        MissingPermissions: the bot may not.
        UpstreamError: Discord does not take it.
    """
    try:
        yield
    except discord.Forbidden as error:
        raise refused_in(channel, NEEDED) from error
    except (discord.HTTPException, aiohttp.ClientError, OSError) as error:
        raise UpstreamError(f"the clip did not get into the chat of {channel.name}: {error}") from error


def described(clip: Clip) -> dict[str, Any]:
    """What a text may say of a clip: what it is about, from when to when, and who speaks."""
    return {
        "topic": clip.replay.topic,
        "people": Safe(", ".join(f"<@{user_id}>" for user_id in list(clip.spoke)[:MOST_NAMED])),
        "start": clock(clip.start),
        "end": clock(clip.start + clip.seconds),
    }


def file_of(clip: Clip) -> discord.File:
    """A clip to be sent."""
    ending = "ogg" if clip.form == "opus" else clip.form  # what Discord shows with a button to play it
    name = f"clip-{clip.replay.id}-{int(clip.start)}.{ending}"
    return discord.File(io.BytesIO(clip.content), filename=name)


async def names_of(interaction: discord.Interaction[Any], user_ids: Sequence[int]) -> dict[int, str]:
    """What people are called in a community; whoever is gone, or not found in time, is left out."""
    if interaction.guild is None or not user_ids:
        return {}
    asked = list(user_ids)[:_ASKED_AT_ONCE]
    try:
        found = await interaction.guild.query_members(user_ids=asked, limit=_ASKED_AT_ONCE, cache=False)
    except TimeoutError:
        return {}
    return {member.id: member.display_name for member in found}
