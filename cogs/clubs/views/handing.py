"""Handing a club over, which is asked about once more."""

from __future__ import annotations

from typing import Any

import discord

from bot import replies
from bot.views import DynamicItem, View
from cogs.clubs.checks import actor_of, card_of, clubs_of
from cogs.clubs.directory import Card
from cogs.clubs.roles import Deed
from cogs.clubs.views.parts import Asked, Speaker, person


class HandOver(
    DynamicItem[discord.ui.Button[Any]],
    template=r"clubs:transfer:(?P<club>[0-9]{1,18}):(?P<heir>[0-9]{1,20})",
):
    """Says yes to "really?"."""

    def __init__(self, club_id: int, heir_id: int, label: str = "…") -> None:
        custom_id = f"clubs:transfer:{club_id}:{heir_id}"
        super().__init__(
            discord.ui.Button(label=label, custom_id=custom_id, style=discord.ButtonStyle.danger)
        )
        self.club_id = club_id
        self.heir_id = heir_id

    async def callback(self, interaction: Asked) -> None:
        """Hand it over, and say so in the place of the question."""
        card = await card_of(interaction, self.club_id)
        await clubs_of(interaction).staff.transfer(self.club_id, actor_of(interaction), self.heir_id)
        text = Speaker.to(interaction).say("transferred", club=card.club.name, heir=person(self.heir_id))
        await replies.replace(interaction, text)


async def ask_to_hand_over(interaction: Asked, card: Card, heir_id: int) -> None:
    """Ask whoever may whether they mean it.

    Raises:
        NotAllowed: only the owner hands over.
        NotInClub: the heir is no member.
    """
    book, speaker = clubs_of(interaction), Speaker.to(interaction)
    await book.require_may(card.club, actor_of(interaction), Deed.TRANSFER)
    await book.require_member(card.club, heir_id)
    view = View(timeout=None)
    view.add_item(HandOver(card.club.id, heir_id, speaker.label("button-transfer")))
    text = speaker.say("transfer-sure", club=card.club.name, heir=person(heir_id))
    await replies.say(interaction, text, view=view)
