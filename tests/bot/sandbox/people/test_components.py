"""Buttons and selects of a plain discord.py bot. Discord documentation, "Component Reference"."""

from __future__ import annotations

import asyncio
import io
import re
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any, Self

import discord
import pytest
from discord import ui
from discord.ext import commands

from bot.sandbox.people.errors import ActorError
from bot.sandbox.people.person import Person
from bot.sandbox.people.seen import Seen
from bot.sandbox.server import Sandbox
from bot.sandbox.world.roles import add_role
from tests.bot.sandbox.clients import log_in

Interaction = discord.Interaction[Any]
Show = Callable[..., Awaitable[Seen]]


@pytest.fixture
def show(bot: commands.Bot, alice: Person) -> Show:
    """Let alice call a command that answers with a view."""

    async def register_and_send(view: ui.View, *, ephemeral: bool = False) -> Seen:
        async def callback(interaction: Interaction) -> None:
            await interaction.response.send_message("choose", view=view, ephemeral=ephemeral)

        bot.tree.add_command(discord.app_commands.Command(name="show", description="Do", callback=callback))
        await bot.tree.sync()
        return await alice.slash("show")

    return register_and_send


def button(callback: Callable[[Interaction], Coroutine[Any, Any, None]], **options: Any) -> ui.View:
    view = ui.View()
    made: ui.Button[ui.View] = ui.Button(**{"label": "Press", "custom_id": "press", **options})
    made.callback = callback  # type: ignore[method-assign,assignment]  # discord.py's way without a subclass
    return view.add_item(made)


async def test_a_click_is_answered_by_a_reply(show: Show, bob: Person) -> None:
    async def pressed(interaction: Interaction) -> None:
        assert interaction.message is not None
        await interaction.response.send_message(f"{interaction.user.name} on {interaction.message.content}")

    shown = await show(button(pressed))
    seen = await bob.click(shown.message_id, "press")

    assert seen.text == "bob on choose"
    # "Message Interaction Object": a reference, as components exist on messages
    payload = seen.messages[0].payload
    assert payload["message_reference"]["message_id"] == str(shown.message_id)
    assert payload["interaction_metadata"]["interacted_message_id"] == str(shown.message_id)


async def test_a_click_may_change_the_message_at_once(show: Show, bot: commands.Bot, alice: Person) -> None:
    # "UPDATE_MESSAGE": edit the message the component was attached to
    async def pressed(interaction: Interaction) -> None:
        await interaction.response.edit_message(content="chosen", view=None)

    shown = await show(button(pressed))
    edited = asyncio.create_task(bot.wait_for("raw_message_edit", timeout=5), name="edited")
    seen = await alice.click(shown.message_id, "press")

    assert (seen.text, seen.components, seen.message_id) == ("chosen", [], shown.message_id)
    assert (await edited).data["content"] == "chosen"


async def test_a_click_may_change_the_message_later(show: Show, alice: Person) -> None:
    # "DEFERRED_UPDATE_MESSAGE": ACK and edit later; no loading state
    async def pressed(interaction: Interaction) -> None:
        await interaction.response.defer()
        await interaction.edit_original_response(content="later")
        await interaction.followup.send("and more", ephemeral=True)

    shown = await show(button(pressed))
    seen = await alice.click(shown.message_id, "press")
    seen = await alice.wait_for(seen, lambda now: len(now.messages) == 2)

    assert [(each.text, each.ephemeral) for each in seen.messages] == [("later", False), ("and more", True)]


