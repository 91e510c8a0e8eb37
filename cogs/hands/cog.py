"""The Discord face of the hand queue.

Rules live in service.py. Here a command becomes one call to the queue, and its
outcome one reply or one change on the stage.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import aiohttp
import discord
from discord import app_commands

from bot import stage
from bot.cog import GroupCog
from bot.errors import RostraError
from bot.i18n import Safe
from bot.interactions import guild_id_of, voice_channel_id_of
from cogs.hands.checks import asks_natively, require_audience, require_sight_of_queue, room_of
from cogs.hands.settings import HandSettings

if TYPE_CHECKING:
    from bot.client import Bot
    from cogs.hands.service import HandQueue
    from cogs.rooms.api import Room, Rooms

UNKNOWN_VOICE_STATE = 10065


@app_commands.guild_only()
class HandCommands(GroupCog, group_name="hand", group_description="Ask to speak in a room"):
    """Lets listeners queue for the stage and hosts call them up in turn."""

    def __init__(self, bot: Bot, queue: HandQueue, rooms: Rooms) -> None:
        super().__init__(bot)
        self.queue = queue
        self.rooms = rooms

    @app_commands.command(name="raise")
    async def raise_(self, interaction: discord.Interaction[Bot]) -> None:
        """Ask to speak."""
        room = await room_of(interaction, self.rooms)
        require_audience(interaction)
        position = await self.queue.raise_hand(room, interaction.user.id)
        await self.say(interaction, "hand-raised", position=position)

    @app_commands.command()
    async def lower(self, interaction: discord.Interaction[Bot]) -> None:
        """Give up your place in the queue."""
        room = await room_of(interaction, self.rooms)
        await self.queue.lower_hand(room, interaction.user.id)
        if asks_natively(interaction):
            await stage.move_to_audience(self.bot, room.guild_id, room.channel_id, interaction.user.id)
        await self.say(interaction, "hand-lowered")

    @app_commands.command(name="queue")
    async def queue_(self, interaction: discord.Interaction[Bot]) -> None:
        """See who waits to speak, in order."""
        room = await room_of(interaction, self.rooms)
        rules = await self.bot.settings.of(HandSettings, room.guild_id, room.club_id)
        await require_sight_of_queue(interaction, self.rooms, room, rules.queue_seen_by)
        waiting = await self.queue.waiting(room)
        if not waiting:
            await self.say(interaction, "nobody-waits")
            return
        lines = [f"{place}. <@{user_id}>" for place, user_id in enumerate(waiting[: rules.most_listed], 1)]
        await self.say(interaction, "who-waits", people=Safe("\n".join(lines)), waiting=len(waiting))

    @app_commands.command()
    async def next(self, interaction: discord.Interaction[Bot]) -> None:
        """Invite whoever has waited longest."""
        room = await self.rooms.hosted(
            guild_id_of(interaction), voice_channel_id_of(interaction), interaction.user.id
        )
        # Discord waits three seconds for an answer; a bucket that is empty may take longer.
        await self.defer(interaction)
        user_id = await self._invite_next(room)
        await self.say(interaction, "speaker-called", speaker=Safe(f"<@{user_id}>"))

    async def _invite_next(self, room: Room) -> int:
        while True:
            user_id = await self.queue.call_next(room)
            try:
                await stage.invite_to_speak(self.bot, room.guild_id, room.channel_id, user_id)
            except discord.NotFound as error:
                if error.code != UNKNOWN_VOICE_STATE:
                    await self.queue.put_back(room, user_id)
                    raise
                # They left a moment ago: ask the one behind them.
                await self.queue.forget(room, user_id)
            except (RostraError, discord.DiscordException, aiohttp.ClientError, OSError):
                await self.queue.put_back(room, user_id)
                raise
            else:
                # Discord tells of it as well, but the bot may not live to hear it.
                await self.queue.confirm(room, user_id)
                return user_id
