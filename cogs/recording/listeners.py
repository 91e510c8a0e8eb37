"""What the gateway tells that a recording has to know: the bot was moved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.cog import Cog

if TYPE_CHECKING:
    from bot.client import Bot
    from bot.whereabouts import Change
    from cogs.recording.recorder import Recorder


class RecordingListeners(Cog):
    """Follows the bot's own voice state."""

    def __init__(self, bot: Bot, recorder: Recorder) -> None:
        super().__init__(bot)
        self.recorder = recorder
        bot.whereabouts.follow_bot(self.heard)

    def heard(self, change: Change) -> bool:
        """Take nothing in of a stage to which the bot was moved."""
        if not self.bot.tasks.closed:
            moved = self.recorder.moved(change.guild_id)
            self.bot.tasks.start(moved, name=f"recording.moved:{change.guild_id}")
        return False
