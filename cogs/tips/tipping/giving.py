"""From an intention and an amount to a gift, and to what the giver reads of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import discord

from bot import replies
from bot.community.records import mention
from bot.i18n import Safe, Text, Texts
from bot.interactions import guild_id_of, voice_channel_id_of
from bot.settings import SettingStore
from cogs.rooms.api import NoRoomHere, Room, Rooms
from cogs.tips import amounts
from cogs.tips.api import Ledger, Tip
from cogs.tips.currencies import Shown, amount_in
from cogs.tips.gifts.intentions import Intention, To
from cogs.tips.gifts.jars import Jars
from cogs.tips.gifts.splits import Part, Splits
from cogs.tips.orders import person
from cogs.tips.tipping.people import People

if TYPE_CHECKING:
    from bot.client import Bot

Asked = discord.Interaction[Any]
#: More people than this are counted, not named.
MOST_NAMED = 10


async def room_here(interaction: Asked, room_id: int) -> Room:
    """A live room of the community.

    Raises:
        NoRoomHere: it is over.
    """
    rooms: Rooms = interaction.client.service(Rooms)
    return await rooms.named(guild_id_of(interaction), room_id)


def room_around(interaction: Asked) -> Room:
    """The live room in which whoever asks is, or else the only one there is.

    Raises:
        NoRoomHere: there is none, or more than one.
    """
    rooms = interaction.client.service(Rooms)
    here = rooms.on(voice_channel_id_of(interaction) or 0)
    live: list[Room] = rooms.of(guild_id_of(interaction)) if here is None else [here]
    if len(live) != 1:
        raise NoRoomHere
    return live[0]


async def tip_of(interaction: Asked, intention: Intention, amount_minor: int, note: str | None = None) -> Tip:
    """The tip that an intention and an amount are; of two people it is given in the room where both are.

    Raises:
        NoRoomHere: it is for a room that is over.
    """
    room: Room | None
    if intention.to is To.PERSON:
        rooms: Rooms = interaction.client.service(Rooms)
        room = rooms.of_both(guild_id_of(interaction), interaction.user.id, intention.creator_id)
    else:
        room = await room_here(interaction, intention.room_id)
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


async def given(interaction: Asked, intention: Intention, tip: Tip, *, confirmed: bool = False) -> str:
    """Give a tip, and put into words what was given and what is left.

    Raises:
        TipRefused: as `Ledger.tip` does.
        NoRoomHere: it is for a room that is over.
    """
    bot: Bot = interaction.client
    if intention.to is To.SPEAKERS:
        return await _split(interaction, tip, confirmed=confirmed)
    if intention.to is To.JAR:
        room = await room_here(interaction, intention.room_id)
        written = await bot.service(Jars).give(tip, room, confirmed=confirmed)
        bot.service(Rooms).card_is_stale(room)
        balance = written.balances[person(tip.tipper_id), tip.currency]
        return await _in_words(interaction, "jar-given", tip, balance)
    receipt = await bot.service(Ledger).tip(tip, confirmed=confirmed)
    return await _in_words(
        interaction, "tip-given", tip, receipt.balance_minor, creator=mention(tip.creator_id)
    )


async def question(interaction: Asked, intention: Intention, tip: Tip, seconds: object) -> str:
    """Whether the same is to be given again."""
    return replies.text(
        interaction,
        __name__,
        "tip-again",
        seconds=seconds,
        amount=await amounts.in_words(
            interaction.client.settings, tip.guild_id, tip.amount_minor, tip.currency
        ),
        creator=whom(intention),
        noted="no" if tip.note is None else "yes",
    )


def whom(intention: Intention) -> Safe | Text:
    """For whom a gift is meant."""
    if intention.to is To.PERSON:
        return mention(intention.creator_id)
    return Text(__name__, "whom-speakers" if intention.to is To.SPEAKERS else "whom-jar")


def named(people: Sequence[int]) -> Safe | Text | Texts:
    """Some people in a text; where they are many, how many."""
    if not people:
        return Text("bot", "somebody")
    if len(people) > MOST_NAMED:
        return Text(__name__, "so-many-people", count=len(people))
    return Safe(", ".join(f"<@{user_id}>" for user_id in people))


async def sums(settings: SettingStore, guild_id: int, held: Mapping[str, int]) -> Texts:
    """Amounts of several currencies in one text."""
    each = [await amounts.in_words(settings, guild_id, amount, one) for one, amount in held.items()]
    return Texts(tuple(each), ", ")


def lines_of(shares: Mapping[int, Mapping[str, int]]) -> Texts:
    """Who gets what, a line each."""
    people = list(shares.items())
    lines = [
        Text(__name__, "share-line", person=mention(user_id), amount=_plain(own))
        for user_id, own in people[:MOST_NAMED]
    ]
    if len(people) > MOST_NAMED:
        lines.append(Text(__name__, "more-people", count=len(people) - MOST_NAMED))
    return Texts(tuple(lines), "\n")


def _plain(own: Mapping[str, int]) -> int | Shown | Texts:
    each = [amount_in(amount, currency) for currency, amount in own.items()]
    return each[0] if len(each) == 1 else Texts(tuple(Text(__name__, "one-sum", amount=one) for one in each))


async def _split(interaction: Asked, tip: Tip, *, confirmed: bool) -> str:
    bot: Bot = interaction.client
    room = await room_here(interaction, tip.room_id or 0)
    speakers = [one.id for one in await bot.service(People).on_stage(room)]
    split = await bot.service(Splits).give(tip, speakers, confirmed=confirmed)
    return await _in_words(
        interaction, "split-given", tip, split.balance_minor, lines=lines_of(_by_person(split.parts, tip))
    )


def _by_person(parts: Iterable[Part], tip: Tip) -> dict[int, dict[str, int]]:
    return {part.user_id: {tip.currency: part.amount_minor} for part in parts}


async def _in_words(interaction: Asked, key: str, tip: Tip, balance_minor: int, **more: object) -> str:
    settings = interaction.client.settings
    return replies.text(
        interaction,
        __name__,
        key,
        amount=await amounts.in_words(settings, tip.guild_id, tip.amount_minor, tip.currency),
        balance=amount_in(balance_minor, tip.currency),
        anonymous="yes" if tip.is_anonymous else "no",
        **more,
    )
