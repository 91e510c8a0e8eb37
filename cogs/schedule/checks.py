"""Questions asked of an interaction: which evening, which club, which moment."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import discord

from bot.community.settings import CommunitySettings
from bot.interactions import guild_id_of, is_steward, voice_channel_id_of
from cogs.clubs.api import Clubs
from cogs.schedule.moments import read_moment
from cogs.schedule.refusals import BotsHostNoEvening, MayNotPlan, NoStageForIt, NoSuchEvening
from cogs.schedule.service import EveningBook

if TYPE_CHECKING:
    from datetime import datetime

    from cogs.clubs.api import Club
    from cogs.schedule.api import Evening

Asked = discord.Interaction[Any]
#: No evening's id has more.
MOST_DIGITS = 18


def book_of(interaction: Asked) -> EveningBook:
    """The evenings of the bot that is asked."""
    book: EveningBook = interaction.client.service(EveningBook)
    return book


async def club_of(interaction: Asked, name: str) -> Club:
    """The club of that name.

    Raises:
        NoSuchClub: there is none.
    """
    club: Club = await interaction.client.service(Clubs).named(guild_id_of(interaction), name)
    return club


async def club_to_plan(interaction: Asked, name: str) -> Club:
    """The club of that name, if whoever asks may plan its evenings.

    Raises:
        NoSuchClub: there is none.
        ClubIsArchived: it rests.
        MayNotPlan: they may not.
    """
    club = await club_of(interaction, name)
    await book_of(interaction).require_planner(club, interaction.user.id, steward=is_steward(interaction))
    return club


async def evening_named(interaction: Asked, typed: str) -> Evening:
    """The evening that was chosen from those offered, or typed by its topic.

    Raises:
        NoSuchEvening: there is none, or more than one.
    """
    guild_id = guild_id_of(interaction)
    if typed.isascii() and typed.isdigit() and len(typed) <= MOST_DIGITS:
        return await book_of(interaction).get(guild_id, int(typed))
    found = [
        one for one in await book_of(interaction).of(guild_id) if one.topic.casefold() == typed.casefold()
    ]
    if len(found) != 1:
        raise NoSuchEvening
    return found[0]


async def evening_to_plan(interaction: Asked, typed: str) -> Evening:
    """An evening that whoever asks may change: its host, and who plans the club's.

    Raises:
        NoSuchEvening: there is none.
        MayNotPlan: it is not theirs to change.
    """
    evening = await evening_named(interaction, typed)
    book, user_id = book_of(interaction), interaction.user.id
    if user_id != evening.host_id and not await book.may_plan(
        evening.club_id, user_id, steward=is_steward(interaction)
    ):
        club = await interaction.client.service(Clubs).get(evening.club_id)
        raise MayNotPlan(club=club.name)
    return evening


async def zone_of(interaction: Asked) -> ZoneInfo:
    """The time zone of the community."""
    rules = await interaction.client.settings.of(CommunitySettings, guild_id_of(interaction))
    return ZoneInfo(rules.time_zone)


async def moment_typed(interaction: Asked, typed: str) -> datetime:
    """The moment that somebody typed, by the community's clock.

    Raises:
        UserError: it cannot be read, or is no time at which something can be planned.
    """
    return read_moment(
        typed, await zone_of(interaction), interaction.client.clock.now(), relative_days(interaction)
    )


def relative_days(interaction: Asked) -> list[tuple[str, int]]:
    """What today and tomorrow are called, in the asker's language and in English."""
    words, locales = interaction.client.words, (interaction.locale.value, "en")
    today = [(words.plain(__name__, "word-today", locale), 0) for locale in locales]
    return today + [(words.plain(__name__, "word-tomorrow", locale), 1) for locale in locales]


def stage_for(interaction: Asked, club: Club, named: discord.StageChannel | None) -> discord.StageChannel:
    """Where an evening takes place: the stage named, the club's own, the person's, or the only one there is.

    Raises:
        NoStageForIt: none of these is there.
    """
    guild = interaction.guild
    assert guild is not None, "the command is for guilds only"
    if named is not None:
        return named
    for channel_id in (club.stage_channel_id, voice_channel_id_of(interaction)):
        found = guild.get_channel(channel_id or 0)
        if isinstance(found, discord.StageChannel):
            return found
    if len(guild.stage_channels) == 1:
        return guild.stage_channels[0]
    raise NoStageForIt(club=club.name)


def host_of(person: discord.Member | discord.User) -> int:
    """Somebody who was named, and can run a room.

    Raises:
        BotsHostNoEvening: it is a bot.
    """
    if person.bot:
        raise BotsHostNoEvening
    return person.id
