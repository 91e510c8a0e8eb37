"""The Discord face of recordings: `/record`."""

from __future__ import annotations

import io
from functools import partial
from typing import TYPE_CHECKING, Literal

import discord
from discord import app_commands

from bot import replies
from bot.cog import Cog, GroupCog
from bot.interactions import asked_by, guild_id_of, is_steward
from cogs.clubs.api import Clubs
from cogs.recording.acting import described, file_of, names_of
from cogs.recording.api import Feed
from cogs.recording.checks import club_to_publish, fits, own, recorded_where, run_by
from cogs.recording.clipping import MOST_SECONDS, USUAL_SECONDS, span
from cogs.recording.shelf import number_of
from cogs.recording.views import browsing, status
from cogs.recording.views.feeding import change_feed
from cogs.recording.views.forms import give, hand_over
from cogs.recording.views.waiting import waiting
from cogs.rooms.api import Rooms

if TYPE_CHECKING:
    from bot.client import Bot
    from cogs.recording.acting import ClipPosts
    from cogs.recording.api import Replay
    from cogs.recording.clipping import Clipper
    from cogs.recording.posting import Poster
    from cogs.recording.recorder import Recorder
    from cogs.recording.replay.making import Making
    from cogs.recording.shelf import Shelf
    from cogs.recording.transcribing import Transcripts

Answer = Literal["yes", "no", "ask"]
_ALLOWS = {"yes": True, "no": False, "ask": None}
Have = Literal["opus", "mp3", "wav", "tracks"]
ClipForm = Literal["opus", "mp3"]
Access = Literal["off", "private", "public"]
Moment = app_commands.Range[str, 1, 10]
Asked = discord.Interaction["Bot"]


class ClipCommands(Cog):
    """Lets people keep a moment of what is being recorded."""

    def __init__(self, bot: Bot, recorder: Recorder, clipper: Clipper, posts: ClipPosts) -> None:
        super().__init__(bot)
        self.recorder = recorder
        self.clipper = clipper
        self.posts = posts

    @app_commands.command()
    async def clip(
        self,
        interaction: Asked,
        seconds: app_commands.Range[int, 5, MOST_SECONDS] = USUAL_SECONDS,
        form: ClipForm = "opus",
    ) -> None:
        """Post the last half minute of what is recorded in your room, in its chat."""
        running = await recorded_where(interaction, self.recorder)
        await self.defer(interaction)
        end = running.now()
        own_id = self.recorder.own_id()
        made = await self.clipper.of(running.replay, end - seconds, end, form, own_id)
        fits(interaction, made.replay, len(made.content))
        await self.posts.post(made, interaction.user.id)
        await self.say(interaction, "clip-posted", topic=running.replay.topic)


