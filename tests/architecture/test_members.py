"""Nobody reads discord.py's lists of people: without a member cache they are empty, and never fail."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.architecture.source import FRAMEWORK, SLICES, name_of, python_files, tree

# discord.py documentation, `Guild`, `StageChannel`, `Role`: all of these come from the cache of members.
LISTS = {
    "members",
    "listeners",
    "speakers",
    "moderators",
    "requesting_to_speak",
    "get_member",
    "voice_members",
}
WHOSE = {"guild", "stage", "channel", "role"}


def asked_of_the_cache(module: ast.Module) -> Iterator[str]:
    """Name each list of members that is read of a guild, a channel or a role."""
    for node in ast.walk(module):
        if isinstance(node, ast.Attribute) and node.attr in LISTS:
            owner = ast.unparse(node.value).rpartition(".")[2]
            if owner.rpartition("_")[2] in WHOSE:
                yield f"{owner}.{node.attr}"


def of_our_bot() -> list[Path]:
    """The sandbox is Discord, and has members of its own."""
    return [file for file in python_files(FRAMEWORK, SLICES) if FRAMEWORK / "sandbox" not in file.parents]


def test_people_come_from_voice_states_and_payloads() -> None:
    asked = {name_of(file): list(asked_of_the_cache(tree(file))) for file in of_our_bot()}

    assert {file: lists for file, lists in asked.items() if lists} == {}


@pytest.mark.parametrize(
    ("code", "seen"),
    [
        ("len(stage.listeners)", ["stage.listeners"]),
        ("interaction.guild.get_member(7)", ["guild.get_member"]),
        ("for one in voice_channel.members: ...", ["voice_channel.members"]),
        ("club.members", []),
        ("intents.members = True", []),
        ("channel.voice_states", []),
    ],
)
def test_a_list_of_the_cache_is_seen(code: str, seen: list[str]) -> None:
    assert list(asked_of_the_cache(ast.parse(code))) == seen
