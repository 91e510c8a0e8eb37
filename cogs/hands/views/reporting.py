"""Reporting somebody to those who administer the community: from the menu of a person, by anybody."""

from __future__ import annotations

import re
from typing import Any, Self

import discord

from bot.forms import Form
from cogs.hands.checks import desk_of, room_of
from cogs.hands.tables import LONGEST_REASON
from cogs.hands.views.parts import FORM_CHARACTERS, Asked, Speaker, answer


class ReportForm(Form, template=r"hands:report:(?P<user>[0-9]{1,20})"):
    """Asks what happened."""

    def __init__(self, user_id: int, title: str = "…") -> None:
        super().__init__(title=title, custom_id=f"hands:report:{user_id}")
        self.user_id = user_id
        self.what: discord.ui.TextInput[Any] = discord.ui.TextInput(
            custom_id="what", style=discord.TextStyle.paragraph, max_length=LONGEST_REASON
        )
        self.field: discord.ui.Label[Any] = discord.ui.Label(text="…", component=self.what)
        self.add_item(self.field)

    @classmethod
    def about(cls, speaker: Speaker, user_id: int) -> Self:
        """The form in words."""
        form = cls(user_id, speaker.label("report-title", FORM_CHARACTERS))
        form.field.text = speaker.label("report-field", FORM_CHARACTERS)
        form.field.description = speaker.label("report-hint")
        return form

    @classmethod
    async def from_custom_id(cls, _interaction: Asked, match: re.Match[str], /) -> Self:
        """Rebuild the form that was filled in."""
        return cls(int(match["user"]))

    async def on_submit(self, interaction: Asked) -> None:
        """Owe the administrators the report."""
        desk = desk_of(interaction)
        room = await room_of(interaction, desk.rooms)
        await desk.reports.owe(room, interaction.user.id, self.user_id, self.what.value)
        await answer(interaction, "reported")
