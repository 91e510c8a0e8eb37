"""What the gateway tells that a recording has to know: the bot was moved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.cog import Cog

if TYPE_CHECKING:
    import discord

    from bot.client import Bot
    from cogs.recording.recorder import Recorder


class RecordingListeners(Cog):
    """Follows the bot's own voice state."""

    def __init__(self, bot: Bot, recorder: Recorder) -> None:
        super().__init__(bot)
        self.recorder = recorder

    @Cog.listener()
    async def on_voice_state_update(
        self, member: discord.Member, _before: discord.VoiceState, _after: discord.VoiceState
    ) -> None:
        """Take nothing in of a stage to which the bot was moved."""
        if member.id == member.guild.me.id:
            await self.recorder.moved(member.guild.id)
