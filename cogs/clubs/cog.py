"""The Discord face of clubs: found one, join one, see which there are."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord
from discord import app_commands

from bot.cog import GroupCog
from bot.i18n import Safe
from bot.interactions import guild_id_of, role_ids_of

if TYPE_CHECKING:
    from bot.client import Bot
    from cogs.clubs.service import ClubBook

MOST_LISTED = 25


@app_commands.guild_only()
class ClubCommands(GroupCog, group_name="club", group_description="Clubs of this community"):
    """Lets members found clubs and come in."""

    def __init__(self, bot: Bot, clubs: ClubBook) -> None:
        super().__init__(bot)
        self.clubs = clubs

    @app_commands.command()
    async def create(self, interaction: discord.Interaction[Bot], name: str) -> None:
        """Found a club; you become its owner."""
        club = await self.clubs.create(
            guild_id_of(interaction),
            name,
            interaction.user.id,
            roles=role_ids_of(interaction),
            steward=interaction.permissions.manage_guild,
        )
        await self.say(interaction, "club-created", club=club.name)

    @app_commands.command()
    async def join(self, interaction: discord.Interaction[Bot], club: str) -> None:
        """Become a member of a club."""
        found = await self.clubs.named(guild_id_of(interaction), club)
        joined = await self.clubs.join(found.id, interaction.user.id)
        await self.say(interaction, "club-joined", club=found.name, number=joined.number)

    @app_commands.command(name="list")
    async def list_(self, interaction: discord.Interaction[Bot]) -> None:
        """See the clubs of this community."""
        cards = await self.clubs.listed(guild_id_of(interaction))
        if not cards:
            await self.say(interaction, "no-clubs-yet")
            return
        lines = [
            self.text(interaction, "club-line", club=card.club.name, members=card.member_count)
            for card in cards[:MOST_LISTED]
        ]
        await self.say(interaction, "club-list", lines=Safe("\n".join(lines)))

    @join.autocomplete("club")
    async def suggest(
        self, interaction: discord.Interaction[Bot], typed: str
    ) -> list[app_commands.Choice[str]]:
        """Offer the names that fit what was typed so far."""
        names = await self.clubs.suggestions(guild_id_of(interaction), typed)
        return [app_commands.Choice(name=name, value=name) for name in names]