async def test_a_click_that_is_only_acknowledged_shows_the_message_as_it_was(
    show: Show, alice: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.sandbox.people.waiting.UPDATE_SECONDS", 0.1)

    async def pressed(interaction: Interaction) -> None:
        await interaction.response.defer()

    shown = await show(button(pressed))
    seen = await alice.click(shown.message_id, "press")

    assert seen.deferred
    assert seen.text == "choose"


async def test_an_ephemeral_message_is_pressed_by_the_one_who_sees_it(
    show: Show, alice: Person, bob: Person
) -> None:
    async def pressed(interaction: Interaction) -> None:
        await interaction.response.edit_message(content="pressed")

    shown = await show(button(pressed), ephemeral=True)

    with pytest.raises(ActorError, match="has no values"):
        await alice.choose(shown.message_id, "press", ["a"])
    with pytest.raises(ActorError, match="no message"):
        await bob.click(shown.message_id, "press")
    seen = await alice.click(shown.message_id, "press")
    assert (seen.text, seen.ephemeral) == ("pressed", True)


async def test_what_cannot_be_pressed_is_refused(show: Show, alice: Person) -> None:
    async def pressed(_: Interaction) -> None:
        raise AssertionError("it was pressed")

    view = button(pressed, disabled=True)
    view.add_item(ui.Button(label="Read", url="https://read.example"))
    shown = await show(view)

    with pytest.raises(ActorError, match="disabled"):
        await alice.click(shown.message_id, "press")
    with pytest.raises(ActorError, match="no component 'other'"):
        await alice.click(shown.message_id, "other")


SELECTS: list[tuple[Any, dict[str, Any], Callable[[Sandbox, Person], Any]]] = [
    (ui.Select, {"options": [discord.SelectOption(label="One", value="1")]}, lambda *_: "One"),
    (ui.UserSelect, {}, lambda _, bob: bob),
    (ui.RoleSelect, {}, lambda sandbox, _: add_role(sandbox.world, sandbox.guild, "hosts", 0)),
    (ui.MentionableSelect, {}, lambda _, bob: bob.id),
    (
        ui.ChannelSelect,
        {"channel_types": [discord.ChannelType.stage_voice]},
        lambda sandbox, _: sandbox.house.stage,
    ),
]


@pytest.mark.parametrize(("kind", "options", "pick"), SELECTS)
async def test_every_select_tells_what_was_chosen(  # noqa: PLR0917 - fixtures, passed by name
    sandbox: Sandbox,
    show: Show,
    alice: Person,
    bob: Person,
    kind: Any,
    options: dict[str, Any],
    pick: Callable[[Sandbox, Person], Any],
) -> None:
    # "String Select", "User Select", "Role Select", "Mentionable Select", "Channel Select"
    wanted = pick(sandbox, bob)
    view = ui.View()
    select = kind(custom_id="pick", **options)

    async def chosen(interaction: Interaction) -> None:
        value = select.values[0]
        await interaction.response.send_message(str(getattr(value, "id", value)))

    select.callback = chosen
    shown = await show(view.add_item(select))

    seen = await alice.choose(shown.message_id, "pick", [wanted])

    expected = "1" if wanted == "One" else str(getattr(wanted, "id", wanted))
    assert seen.text == expected


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ([], "1 to 2 values"),
        (["1", "1"], "only once"),
        (["9"], "none of the options"),
        (["1", "2", "3"], "1 to 2"),
    ],
)
async def test_a_select_takes_so_many_of_its_options(
    show: Show, alice: Person, values: list[str], reason: str
) -> None:
    options = [discord.SelectOption(label=str(number)) for number in range(5)]
    shown = await show(ui.View().add_item(ui.Select(custom_id="pick", options=options, max_values=2)))

    with pytest.raises(ActorError, match=reason):
        await alice.choose(shown.message_id, "pick", values)
    with pytest.raises(ActorError, match="is a select"):
        await alice.click(shown.message_id, "pick")


class Counter(ui.DynamicItem[ui.Button[Any]], template=r"count:(?P<number>\d+)"):
    """Counts in its own custom id, so that a restart forgets nothing."""

    def __init__(self, number: int) -> None:
        super().__init__(ui.Button(label=str(number), custom_id=f"count:{number}"))
        self.number = number

    @classmethod
    async def from_custom_id(cls, _: Interaction, __: ui.Item[Any], match: re.Match[str]) -> Self:
        return cls(int(match["number"]))

    async def callback(self, interaction: Interaction) -> None:
        view = ui.View(timeout=None).add_item(Counter(self.number + 1))
        await interaction.response.edit_message(view=view)


