"""The offer to tip somebody: presets, any other amount with a note, and with or without one's name.

What they need is in their custom_ids, so they work after a restart. One offer is one gift: all that is
pressed in it has one key.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any, ClassVar, Self

import discord

from bot import replies
from bot.forms import Form
from bot.interactions import guild_id_of
from bot.layouts import Voice, button, framed, row, words
from bot.views import DynamicItem, LayoutView
from cogs.tips import amounts
from cogs.tips.api import POINTS, EqualTipJustGiven, Tip
from cogs.tips.checks import by_interaction
from cogs.tips.currencies import minor_digits
from cogs.tips.gifts.intentions import TEMPLATE, Intention, To
from cogs.tips.gifts.splits import Splits
from cogs.tips.refusals import NobodyOnStage
from cogs.tips.settings import TipSettings
from cogs.tips.tipping.giving import (
    Asked,
    given,
    named,
    question,
    room_around,
    room_here,
    tip_of,
    whom,
)
from cogs.tips.tipping.people import People
from cogs.tips.tipping.suggesting import currency_here


class Give(
    DynamicItem[discord.ui.Button[Any]],
    template=rf"tips:give:{TEMPLATE}:(?P<amount>[0-9]{{1,19}})(?P<sure>s?)",
):
    """Gives an amount, or asks once more if the same was given just now."""

    def __init__(
        self, intention: Intention, amount_minor: int, label: str = "…", *, is_sure: bool = False
    ) -> None:
        custom_id = f"tips:give:{intention}:{amount_minor}{'s' if is_sure else ''}"
        super().__init__(button(label, custom_id, discord.ButtonStyle.primary))
        self.intention = intention
        self.amount_minor = amount_minor
        self.is_sure = is_sure

    @classmethod
    async def from_custom_id(
        cls, _interaction: Asked, _item: discord.ui.Item[Any], match: re.Match[str]
    ) -> Self:
        """Rebuild the button from what its message holds."""
        return cls(Intention.from_match(match), int(match["amount"]), is_sure=bool(match["sure"]))

    async def callback(self, interaction: Asked) -> None:
        """Give it, and put the receipt in the place of the offer."""
        await give(interaction, self.intention, self.amount_minor, is_sure=self.is_sure)


class _OfAnOffer(DynamicItem[discord.ui.Button[Any]], template=r"(?!)"):
    """A button that needs no more than the offer it belongs to; a subclass says `what` it does."""

    _what: ClassVar[str]

    def __init_subclass__(cls, *, what: str) -> None:
        super().__init_subclass__(template=rf"tips:{what}:{TEMPLATE}")
        cls._what = what

    def __init__(self, intention: Intention, label: str = "…") -> None:
        super().__init__(button(label, f"tips:{self._what}:{intention}"))
        self.intention = intention

    @classmethod
    async def from_custom_id(
        cls, _interaction: Asked, _item: discord.ui.Item[Any], match: re.Match[str]
    ) -> Self:
        """Rebuild the button from what its message holds."""
        return cls(Intention.from_match(match))


class OtherAmount(_OfAnOffer, what="other"):
    """Opens the form in which an amount and a note are typed."""

    async def callback(self, interaction: Asked) -> None:
        """Open the form."""
        await AmountForm.asking(interaction, self.intention).open(interaction)


class Veil(_OfAnOffer, what="veil"):
    """Turns an offer into one without the tipper's name, and back."""

    async def callback(self, interaction: Asked) -> None:
        """Draw the offer anew."""
        intention = replace(self.intention, is_anonymous=not self.intention.is_anonymous)
        await replies.redraw(interaction, await offer(interaction, intention))


class Coin(_OfAnOffer, what="coin"):
    """Turns an offer into one of another currency."""

    async def callback(self, interaction: Asked) -> None:
        """Draw the offer anew."""
        await replies.redraw(interaction, await offer(interaction, self.intention))


class AmountForm(Form, template=rf"tips:amount:{TEMPLATE}"):
    """Takes any amount, and a note."""

    def __init__(self, intention: Intention, title: str = "…") -> None:
        super().__init__(title=title, custom_id=f"tips:amount:{intention}")
        self.intention = intention
        self.amount: discord.ui.TextInput[Any] = discord.ui.TextInput(
            custom_id="amount", max_length=amounts.LONGEST
        )
        self.note: discord.ui.TextInput[Any] = discord.ui.TextInput(
            custom_id="note", max_length=200, required=False
        )
        self.how_much: discord.ui.Label[Any] = discord.ui.Label(text="…", component=self.amount)
        self.why: discord.ui.Label[Any] = discord.ui.Label(text="…", component=self.note)
        self.add_item(self.how_much)
        self.add_item(self.why)

    @classmethod
    def asking(cls, interaction: Asked, intention: Intention) -> Self:
        """The form, in words."""
        voice = Voice(interaction.client, __name__, interaction.locale.value)
        form = cls(intention, voice.label("amount-title", 45))
        form.how_much.text, form.why.text = voice.label("amount-label", 45), voice.label("note-label", 45)
        return form

    @classmethod
    async def from_custom_id(cls, _interaction: Asked, match: re.Match[str], /) -> Self:
        """Rebuild the form that was filled in."""
        return cls(Intention.from_match(match))

    async def on_submit(self, interaction: Asked) -> None:
        """Give what was typed."""
        intention = self.intention
        amount = amounts.parse(self.amount.value, interaction.locale.value, intention.currency)
        await give(interaction, intention, amount, self.note.value.strip() or None)


