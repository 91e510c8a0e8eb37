"""Which rooms of a community are being recorded, and how those recordings stand that ended last."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord

from bot import replies
from bot.i18n import Safe
from bot.interactions import guild_id_of
from bot.layouts import Voice, framed, words
from cogs.recording.checks import running_here
from cogs.recording.refusals import NothingRecorded
from cogs.recording.shelf import Shelf
from cogs.recording.views.browsing import line_of
from cogs.recording.views.forms import Asked

if TYPE_CHECKING:
    from cogs.recording.api import Replay
    from cogs.recording.recorder import Recorder
    from cogs.recording.running import Running

MOST_RUNNING, MOST_LAST = 15, 3


async def show(interaction: Asked, recorder: Recorder) -> None:
    """Show how the recording of the room stands that somebody is in, else all that they may know of.

    Raises:
        NothingRecorded: that is nothing.
    """
    voice = Voice(interaction.client, __name__, interaction.locale.value)
    running = running_here(interaction, recorder)
    if running is not None:
        text = _said(voice, "recording-status", interaction, running, recorder)
    else:
        text = await _all(voice, interaction, recorder)
    await replies.say(interaction, view=framed([words(text)]))


async def _all(voice: Voice, interaction: Asked, recorder: Recorder) -> str:
    running = [one for one in recorder.of(guild_id_of(interaction)) if _is_seen(interaction, one)]
    last = await _last(interaction)
    if not running and not last:
        raise NothingRecorded
    lines: list[str] = [voice.say("status-head", count=len(running))]
    lines += [_said(voice, "status-line", interaction, one, recorder) for one in running[:MOST_RUNNING]]
    if len(running) > MOST_RUNNING:
        lines.append(voice.say("status-more", count=len(running) - MOST_RUNNING))
    if last:
        lines.append(voice.say("status-last"))
    return "\n".join([*lines, *(line_of(voice, interaction.client, replay) for replay in last)])


def _said(voice: Voice, key: str, interaction: Asked, running: Running, recorder: Recorder) -> str:
    return voice.say(
        key,
        topic=running.replay.topic,
        stage=Safe(f"<#{running.replay.channel_id}>"),
        at=running.replay.began_at,
        people=running.people(recorder.own_id()),
        state="runs" if running.recording is not None else "rests",
        consent=running.replay.consent,
        you="in" if running.allows(interaction.user.id) else "out",
    )


def _is_seen(interaction: Asked, running: Running) -> bool:
    """Whether somebody may know of a room: Discord shows them its stage."""
    stage, person = interaction.client.get_channel(running.replay.channel_id), interaction.user
    if not isinstance(stage, discord.StageChannel) or not isinstance(person, discord.Member):
        return False
    return stage.permissions_for(person).view_channel


async def _last(interaction: Asked) -> list[Replay]:
    """The newest recordings that are over, of those that somebody may have, or is heard in."""
    shelf: Shelf = interaction.client.service(Shelf)
    guild_id, user_id = guild_id_of(interaction), interaction.user.id
    steward = interaction.permissions.manage_guild
    run = await shelf.run_by(guild_id, user_id, steward=steward, most=MOST_LAST, damaged=True)
    known = {replay.id: replay for replay in (*run, *await shelf.with_track_of(guild_id, user_id))}
    return [known[replay_id] for replay_id in sorted(known, reverse=True)[:MOST_LAST]]
