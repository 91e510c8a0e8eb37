"""Makes every call that docs/sandbox.md shows, on a live sandbox, and compares the answers.

The page's ids are examples: a body's ids are replaced by those of this run, and of an
answer only its form is compared. `"..."` in an answer stands for more fields.
"""

from __future__ import annotations

import json
import re
import wave
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import aiohttp
import discord
import pytest
from aiohttp import web
from discord.ext import commands

from bot.sandbox.control.app import SUBJECTS
from bot.sandbox.server import Sandbox
from bot.sandbox.world import event_status, scheduled_events, stages, voice_states
from bot.sandbox.world.models import STAGE, ScheduledEvent
from tests.architecture.pages import sections, table
from tests.architecture.source import DOCS
from tests.bot.sandbox.clients import log_in

PAGE = DOCS / "sandbox.md"
MORE = "..."
JSON_BLOCK = re.compile(r"^```json\n(.*?)^```", flags=re.MULTILINE | re.DOTALL)


class Note(discord.ui.Modal, title="A note"):
    text: discord.ui.TextInput[Note] = discord.ui.TextInput(label="Text", custom_id="text")

    async def on_submit(self, interaction: discord.Interaction) -> None:
        await interaction.response.send_message(f"noted: {self.text.value}", ephemeral=True)


class WriteButton(discord.ui.View):
    @discord.ui.button(label="Write", custom_id="write")
    async def write(self, interaction: discord.Interaction, _: discord.ui.Button[WriteButton]) -> None:
        await interaction.response.send_modal(Note(custom_id="note"))


@pytest.fixture
async def bot(sandbox: Sandbox) -> AsyncIterator[commands.Bot]:
    """The bot of the examples: it greets, and takes a note."""
    async with log_in(sandbox, commands.Bot, command_prefix="!") as ready:
        assert isinstance(ready, commands.Bot)

        @ready.tree.command(name="greet", description="Greet somebody")
        async def greet(interaction: discord.Interaction, name: str) -> None:
            await interaction.response.send_message(f"Hello, {name}", view=WriteButton())

        await ready.tree.sync()
        yield ready


def examples() -> dict[str, list[Any]]:
    """The JSON blocks below the heading of each call."""
    calls = {title: text for title, text in sections(PAGE, level=3).items() if " /control" in title}
    return {title: [json.loads(block) for block in JSON_BLOCK.findall(text)] for title, text in calls.items()}


def differences(shown: Any, seen: Any, place: str = "answer") -> list[str]:
    """Where an answer has another form than the page shows; null fits everything."""
    if shown is None or seen is None:
        return []
    if isinstance(shown, dict) and isinstance(seen, dict):
        open_ended = MORE in shown
        found = [f"{place} lacks {key}" for key in shown.keys() - seen.keys() - {MORE}]
        found += [f"{place} has {key}" for key in seen.keys() - shown.keys() if not open_ended]
        for key in shown.keys() & seen.keys():
            found += differences(shown[key], seen[key], f"{place}.{key}")
        return found
    if isinstance(shown, list) and isinstance(seen, list):
        return differences(shown[0], seen[0], f"{place}[0]") if shown and seen else []
    same = type(shown) is type(seen) or {type(shown), type(seen)} == {int, float}
    return [] if same else [f"{place} is {seen!r}, not like {shown!r}"]


class Walk:
    """Makes the page's calls one after the other, in the order in which they make sense."""

    def __init__(self, sandbox: Sandbox, session: aiohttp.ClientSession, folder: Path) -> None:
        self.sandbox = sandbox
        self.session = session
        self.examples = examples()
        self.ids = {"channel_id": sandbox.ready.stage_channel_id, "file": str(folder / "hello.wav")}
        self.made: set[str] = set()

    async def call(self, title: str, **query: str) -> Any:
        method, _, path = title.partition(" /")
        blocks = self.examples[title]
        body = None
        if method == "POST" and len(blocks) > 1:
            body = {key: self.ids.get(key, value) for key, value in blocks[0].items()}
        url = f"{self.sandbox.ready.api.removesuffix('/api/v10')}/{path.format(id=self.ids.get('user_id'))}"
        async with self.session.request(method, url, json=body, params=query) as response:
            assert response.status == 200, await response.text()
            self.made.add(title)
            if response.content_type != "application/json":
                return response.content_type
            answer = await response.json()
        assert differences(blocks[-1], answer) == [], title
        return answer


