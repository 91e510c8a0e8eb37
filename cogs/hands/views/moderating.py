"""What a host does against somebody, from their card: each deed is answered with its undo, if it has one."""

from __future__ import annotations

from typing import Any, Self

import discord

from bot import replies
from bot.forms import Form
from bot.views import DynamicItem, View
from cogs.hands import texts
from cogs.hands.checks import actor_of, desk_of, moderated_room, person_of
from cogs.hands.moderation import What
from cogs.hands.tables import LONGEST_REASON
from cogs.hands.views.parts import FORM_CHARACTERS, Asked, Speaker, answer, person
from cogs.rooms.api import Room

_ID = r"[0-9]{1,20}"
#: The buttons of a card, and what they are called.
AGAINST = {
    "mute": "button-mute",
    "unmute": "button-unmute",
    "remove": "button-remove",
    "keep-out": "button-keep-out",
    "let-in": "button-let-in",
}
#: Who was removed may come back; nobody else can connect them again.
_FOR_GOOD = {What.REMOVED}


class Moderate(
    DynamicItem[discord.ui.Button[Any]],
    template=rf"hands:mod:(?P<what>{'|'.join(AGAINST)}):(?P<room>{_ID}):(?P<user>{_ID})",
):
    """Does one thing against one person."""

    def __init__(self, what: str, room_id: int, user_id: int, speaker: Speaker | None = None) -> None:
        label = "…" if speaker is None else speaker.label(AGAINST[what])
        style = (
            discord.ButtonStyle.danger if what in {"remove", "keep-out"} else discord.ButtonStyle.secondary
        )
        custom_id = f"hands:mod:{what}:{room_id}:{user_id}"
        super().__init__(discord.ui.Button(label=label, custom_id=custom_id, style=style))
        self.what = what
        self.room_id = room_id
        self.user_id = user_id

    async def callback(self, interaction: Asked) -> None:
        """Do it, or ask for the reason first."""
        room = await moderated_room(interaction, self.room_id)
        if self.what == "keep-out":
            await KeepOutForm.about(Speaker.to(interaction), self.room_id, self.user_id).open(interaction)
            return
        await replies.defer(interaction)
        actor, target = actor_of(interaction), await person_of(interaction, self.user_id)
        moderation = desk_of(interaction).moderation
        if self.what in {"mute", "unmute"}:
            muted = self.what == "mute"
            deed = await moderation.mute(room, actor, target, muted=muted)
            await say_done(interaction, room, target.user_id, deed, What.MUTED if muted else What.UNMUTED)
        elif self.what == "remove":
            deed = await moderation.remove(room, actor, target)
            await say_done(interaction, room, target.user_id, deed, What.REMOVED)
        else:
            deed = await moderation.let_in(room, actor, target)
            await say_done(interaction, room, target.user_id, deed, What.LET_IN)


class UndoDeed(
    DynamicItem[discord.ui.Button[Any]],
    template=rf"hands:undo:(?P<room>{_ID}):(?P<user>{_ID}):(?P<deed>{_ID})",
):
    """Takes a deed back."""

    def __init__(self, room_id: int, user_id: int, deed_id: int, label: str = "…") -> None:
        custom_id = f"hands:undo:{room_id}:{user_id}:{deed_id}"
        super().__init__(discord.ui.Button(label=label, custom_id=custom_id))
        self.room_id = room_id
        self.user_id = user_id
        self.deed_id = deed_id

    async def callback(self, interaction: Asked) -> None:
        """Undo it, and say so in the place of what was said."""
        room = await moderated_room(interaction, self.room_id)
        target = await person_of(interaction, self.user_id)
        moderation = desk_of(interaction).moderation
        what = await moderation.undo(room, actor_of(interaction), target, self.deed_id)
        said = Speaker.to(interaction).say("deed-undone", person=person(self.user_id), what=what)
        await replies.replace(interaction, said)


class KeepOutForm(Form, template=rf"hands:out:(?P<room>{_ID}):(?P<user>{_ID})"):
    """Asks why somebody is kept out, for how long, and of what."""

    def __init__(self, room_id: int, user_id: int, title: str = "…") -> None:
        super().__init__(title=title, custom_id=f"hands:out:{room_id}:{user_id}")
        self.room_id = room_id
        self.user_id = user_id
        self.reason: discord.ui.TextInput[Any] = discord.ui.TextInput(
            custom_id="reason", style=discord.TextStyle.paragraph, max_length=LONGEST_REASON
        )
        self.span: discord.ui.TextInput[Any] = discord.ui.TextInput(
            custom_id="span", required=False, max_length=8
        )
        self.of_club: discord.ui.Checkbox[Any] = discord.ui.Checkbox(custom_id="of_club")
        self.labels: list[discord.ui.Label[Any]] = [
            discord.ui.Label(text="…", component=part) for part in (self.reason, self.span, self.of_club)
        ]
        for label in self.labels:
            self.add_item(label)

    @classmethod
    def about(cls, speaker: Speaker, room_id: int, user_id: int) -> Self:
        """The form in words."""
        form = cls(room_id, user_id, speaker.label("keep-out-title", FORM_CHARACTERS))
        keys = ("keep-out-reason", "keep-out-span", "keep-out-of-club")
        for label, key in zip(form.labels, keys, strict=True):
            label.text = speaker.label(key, FORM_CHARACTERS)
            label.description = speaker.label(f"{key}.hint")
        return form

    async def on_submit(self, interaction: Asked) -> None:
        """Keep them out."""
        room = await moderated_room(interaction, self.room_id)
        span = texts.span(self.span.value)
        await replies.defer(interaction)
        target = await person_of(interaction, self.user_id)
        of_club = bool(self.of_club.value)
        deed = await desk_of(interaction).moderation.keep_out(
            room,
            actor_of(interaction),
            target,
            of_club=of_club,
            reason=" ".join(self.reason.value.split()),
            until=None if span is None else interaction.client.clock.now() + span,
        )
        what = What.KEPT_OUT_OF_CLUB if of_club else What.KEPT_OUT
        await say_done(interaction, room, target.user_id, deed, what)


async def say_done(interaction: Asked, room: Room, user_id: int, deed_id: int, what: What) -> None:
    """Say what was done, with a button that takes it back where that is possible."""
    if what in _FOR_GOOD:
        await answer(interaction, "deed-done", person=person(user_id), what=what)
        return
    speaker = Speaker.to(interaction)
    view = View(timeout=None)
    view.add_item(UndoDeed(room.id, user_id, deed_id, speaker.label("button-undo")))
    await replies.say(interaction, speaker.say("deed-done", person=person(user_id), what=what), view=view)
