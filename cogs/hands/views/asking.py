"""Saying what one wants to ask: a button beside the answer to a raised hand, and the form behind it."""

from __future__ import annotations

from typing import Any, Self

import discord

from bot import replies
from bot.forms import Form
from bot.interactions import role_ids_of
from bot.views import DynamicItem, View
from cogs.hands.api import NoHandRaised
from cogs.hands.checks import desk_of, require_audience, room_of
from cogs.hands.tables import LONGEST_QUESTION
from cogs.hands.views.parts import FORM_CHARACTERS, Asked, Speaker, answer
from cogs.rooms.api import Room


class AddQuestion(DynamicItem[discord.ui.Button[Any]], template=r"hands:question"):
    """Opens the form for a question; about the room that whoever presses is in by then."""

    def __init__(self, label: str = "…") -> None:
        super().__init__(discord.ui.Button(label=label, custom_id="hands:question"))

    async def callback(self, interaction: Asked) -> None:
        """Open the form."""
        await open_question_form(interaction)


class QuestionForm(Form, template=r"hands:ask"):
    """Takes the question; whoever sends it is in the queue with it."""

    def __init__(self, title: str = "…") -> None:
        super().__init__(title=title, custom_id="hands:ask")
        self.question: discord.ui.TextInput[Any] = discord.ui.TextInput(
            custom_id="question", style=discord.TextStyle.paragraph, max_length=LONGEST_QUESTION
        )
        self.field: discord.ui.Label[Any] = discord.ui.Label(text="…", component=self.question)
        self.add_item(self.field)

    @classmethod
    def to(cls, speaker: Speaker) -> Self:
        """The form in words."""
        form = cls(speaker.label("question-title", FORM_CHARACTERS))
        form.field.text = speaker.label("question-field", FORM_CHARACTERS)
        form.field.description = speaker.label("question-hint")
        return form

    async def on_submit(self, interaction: Asked) -> None:
        """Queue them, with what they ask."""
        desk = desk_of(interaction)
        room = await room_of(interaction, desk.rooms)
        require_audience(interaction)
        await desk.asking.ask(room, interaction.user.id, role_ids_of(interaction), self.question.value)
        await say_place(interaction, room)


async def open_question_form(interaction: Asked) -> None:
    """Put the form before somebody who may ask.

    Raises:
        NoRoomHere: they are in no room.
        AlreadySpeaker: they may just speak.
        AlreadyInvited: they are invited to.
    """
    await room_of(interaction, desk_of(interaction).rooms)
    require_audience(interaction)
    await QuestionForm.to(Speaker.to(interaction)).open(interaction)


async def raise_hand(interaction: Asked) -> None:
    """Raise the hand of whoever asks, in the room that they are in.

    Raises:
        NoRoomHere: they are in no room.
        AlreadySpeaker: they may just speak.
        AlreadyInvited: they are invited to.
        UserError: the room does not take their hand; says why.
    """
    desk = desk_of(interaction)
    room = await room_of(interaction, desk.rooms)
    require_audience(interaction)
    await desk.asking.raise_hand(room, interaction.user.id, role_ids_of(interaction))
    await say_place(interaction, room)


async def say_place(interaction: Asked, room: Room) -> None:
    """Say to whoever has raised a hand where they stand, and by which rule."""
    desk, speaker = desk_of(interaction), Speaker.to(interaction)
    terms = await desk.terms.of(room)
    try:
        place = await desk.queue.place_of(room, interaction.user.id, terms.policy)
    except NoHandRaised:
        # The autopilot may be faster than this answer.
        await answer(interaction, "already-invited")
        return
    text = speaker.say("hand-raised", position=place.number)
    view = None
    if place.hand.question is None:
        view = View(timeout=None)
        view.add_item(AddQuestion(speaker.label("button-question")))
    await replies.say(interaction, f"{text}\n{speaker.say('rule', policy=terms.policy)}", view=view)