@app_commands.guild_only()
class RecordCommands(GroupCog, group_name="record", group_description="Record rooms"):
    """Lets hosts record a room, and everybody say whether they may be recorded."""

    def __init__(
        self,
        bot: Bot,
        recorder: Recorder,
        shelf: Shelf,
        making: Making,
        poster: Poster,
        *,
        clipper: Clipper,
        transcripts: Transcripts,
    ) -> None:
        super().__init__(bot)
        self.transcripts = transcripts
        self.clipper = clipper
        self.recorder = recorder
        self.shelf = shelf
        self.making = making
        self.poster = poster

    @app_commands.command()
    async def start(self, interaction: Asked) -> None:
        """Record the room you host, from now on; its people are told and asked."""
        room = await self.bot.service(Rooms).hosted(*asked_by(interaction))
        await self.defer(interaction)
        replay = await self.recorder.start(room, interaction.user.id)
        await self.say(interaction, "recording-started", topic=room.topic, consent=replay.consent)

    @app_commands.command()
    async def stop(self, interaction: Asked) -> None:
        """End the recording of the room you host."""
        room = await self.bot.service(Rooms).hosted(*asked_by(interaction))
        await self.defer(interaction)
        replay = await self.recorder.stop(room)
        minutes = (replay.milliseconds or 0) // 60_000
        await self.say(
            interaction, "recording-stopped", topic=room.topic, minutes=minutes, status=replay.status
        )

    @app_commands.command()
    async def status(self, interaction: Asked) -> None:
        """See which rooms are being recorded, since when, and whether you are."""
        await status.show(interaction, self.recorder)

    @app_commands.command()
    async def consent(self, interaction: Asked, answer: Answer) -> None:
        """Say whether you may be recorded in this community, now and from now on."""
        await self.recorder.answer(guild_id_of(interaction), interaction.user.id, _ALLOWS[answer])
        await self.say(interaction, "consent-answered", answer=answer)

    @app_commands.command(name="list")
    async def list_(self, interaction: Asked) -> None:
        """See the recordings of your clubs, the newest first, and open one."""
        await replies.say(interaction, view=await browsing.page(interaction))

    @app_commands.command()
    async def show(self, interaction: Asked, replay: str) -> None:
        """See what there is of a recording, and what can be done with it."""
        await browsing.show(interaction, await run_by(interaction, number_of(replay), damaged=True))

    @app_commands.command()
    async def get(self, interaction: Asked, replay: str, form: Have = "opus") -> None:
        """Have a recording as one file that you alone see, mixed or as its tracks."""
        await self.defer(interaction)
        await give(interaction, await run_by(interaction, number_of(replay)), form)

    @app_commands.command()
    async def clip(
        self, interaction: Asked, replay: str, start: Moment, end: Moment, form: ClipForm = "opus"
    ) -> None:
        """Have a short piece of a recording as a file that you alone see, with who speaks in it."""
        found = await run_by(interaction, number_of(replay))
        begins, ends = span(found, start, end)
        await self.defer(interaction)
        made = await self.clipper.of(found, begins, ends, form, self.recorder.own_id())
        fits(interaction, made.replay, len(made.content))
        said = self.text(interaction, "here-is-a-clip", **described(made))
        await hand_over(interaction, said, file_of(made), partial(self.clipper.holds, made))

    @app_commands.command()
    async def transcript(self, interaction: Asked, replay: str) -> None:
        """Have what was said in a recording as text, with who said it and when."""
        found = await run_by(interaction, number_of(replay))
        await self.defer(interaction)
        people = await self.transcripts.speakers_of(found)
        text = await self.transcripts.of(found, await names_of(interaction, people))
        file = discord.File(io.BytesIO(text.encode()), filename=f"recording-{found.id}.vtt")
        said = self.text(interaction, "here-it-is", topic=found.topic)
        await hand_over(interaction, said, file, partial(self.transcripts.holds, found, people))

    @app_commands.command()
    async def post(self, interaction: Asked, replay: str) -> None:
        """Post a recording in this channel, for all to hear."""
        await self.defer(interaction)
        found = await run_by(interaction, number_of(replay))
        async with waiting(interaction, found) as shown:
            made = partial(self.making.made, found, shown.moved)
            await self.poster.post(await made(), interaction.channel, made)
        await self.making.then(found)
        await self.say(interaction, "replay-posted", topic=found.topic)

    @app_commands.command()
    async def rename(self, interaction: Asked, replay: str, name: app_commands.Range[str, 1, 120]) -> None:
        """Give a recording another name."""
        await browsing.rename(interaction, await run_by(interaction, number_of(replay)), name)

    @app_commands.command()
    async def delete(self, interaction: Asked, replay: str) -> None:
        """Delete a recording for good, with all that was made of it; you are asked first."""
        found = await run_by(interaction, number_of(replay), damaged=True)
        await browsing.ask_to_delete(interaction, found)

    @app_commands.command()
    async def feed(
        self,
        interaction: Asked,
        club: str,
        access: Access | None = None,
        new_address: bool = False,  # noqa: FBT001, FBT002 - an option of the command
    ) -> None:
        """See where a club's podcast is found, open or close it, or exchange its secret address."""
        await self.defer(interaction)
        found = await club_to_publish(interaction, club)
        await change_feed(interaction, found, None if access is None else Feed(access), anew=new_address)

    @feed.autocomplete("club")
    async def suggest_club(self, interaction: Asked, typed: str) -> list[app_commands.Choice[str]]:
        """Offer the clubs that fit what was typed so far."""
        names = await self.bot.service(Clubs).suggestions(guild_id_of(interaction), typed)
        return [app_commands.Choice(name=name, value=name) for name in names]

    @app_commands.command()
    async def withdraw(self, interaction: Asked, replay: str) -> None:
        """Have your voice taken out of a recording that is over."""
        found = await own(interaction, number_of(replay))
        await self.shelf.withdraw(found, interaction.user.id)
        await self.say(interaction, "voice-taken-out", topic=found.topic)

    @clip.autocomplete("replay")
    @transcript.autocomplete("replay")
    @show.autocomplete("replay")
    @get.autocomplete("replay")
    @post.autocomplete("replay")
    @rename.autocomplete("replay")
    @delete.autocomplete("replay")
    async def suggest(self, interaction: Asked, typed: str) -> list[app_commands.Choice[str]]:
        """Offer the recordings that somebody may have."""
        found = await self.shelf.run_by(
            guild_id_of(interaction),
            interaction.user.id,
            steward=is_steward(interaction),
            typed=typed,
            damaged=interaction.command in (self.show, self.delete),
        )
        return _choices(found)

    @withdraw.autocomplete("replay")
    async def suggest_own(self, interaction: Asked, typed: str) -> list[app_commands.Choice[str]]:
        """Offer the recordings in which somebody is heard."""
        found = await self.shelf.with_track_of(guild_id_of(interaction), interaction.user.id, typed=typed)
        return _choices(found)


def _choices(replays: list[Replay]) -> list[app_commands.Choice[str]]:
    return [
        app_commands.Choice(name=browsing.choice_of(replay, 100), value=str(replay.id)) for replay in replays
    ]
