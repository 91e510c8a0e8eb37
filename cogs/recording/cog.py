"""The Discord face of recordings: `/record`."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Literal

import discord
from discord import app_commands

from bot.cog import Cog, GroupCog
from bot.i18n import Safe
from bot.interactions import guild_id_of
from bot.layouts import shortened
from cogs.recording.acting import described, file_of, names_of
from cogs.recording.checks import fits, hosted_by, recorded_where, running_here, within_limit
from cogs.recording.clipping import MOST_SECONDS, USUAL_SECONDS, span
from cogs.recording.shelf import chosen

if TYPE_CHECKING:
    from bot.client import Bot
    from cogs.recording.acting import ClipPosts
    from cogs.recording.api import Replay
    from cogs.recording.clipping import Clipper
    from cogs.recording.recorder import Recorder
    from cogs.recording.rendering import Renderer
    from cogs.recording.shelf import Shelf
    from cogs.recording.transcribing import Transcripts

Answer = Literal["yes", "no", "ask"]
_ALLOWS = {"yes": True, "no": False, "ask": None}
Form = Literal["opus", "mp3", "wav", "tracks"]
ClipForm = Literal["opus", "mp3"]
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
        fits(interaction, len(made.content))
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
        renderer: Renderer,
        *,
        clipper: Clipper,
        transcripts: Transcripts,
    ) -> None:
        super().__init__(bot)
        self.transcripts = transcripts
        self.clipper = clipper
        self.recorder = recorder
        self.shelf = shelf
        self.renderer = renderer

    @app_commands.command()
    async def start(self, interaction: Asked) -> None:
        """Record the room you host, from now on; its people are told and asked."""
        room = await hosted_by(interaction)
        await self.defer(interaction)
        replay = await self.recorder.start(room, interaction.user.id)
        await self.say(interaction, "recording-started", topic=room.topic, consent=replay.consent)

    @app_commands.command()
    async def stop(self, interaction: Asked) -> None:
        """End the recording of the room you host."""
        room = await hosted_by(interaction)
        await self.defer(interaction)
        replay = await self.recorder.stop(room)
        minutes = (replay.milliseconds or 0) // 60_000
        await self.say(interaction, "recording-stopped", topic=room.topic, minutes=minutes)

    @app_commands.command()
    async def status(self, interaction: Asked) -> None:
        """See whether a room is being recorded, since when, and whether you are."""
        running = running_here(interaction, self.recorder)
        await self.say(
            interaction,
            "recording-status",
            topic=running.replay.topic,
            at=running.replay.began_at,
            people=running.people(self.recorder.own_id()),
            state="runs" if running.recording is not None else "rests",
            consent=running.replay.consent,
            you="in" if running.allows(interaction.user.id) else "out",
        )

    @app_commands.command()
    async def consent(self, interaction: Asked, answer: Answer) -> None:
        """Say whether you may be recorded in this community, now and from now on."""
        await self.recorder.answer(guild_id_of(interaction), interaction.user.id, _ALLOWS[answer])
        await self.say(interaction, "consent-answered", answer=answer)

    @app_commands.command(name="list")
    async def list_(self, interaction: Asked) -> None:
        """See the recordings of your clubs, the newest first."""
        found = await self._run_by(interaction)
        lines = [
            self.text(
                interaction,
                "replay-line",
                topic=replay.topic,
                at=replay.began_at,
                minutes=(replay.milliseconds or 0) // 60_000,
            )
            for replay in found
        ]
        await self.say(interaction, "replays", count=len(found), lines=Safe("\n".join(lines)))

    @app_commands.command()
    async def get(self, interaction: Asked, replay: str, form: Form = "opus") -> None:
        """Have a recording as one file that you alone see, mixed or as its tracks."""
        await self.defer(interaction)
        found = chosen(await self._run_by(interaction), replay)
        path = await self.renderer.file_of(found, form, await self.shelf.topics_of(found.id))
        within_limit(interaction, path)
        file = discord.File(path, filename=f"recording-{found.id}{path.suffix}")
        await self.say(interaction, "here-it-is", topic=found.topic, file=file)

    @app_commands.command()
    async def clip(
        self, interaction: Asked, replay: str, start: Moment, end: Moment, form: ClipForm = "opus"
    ) -> None:
        """Have a short piece of a recording as a file that you alone see, with who speaks in it."""
        found = chosen(await self._run_by(interaction), replay)
        begins, ends = span(found, start, end)
        await self.defer(interaction)
        made = await self.clipper.of(found, begins, ends, form, self.recorder.own_id())
        fits(interaction, len(made.content))
        await self.say(interaction, "here-is-a-clip", **described(made), file=file_of(made))

    @app_commands.command()
    async def transcript(self, interaction: Asked, replay: str) -> None:
        """Have what was said in a recording as text, with who said it and when."""
        found = chosen(await self._run_by(interaction), replay)
        await self.defer(interaction)
        names = await names_of(interaction, await self.transcripts.speakers_of(found))
        text = await self.transcripts.of(found, names)
        file = discord.File(io.BytesIO(text.encode()), filename=f"recording-{found.id}.vtt")
        await self.say(interaction, "here-it-is", topic=found.topic, file=file)

    @app_commands.command()
    async def delete(self, interaction: Asked, replay: str, confirm: Literal["delete"]) -> None:
        """Delete a recording for good, with all of its tracks."""
        found = chosen(await self._run_by(interaction), replay)
        assert confirm, "Discord asks for it"
        await self.shelf.delete(found.id)
        await self.say(interaction, "replay-deleted", topic=found.topic)

    @app_commands.command()
    async def withdraw(self, interaction: Asked, replay: str) -> None:
        """Have your voice taken out of a recording that is over."""
        offered = await self.shelf.with_track_of(guild_id_of(interaction), interaction.user.id)
        found = chosen(offered, replay)
        await self.shelf.withdraw(found, interaction.user.id)
        await self.say(interaction, "voice-taken-out", topic=found.topic)

    @clip.autocomplete("replay")
    @transcript.autocomplete("replay")
    @get.autocomplete("replay")
    @delete.autocomplete("replay")
    async def suggest(self, interaction: Asked, typed: str) -> list[app_commands.Choice[str]]:
        """Offer the recordings that somebody may have."""
        return _choices(await self._run_by(interaction), typed)

    @withdraw.autocomplete("replay")
    async def suggest_own(self, interaction: Asked, typed: str) -> list[app_commands.Choice[str]]:
        """Offer the recordings in which somebody is heard."""
        own = await self.shelf.with_track_of(guild_id_of(interaction), interaction.user.id)
        return _choices(own, typed)

    async def _run_by(self, interaction: Asked) -> list[Replay]:
        return await self.shelf.run_by(
            guild_id_of(interaction), interaction.user.id, steward=interaction.permissions.manage_guild
        )


def _choices(replays: list[Replay], typed: str) -> list[app_commands.Choice[str]]:
    return [
        app_commands.Choice(
            name=shortened(f"{replay.began_at:%Y-%m-%d %H:%M} {replay.topic}", 100), value=str(replay.id)
        )
        for replay in replays
        if typed.casefold() in f"{replay.began_at:%Y-%m-%d %H:%M} {replay.topic}".casefold()
    ]
