"""The select in which a host chooses whom to bring up on stage."""

from __future__ import annotations

from typing import Any

import discord

from bot.interactions import asked_by, chosen_in
from bot.views import DynamicItem, View
from cogs.rooms.moving import Mover
from cogs.rooms.service import RoomBook

Asked = discord.Interaction[Any]
# Discord documentation, "Component Reference", User Select.
MOST_CHOSEN = 25


class ChoosePanel(DynamicItem[discord.ui.UserSelect[Any]], template=r"rooms:panel"):
    """Brings those up who are chosen, into the room that whoever chooses may run."""

    def __init__(self, waiting: list[int] | None = None, placeholder: str | None = None) -> None:
        preset = [
            discord.SelectDefaultValue(id=user_id, type=discord.SelectDefaultValueType.user)
            for user_id in (waiting or [])[:MOST_CHOSEN]
        ]
        super().__init__(
            discord.ui.UserSelect(
                custom_id="rooms:panel",
                placeholder=placeholder,
                max_values=MOST_CHOSEN,
                default_values=preset,
            )
        )

    async def callback(self, interaction: Asked) -> None:
        """Begin to bring them up, and show how that goes on."""
        rooms: RoomBook = interaction.client.service(RoomBook)
        room = await rooms.hosted(*asked_by(interaction))
        mover: Mover = interaction.client.service(Mover)
        job = await mover.panel(room, map(int, chosen_in(interaction)), interaction.user.id)
        await interaction.client.progress.show(interaction, job)


def panel_choice(waiting: list[int], placeholder: str) -> View:
    """The select, with those chosen already who wait in the green room."""
    view = View(timeout=None)
    view.add_item(ChoosePanel(waiting, placeholder))
    return view
