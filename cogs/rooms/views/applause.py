"""The button by which those applaud who cannot send an effect into the stage, or where the bot hears none."""

from __future__ import annotations

from typing import Any

import discord

from bot import replies
from bot.community.records import mention
from bot.interactions import guild_id_of
from bot.views import DynamicItem
from cogs.rooms.course import Course
from cogs.rooms.service import RoomBook

Asked = discord.Interaction[Any]


class Applaud(DynamicItem[discord.ui.Button[Any]], template=r"rooms:applaud:(?P<room>[0-9]{1,18})"):
    """Applauds whoever has the floor."""

    def __init__(self, room_id: int, label: str = "…") -> None:
        super().__init__(discord.ui.Button(label=label, custom_id=f"rooms:applaud:{room_id}", emoji="👏"))
        self.room_id = room_id

    async def callback(self, interaction: Asked) -> None:
        """Count it, and say for whom it was."""
        rooms: RoomBook = interaction.client.service(RoomBook)
        room = await rooms.named(guild_id_of(interaction), self.room_id)
        speaker = interaction.client.service(Course).pressed(room, interaction.user.id)
        key = "applause-unheard" if speaker is None else "applause-counted"
        text = replies.text(interaction, __name__, key, person=mention(speaker or 0))
        await replies.say(interaction, text)
