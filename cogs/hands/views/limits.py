"""The form in which a host sets how many speak, for how long, and how many places the bot keeps filled."""

from __future__ import annotations

from typing import Any, Self

import discord

from bot.forms import Form
from cogs.hands import texts
from cogs.hands.checks import desk_of, hosted_room
from cogs.hands.terms import Terms
from cogs.hands.views.parts import FORM_CHARACTERS, Asked, Speaker, answer


class LimitsForm(Form, template=r"hands:limits:(?P<room>[0-9]{1,20})"):
    """Takes three numbers; what is left empty is no limit."""

    def __init__(self, room_id: int, title: str = "…") -> None:
        super().__init__(title=title, custom_id=f"hands:limits:{room_id}")
        self.room_id = room_id
        self.fields: dict[str, discord.ui.Label[Any]] = {}
        self.inputs: dict[str, discord.ui.TextInput[Any]] = {}
        for name in ("most", "time", "autopilot"):
            self.inputs[name] = discord.ui.TextInput(custom_id=name, required=False, max_length=8)
            self.fields[name] = discord.ui.Label(text="…", component=self.inputs[name])
            self.add_item(self.fields[name])

    @classmethod
    def about(cls, speaker: Speaker, room_id: int, terms: Terms) -> Self:
        """The form in words, with what holds now."""
        form = cls(room_id, speaker.label("limits-title", FORM_CHARACTERS))
        words = (("most", "limits-most"), ("time", "limits-time"), ("autopilot", "limits-autopilot"))
        for name, key in words:
            form.fields[name].text = speaker.label(key, FORM_CHARACTERS)
            form.fields[name].description = speaker.label(f"{key}.hint")
        form.inputs["most"].default = str(terms.most_speakers)
        form.inputs["time"].default = texts.as_time(terms.speaking_seconds)
        form.inputs["autopilot"].default = str(terms.autopilot)
        return form

    async def on_submit(self, interaction: Asked) -> None:
        """Let it hold from now on, for those on the stage too."""
        room = await hosted_room(interaction, self.room_id)
        desk = desk_of(interaction)
        before = (await desk.terms.of(room)).speaking_seconds
        seconds = texts.seconds(self.inputs["time"].value)
        await desk.terms.change(
            room,
            most_speakers=texts.places(self.inputs["most"].value),
            speaking_seconds=seconds,
            autopilot=texts.places(self.inputs["autopilot"].value),
        )
        if seconds != before:
            await desk.floor.retime(room)
        await answer(interaction, "limits-changed")
