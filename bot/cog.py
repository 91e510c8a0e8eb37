"""The bases of every cog: the bot, typed, and the cog's own words.

Everything here is for communities only: no command of ours makes sense in a private
message, so none is offered there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord
from discord import app_commands
from discord.ext import commands

from bot import replies

if TYPE_CHECKING:
    from bot.client import Bot


class Cog(commands.Cog):
    """Adds to discord.py's cog what all of ours need."""

    def __init__(self, bot: Bot) -> None:
        self.bot = bot
        for command in self.get_app_commands():
            command.guild_only = True

    def text(self, interaction: discord.Interaction[Bot], key: str, **placeholders: object) -> str:
        """The text `key` of this cog's catalogue, in the asker's language."""
        return replies.text(interaction, type(self).__module__, key, **placeholders)

    async def say(
        self,
        interaction: discord.Interaction[Bot],
        key: str,
        *,
        view: discord.ui.View | None = None,
        file: discord.File | None = None,
        ephemeral: bool = True,
        **placeholders: object,
    ) -> None:
        """Answer the asker, in their language, with this cog's text `key`.

        Only they see it, unless `ephemeral` is False.
        """
        content = self.text(interaction, key, **placeholders)
        await replies.say(interaction, content, view=view, file=file, ephemeral=ephemeral)

    async def defer(self, interaction: discord.Interaction[Bot]) -> None:
        """Show at once that the bot is thinking; see `bot.replies.defer`."""
        await replies.defer(interaction)


@app_commands.guild_only()
class GroupCog(Cog, commands.GroupCog):
    """A cog whose commands share one first word: `class Hands(GroupCog, group_name="hand")`."""
