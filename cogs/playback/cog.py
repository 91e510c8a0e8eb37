"""The Discord face of playback: what people add, and what they let be heard.

Rooms brings the bot up on the stage; here is only played there. What is played by itself is in `listeners`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import discord
from discord import app_commands

from bot import replies
from bot.cog import GroupCog
from bot.interactions import guild_id_of
from cogs.playback.checks import require_keeper, require_player, room_of, rules_of, upload_of
from cogs.playback.refusals import StageBusy
from cogs.playback.views.sounds import list_page

if TYPE_CHECKING:
    from bot.client import Bot
    from cogs.playback.acting import Voices
    from cogs.playback.sounds import SoundBook
    from cogs.playback.uploads import Uploads

Asked = discord.Interaction[Any]
Name = app_commands.Range[str, 1, 32]
#: Of what is not heard yet; who plays more has to wait.
MOST_WAITING = 2
Choices = list[app_commands.Choice[str]]


@app_commands.guild_only()
class SoundCommands(GroupCog, group_name="sound", group_description="Sounds of this community"):
    """Keeps the sounds of a community, and plays them."""

    def __init__(self, bot: Bot, book: SoundBook, uploads: Uploads, voices: Voices) -> None:
        super().__init__(bot)
        self.book = book
        self.uploads = uploads
        self.voices = voices

    @app_commands.command()
    async def add(self, interaction: Asked, name: Name, file: discord.Attachment) -> None:
        """Add a sound: an MP3, WAV, Ogg, FLAC, M4A or WebM file."""
        await require_keeper(interaction)
        # It is fetched, decoded and encoded, which takes longer than Discord waits.
        await self.defer(interaction)
        rules, guild_id = await rules_of(interaction), guild_id_of(interaction)
        sound = await self.uploads.add(guild_id, name, upload_of(file), interaction.user.id, rules)
        await self.say(interaction, "sound-added", name=sound.name, seconds=f"{sound.length_ms / 1000:.1f}")

    @app_commands.command(name="list")
    async def list_(self, interaction: Asked) -> None:
        """See all sounds of this community."""
        await replies.say(interaction, view=await list_page(interaction))

    @app_commands.command()
    async def rename(self, interaction: Asked, sound: str, name: Name) -> None:
        """Give a sound another name."""
        found = await self.book.named(guild_id_of(interaction), sound)
        await require_keeper(interaction, found)
        renamed = await self.book.rename(found, name)
        await self.say(interaction, "sound-renamed", before=found.name, name=renamed.name)

    @app_commands.command()
    async def remove(self, interaction: Asked, sound: str) -> None:
        """Remove a sound."""
        found = await self.book.named(guild_id_of(interaction), sound)
        await require_keeper(interaction, found)
        await self.book.remove(found)
        await self.say(interaction, "sound-removed", name=found.name)

    @app_commands.command()
    async def play(self, interaction: Asked, sound: str) -> None:
        """Let a sound be heard on your stage, now."""
        room = await room_of(interaction)
        await require_player(interaction, room)
        found = await self.book.named(room.guild_id, sound)
        connection = await self.voices.of(room)
        if len(connection.waiting) >= MOST_WAITING:
            raise StageBusy
        connection.start(await self.book.clip(found))
        await self.say(interaction, "sound-played", name=found.name)

    @play.autocomplete("sound")
    @rename.autocomplete("sound")
    @remove.autocomplete("sound")
    async def suggest(self, interaction: Asked, typed: str) -> Choices:
        """Offer the sounds that fit what was typed so far."""
        return await suggested(self.book, interaction, typed)


async def suggested(book: SoundBook, interaction: Asked, typed: str) -> Choices:
    """The sounds of a community that fit what was typed."""
    names = await book.suggestions(guild_id_of(interaction), typed)
    return [app_commands.Choice(name=name, value=name) for name in names]
