"""What people see of evenings: lines of a list, and what is offered as they type."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord

from bot import replies
from bot.community.records import mention
from bot.community.settings import CommunitySettings
from bot.i18n import Safe, Text, Texts
from bot.interactions import guild_id_of
from bot.layouts import shortened
from cogs.clubs.api import Clubs
from cogs.schedule.api import Evening, EveningStatus
from cogs.schedule.checks import Asked, zone_of
from cogs.schedule.moments import shown
from cogs.schedule.repeats import repeat_of

if TYPE_CHECKING:
    from datetime import datetime
    from zoneinfo import ZoneInfo

#: A list shows no more: Discord has a hundred in a community, and its own page shows them all.
MOST_LISTED = 15
MOST_OFFERED = 25
_CHOICE = 100


def link_of(evening: Evening) -> Safe:
    """Where Discord shows an evening."""
    return Safe(f"https://discord.com/events/{evening.guild_id}/{evening.event_id}")


async def listed(interaction: Asked, evenings: list[Evening]) -> str:
    """A list of evenings, the soonest first."""
    lines = [await line_of(interaction, evening) for evening in evenings[:MOST_LISTED]]
    if len(evenings) > MOST_LISTED:
        more = len(evenings) - MOST_LISTED
        lines.append(replies.text(interaction, __name__, "and-more-evenings", more=more))
    return "\n".join(lines)


async def line_of(interaction: Asked, evening: Evening) -> str:
    """What a list says of one evening."""
    club = await interaction.client.service(Clubs).get(evening.club_id)
    key = "evening-line-live" if evening.status is EveningStatus.LIVE else "evening-line"
    return replies.text(
        interaction,
        __name__,
        key,
        topic=evening.topic,
        link=link_of(evening),
        club=club.name,
        moment=evening.starts_at,
        stage=Safe(f"<#{evening.channel_id}>"),
        hosts=hosts_of(evening),
        again=again(evening),
    )


def hosts_of(evening: Evening) -> Texts:
    """Who runs an evening, the host first."""
    people = (evening.host_id, *evening.cohost_ids)
    return Texts(tuple(Text(__name__, "one-host", person=mention(user_id)) for user_id in people))


def again(evening: Evening) -> Text:
    """How an evening comes again; nothing if it does not."""
    return Text(__name__, "repeated", repeat=repeat_of(evening.rule))


async def offered(
    interaction: Asked, evenings: list[Evening], typed: str
) -> list[discord.app_commands.Choice[str]]:
    """The evenings that fit what was typed so far."""
    zone = await zone_of(interaction)
    return [
        discord.app_commands.Choice(
            name=_label(evening, zone, interaction.locale.value), value=str(evening.id)
        )
        for evening in evenings
        if typed.casefold() in evening.topic.casefold()
    ][:MOST_OFFERED]


async def moment_offered(interaction: Asked, moment: datetime) -> str:
    """A moment in words, with the community's time zone, so that nobody plans by the wrong clock."""
    rules = await interaction.client.settings.of(CommunitySettings, guild_id_of(interaction))
    zone = await zone_of(interaction)
    return shortened(f"{shown(moment, zone, interaction.locale.value)} ({rules.time_zone})", _CHOICE)


def _label(evening: Evening, zone: ZoneInfo, locale: str) -> str:
    return shortened(f"{shown(evening.starts_at, zone, locale)}: {evening.topic}", _CHOICE)
