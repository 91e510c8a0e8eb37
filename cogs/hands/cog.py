"""The Discord face of the hand queue.

Rules live in service.py. Here a command becomes one call to the queue, and its
outcome one reply or one change on the stage.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

import aiohttp
import discord
from discord import app_commands

from bot import stage
from bot.cog import GroupCog
from bot.errors import RostraError
from bot.i18n import Safe
from bot.interactions import guild_id_of, role_ids_of, voice_channel_id_of
from cogs.hands.checks import asks_or_is_asked, require_audience, room_of
from cogs.hands.views.asking import open_question_form, say_place
from cogs.hands.views.looking import show_queue, show_status

if TYPE_CHECKING:
    from bot.client import Bot
    from cogs.hands.desk import Desk
    from cogs.rooms.api import Room

Asked = discord.Interaction[Any]
#: `cogs.hands.settings.Policy`, as an option of a command wants it.
Rule = Literal["first_come", "fair_floor", "newcomers", "weighted", "questions"]
UNKNOWN_VOICE_STATE = 10065


@app_commands.guild_only()
class HandCommands(GroupCog, group_name="hand", group_description="Ask to speak in a room"):
    """Lets listeners queue for the stage and hosts call them up in turn."""

    def __init__(self, bot: Bot, desk: Desk) -> None:
        super().__init__(bot)
        self.desk = desk
        self.queue = desk.queue
        self.rooms = desk.rooms

    @app_commands.command(name="raise")
    async def raise_(self, interaction: Asked, question: bool = False) -> None:  # noqa: FBT001, FBT002 - an option
        """Ask to speak; with a question, if you like."""
        if question:
            await open_question_form(interaction)
            return
        room = await room_of(interaction, self.rooms)
        require_audience(interaction)
        await self.desk.asking.raise_hand(room, interaction.user.id, role_ids_of(interaction))
        await say_place(interaction, room)

    @app_commands.command()
    async def status(self, interaction: Asked) -> None:
        """See your place in the queue, and whose turn it is by which rule."""
        room = await room_of(interaction, self.rooms)
        await show_status(interaction, room)

    @app_commands.command()
    async def rule(self, interaction: Asked, policy: Rule) -> None:
        """Choose whose turn it is in your room from now on."""
        room = await self._hosted(interaction)
        await self.desk.terms.change(room, policy=policy)
        await self.say(interaction, "rule-changed", policy=policy)

    @app_commands.command()
    async def lower(self, interaction: Asked) -> None:
        """Give up your place in the queue."""
        room = await room_of(interaction, self.rooms)
        if asks_or_is_asked(interaction):
            await self._lower_in_discord(room, interaction.user.id)
        else:
            await self.queue.lower_hand(room, interaction.user.id)
        await self.say(interaction, "hand-lowered")

    @app_commands.command(name="queue")
    async def queue_(self, interaction: Asked) -> None:
        """See who waits to speak, in order, and by which rule."""
        room = await room_of(interaction, self.rooms)
        await show_queue(interaction, room)

    @app_commands.command()
    async def next(self, interaction: Asked) -> None:
        """Invite whoever's turn it is."""
        room = await self._hosted(interaction)
        # Discord waits three seconds for an answer; a bucket that is empty may take longer.
        await self.defer(interaction)
        user_id = await self._invite_next(room)
        await self.say(interaction, "speaker-called", speaker=Safe(f"<@{user_id}>"))

    async def _hosted(self, interaction: Asked) -> Room:
        return await self.rooms.hosted(
            guild_id_of(interaction), voice_channel_id_of(interaction), interaction.user.id
        )

    async def _lower_in_discord(self, room: Room, user_id: int) -> None:
        # Discord first: if it refuses, the hand is up here as it is there.
        try:
            await stage.move_to_audience(self.bot, room.guild_id, room.channel_id, user_id)
        except discord.NotFound as error:
            if error.code != UNKNOWN_VOICE_STATE:  # else they left a moment ago
                raise
        await self.queue.forget(room, user_id)

    async def _invite_next(self, room: Room) -> int:
        while True:
            policy = (await self.desk.terms.of(room)).policy
            user_id = await self.queue.call_next(room, policy)
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
