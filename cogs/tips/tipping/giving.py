"""From an intention and an amount to a tip, and to what the tipper reads of it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import discord

from bot import replies
from bot.i18n import Safe
from bot.interactions import guild_id_of
from cogs.rooms.api import Room, Rooms
from cogs.tips import amounts
from cogs.tips.api import Ledger, Receipt, Tip
from cogs.tips.currencies import amount_in
from cogs.tips.gifts.intentions import Intention

if TYPE_CHECKING:
    from bot.client import Bot

Asked = discord.Interaction[Any]


def room_of(interaction: Asked, user_id: int) -> Room | None:
    """The live room in which somebody is, if the person who asks is in it too."""
    rooms = interaction.client.service(Rooms)
    both = {interaction.user.id, user_id}
    live = rooms.of(guild_id_of(interaction))
    return next((room for room in live if both <= set(rooms.roles_on(room.channel_id))), None)


def tip_of(interaction: Asked, intention: Intention, amount_minor: int, note: str | None = None) -> Tip:
    """The tip that an intention and an amount are; it is given in the room in which both are."""
    room = room_of(interaction, intention.creator_id)
    return Tip(
        guild_id_of(interaction),
        interaction.user.id,
        intention.creator_id,
        amount_minor,
        intention.key,
        intention.currency,
        note,
        None if room is None else room.id,
        None if room is None else room.club_id,
        intention.is_anonymous,
    )


async def given(interaction: Asked, tip: Tip, *, confirmed: bool = False) -> str:
    """Give a tip, and put into words what was given and what is left.

    Raises:
        TipRefused: as `Ledger.tip` does.
    """
    bot: Bot = interaction.client
    return await in_words(interaction, tip, await bot.service(Ledger).tip(tip, confirmed=confirmed))


async def in_words(interaction: Asked, tip: Tip, receipt: Receipt) -> str:
    """What the tipper reads of a tip."""
    settings = interaction.client.settings
    return replies.text(
        interaction,
        __name__,
        "tip-given",
        amount=await amounts.in_words(settings, tip.guild_id, receipt.amount_minor, receipt.currency),
        creator=Safe(f"<@{tip.creator_id}>"),
        balance=amount_in(receipt.balance_minor, receipt.currency),
        anonymous="yes" if tip.is_anonymous else "no",
    )


async def question(interaction: Asked, tip: Tip, seconds: object) -> str:
    """Whether the same is to be given again."""
    return replies.text(
        interaction,
        __name__,
        "tip-again",
        seconds=seconds,
        amount=await amounts.in_words(
            interaction.client.settings, tip.guild_id, tip.amount_minor, tip.currency
        ),
        creator=Safe(f"<@{tip.creator_id}>"),
        noted="no" if tip.note is None else "yes",
    )


def again(intention: Intention) -> Intention:
    """The same once more, with a key of its own."""
    return replace(intention, key=Intention.fresh(intention.creator_id).key)
