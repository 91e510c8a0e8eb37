"""What the gateway tells that a recording has to know: a voice of the bot's was moved, or has come up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.cog import Cog

if TYPE_CHECKING:
    from bot.client import Bot
    from bot.whereabouts import Change
    from cogs.recording.beginning import Beginning
    from cogs.recording.recorder import Recorder


class RecordingListeners(Cog):
    """Follows the voice states of the bot and its workers."""

    def __init__(self, bot: Bot, recorder: Recorder, beginning: Beginning) -> None:
        super().__init__(bot)
        self.recorder = recorder
        self.beginning = beginning
        bot.whereabouts.follow_bot(self.heard)

    def heard(self, change: Change) -> bool:
        """Take nothing in of a stage to which the bot was moved, and begin what waits for a voice."""
        if not self.bot.tasks.closed:
            moved = self.recorder.moved(change.guild_id)
            self.bot.tasks.start(moved, name=f"recording.moved:{change.guild_id}")
        if change.after is not None and not change.after.suppress:
            self.beginning.voice_came(change.after.channel_id)
        return False
