"""The Discord face of the administration: settings, setting up, switches, privacy, help."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord
from discord import app_commands

from bot import replies
from bot.cog import Cog, GroupCog
from bot.community.records import mention
from bot.i18n import Safe
from bot.interactions import guild_id_of
from bot.settings.exchange import Part
from bot.settings.store import COMMUNITY, Place
from bot.views import LayoutView
from cogs.admin.checks import cog_named, reader_of, require_manage_server, require_may_set
from cogs.admin.service import SettingsDesk
from cogs.admin.views import help as help_pages
from cogs.admin.views import privacy as privacy_parts
from cogs.admin.views.files import taken_in
from cogs.admin.views.screens import screens_of
from cogs.admin.views.setup_screens import FIRST

if TYPE_CHECKING:
    from bot.client import Bot
    from bot.discovery import CogPackage

MOST_SUGGESTIONS = 25

Choices = list[app_commands.Choice[str]]


class SettingsCommands(Cog):
    """Shows and changes what a community, or a club in it, has set."""

    @app_commands.command()
    @app_commands.guild_only()
    async def settings(
        self,
        interaction: discord.Interaction[Bot],
        cog: str | None = None,
        club: str | None = None,
        file: discord.Attachment | None = None,
    ) -> None:
        """See and change the settings of this community or of a club."""
        desk, guild_id = self.bot.service(SettingsDesk), guild_id_of(interaction)
        named = None if cog is None else desk.named(cog, self.bot.words, interaction.locale.value).cog
        place = Place(guild_id, named or "", await desk.club_id(guild_id, club))
        await require_may_set(interaction, place)
        await replies.say(interaction, view=await self._screen(interaction, named, place, file))

    async def _screen(
        self,
        interaction: discord.Interaction[Bot],
        cog: str | None,
        place: Place,
        file: discord.Attachment | None,
    ) -> LayoutView:
        if file is not None:
            part = Part(cog, None if place.club_id == COMMUNITY else place.club_id)
            return await taken_in(interaction, part, file)
        if cog is None:
            return await screens_of(interaction).overview(interaction, place.club_id)
        return await screens_of(interaction).page(interaction, place)

    @settings.autocomplete("cog")
    async def suggest_cog(self, interaction: discord.Interaction[Bot], typed: str) -> Choices:
        """Offer the cogs that have settings."""
        reader = reader_of(interaction)
        titles = {one.cog: reader.plain(one.title) for one in self.bot.service(SettingsDesk).declared()}
        return _fitting(titles, typed)

    @settings.autocomplete("club")
    async def suggest_club(self, interaction: discord.Interaction[Bot], typed: str) -> Choices:
        """Offer the clubs that fit what was typed so far."""
        names = await self.bot.service(SettingsDesk).club_names(guild_id_of(interaction), typed)
        return [app_commands.Choice(name=name, value=name) for name in names[:MOST_SUGGESTIONS]]


class SetupCommands(Cog):
    """Takes an administrator through all that is to be decided at the beginning."""

    @app_commands.command()
    @app_commands.guild_only()
    @app_commands.default_permissions(manage_guild=True)
    async def setup(self, interaction: discord.Interaction[Bot]) -> None:
        """Set me up for this community, step by step."""
        require_manage_server(interaction)
        await replies.say(interaction, view=await screens_of(interaction).setup(interaction, FIRST))


@app_commands.guild_only()
@app_commands.default_permissions(manage_guild=True)
class SwitchCommands(GroupCog, group_name="cogs", group_description="What of me runs in this community"):
    """Switches cogs on and off."""

    @app_commands.command(name="list")
    async def list_(self, interaction: discord.Interaction[Bot]) -> None:
        """See what runs here, and what is switched off."""
        require_manage_server(interaction)
        lines = [self._line(interaction, cog) for cog in self.bot.switches.cogs]
        await self.say(interaction, "part-list", lines=Safe("\n".join(lines)))

    @app_commands.command(name="on")
    async def on_(self, interaction: discord.Interaction[Bot], cog: str) -> None:
        """Switch a part of me on again."""
        await self._turn(interaction, cog, on=True)

    @app_commands.command(name="off")
    async def off_(self, interaction: discord.Interaction[Bot], cog: str) -> None:
        """Switch a part of me off; what it has stored stays."""
        await self._turn(interaction, cog, on=False)

    @on_.autocomplete("cog")
    async def suggest_off(self, interaction: discord.Interaction[Bot], typed: str) -> Choices:
        """Offer what is off."""
        off = self._switched_off(interaction)
        return _fitting(
            {cog.name: title for cog, title in self._titles(interaction) if cog.name in off}, typed
        )

    @off_.autocomplete("cog")
    async def suggest_on(self, interaction: discord.Interaction[Bot], typed: str) -> Choices:
        """Offer what is on and can be switched off."""
        off = self._switched_off(interaction)
        on = {
            cog.name: title
            for cog, title in self._titles(interaction)
            if cog.name not in off and not cog.always_on
        }
        return _fitting(on, typed)

    async def _turn(self, interaction: discord.Interaction[Bot], typed: str, *, on: bool) -> None:
        require_manage_server(interaction)
        cog = cog_named(interaction, typed)
        # Whoever ends what it was doing may take longer than Discord waits.
        await self.defer(interaction)
        switches, guild_id = self.bot.switches, guild_id_of(interaction)
        changed = await switches.turn(guild_id, cog.name, interaction.user.id, on=on)
        key = (
            ("part-on" if on else "part-off")
            if changed
            else ("part-on-already" if on else "part-off-already")
        )
        needing = [reader_of(interaction).read(other.title) for other in switches.needing(cog.name)]
        more = "yes" if needing else "no"
        await self.say(interaction, key, cog=cog.title, needing=Safe(", ".join(needing)), more=more)

    def _switched_off(self, interaction: discord.Interaction[Bot]) -> set[str]:
        return {switch.cog for switch in self.bot.switches.off_in(guild_id_of(interaction))}

    def _titles(self, interaction: discord.Interaction[Bot]) -> list[tuple[CogPackage, str]]:
        """Every cog that runs; what was switched off may run no more."""
        reader = reader_of(interaction)
        return [(cog, reader.plain(cog.title)) for cog in self.bot.switches.cogs]

    def _line(self, interaction: discord.Interaction[Bot], cog: CogPackage) -> str:
        cause = self.bot.switches.cause(guild_id_of(interaction), cog.name)
        if cause is None:
            return self.text(interaction, "part-line-on", cog=cog.title, description=cog.description)
        return self.text(
            interaction,
            "part-line-off" if cause.cog == cog.name else "part-line-needs",
            cog=cog.title,
            description=cog.description,
            other=self.bot.switches.named(cause.cog).title,
            person=mention(cause.off_by),
            at=cause.off_at,
        )


@app_commands.guild_only()
class PrivacyCommands(GroupCog, group_name="privacy", group_description="What I keep about you"):
    """Shows, exports and forgets what is kept about whoever asks."""

    @app_commands.command()
    async def show(self, interaction: discord.Interaction[Bot]) -> None:
        """See what I keep about you in this community."""
        found = await self.bot.records.about(guild_id_of(interaction), interaction.user.id)
        await self.say(interaction, "kept", kept=Safe(privacy_parts.what_is_kept(interaction, found)))

    @app_commands.command()
    async def export(self, interaction: discord.Interaction[Bot]) -> None:
        """Get all that I keep about you as a file."""
        found = await self.bot.records.about(guild_id_of(interaction), interaction.user.id)
        await self.say(interaction, "about-you", file=privacy_parts.as_file(interaction, found))

    @app_commands.command()
    async def forget(self, interaction: discord.Interaction[Bot]) -> None:
        """Have me forget you in this community; I ask once more."""
        left = Safe(privacy_parts.what_is_left(interaction))
        await self.say(interaction, "forget-question", view=privacy_parts.question(interaction), left=left)


class HelpCommands(Cog):
    """Says what there is."""

    @app_commands.command(name="help")
    @app_commands.guild_only()
    async def help_(self, interaction: discord.Interaction[Bot], command: str | None = None) -> None:
        """See what you can do here, or how a command is used."""
        if command is None:
            await replies.say(interaction, view=help_pages.help_screen(interaction, 0))
        else:
            await replies.say(interaction, help_pages.explained(interaction, command))

    @help_.autocomplete("command")
    async def suggest(self, interaction: discord.Interaction[Bot], typed: str) -> Choices:
        """Offer the commands that this person may use."""
        return help_pages.suggestions(interaction, typed)


#: In the order in which they are offered.
ALL = (HelpCommands, SettingsCommands, SetupCommands, SwitchCommands, PrivacyCommands)


def _fitting(titles: dict[str, str], typed: str) -> Choices:
    wanted = typed.casefold()
    found = [(name, title) for name, title in titles.items() if wanted in title.casefold() or wanted in name]
    return [app_commands.Choice(name=title, value=name) for name, title in found[:MOST_SUGGESTIONS]]
