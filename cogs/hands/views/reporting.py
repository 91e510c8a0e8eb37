"""Reports to those who administer a community: by anybody from a person's menu, by hosts from their card."""

from __future__ import annotations

from typing import Any, Self

import discord

from bot.forms import Form
from bot.views import DynamicItem
from cogs.hands.checks import desk_of, moderated_room, named_room
from cogs.hands.tables import LONGEST_REASON
from cogs.hands.views.parts import FORM_CHARACTERS, Asked, Speaker, answer
from cogs.rooms.api import Room

_ABOUT = r"(?P<room>[0-9]{1,20}):(?P<user>[0-9]{1,20})"


class ReportForm(Form, template=f"hands:report:{_ABOUT}"):
    """Asks what happened."""

    def __init__(self, room_id: int, user_id: int, title: str = "…") -> None:
        super().__init__(title=title, custom_id=f"hands:report:{room_id}:{user_id}")
        self.room_id = room_id
        self.user_id = user_id
        self.what: discord.ui.TextInput[Any] = discord.ui.TextInput(
            custom_id="what", style=discord.TextStyle.paragraph, max_length=LONGEST_REASON
        )
        self.field: discord.ui.Label[Any] = discord.ui.Label(text="…", component=self.what)
        self.add_item(self.field)

    @classmethod
    def about(cls, speaker: Speaker, room_id: int, user_id: int) -> Self:
        """The form in words."""
        form = cls(room_id, user_id, speaker.label("report-title", FORM_CHARACTERS))
        form.field.text = speaker.label("report-field", FORM_CHARACTERS)
        form.field.description = speaker.label("report-hint")
        return form

    async def on_submit(self, interaction: Asked) -> None:
        """Owe the administrators the report."""
        room = await named_room(interaction, self.room_id)
        reports = desk_of(interaction).reports
        await reports.owe(room, interaction.user.id, self.user_id, self.what.value)
        await answer(interaction, "reported")


class ReportPerson(DynamicItem[discord.ui.Button[Any]], template=f"hands:tell:{_ABOUT}"):
    """Opens the form about somebody, from the card that a host has of them."""

    def __init__(self, room_id: int, user_id: int, label: str = "…") -> None:
        super().__init__(discord.ui.Button(label=label, custom_id=f"hands:tell:{room_id}:{user_id}"))
        self.room_id = room_id
        self.user_id = user_id

    async def callback(self, interaction: Asked) -> None:
        """Ask what happened."""
        await open_report(interaction, await moderated_room(interaction, self.room_id), self.user_id)


async def open_report(interaction: Asked, room: Room, user_id: int) -> None:
    """Open the form about somebody, if what is written there would be read.

    Raises:
        NoReportChannel: nobody has chosen a channel for it.
    """
    await desk_of(interaction).reports.channel_for(room)
    await ReportForm.about(Speaker.to(interaction), room.id, user_id).open(interaction)
