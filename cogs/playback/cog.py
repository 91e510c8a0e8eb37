"""The Discord face of playback: what people add, and what they let be heard.

Rooms brings the bot up on the stage; here is only played there. What is played by itself is in `listeners`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

import discord
from discord import app_commands

from bot import replies
from bot.cog import Cog, GroupCog
from bot.interactions import guild_id_of
from bot.layouts import shortened
from bot.voice import ogg
from bot.voice.sources import Clip
from cogs.playback.acting import Voices
from cogs.playback.checks import hosted_room, require_keeper, room_of, rules_of, upload_of
from cogs.playback.playing import LOUDEST, QUIETEST, Piece
from cogs.playback.preferences import Purpose
from cogs.playback.refusals import NoMusic, NothingChosen
from cogs.playback.views.announcing import announce
from cogs.playback.views.board import play_now
from cogs.playback.views.sounds import list_page

if TYPE_CHECKING:
    from bot.client import Bot
    from cogs.playback.acting import WaitingMusic
    from cogs.playback.playing import Players, RoomPlayer
    from cogs.playback.preferences import Preferences
    from cogs.playback.service import Clips
    from cogs.playback.showing import Messages
    from cogs.playback.sounds import SoundBook
    from cogs.playback.uploads import Uploads
    from cogs.rooms.api import Room

Asked = discord.Interaction[Any]
Name = app_commands.Range[str, 1, 32]
Choices = list[app_commands.Choice[str]]
#: `cogs.playback.preferences.Purpose`, as an option of a command wants it; and what of it is announced.
Played = Literal["opening", "closing", "warning", "countdown", "next", "break", "back", "ending", "music"]
ForWhat = Literal[Played, "recording", "recorded"]
What = Literal["next", "break", "back", "ending"]
LONGEST_PIECE_NAME = 60


@app_commands.guild_only()
class SoundCommands(GroupCog, group_name="sound", group_description="Sounds of this community"):
    """Keeps the sounds of a community, and plays them."""

    def __init__(
        self, bot: Bot, book: SoundBook, uploads: Uploads, preferences: Preferences, messages: Messages
    ) -> None:
        super().__init__(bot)
        self.book = book
        self.uploads = uploads
        self.preferences = preferences
        self.messages = messages

    @app_commands.command()
    async def add(self, interaction: Asked, name: Name, file: discord.Attachment) -> None:
        """Add a sound: an MP3, WAV, Ogg, FLAC, M4A or WebM file."""
        await require_keeper(interaction)
        # It is fetched, decoded and encoded, which takes longer than Discord waits.
        await self.defer(interaction)
        rules, guild_id = await rules_of(interaction), guild_id_of(interaction)
        sound = await self.uploads.add(guild_id, name, upload_of(file), interaction.user.id, rules)
        await self.say(interaction, "sound-added", name=sound.name, seconds=round(sound.length_ms / 1000, 1))

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
        found = await self.book.named(guild_id_of(interaction), sound)
        await play_now(interaction, found)
        await self.say(interaction, "sound-played", name=found.name)

    @app_commands.command()
    async def use(self, interaction: Asked, what: ForWhat, sound: str | None = None) -> None:
        """Hear a sound of your own in the place of one of mine; mine again without one."""
        await require_keeper(interaction)
        guild_id = guild_id_of(interaction)
        found = None if sound is None else await self.book.named(guild_id, sound)
        await self.preferences.choose(guild_id, Purpose(what), found)
        await self.say(
            interaction,
            "sound-used",
            what=what,
            own="no" if found is None else "yes",
            name="" if found is None else found.name,
        )

    @app_commands.command()
    async def board(self, interaction: Asked) -> None:
        """Put a message into this channel that has a button for each sound."""
        await require_keeper(interaction)
        await self.defer(interaction)
        assert isinstance(interaction.channel, discord.abc.Messageable), "one can write there"
        await self.messages.show_board(interaction, interaction.channel)
        await self.say(interaction, "board-shown")

    @play.autocomplete("sound")
    @use.autocomplete("sound")
    @rename.autocomplete("sound")
    @remove.autocomplete("sound")
    async def suggest(self, interaction: Asked, typed: str) -> Choices:
        """Offer the sounds that fit what was typed so far."""
        return await suggested(self.book, interaction, typed)


@app_commands.guild_only()
class PlayCommands(
    GroupCog, group_name="play", group_description="Play one thing after another in your room"
):
    """The queue of a room."""

    def __init__(
        self, bot: Bot, book: SoundBook, uploads: Uploads, players: Players, messages: Messages
    ) -> None:
        super().__init__(bot)
        self.book = book
        self.uploads = uploads
        self.players = players
        self.messages = messages

    @app_commands.command()
    async def add(
        self, interaction: Asked, sound: str | None = None, file: discord.Attachment | None = None
    ) -> None:
        """Put a sound or a file at the end of your room's queue."""
        room = await hosted_room(interaction)
        await self.defer(interaction)
        stage = await self.bot.service(Voices).of(room)
        piece = await self._piece(interaction, sound, file)
        ahead = (await self._player(interaction, room)).add(stage, piece)
        await self.say(interaction, "piece-added", name=piece.name, ahead=ahead)

    @app_commands.command()
    async def skip(self, interaction: Asked) -> None:
        """End what plays in your room; the next in the queue follows."""
        player = await self._player(interaction, await hosted_room(interaction))
        await self.say(interaction, "piece-skipped", name=player.skip().name)

    @app_commands.command()
    async def pause(self, interaction: Asked) -> None:
        """Let what plays in your room stand where it is."""
        player = await self._player(interaction, await hosted_room(interaction))
        await self.say(interaction, "piece-paused", name=player.pause(paused=True).name)

    @app_commands.command()
    async def resume(self, interaction: Asked) -> None:
        """Let it go on from where it stands."""
        player = await self._player(interaction, await hosted_room(interaction))
        await self.say(interaction, "piece-resumed", name=player.pause(paused=False).name)

    @app_commands.command()
    async def stop(self, interaction: Asked) -> None:
        """End what plays in your room, and empty the queue."""
        player = await self._player(interaction, await hosted_room(interaction))
        await self.say(interaction, "queue-stopped", count=player.stop())

    @app_commands.command(name="list")
    async def list_(self, interaction: Asked) -> None:
        """Show what plays in the room, how far it is, and what follows."""
        await self.messages.show_queue(interaction, await room_of(interaction))

    @app_commands.command()
    async def volume(self, interaction: Asked, percent: app_commands.Range[int, QUIETEST, LOUDEST]) -> None:
        """Make all that I play in your room louder or quieter."""
        player = await self._player(interaction, await hosted_room(interaction))
        await self.say(interaction, "volume-changed", volume=player.turn(percent))

    @add.autocomplete("sound")
    async def suggest(self, interaction: Asked, typed: str) -> Choices:
        """Offer the sounds that fit what was typed so far."""
        return await suggested(self.book, interaction, typed)

    async def _player(self, interaction: Asked, room: Room) -> RoomPlayer:
        return self.players.of(room, (await rules_of(interaction, room)).volume)

    async def _piece(self, interaction: Asked, sound: str | None, file: discord.Attachment | None) -> Piece:
        if (sound is None) == (file is None):
            raise NothingChosen
        if file is not None:
            made = await self.uploads.clip_of(upload_of(file), await rules_of(interaction))
            name = shortened(file.filename, LONGEST_PIECE_NAME)
            return Piece(name, Clip(ogg.packets(made)), interaction.user.id)
        found = await self.book.named(guild_id_of(interaction), str(sound))
        return Piece(found.name, await self.book.clip(found), interaction.user.id)


