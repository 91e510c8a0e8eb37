"""The page of the command line has every command with every option, and none that is not there."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

import pytest
import typer
from typer.core import TyperArgument, TyperCommand, TyperGroup, TyperOption

from bot.cli import build
from tests.architecture.pages import sections, table
from tests.architecture.source import DOCS

PAGE = DOCS / "reference" / "command-line.md"


def walk(path: str, command: TyperCommand | TyperGroup) -> Iterator[tuple[str, TyperCommand | TyperGroup]]:
    """Every command that can be run, by what is typed for it."""
    if not isinstance(command, TyperGroup) or command.invoke_without_command:
        yield path, command
    if isinstance(command, TyperGroup):
        for name, inner in command.commands.items():
            yield from walk(f"{path} {name}", cast(TyperCommand | TyperGroup, inner))


def options(command: TyperCommand | TyperGroup) -> set[str]:
    """The options of a command by their long names, and its arguments in capitals."""
    named = {max(p.opts, key=len) for p in command.params if isinstance(p, TyperOption) and not p.hidden}
    return named | {(p.name or "").upper() for p in command.params if isinstance(p, TyperArgument)}


ROOT_COMMAND = cast(TyperGroup, typer.main.get_command(build()))
COMMANDS = dict(walk("rostra", ROOT_COMMAND))


@pytest.mark.parametrize("path", COMMANDS)
def test_every_command_stands_in_the_reference_with_its_options(path: str) -> None:
    assert set(table(sections(PAGE).get(path, ""))) == options(COMMANDS[path])


def test_the_reference_has_no_command_that_is_not_there() -> None:
    assert set(sections(PAGE)) == {"rostra", *COMMANDS}


def test_what_every_command_can_do_stands_at_the_top() -> None:
    assert set(table(sections(PAGE)["rostra"])) == options(ROOT_COMMAND)


@pytest.mark.parametrize("path", COMMANDS)
def test_every_command_and_every_option_has_a_help(path: str) -> None:
    command = COMMANDS[path]

    assert command.help
    assert [p.name for p in command.params if isinstance(p, TyperOption) and not p.help] == []
