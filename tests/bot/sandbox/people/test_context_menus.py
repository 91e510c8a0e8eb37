"""Menus of people and messages. Discord documentation, "Application Commands", User Commands."""

from __future__ import annotations

from typing import Any

import discord
import pytest
from discord.ext import commands

from bot.sandbox.people.errors import ActorError
from bot.sandbox.people.person import Person
from bot.sandbox.server import Sandbox
from bot.sandbox.world.channels import set_overwrite
from bot.sandbox.world.models import Overwrite
from bot.sandbox.world.permissions import Permission

Interaction = discord.Interaction[Any]


@pytest.fixture(autouse=True)
async def menus(bot: commands.Bot) -> None:
    @bot.tree.context_menu(name="High Five")
    async def high_five(interaction: Interaction, member: discord.Member) -> None:
        await interaction.response.send_message(f"high five, {member.name}")

    @bot.tree.context_menu(name="Bookmark")
    async def bookmark(interaction: Interaction, message: discord.Message) -> None:
        await interaction.response.send_message(f"{message.author.name}: {message.content}", ephemeral=True)

    await bot.tree.sync()


async def test_a_person_s_menu_names_the_person(alice: Person, bob: Person) -> None:
    seen = await alice.context_menu("High Five", bob)

    assert seen.text == "high five, bob"
    # "Message Types": CONTEXT_MENU_COMMAND; "Application Command Interaction Metadata"
    payload = seen.messages[0].payload
    assert payload["type"] == 23
    assert payload["interaction_metadata"]["target_user"]["id"] == str(bob.id)


async def test_a_message_s_menu_carries_the_message(alice: Person, bob: Person) -> None:
    message_id = bob.write("good point")

    seen = await alice.context_menu("Bookmark", message_id)

    assert seen.text == "bob: good point"
    assert seen.messages[0].payload["interaction_metadata"]["target_message_id"] == str(message_id)


async def test_a_menu_needs_a_target_and_a_command_of_its_kind(alice: Person, bob: Person) -> None:
    with pytest.raises(ActorError, match="no message 5"):
        await alice.context_menu("Bookmark", 5)
    with pytest.raises(ActorError, match="no command 'Bookmark' of type USER"):
        await alice.context_menu("Bookmark", bob)


async def test_a_person_s_menu_needs_the_right_to_write(sandbox: Sandbox, alice: Person, bob: Person) -> None:
    # "A user must have permission to send text messages in the channel"
    muted = Overwrite(alice.id, 1, 0, int(Permission.SEND_MESSAGES))
    set_overwrite(sandbox.world, sandbox.guild, sandbox.house.text, muted)

    with pytest.raises(ActorError, match="may not write"):
        await alice.context_menu("High Five", bob)
