"""Autocomplete. Discord documentation, "Application Commands", Autocomplete."""

from __future__ import annotations

from typing import Any

import discord
import pytest
from discord import app_commands
from discord.ext import commands

from bot.sandbox.people.errors import ActorError, NotAnswered
from bot.sandbox.people.person import Person

Interaction = discord.Interaction[Any]
Choice = app_commands.Choice


@pytest.fixture
async def asked(bot: commands.Bot) -> list[tuple[str, Any]]:
    """A command `play`, whose `song` is suggested; what was typed, and what else stood there."""
    typed: list[tuple[str, Any]] = []

    @bot.tree.command()
    async def play(interaction: Interaction, artist: str, song: str, volume: int = 1) -> None:
        """Play."""
        await interaction.response.send_message(f"playing {song} by {artist} at {volume}")

    @play.autocomplete("song")
    async def songs(interaction: Interaction, current: str) -> list[Choice[str]]:
        typed.append((current, interaction.namespace.artist))
        return [Choice(name=f"{current} {number}", value=str(number)) for number in range(2)]

    @play.autocomplete("volume")
    async def volumes(_: Interaction, current: str) -> list[Choice[int]]:
        return [Choice(name=f"{current}{number}", value=number) for number in range(26)]

    await bot.tree.sync()
    return typed


async def test_suggestions_follow_what_is_typed(alice: Person, asked: list[tuple[str, Any]]) -> None:
    suggested = await alice.autocomplete("play", "song", "blue", artist="Miles")

    assert asked == [("blue", "Miles")]
    assert [(each["name"], each["value"]) for each in suggested] == [("blue 0", "0"), ("blue 1", "1")]


async def test_required_options_may_be_missing_yet(alice: Person, asked: list[tuple[str, Any]]) -> None:
    # "options ... can be partial when in response to APPLICATION_COMMAND_AUTOCOMPLETE"
    await alice.autocomplete("play", "song")

    assert asked == [("", None)]


async def test_people_are_not_confined_to_the_suggestions(
    alice: Person, asked: list[tuple[str, Any]]
) -> None:
    assert (await alice.slash("play", artist="Miles", song="my own")).text == "playing my own by Miles at 1"
    assert asked == []


async def test_an_option_without_autocomplete_suggests_nothing(
    alice: Person, asked: list[tuple[str, Any]]
) -> None:
    with pytest.raises(ActorError, match="no autocomplete"):
        await alice.autocomplete("play", "artist", "M")
    assert asked == []


async def test_more_than_25_suggestions_are_refused(
    bot: commands.Bot, alice: Person, asked: list[tuple[str, Any]]
) -> None:
    # "autocomplete choices (max of 25 choices)"; discord.py only logs the refusal
    failures: list[app_commands.AppCommandError] = []

    @bot.tree.error
    async def failed(_: Interaction, error: app_commands.AppCommandError) -> None:
        failures.append(error)

    with pytest.raises(NotAnswered):
        await alice.autocomplete("play", "volume", "1")
    assert asked == []
