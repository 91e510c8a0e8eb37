"""The buttons below a replay: each gives it, in one form, to whoever presses."""

from __future__ import annotations

import os
from collections.abc import Awaitable, Callable
from functools import partial
from pathlib import Path
from typing import Any

import discord

from bot import replies
from bot.i18n import Safe
from bot.interactions import guild_id_of
from bot.layouts import Voice
from bot.settings import SettingStore
from bot.views import DynamicItem, View
from cogs.recording.api import Replay
from cogs.recording.checks import run_by
from cogs.recording.refusals import GivenOutdated, TooLargeToPost
from cogs.recording.rendering import TRACKS, Renderer
from cogs.recording.replay.links import Links
from cogs.recording.settings import Form, RecordingSettings
from cogs.recording.shelf import Shelf
from cogs.recording.views.waiting import waiting

Asked = discord.Interaction[Any]
#: Each form, and what its button says.
FORMS = {
    Form.OPUS.value: "form-opus",
    Form.MP3.value: "form-mp3",
    Form.WAV.value: "form-wav",
    TRACKS: "form-tracks",
}


class FormButton(
    DynamicItem[discord.ui.Button[Any]],
    template=r"recording:have:(?P<replay>[0-9]{1,18}):(?P<form>opus|mp3|wav|tracks)",
):
    """Gives a replay in a form; the tracks of its speakers only to those who run the club."""

    def __init__(self, replay_id: int, form: str, label: str = "…") -> None:
        custom_id = f"recording:have:{replay_id}:{form}"
        super().__init__(discord.ui.Button(label=label, custom_id=custom_id))
        self.replay_id = replay_id
        self.form = form

    async def callback(self, interaction: Asked) -> None:
        """Make it if it is not there, and give it."""
        await replies.defer(interaction)
        shelf: Shelf = interaction.client.service(Shelf)
        if self.form == TRACKS:
            replay = await run_by(interaction, self.replay_id)
        else:
            replay = await shelf.posted(guild_id_of(interaction), self.replay_id)
        await give(interaction, replay, self.form)


async def give(interaction: Asked, replay: Replay, form: str) -> None:
    """Answer with a file of a replay, or with where it is found if Discord does not take it.

    Raises:
        NobodyInIt, CannotBeMixed, UpstreamError: it cannot be made.
        TooLargeToPost: it is too large, and no pages are served.
        GivenOutdated: somebody was taken out of it in this moment.
    """
    renderer: Renderer = interaction.client.service(Renderer)
    people = await renderer.people_of(replay)
    async with waiting(interaction, replay) as shown:
        content = await renderer.opened(replay, form, shown.moved)
    assert interaction.guild is not None, "replays are of guilds"
    with content:
        size = os.fstat(content.fileno()).st_size
        if size <= interaction.guild.filesize_limit:
            file = discord.File(content, filename=f"recording-{replay.id}{Path(content.name).suffix}")
            said = replies.text(interaction, __name__, "here-it-is", topic=replay.topic)
            await hand_over(interaction, said, file, partial(renderer.holds, replay, people))
            return
    address = await address_of(interaction, replay, form)
    if address is None:
        most = interaction.guild.filesize_limit // 1_000_000
        raise TooLargeToPost(megabytes=-(-size // 1_000_000), most=most, replay=replay.id)
    await replies.say(interaction, address)


async def hand_over(
    interaction: Asked, said: str, file: discord.File, holds: Callable[[], Awaitable[bool]]
) -> None:
    """Answer a deferred interaction with a file in which voices are; `holds` says whether they still may be.

    Raises:
        GivenOutdated: somebody was taken out while it was on its way; the answer is gone again.
    """
    message_id = await replies.say(interaction, said, file=file)
    if not await holds():
        if message_id is not None:
            await replies.take_back(interaction, message_id)
        raise GivenOutdated


async def address_of(interaction: Asked, replay: Replay, form: str) -> str | None:
    """A new secret address of a replay, in words; None if no pages are served."""
    pages = interaction.client.web.public_url
    if pages is None:
        return None
    rules = await _rules(interaction, replay)
    link = await interaction.client.service(Links).make(replay, form, rules.link_days)
    return replies.text(
        interaction,
        __name__,
        "replay-link",
        topic=replay.topic,
        page=Safe(f"{pages}/recording/replay/{link.token}"),
        link=Safe(f"{pages}/recording/file/{link.token}"),
        until=link.expires_at,
    )


async def form_of(interaction: Asked, replay: Replay) -> Form:
    """The form in which a replay's club posts it."""
    return (await _rules(interaction, replay)).form


async def _rules(interaction: Asked, replay: Replay) -> RecordingSettings:
    settings: SettingStore = interaction.client.settings
    return await settings.of(RecordingSettings, replay.guild_id, replay.club_id)


def buttons_of(voice: Voice, replay: Replay) -> list[FormButton]:
    """A button for each form."""
    return [FormButton(replay.id, form, voice.label(key)) for form, key in FORMS.items()]


def forms_of(voice: Voice, replay: Replay, posted: str) -> View:
    """The buttons below a post, for the forms in which it is not posted."""
    view = View(timeout=None)
    for button in buttons_of(voice, replay):
        if button.form != posted:
            view.add_item(button)
    return view