class AnnounceCommands(Cog):
    """Says what comes, so that everybody hears it."""

    @app_commands.command()
    async def announce(
        self,
        interaction: Asked,
        what: What,
        person: discord.Member | None = None,
        words: app_commands.Range[str, 1, 200] = "",
    ) -> None:
        """Let everybody in your room hear what comes."""
        room = await hosted_room(interaction)
        await self.defer(interaction)
        await announce(self.bot, room, Purpose(what), person, words)
        await self.say(interaction, "announced")


@app_commands.guild_only()
class MusicCommands(GroupCog, group_name="music", group_description="Music until the first speaker"):
    """Music while people come in."""

    def __init__(self, bot: Bot, book: SoundBook, clips: Clips, music: WaitingMusic) -> None:
        super().__init__(bot)
        self.book = book
        self.clips = clips
        self.music = music

    @app_commands.command()
    async def on(self, interaction: Asked, sound: str | None = None) -> None:
        """Let music be heard in your room, quietly under speech, until the first speaker."""
        room = await hosted_room(interaction)
        await self.defer(interaction)
        if sound is None:
            clip = await self.clips.of(room.guild_id, Purpose.MUSIC)
        else:
            clip = await self.book.clip(await self.book.named(room.guild_id, sound))
        await self.music.begin(room, clip, (await rules_of(interaction, room)).volume)
        await self.say(interaction, "music-begun")

    @app_commands.command()
    async def off(self, interaction: Asked) -> None:
        """Fade the music in your room out."""
        if not await self.music.end(await hosted_room(interaction)):
            raise NoMusic
        await self.say(interaction, "music-ended")

    @on.autocomplete("sound")
    async def suggest(self, interaction: Asked, typed: str) -> Choices:
        """Offer the sounds that fit what was typed so far."""
        return await suggested(self.book, interaction, typed)


async def suggested(book: SoundBook, interaction: Asked, typed: str) -> Choices:
    """The sounds of a community that fit what was typed."""
    names = await book.suggestions(guild_id_of(interaction), typed)
    return [app_commands.Choice(name=name, value=name) for name in names]
