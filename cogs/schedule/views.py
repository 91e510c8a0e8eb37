"""What people see of evenings: lines of a list, and what is offered as they type."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING, Any, Self

import discord

from bot import replies
from bot.community.reaching import ReachedBy
from bot.community.records import mention
from bot.community.settings import CommunitySettings
from bot.i18n import Safe, Text, Texts
from bot.interactions import guild_id_of, is_steward
from bot.layouts import shortened
from bot.views import DynamicItem, View
from cogs.clubs.api import Clubs
from cogs.schedule.addresses import Calendars
from cogs.schedule.api import Evening, EveningStatus
from cogs.schedule.bindings import Starter
from cogs.schedule.checks import Asked, zone_of
from cogs.schedule.moments import shown
from cogs.schedule.repeats import repeat_of
from cogs.schedule.service import EveningBook

if TYPE_CHECKING:
    from datetime import datetime
    from zoneinfo import ZoneInfo

    from bot.client import Bot
    from cogs.clubs.api import Club

#: A list shows no more: Discord has a hundred in a community, and its own page shows them all.
MOST_LISTED = 15
MOST_OFFERED = 25
_CHOICE = 100


async def listed(interaction: Asked, evenings: list[Evening]) -> str:
    """A list of evenings, the soonest first."""
    lines = [await _line_of(interaction, evening) for evening in evenings[:MOST_LISTED]]
    if len(evenings) > MOST_LISTED:
        more = len(evenings) - MOST_LISTED
        lines.append(replies.text(interaction, __name__, "and-more-evenings", more=more))
    return "\n".join(lines)


async def show_evening(interaction: Asked, key: str, evening: Evening) -> None:
    """Answer with a text about an evening, and with its file for calendars."""
    calendars: Calendars = interaction.client.service(Calendars)
    file = discord.File(io.BytesIO(await calendars.file_of_one(evening)), "evening.ics")
    await replies.say(interaction, await _said_of(interaction, key, evening), file=file)


async def _line_of(interaction: Asked, evening: Evening) -> str:
    key = "evening-line-live" if evening.status is EveningStatus.LIVE else "evening-line"
    return await _said_of(interaction, key, evening)


async def _said_of(interaction: Asked, key: str, evening: Evening) -> str:
    """A text about an evening: what it is, when, where, whose, and who runs it."""
    club = await interaction.client.service(Clubs).get(evening.club_id)
    return replies.text(
        interaction,
        __name__,
        key,
        topic=evening.topic,
        link=Safe(f"https://discord.com/events/{evening.guild_id}/{evening.event_id}"),
        club=club.name,
        moment=evening.starts_at,
        stage=Safe(f"<#{evening.channel_id}>"),
        hosts=_hosts_of(evening),
        again=_again(evening),
    )


def _hosts_of(evening: Evening) -> Texts:
    people = (evening.host_id, *evening.cohost_ids)
    return Texts(tuple(Text(__name__, "one-host", person=mention(user_id)) for user_id in people))


def _again(evening: Evening) -> Text:
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


class Remind(DynamicItem[discord.ui.Button[Any]], template=r"schedule:remind:(?P<how>channel|dm|nothing)"):
    """Chooses how somebody is reminded, under a reminder that others see as well."""

    def __init__(self, by: ReachedBy, label: str = "…") -> None:
        super().__init__(discord.ui.Button(label=label, custom_id=f"schedule:remind:{by.value}"))
        self.by = by

    @classmethod
    async def from_custom_id(
        cls, _interaction: Asked, _item: discord.ui.Item[Any], match: re.Match[str]
    ) -> Self:
        """Rebuild the button from what its message holds."""
        return cls(ReachedBy(match["how"]))

    async def callback(self, interaction: Asked) -> None:
        """Note it, and say so to them alone."""
        await replies.say(interaction, await choose(interaction, self.by))


class Start(DynamicItem[discord.ui.Button[Any]], template=r"schedule:start:(?P<evening>[0-9]{1,18})"):
    """Begins an evening whose time has come."""

    def __init__(self, evening_id: int, label: str = "…") -> None:
        style = discord.ButtonStyle.primary
        custom_id = f"schedule:start:{evening_id}"
        super().__init__(discord.ui.Button(label=label, custom_id=custom_id, style=style))
        self.evening_id = evening_id

    async def callback(self, interaction: Asked) -> None:
        """Open the room, for those who run the evening."""
        await replies.defer(interaction)
        book: EveningBook = interaction.client.service(EveningBook)
        evening = await book.get(guild_id_of(interaction), self.evening_id)
        await replies.say(interaction, await start(interaction, evening))


ITEMS = (Remind, Start)


async def show_calendar(interaction: Asked, club: Club, *, anew: bool) -> None:
    """Give somebody the calendar of a club, and where it is found if pages are served."""
    calendars: Calendars = interaction.client.service(Calendars)
    pages = interaction.client.web.public_url
    if pages is None:
        text = replies.text(interaction, __name__, "calendar-file", club=club.name)
    else:
        address = Safe(f"{pages}/schedule/{await calendars.address_of(club, anew=anew)}.ics")
        text = replies.text(interaction, __name__, "calendar-address", club=club.name, address=address)
    file = discord.File(io.BytesIO(await calendars.file_of(club)), "evenings.ics")
    await replies.say(interaction, text, file=file)


async def choose(interaction: Asked, by: ReachedBy) -> str:
    """Note how whoever asks wants to be reminded; answers what to say of it."""
    book: EveningBook = interaction.client.service(EveningBook)
    await book.preferences.choose(guild_id_of(interaction), interaction.user.id, by, interaction.locale.value)
    return replies.text(interaction, __name__, "reminded-by", by=by)


async def start(interaction: Asked, evening: Evening) -> str:
    """Begin an evening as whoever asks; answers what to say of it.

    Raises:
        UserError: they may not, or it cannot be; says why.
    """
    starter: Starter = interaction.client.service(Starter)
    room = await starter.start(evening, interaction.user.id, steward=is_steward(interaction))
    stage = Safe(f"<#{room.channel_id}>")
    return replies.text(interaction, __name__, "evening-started", topic=room.topic, stage=stage)


def reminder_buttons(bot: Bot, language: str) -> discord.ui.View:
    """The buttons under a reminder in a channel."""
    view = View(timeout=None)
    for by, key in ((ReachedBy.DM, "button-remind-dm"), (ReachedBy.NOTHING, "button-remind-nothing")):
        view.add_item(Remind(by, bot.words.plain(__name__, key, language)))
    return view


def start_button(bot: Bot, evening: Evening, language: str) -> discord.ui.View:
    """The button under a call to the host."""
    view = View(timeout=None)
    view.add_item(Start(evening.id, bot.words.plain(__name__, "button-start", language)))
    return view
