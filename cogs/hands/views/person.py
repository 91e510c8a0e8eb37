"""The card of one person in a room, for a host: where they stand, and what can be done."""

from __future__ import annotations

from typing import Any

import discord

from bot import replies
from bot.interactions import chosen_in
from bot.views import DynamicItem, LayoutView
from cogs.hands.api import NoHandRaised
from cogs.hands.checks import desk_of, hosted_room
from cogs.hands.views.buttons import Press, short_label
from cogs.hands.views.moderating import AGAINST, Moderate
from cogs.hands.views.parts import Asked, Speaker, person
from cogs.hands.views.reporting import ReportPerson
from cogs.rooms.api import Room

#: What of the queue is open to those who may manage the community, and do not run the room.
_WITHOUT_HOSTING = frozenset({"dismiss"})


class ChoosePerson(DynamicItem[discord.ui.UserSelect[Any]], template=r"hands:person:(?P<room>[0-9]{1,20})"):
    """Opens the card of somebody in particular."""

    def __init__(self, room_id: int, placeholder: str = "…") -> None:
        super().__init__(discord.ui.UserSelect(custom_id=f"hands:person:{room_id}", placeholder=placeholder))
        self.room_id = room_id

    async def callback(self, interaction: Asked) -> None:
        """Show the card to whoever chose."""
        room = await hosted_room(interaction, self.room_id)
        await show_person(interaction, room, int(chosen_in(interaction)[0]))


async def show_person(interaction: Asked, room: Room, user_id: int) -> None:
    """Show a host, or whoever else may moderate, what somebody is in a room, and the buttons that fit."""
    speaker = Speaker.to(interaction)
    text, deeds = await _standing(speaker, interaction, room, user_id)
    runs_it = await desk_of(interaction).rooms.is_host(room, interaction.user.id)
    buttons: list[discord.ui.Item[Any]] = [
        Press(what, room.id, user_id, short_label(speaker, what))
        for what in deeds
        if runs_it or what in _WITHOUT_HOSTING
    ]
    against = [Moderate(what, room.id, user_id, speaker) for what in AGAINST]
    report = ReportPerson(room.id, user_id, speaker.label("button-report"))
    # A row has room for five buttons (Discord documentation, "Component Reference", Action Row).
    parts = [part for part in (buttons, against, [report]) if part]
    rows: list[discord.ui.Item[Any]] = [discord.ui.ActionRow(*part) for part in parts]
    view = LayoutView(timeout=None)
    view.add_item(discord.ui.Container(discord.ui.TextDisplay(text), *rows))
    await replies.say(interaction, view=view)


async def _standing(
    speaker: Speaker, interaction: Asked, room: Room, user_id: int
) -> tuple[str, tuple[str, ...]]:
    desk = desk_of(interaction)
    who = person(user_id)
    if desk.rooms.is_bot(user_id):
        return speaker.say("person-is-bot", person=who), ("invite", "dismiss")
    turn = next((turn for turn in await desk.floor.turns(room) if turn.user_id == user_id), None)
    if turn is not None:
        deeds = ("dismiss",) if turn.ends_at is None else ("more-time", "dismiss")
        return speaker.say("person-speaks", person=who, since=turn.began_at), deeds
    if user_id in await desk.queue.invitees(room):
        return speaker.say("person-invited", person=who), ("dismiss",)
    try:
        place = await desk.asking.place_of(room, user_id)
    except NoHandRaised:
        return speaker.say("person-listens", person=who), ("invite",)
    text = speaker.say("person-waits", person=who, position=place.number, waiting=place.of)
    return text, ("invite", "skip", "release" if place.hand.held else "hold", "dismiss")