async def test_a_dynamic_item_is_pressed_after_a_restart_of_the_bot(sandbox: Sandbox, alice: Person) -> None:
    async with log_in(sandbox, commands.Bot, command_prefix="!") as first:
        channel = first.get_channel(sandbox.house.text.id)
        assert isinstance(channel, discord.TextChannel)
        message = await channel.send("count", view=ui.View(timeout=None).add_item(Counter(1)))
    # A second request for all members so soon would be refused ("Gateway Events", Request Guild Members).
    async with log_in(sandbox, commands.Bot, command_prefix="!", chunk_guilds_at_startup=False) as second:
        assert isinstance(second, commands.Bot)
        second.add_dynamic_items(Counter)

        seen = await alice.click(message.id, "count:1")

    assert seen.custom_ids == ["count:2"]


async def test_layouts_show_texts_sections_media_and_files(
    sandbox: Sandbox, bot: commands.Bot, alice: Person
) -> None:
    # "What is a Component": IS_COMPONENTS_V2
    class Panel(ui.LayoutView):
        head: ui.TextDisplay[Any] = ui.TextDisplay("# Room")
        body: ui.Container[Any] = ui.Container(
            ui.Section("Alice", accessory=ui.Thumbnail("attachment://face.png")),
            ui.Separator(),
            ui.MediaGallery(discord.MediaGalleryItem("attachment://face.png")),
            ui.File("attachment://notes.txt"),
            accent_colour=0x336699,
        )
        row = ui.ActionRow[Any]()

        @row.button(label="Next", custom_id="next")
        async def go_on(self, interaction: Interaction, _: ui.Button[Any]) -> None:
            self.head.content = "# Next room"
            await interaction.response.edit_message(view=self)

    @bot.tree.command()
    async def panel(interaction: Interaction) -> None:
        """Show it."""
        files = [_file(b"\x89PNG", "face.png"), _file(b"notes", "notes.txt")]
        await interaction.response.send_message(view=Panel(), files=files)

    await bot.tree.sync()
    seen = await alice.slash("panel")
    assert seen.text == "# Room\nAlice"
    assert seen.content == ""
    assert seen.messages[0].payload["flags"] == 1 << 15
    shown = str(seen.components)
    assert f"{sandbox.world.cdn_url}/attachments/" in shown
    assert "attachment://" not in shown

    seen = await alice.click(seen.message_id, "next")
    assert seen.text == "# Next room\nAlice"


async def test_a_deferred_answer_becomes_a_layout_by_its_edit(bot: commands.Bot, alice: Person) -> None:
    # "Interaction Callback Data Structure": V2 must come with the edit of a deferred message
    @bot.tree.command()
    async def panel(interaction: Interaction) -> None:
        """Show it."""
        await interaction.response.defer(thinking=True, ephemeral=True)
        view = ui.LayoutView().add_item(ui.TextDisplay("ready"))
        await interaction.edit_original_response(view=view)

    await bot.tree.sync()
    seen = await alice.slash("panel")

    assert (seen.text, seen.ephemeral) == ("ready", True)
    assert seen.messages[0].payload["flags"] == 1 << 15 | 1 << 6


async def test_a_layout_takes_no_content(bot: commands.Bot, alice: Person) -> None:
    # "The `content` and `embeds` fields will no longer work"
    codes: asyncio.Queue[int] = asyncio.Queue()

    @bot.tree.command()
    async def panel(interaction: Interaction) -> None:
        """Show it."""
        view = ui.LayoutView().add_item(ui.TextDisplay("text"))
        await interaction.response.send_message(view=view)
        try:
            await interaction.edit_original_response(content="too")
        except discord.HTTPException as error:
            codes.put_nowait(error.code)

    await bot.tree.sync()
    await alice.slash("panel")

    async with asyncio.timeout(5):
        assert await codes.get() == 50035


def _file(content: bytes, name: str) -> discord.File:
    return discord.File(io.BytesIO(content), name)
