"""The Discord face of recordings: `/record`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import discord
from discord import app_commands

from bot.cog import GroupCog
from bot.interactions import guild_id_of
from cogs.recording.checks import hosted_by, running_here

if TYPE_CHECKING:
    from bot.client import Bot
    from cogs.recording.recorder import Recorder

Answer = Literal["yes", "no", "ask"]
_ALLOWS = {"yes": True, "no": False, "ask": None}
Asked = discord.Interaction["Bot"]


@app_commands.guild_only()
class RecordCommands(GroupCog, group_name="record", group_description="Record rooms"):
    """Lets hosts record a room, and everybody say whether they may be recorded."""

    def __init__(self, bot: Bot, recorder: Recorder) -> None:
        super().__init__(bot)
        self.recorder = recorder

    @app_commands.command()
    async def start(self, interaction: Asked) -> None:
        """Record the room you host, from now on; its people are told and asked."""
        room = await hosted_by(interaction)
        await self.defer(interaction)
        replay = await self.recorder.start(room, interaction.user.id)
        await self.say(interaction, "recording-started", topic=room.topic, consent=replay.consent)

    @app_commands.command()
    async def stop(self, interaction: Asked) -> None:
        """End the recording of the room you host."""
        room = await hosted_by(interaction)
        await self.defer(interaction)
        replay = await self.recorder.stop(room)
        minutes = (replay.milliseconds or 0) // 60_000
        await self.say(interaction, "recording-stopped", topic=room.topic, minutes=minutes)

    @app_commands.command()
    async def status(self, interaction: Asked) -> None:
        """See whether a room is being recorded, since when, and whether you are."""
        running = running_here(interaction, self.recorder)
        await self.say(
            interaction,
            "recording-status",
            topic=running.replay.topic,
            at=running.replay.began_at,
            people=running.people(self.recorder.own_id()),
            state="runs" if running.recording is not None else "rests",
            consent=running.replay.consent,
            you="in" if running.allows(interaction.user.id) else "out",
        )

    @app_commands.command()
    async def consent(self, interaction: Asked, answer: Answer) -> None:
        """Say whether you may be recorded in this community, now and from now on."""
        await self.recorder.answer(guild_id_of(interaction), interaction.user.id, _ALLOWS[answer])
        await self.say(interaction, "consent-answered", answer=answer)
