"""What people see of a recording in the chat of its room, with the buttons by which they answer."""

from __future__ import annotations

from typing import Any

import discord

from bot import replies
from bot.interactions import guild_id_of
from bot.layouts import Voice, framed, row, words
from bot.views import DynamicItem, LayoutView
from cogs.recording.api import Replay
from cogs.recording.recorder import Recorder

YES, NO = "yes", "no"


class AnswerButton(
    DynamicItem[discord.ui.Button[Any]],
    template=r"recording:answer:(?P<replay>[0-9]{1,18}):(?P<answer>yes|no)",
):
    """Lets somebody say whether they may be recorded this time."""

    def __init__(self, replay_id: int, answer: str, label: str = "…") -> None:
        style = discord.ButtonStyle.success if answer == YES else discord.ButtonStyle.secondary
        custom_id = f"recording:answer:{replay_id}:{answer}"
        super().__init__(discord.ui.Button(label=label, custom_id=custom_id, style=style))
        self.replay_id = replay_id
        self.allows = answer == YES

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Take the answer in, and say what follows from it."""
        recorder = interaction.client.service(Recorder)
        await recorder.answer(guild_id_of(interaction), interaction.user.id, self.allows, self.replay_id)
        key = "answered-yes" if self.allows else "answered-no"
        await replies.say(interaction, replies.text(interaction, __name__, key))


def answerable(voice: Voice, replay: Replay, text: str) -> LayoutView:
    """A message with the two buttons below it."""
    yes = AnswerButton(replay.id, YES, voice.label("button-yes"))
    no = AnswerButton(replay.id, NO, voice.label("button-no"))
    return framed([words(text), row(yes, no)])
