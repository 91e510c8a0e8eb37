"""Modals of a plain discord.py bot. Discord documentation, "Component Reference"."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import discord
import pytest
from discord import ui
from discord.ext import commands

from bot.sandbox.people.errors import ActorError
from bot.sandbox.people.person import Person
from bot.sandbox.server import Sandbox
from bot.sandbox.world.roles import add_role

Interaction = discord.Interaction[Any]


async def opening(bot: commands.Bot, make: Callable[[], ui.Modal]) -> None:
    """Register `form`, which shows the modal."""

    async def callback(interaction: Interaction) -> None:
        await interaction.response.send_modal(make())

    bot.tree.add_command(discord.app_commands.Command(name="form", description="Fill", callback=callback))
    await bot.tree.sync()


class Survey(ui.Modal, title="Survey"):
    """A text to read, and four questions."""

    note: ui.TextDisplay[Any] = ui.TextDisplay("Please answer")
    name: ui.Label[Any] = ui.Label(
        text="Name", component=ui.TextInput(custom_id="name", min_length=2, max_length=8)
    )
    why: ui.Label[Any] = ui.Label(
        text="Why", component=ui.TextInput(custom_id="why", required=False, default="curious")
    )
    agree: ui.Label[Any] = ui.Label(text="Agree", component=ui.Checkbox(custom_id="agree"))
    mood: ui.Label[Any] = ui.Label(
        text="Mood",
        component=ui.RadioGroup(
            custom_id="mood",
            options=[discord.RadioGroupOption(label="Good"), discord.RadioGroupOption(label="Bad")],
        ),
    )

    async def on_submit(self, interaction: Interaction) -> None:
        parts = (self.name, self.why, self.agree, self.mood)
        values = [getattr(part.component, "value", None) for part in parts]
        await interaction.response.send_message(str(values))


async def test_texts_boxes_and_radios_arrive(bot: commands.Bot, alice: Person) -> None:
    await opening(bot, Survey)
    shown = await alice.slash("form")
    assert shown.modal is not None
    assert shown.modal["title"] == "Survey"
    assert shown.messages == ()

    seen = await alice.submit(shown.modal["custom_id"], {"name": "Alice", "agree": True, "mood": "Good"})

    assert seen.text == "['Alice', 'curious', True, 'Good']"
    assert seen.messages[0].payload["interaction_metadata"]["triggering_interaction_metadata"]["type"] == 2


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({}, "'name': it is required"),
        ({"name": "A", "mood": "Good"}, "'name': 1 characters"),
        ({"name": "x" * 9, "mood": "Good"}, "'name': 9 characters"),
        ({"name": "Alice"}, "'mood': it is required"),
        ({"name": "Alice", "mood": "Odd"}, "'mood': 'Odd' is none of the options"),
        ({"name": "Alice", "mood": "Good", "agree": "yes"}, "'agree': 'yes' is neither"),
        ({"name": "Alice", "mood": "Good", "age": 5}, "no field 'age'"),
    ],
)
async def test_the_client_refuses_fields_that_are_wrong(
    bot: commands.Bot, alice: Person, fields: dict[str, Any], reason: str
) -> None:
    await opening(bot, Survey)
    await alice.slash("form")

    with pytest.raises(ActorError, match=reason):
        await alice.submit(fields)
    # It stays open, as in the client.
    assert alice.open_modal is not None


async def test_a_modal_is_submitted_once_by_whom_it_was_shown_to(
    bot: commands.Bot, alice: Person, bob: Person
) -> None:
    await opening(bot, Survey)
    await alice.slash("form")
    fields = {"name": "Alice", "mood": "Bad"}

    with pytest.raises(ActorError, match="no modal is open before bob"):
        await bob.submit(fields)
    with pytest.raises(ActorError, match="not 'other'"):
        await alice.submit("other", fields)
    await alice.submit(fields)
    with pytest.raises(ActorError, match="no modal is open"):
        await alice.submit(fields)


async def test_a_modal_can_be_closed_without_a_word(
    sandbox: Sandbox, bot: commands.Bot, alice: Person
) -> None:
    await opening(bot, Survey)
    await alice.slash("form")

    alice.dismiss()

    assert alice.open_modal is None
    assert len(sandbox.world.interactions) == 1


class Choices(ui.Modal, title="Choices"):
    """One select of each kind."""

    word: ui.Label[Any] = ui.Label(
        text="Word",
        component=ui.Select(custom_id="word", options=[discord.SelectOption(label="Yes", default=True)]),
    )
    user: ui.Label[Any] = ui.Label(text="User", component=ui.UserSelect(custom_id="user", max_values=2))
    role: ui.Label[Any] = ui.Label(text="Role", component=ui.RoleSelect(custom_id="role"))
    anyone: ui.Label[Any] = ui.Label(text="Anyone", component=ui.MentionableSelect(custom_id="anyone"))
    place: ui.Label[Any] = ui.Label(
        text="Place", component=ui.ChannelSelect(custom_id="place", required=False, min_values=0)
    )

    async def on_submit(self, interaction: Interaction) -> None:
        parts = (self.word, self.user, self.role, self.anyone, self.place)
        values = [[str(getattr(v, "id", v)) for v in getattr(part.component, "values", ())] for part in parts]
        await interaction.response.send_message(str(values))


async def test_every_select_arrives_with_what_it_points_at(
    sandbox: Sandbox, bot: commands.Bot, alice: Person, bob: Person
) -> None:
    await opening(bot, Choices)
    role = add_role(sandbox.world, sandbox.guild, "hosts", 0)
    await alice.slash("form")

    seen = await alice.submit({"user": [bob, alice], "role": role, "anyone": role.id})

    people = [str(bob.id), str(alice.id)]
    assert seen.text == str([["Yes"], people, [str(role.id)], [str(role.id)], []])


class Uploads(ui.Modal, title="Uploads"):
    """Files and boxes."""

    files: ui.Label[Any] = ui.Label(text="Files", component=ui.FileUpload(custom_id="files", max_values=2))
    boxes: ui.Label[Any] = ui.Label(
        text="Boxes",
        component=ui.CheckboxGroup(
            custom_id="boxes",
            options=[discord.CheckboxGroupOption(label=name) for name in ("a", "b", "c")],
        ),
    )

    async def on_submit(self, interaction: Interaction) -> None:
        assert isinstance(self.files.component, ui.FileUpload)
        assert isinstance(self.boxes.component, ui.CheckboxGroup)
        read = [(await each.read()).decode() for each in self.files.component.values]
        await interaction.response.send_message(f"{read} {self.boxes.component.values}")


async def test_files_and_boxes_arrive(bot: commands.Bot, alice: Person) -> None:
    # "File Upload", "Checkbox Group"
    await opening(bot, Uploads)
    await alice.slash("form")

    with pytest.raises(ActorError, match="1 to 2 values"):
        await alice.submit({"files": [("a", b"")] * 3, "boxes": ["a"]})
    seen = await alice.submit({"files": [("a.txt", b"one"), ("b.txt", b"two")], "boxes": ["a", "c"]})

    assert seen.text == "['one', 'two'] ['a', 'c']"


class Old(ui.Modal, title="Old"):
    """A text input in an action row, as before there were labels."""

    name: ui.TextInput[Any] = ui.TextInput(label="Name", custom_id="name")

    async def on_submit(self, interaction: Interaction) -> None:
        await interaction.response.edit_message(content=f"by {self.name.value}")


async def test_a_modal_from_a_button_may_change_its_message(bot: commands.Bot, alice: Person) -> None:
    # "Interaction Callback Type": types 6 and 7 are for component-based interactions
    view = ui.View()
    button: ui.Button[Any] = ui.Button(label="Edit", custom_id="edit")

    async def pressed(interaction: Interaction) -> None:
        await interaction.response.send_modal(Old())

    button.callback = pressed  # type: ignore[method-assign]  # discord.py's way without a subclass
    view.add_item(button)

    @bot.tree.command()
    async def card(interaction: Interaction) -> None:
        """Show a card."""
        await interaction.response.send_message("blank", view=view)

    await bot.tree.sync()
    shown = await alice.slash("card")
    assert (await alice.click(shown.message_id, "edit")).modal is not None

    seen = await alice.submit({"name": "Alice"})

    assert (seen.text, seen.message_id) == ("by Alice", shown.message_id)
