"""The Discord face of replays that are played back: `/replay`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord
from discord import app_commands

from bot.cog import GroupCog
from bot.interactions import asked_by, guild_id_of, is_steward
from bot.layouts import shortened
from cogs.replays.refusals import NoSuchReplay
from cogs.rooms.api import Rooms

if TYPE_CHECKING:
    from bot.client import Bot
    from cogs.recording.api import Replay, Replays
    from cogs.replays.showing import Shows

Asked = discord.Interaction["Bot"]


@app_commands.guild_only()
class ReplayCommands(GroupCog, group_name="replay", group_description="Play recordings back on a stage"):
    """Lets hosts play a recording back in their room."""

    def __init__(self, bot: Bot, replays: Replays, shows: Shows) -> None:
        super().__init__(bot)
        self.replays = replays
        self.shows = shows

    @app_commands.command()
    async def play(self, interaction: Asked, replay: str) -> None:
        """Play a recording back in the room you host, after what plays there already."""
        room = await self.bot.service(Rooms).hosted(*asked_by(interaction))
        found = next((each for each in await self._offered(interaction) if str(each.id) == replay), None)
        if found is None:
            raise NoSuchReplay
        await self.defer(interaction)
        ahead = await self.shows.begin(room, found, interaction.user.id)
        await self.say(interaction, "replay-queued", topic=found.topic, ahead=ahead)

    @play.autocomplete("replay")
    async def suggest(self, interaction: Asked, typed: str) -> list[app_commands.Choice[str]]:
        """Offer the recordings that somebody may have."""
        return [
            app_commands.Choice(name=shortened(name, 100), value=str(each.id))
            for each in await self._offered(interaction)
            if typed.casefold() in (name := f"{each.began_at:%Y-%m-%d %H:%M} {each.topic}").casefold()
        ]

    async def _offered(self, interaction: Asked) -> list[Replay]:
        steward = is_steward(interaction)
        return await self.replays.offered(guild_id_of(interaction), interaction.user.id, steward=steward)
