"""The Discord face of the schedule: what people plan, and what they see of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import discord
from discord import app_commands

from bot import replies
from bot.cog import GroupCog
from bot.community.reaching import ReachedBy
from bot.i18n import Safe
from bot.interactions import guild_id_of
from cogs.clubs.api import Clubs
from cogs.schedule import views
from cogs.schedule.checks import (
    Asked,
    club_of,
    club_to_plan,
    evening_named,
    evening_to_plan,
    host_of,
    moment_typed,
    zone_of,
)
from cogs.schedule.moments import typed as as_typed
from cogs.schedule.planning import Given, changes_of, wish_of
from cogs.schedule.repeats import Repeat
from cogs.schedule.service import require_planned
from cogs.schedule.terms import LONGEST_DESCRIPTION, LONGEST_TOPIC
from cogs.schedule.views import listed, moment_offered, offered

if TYPE_CHECKING:
    from bot.client import Bot
    from cogs.schedule.bindings import EventDesk
    from cogs.schedule.service import EveningBook

Choices = list[app_commands.Choice[str]]
Topic = app_commands.Range[str, 1, LONGEST_TOPIC]
When = app_commands.Range[str, 1, 60]
Description = app_commands.Range[str, 1, LONGEST_DESCRIPTION]
Minutes = app_commands.Range[int, 5, 1_440]
Repeated = Literal["weekly", "fortnightly", "monthly", "yearly", "weekdays", "weekends"]
Changed = Literal["once", "weekly", "fortnightly", "monthly", "yearly", "weekdays", "weekends"]


@app_commands.guild_only()
class ScheduleCommands(GroupCog, group_name="schedule", group_description="Evenings that are planned"):
    """Lets those who run a club plan its evenings, and everybody see them."""

    cohost = app_commands.Group(name="cohost", description="Run an evening together")

    def __init__(self, bot: Bot, book: EveningBook, desk: EventDesk) -> None:
        super().__init__(bot)
        self.book = book
        self.desk = desk

    @app_commands.command()
    async def create(
        self,
        interaction: Asked,
        *,
        club: str,
        topic: Topic,
        when: When,
        about: Description | None = None,
        minutes: Minutes | None = None,
        repeat: Repeated | None = None,
        host: discord.Member | None = None,
        stage: discord.StageChannel | None = None,
        picture: discord.Attachment | None = None,
    ) -> None:
        """Plan an evening of your club; Discord shows it as an event."""
        await self.defer(interaction)
        found = await club_to_plan(interaction, club)
        again = None if repeat is None else Repeat(repeat)
        given = Given(topic, when, about, minutes, again, host, stage, picture)
        wish, place = await wish_of(interaction, found, given)
        planned = await self.desk.plan(found, wish, place)
        await views.show_evening(interaction, "evening-planned", planned)

    @app_commands.command(name="list")
    async def list_(self, interaction: Asked, club: str | None = None) -> None:
        """See what is planned here, the soonest first."""
        found = None if club is None else await club_of(interaction, club)
        planned = await self.book.of(guild_id_of(interaction), None if found is None else found.id)
        if not planned:
            await self.say(interaction, "nothing-planned")
            return
        await replies.say(interaction, await listed(interaction, planned))

    @app_commands.command()
    async def edit(
        self,
        interaction: Asked,
        *,
        evening: str,
        topic: Topic | None = None,
        when: When | None = None,
        about: Description | None = None,
        minutes: Minutes | None = None,
        repeat: Changed | None = None,
        host: discord.Member | None = None,
        stage: discord.StageChannel | None = None,
        picture: discord.Attachment | None = None,
    ) -> None:
        """Change an evening that has not begun: its topic, time, place, host or picture."""
        await self.defer(interaction)
        found = require_planned(await evening_to_plan(interaction, evening))
        again = None if repeat is None else Repeat(repeat)
        given = Given(topic, when, about, minutes, again, host, stage, picture)
        changed = await self.desk.edit(found, *await changes_of(interaction, found, given))
        await views.show_evening(interaction, "evening-changed", changed)

    @app_commands.command()
    async def cancel(self, interaction: Asked, evening: str) -> None:
        """Cancel an evening, with all the times it would have come again."""
        await self.defer(interaction)
        found = require_planned(await evening_to_plan(interaction, evening))
        await self.desk.cancel(found)
        await self.say(interaction, "evening-cancelled", topic=found.topic, moment=found.starts_at)

    @app_commands.command()
    async def skip(self, interaction: Asked, evening: str) -> None:
        """Leave out the next time of an evening that comes again."""
        await self.defer(interaction)
        found = require_planned(await evening_to_plan(interaction, evening))
        later = await self.desk.skip(found)
        await self.say(
            interaction, "evening-skipped", topic=found.topic, moment=found.starts_at, later=later.starts_at
        )

    @app_commands.command()
    async def start(self, interaction: Asked, evening: str) -> None:
        """Begin an evening that you run; if nobody does in time, those interested are told."""
        await self.defer(interaction)
        found = await evening_named(interaction, evening)
        await replies.say(interaction, await views.start(interaction, found))

    @app_commands.command()
    async def calendar(
        self,
        interaction: Asked,
        club: str,
        new_address: bool = False,  # noqa: FBT001, FBT002 - an option of the command
    ) -> None:
        """Get what a club has planned as a file, and the address at which your calendar can follow it."""
        await self.defer(interaction)
        find = club_to_plan if new_address else club_of
        await views.show_calendar(interaction, await find(interaction, club), anew=new_address)

    @app_commands.command()
    async def remind(self, interaction: Asked, by: Literal["channel", "dm", "nothing"]) -> None:
        """Choose how you are reminded of evenings that you are interested in."""
        await replies.say(interaction, await views.choose(interaction, ReachedBy(by)))

    @cohost.command(name="add")
    async def add_cohost(self, interaction: Asked, evening: str, person: discord.Member) -> None:
        """Let somebody run an evening beside its host."""
        found = await evening_to_plan(interaction, evening)
        await self.book.name_cohost(found, host_of(person))
        await self.say(interaction, "cohost-added", topic=found.topic, person=Safe(person.mention))

    @cohost.command(name="remove")
    async def remove_cohost(self, interaction: Asked, evening: str, person: discord.User) -> None:
        """Let a co-host run an evening no more; or step down yourself."""
        theirs = person.id == interaction.user.id
        found = await (evening_named if theirs else evening_to_plan)(interaction, evening)
        await self.book.remove_cohost(found, person.id)
        await self.say(interaction, "cohost-removed", topic=found.topic, person=Safe(person.mention))

    @create.autocomplete("club")
    @list_.autocomplete("club")
    @calendar.autocomplete("club")
    async def suggest_club(self, interaction: Asked, typed: str) -> Choices:
        """Offer the clubs that fit what was typed so far."""
        names = await self.bot.service(Clubs).suggestions(guild_id_of(interaction), typed)
        return [app_commands.Choice(name=name, value=name) for name in names]

    @edit.autocomplete("evening")
    @cancel.autocomplete("evening")
    @skip.autocomplete("evening")
    @start.autocomplete("evening")
    @add_cohost.autocomplete("evening")
    @remove_cohost.autocomplete("evening")
    async def suggest_evening(self, interaction: Asked, typed: str) -> Choices:
        """Offer the evenings that fit what was typed so far."""
        return await offered(interaction, await self.book.of(guild_id_of(interaction)), typed)

    @create.autocomplete("when")
    @edit.autocomplete("when")
    async def suggest_when(self, interaction: Asked, typed: str) -> Choices:
        """Say how a time is understood, before it is sent."""
        if not typed.strip():
            return []
        moment = await moment_typed(interaction, typed)
        label = await moment_offered(interaction, moment)
        return [app_commands.Choice(name=label, value=as_typed(moment, await zone_of(interaction)))]
