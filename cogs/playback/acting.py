"""The bot's voice in a room, as somebody wants to use it now: heard, or a refusal that says what to do.

| where the bot is                         | what is said                                                |
|------------------------------------------|-------------------------------------------------------------|
| a speaker in that room                   | nothing                                                     |
| in its audience, and may come up         | nothing: it comes up                                        |
| in its audience, and may not             | which permission it lacks; it raises its hand               |
| nowhere, and may come in but not up      | the same: it comes into the audience, and raises its hand   |
| nowhere, and may not even come in        | which permissions it lacks                                  |
| nowhere, though nothing keeps it away    | how to bring it                                             |
| on another stage of the community        | on which, and how to bring it                               |
| there, while its connection is mended    | to wait a moment                                            |
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

import aiohttp
import discord

from bot import permissions
from bot.errors import UpstreamError
from bot.i18n import Safe
from cogs.playback.refusals import NotOnStage, NoVoiceHere, VoiceComesBack, VoiceElsewhere

if TYPE_CHECKING:
    from bot.client import Bot
    from bot.voice.stage_connection import StageConnection
    from cogs.rooms.api import Room

log = logging.getLogger(__name__)


class Voices:
    """Finds the bot's voice."""

    def __init__(self, bot: Bot) -> None:
        self._bot = bot

    def now(self, room: Room) -> StageConnection | None:
        """The bot's voice in a room, if it is there; perhaps in the audience, or being mended."""
        connection = self._bot.voice.get(room.guild_id)
        return None if connection is None or connection.channel.id != room.channel_id else connection

    async def of(self, room: Room) -> StageConnection:
        """The bot's voice in a room, where it is heard.

        Raises:
            VoiceElsewhere: it is on another stage.
            NotOnStage: it may not come up; it has raised its hand if it could.
            MissingPermissions: it may not come in.
            NoVoiceHere: nothing keeps it away, and it is on no stage.
            VoiceComesBack: its connection is being mended.
        """
        connection = self._bot.voice.get(room.guild_id)
        if connection is None:
            connection = await self._come_into_audience(room)
        elif connection.channel.id != room.channel_id:
            raise VoiceElsewhere(stage=Safe(connection.channel.mention))
        if not connection.is_connected():
            raise VoiceComesBack
        if not connection.is_speaker:
            await self._come_up(connection)
        return connection

    async def _come_into_audience(self, room: Room) -> StageConnection:
        stage = self._bot.get_channel(room.channel_id)
        if not isinstance(stage, discord.StageChannel):
            raise NoVoiceHere
        permissions.require(stage, permissions.TO_LISTEN)
        if not permissions.lacking_in(stage, permissions.TO_SPEAK):
            # It is away by somebody's wish, or on its way: whoever hosts decides, not a sound.
            raise NoVoiceHere
        return await self._bot.voice.join(stage, come_up=False)

    async def _come_up(self, connection: StageConnection) -> None:
        try:
            await connection.take_stage()
        except permissions.MissingPermissions as error:
            raised = await _raise_hand(connection.channel)
            raise NotOnStage(
                stage=Safe(connection.channel.mention),
                permissions=permissions.names(error.permissions),
                hand="raised" if raised else "down",
            ) from error


async def _raise_hand(stage: discord.StageChannel) -> bool:
    """Ask to speak; answers whether the hand is up."""
    own = stage.guild.me
    if own.voice is not None and own.voice.requested_to_speak_at is not None:
        return True
    try:
        await own.request_to_speak()
    except discord.Forbidden as error:
        log.info("may not even ask to speak on the stage %s: %s", stage.id, error)
        return False
    except (discord.HTTPException, aiohttp.ClientError, OSError) as error:
        raise UpstreamError(f"the bot cannot ask to speak in {stage.name}: {error}") from error
    return True
