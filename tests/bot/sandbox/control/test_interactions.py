"""The control API's commands, clicks and modals, over HTTP, with a plain discord.py bot."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Any

import aiohttp
import discord
import pytest
from discord import app_commands, ui
from discord.ext import commands

from bot.sandbox.server import Sandbox
from tests.bot.sandbox.clients import log_in

Interaction = discord.Interaction[Any]
Post = Callable[..., Awaitable[tuple[int, Any]]]


class Form(ui.Modal, title="Form"):
    name: ui.TextInput[Any] = ui.TextInput(label="Name", custom_id="name")

    async def on_submit(self, interaction: Interaction) -> None:
        await interaction.response.send_message(f"by {self.name.value}", ephemeral=True)


class Panel(ui.View):
    @ui.button(label="Fill in", custom_id="fill")
    async def fill(self, interaction: Interaction, _: ui.Button[Panel]) -> None:
        await interaction.response.send_modal(Form(custom_id="form"))

    @ui.select(custom_id="pick", options=[discord.SelectOption(label="One", value="1")])
    async def pick(self, interaction: Interaction, select: ui.Select[Panel]) -> None:
        await interaction.response.edit_message(content=f"picked {select.values[0]}", view=None)


@pytest.fixture
async def post(sandbox: Sandbox) -> AsyncIterator[Post]:
    """Send to /control; the bot of the test knows `room panel` and a menu."""
    async with (
        log_in(sandbox, commands.Bot, command_prefix="!") as bot,
        aiohttp.ClientSession(f"{sandbox.ready.control}/") as session,
    ):
        assert isinstance(bot, commands.Bot)
        room = app_commands.Group(name="room", description="Rooms")

        @room.command()
        async def panel(interaction: Interaction, title: str) -> None:
            """Show the panel."""
            await interaction.response.defer(thinking=True)
            await interaction.followup.send(title, view=Panel())

        @panel.autocomplete("title")
        async def titles(_: Interaction, current: str) -> list[app_commands.Choice[str]]:
            return [app_commands.Choice(name=f"{current}!", value=current)]

        @bot.tree.context_menu()
        async def wave(interaction: Interaction, member: discord.Member) -> None:
            await interaction.response.send_message(f"waves at {member.name}")

        @bot.tree.command()
        async def offer(
            interaction: Interaction, to: discord.Member, where: discord.TextChannel, file: discord.Attachment
        ) -> None:
            """Offer a file."""
            said = (await file.read()).decode()
            await interaction.response.send_message(f"{said} for {to.name} in {where.name}")

        bot.tree.add_command(room)
        await bot.tree.sync()

        async def send(path: str, **body: Any) -> tuple[int, Any]:
            async with session.post(path, json=body) as response:
                return response.status, await response.json()

        yield send


async def test_a_command_answers_with_what_the_person_sees(sandbox: Sandbox, post: Post) -> None:
    _, alice = await post("people", name="alice")

    status, seen = await post(
        f"people/{alice['user_id']}/command", name="room panel", options={"title": "Jazz"}
    )

    assert status == 200
    assert (seen["content"], seen["ephemeral"], seen["deferred"]) == ("Jazz", False, False)
    assert seen["messages"][0]["id"] == seen["message_id"]
    assert seen["components"][0]["components"][0]["custom_id"] == "fill"
    assert seen["messages"][0]["channel_id"] == sandbox.ready.text_channel_id


async def test_a_channel_may_be_named(sandbox: Sandbox, post: Post) -> None:
    _, alice = await post("people", name="alice")
    stage = sandbox.ready.stage_channel_id

    body = {"name": "room panel", "options": {"title": "Jazz"}, "channel_id": stage}
    _, seen = await post(f"people/{alice['user_id']}/command", **body)

    assert seen["messages"][0]["channel_id"] == stage


async def test_clicks_choices_and_modals_go_on_from_there(post: Post) -> None:
    _, alice = await post("people", name="alice")
    me = f"people/{alice['user_id']}"
    _, shown = await post(f"{me}/command", name="room panel", options={"title": "Jazz"})

    _, modal = await post(f"{me}/click", message_id=shown["message_id"], custom_id="fill")
    _, seen = await post(f"{me}/modal", custom_id="form", fields={"name": "Alice"})
    _, picked = await post(f"{me}/click", message_id=shown["message_id"], custom_id="pick", values=["1"])

    assert modal["modal"]["title"] == "Form"
    assert (seen["text"], seen["ephemeral"]) == ("by Alice", True)
    assert (picked["text"], picked["message_id"]) == ("picked 1", shown["message_id"])


async def test_autocomplete_and_menus_are_commands_too(post: Post) -> None:
    _, alice = await post("people", name="alice")
    me = f"people/{alice['user_id']}/command"

    _, suggested = await post(me, name="room panel", options={"title": "Ja"}, autocomplete="title")
    _, seen = await post(me, name="Wave", target_id=alice["user_id"])

    assert suggested == {"choices": [{"name": "Ja!", "value": "Ja"}]}
    assert seen["text"] == "waves at alice"


async def test_people_channels_and_files_are_named_by_id_and_path(
    sandbox: Sandbox, post: Post, tmp_path: Path
) -> None:
    _, alice = await post("people", name="alice")
    me, file = f"people/{alice['user_id']}/command", tmp_path / "poem.txt"
    file.write_text("A poem", encoding="utf-8")
    options = {"to": alice["user_id"], "where": sandbox.ready.text_channel_id, "file": str(file)}

    _, seen = await post(me, name="offer", options=options)

    assert seen["text"] == "A poem for alice in lounge"
    wrong = {"to": "alice", "where": sandbox.ready.stage_channel_id, "file": str(tmp_path / "none.txt")}
    for name, value in wrong.items():
        status, refused = await post(me, name="offer", options={**options, name: value})
        assert (status, f"option {name}" in refused["error"]) == (409, True)


@pytest.mark.parametrize(
    ("path", "body", "status", "reason"),
    [
        ("command", {"name": "dance"}, 409, "no command 'dance'"),
        ("command", {"name": "room panel"}, 409, "title is required"),
        ("command", {"nome": "room panel"}, 400, "name"),
        ("click", {"message_id": "5", "custom_id": "x"}, 409, "no message 5"),
        ("modal", {"fields": {}}, 409, "no modal is open"),
    ],
)
async def test_what_a_person_could_not_do_is_refused_with_the_reason(
    post: Post, path: str, body: dict[str, Any], status: int, reason: str
) -> None:
    _, alice = await post("people", name="alice")

    answered, told = await post(f"people/{alice['user_id']}/{path}", **body)

    assert (answered, reason in told["error"]) == (status, True), told


async def test_an_unknown_person_is_404(post: Post) -> None:
    assert (await post("people/5/command", name="room panel"))[0] == 404