async def for_room(
    interaction: Asked, to: To, currency: str | None, *, is_anonymous: bool = False
) -> Intention:
    """What a command means that is about the room in which it is used.

    Raises:
        NoRoomHere: whoever asks is in no room, and there is none or more than one.
        CurrencyNotHere: tips are given in other currencies here.
    """
    return Intention(
        by_interaction(interaction),
        room_id=room_around(interaction).id,
        currency=await currency_here(interaction, currency),
        is_anonymous=is_anonymous,
        to=to,
    )


async def say_typed(interaction: Asked, intention: Intention, amount: str, note: str | None) -> None:
    """Give what was typed as a command, and say what became of it."""
    minor = amounts.parse(amount, interaction.locale.value, intention.currency)
    tip = await tip_of(interaction, intention, minor, note)
    try:
        await replies.say(interaction, await given(interaction, intention, tip))
    except EqualTipJustGiven as equal:
        await replies.say(interaction, view=await asking_again(interaction, tip, intention, equal))


async def say_offer(interaction: Asked, intention: Intention) -> None:
    """Offer somebody to tip, where only they see it."""
    await replies.say(interaction, view=await offer(interaction, intention))


async def offer(interaction: Asked, intention: Intention) -> LayoutView:
    """What an offer looks like."""
    voice = Voice(interaction.client, __name__, interaction.locale.value)
    rules = await interaction.client.settings.of(TipSettings, guild_id_of(interaction))
    whole = 10 ** minor_digits(intention.currency)
    presets = [
        Give(intention, amount * whole, await _label(interaction, voice, amount * whole, intention.currency))
        for amount in rules.presets_in(intention.currency)
    ]
    veil = voice.label("offer-with-name" if intention.is_anonymous else "offer-without-name")
    coins = [
        Coin(replace(intention, currency=code), voice.label("offer-points") if code == POINTS else code)
        for code in rules.accepted
        if code != intention.currency
    ]
    return framed(
        [
            words(await _offered(interaction, voice, intention)),
            row(*presets, OtherAmount(intention, voice.label("offer-other"))),
            row(Veil(intention, veil), *coins),
        ]
    )


async def _offered(interaction: Asked, voice: Voice, intention: Intention) -> str:
    """To whom, and by which rule it is divided.

    Raises:
        NoRoomHere: it is for a room that is over.
        NobodyOnStage: it is for those on a stage on which nobody else is.
    """
    people: list[int] = []
    if intention.to is To.SPEAKERS:
        room = await room_here(interaction, intention.room_id)
        on_stage = [one.id for one in await interaction.client.service(People).on_stage(room)]
        splits = interaction.client.service(Splits)
        people = await splits.takers(room.guild_id, on_stage, interaction.user.id)
        if not people:
            raise NobodyOnStage
    return voice.say(
        {To.PERSON: "offer", To.SPEAKERS: "offer-split", To.JAR: "offer-jar"}[intention.to],
        creator=whom(intention),
        people=named(people),
        count=len(people),
        veil="yes" if intention.is_anonymous else "no",
    )


async def give(
    interaction: Asked,
    intention: Intention,
    amount_minor: int,
    note: str | None = None,
    *,
    is_sure: bool = False,
) -> None:
    """Give what an offer led to, and put what became of it in the offer's place."""
    tip = await tip_of(interaction, intention, amount_minor, note)
    try:
        said = framed([words(await given(interaction, intention, tip, confirmed=is_sure))])
    except EqualTipJustGiven as equal:
        said = await asking_again(interaction, tip, intention, equal)
    await replies.redraw(interaction, said)


async def asking_again(
    interaction: Asked, tip: Tip, intention: Intention, equal: EqualTipJustGiven
) -> LayoutView:
    """Whether the same is to be given once more, and the button that says yes."""
    label = replies.text(interaction, __name__, "tip-again-button")
    text = await question(interaction, intention, tip, equal.placeholders["seconds"])
    yes = Give(intention.anew(), tip.amount_minor, label, is_sure=True)
    return framed([words(text), row(yes)])


async def _label(interaction: Asked, voice: Voice, amount_minor: int, currency: str) -> str:
    text = await amounts.in_words(
        interaction.client.settings, guild_id_of(interaction), amount_minor, currency
    )
    return voice.words.plain(text.owner, text.key, voice.locale, **text.placeholders)