def planned(sandbox: Sandbox) -> ScheduledEvent:
    world = sandbox.world
    tomorrow = world.clock.now() + timedelta(days=1)
    event = ScheduledEvent(
        world.new_id(),
        sandbox.guild.id,
        sandbox.guild.owner_id,
        "Books",
        tomorrow,
        STAGE,
        channel_id=sandbox.house.stage.id,
    )
    scheduled_events.create_event(world, event)
    return event


async def test_every_call_of_the_page_answers_as_it_says(
    sandbox: Sandbox, bot: commands.Bot, tmp_path: Path
) -> None:
    with wave.open(str(tmp_path / "hello.wav"), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(48_000)
        file.writeframes(bytes(2 * 9_600))
    assert bot.user is not None
    async with aiohttp.ClientSession() as session:
        walk = Walk(sandbox, session, tmp_path)
        walk.ids |= await walk.call("POST /control/people")
        walk.ids["event_id"] = str(planned(sandbox).id)
        await walk.call("POST /control/people/{id}/interest")
        await walk.call("POST /control/people/{id}/write")
        stages.open_stage(sandbox.world, sandbox.house.stage.id, bot.user.id, "Books")
        await walk.call("POST /control/people/{id}/voice")
        await walk.call("POST /control/people/{id}/hand")
        user_id = int(walk.ids["user_id"])
        voice_states.modify_other(sandbox.world, sandbox.guild.id, bot.user.id, user_id, suppress=False)
        await walk.call("POST /control/people/{id}/answer")
        await walk.call("GET /control/stage")
        await walk.call("POST /control/people/{id}/effect")
        await walk.call("POST /control/people/{id}/say")
        await walk.call("POST /control/people/{id}/listen")
        await walk.call("GET /control/voice")
        heard = await walk.call("GET /control/heard", channel_id=sandbox.ready.stage_channel_id)
        assert heard == "audio/ogg"
        greeted = await walk.call("POST /control/people/{id}/command")
        walk.ids["message_id"] = greeted["message_id"]
        await walk.call("POST /control/people/{id}/click")
        await walk.call("POST /control/people/{id}/modal")
        await walk.call("GET /control/messages", channel_id=sandbox.ready.text_channel_id)
        await walk.call("POST /control/people/{id}/guild")
        await walk.call("POST /control/faults")
        await walk.call("GET /control/faults")
        await walk.call("POST /control/clock")
        await walk.call("GET /control/clock")

    assert walk.made == set(walk.examples)


async def test_every_route_and_only_routes_are_on_the_page(sandbox: Sandbox) -> None:
    routes = [route for subject in SUBJECTS for route in subject(sandbox)]

    assert all(isinstance(route, web.RouteDef) for route in routes)
    assert {f"{route.method} /control{route.path}" for route in routes} == set(examples())


async def test_every_fault_is_on_the_page_with_its_parameters(sandbox: Sandbox) -> None:
    faults = table(sections(PAGE)["Faults"])
    shown = {kind: sorted(re.findall(r"`([^`]+)`", cells[0])) for kind, cells in faults.items()}

    assert shown == sandbox.faults.kinds


def test_the_keys_of_the_ready_file_are_on_the_page(sandbox: Sandbox) -> None:
    assert set(table(sections(PAGE)["Starting it"])) == set(vars(type(sandbox.ready))["__slots__"])


def test_the_page_says_how_long_discord_waits() -> None:
    text = sections(PAGE)["Time"]

    assert stages.AUTO_CLOSE_SECONDS == scheduled_events.EMPTY_SECONDS == 180.0
    assert text.count("3 minutes") == 2
    assert event_status.CANCEL_SECONDS == 3 * 3600
    assert text.count("3 hours") == 1
