"""The buttons on a room's card: tip one of those on stage, all of them, or the room's jar."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Self

import discord

from bot import replies
from bot.i18n import Text
from bot.interactions import chosen_in
from bot.layouts import Voice, button, framed, row, words
from bot.views import DynamicItem
from cogs.rooms.api import CardButton, Room
from cogs.tips.api import TipToSelf
from cogs.tips.gifts.intentions import Intention, To
from cogs.tips.settings import TipSettings
from cogs.tips.tipping.giving import Asked, room_here
from cogs.tips.tipping.offers import offer, say_offer
from cogs.tips.tipping.people import People

if TYPE_CHECKING:
    from bot.client import Bot

#: With more on the stage they are chosen from a list.
MOST_ON_CARD = 5
#: Discord documentation, "Component Reference", String Select.
MOST_LISTED = 25
_TIPS = "tips"


class TipOnStage(
    DynamicItem[discord.ui.Button[Any]],
    template=r"tips:stage:(?P<room>[0-9]{1,19}):(?P<creator>[0-9]{1,20})",
):
    """Offers to tip somebody in a room; with nobody in particular it asks whom."""

    def __init__(self, room_id: int, creator_id: int = 0, label: str = "…") -> None:
        super().__init__(button(label, f"tips:stage:{room_id}:{creator_id}"))
        self.room_id = room_id
        self.creator_id = creator_id

    async def callback(self, interaction: Asked) -> None:
        """Offer it, where only whoever pressed sees it."""
        if self.creator_id == interaction.user.id:
            raise TipToSelf
        if self.creator_id:
            await say_offer(interaction, Intention.fresh(self.creator_id, room_id=self.room_id))
            return
        await _ask_whom(interaction, await room_here(interaction, self.room_id))


class TipRoom(DynamicItem[discord.ui.Button[Any]], template=r"tips:room:(?P<to>[sj]):(?P<room>[0-9]{1,19})"):
    """Offers to give to all who are on stage, or to the jar of the room."""

    def __init__(self, room_id: int, to: To, label: str = "…") -> None:
        super().__init__(button(label, f"tips:room:{to}:{room_id}"))
        self.room_id = room_id
        self.to = to

    @classmethod
    async def from_custom_id(
        cls, _interaction: Asked, _item: discord.ui.Item[Any], match: re.Match[str]
    ) -> Self:
        """Rebuild the button from what its message holds."""
        return cls(int(match["room"]), To(match["to"]))

    async def callback(self, interaction: Asked) -> None:
        """Offer it, where only whoever pressed sees it."""
        room = await room_here(interaction, self.room_id)
        await say_offer(interaction, Intention.fresh(room_id=room.id, to=self.to))


class ChooseSpeaker(DynamicItem[discord.ui.Select[Any]], template=r"tips:whom:(?P<room>[0-9]{1,19})"):
    """Chooses one of those on stage."""

    def __init__(
        self, room_id: int, placeholder: str = "…", options: Sequence[discord.SelectOption] = ()
    ) -> None:
        super().__init__(
            discord.ui.Select(
                custom_id=f"tips:whom:{room_id}", placeholder=placeholder, options=list(options)
            )
        )
        self.room_id = room_id

    async def callback(self, interaction: Asked) -> None:
        """Put the offer in the place of the list."""
        intention = Intention.fresh(int(chosen_in(interaction)[0]), room_id=self.room_id)
        await replies.redraw(interaction, await offer(interaction, intention))


class StageButtons:
    """What of tips stands on the cards of rooms."""

    def __init__(self, bot: Bot) -> None:
        self._bot = bot

    async def of(self, room: Room) -> list[CardButton]:
        """The buttons on a room's card: one for whoever is chosen, one for the jar, one for each speaker."""
        rules = await self._bot.settings.of(TipSettings, room.guild_id)
        if not rules.tip_buttons or self._bot.switches.cause(room.guild_id, _TIPS) is not None:
            return []
        people = await self._bot.service(People).on_stage(room)
        found = [CardButton(Text(__name__, "card-jar"), f"tips:room:{To.JAR}:{room.id}", "🫙")]
        if people:
            found.insert(0, CardButton(Text(__name__, "card-tip"), f"tips:stage:{room.id}:0", "💝"))
        if len(people) <= MOST_ON_CARD:
            found += [
                CardButton(Text(__name__, "card-tip-one", name=one.name), f"tips:stage:{room.id}:{one.id}")
                for one in people
            ]
        return found


async def _ask_whom(interaction: Asked, room: Room) -> None:
    voice = Voice(interaction.client, __name__, interaction.locale.value)
    on_stage = await interaction.client.service(People).on_stage(room)
    others = [one for one in on_stage if one.id != interaction.user.id]
    everybody = [TipRoom(room.id, To.JAR, voice.label("card-jar"))]
    if len(others) > 1:
        everybody.insert(0, TipRoom(room.id, To.SPEAKERS, voice.label("tip-all")))
    options = [discord.SelectOption(label=one.name, value=str(one.id)) for one in others[:MOST_LISTED]]
    chooser = [row(ChooseSpeaker(room.id, voice.label("choose-speaker", 150), options))] if options else []
    text = words(voice.say("tip-whom" if options else "nobody-to-tip"))
    await replies.say(interaction, view=framed([text, *chooser, row(*everybody)]))
