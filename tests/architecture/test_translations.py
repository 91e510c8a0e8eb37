"""Every text that is said is in the catalogue, and every text of the catalogue is said somewhere.

That the languages agree with each other is asked in `tests/bot/test_catalogues.py`.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from fluent.syntax import FluentParser
from fluent.syntax import ast as fluent

from tests.architecture.source import DOCS, FRAMEWORK, cogs, name_of, python_files, tree

# Whoever has words of its own.
SPEAKERS = [folder for folder in (FRAMEWORK, *cogs()) if (folder / "locale").is_dir()]
EACH = pytest.mark.parametrize("speaker", SPEAKERS, ids=name_of)
# Keys that follow from commands, cogs, settings and records, which every start proves, and from permissions.
DERIVED = ("command-", "menu-", "permission-", "cog-", "setting-", "records-")
SAYS = {"say", "text", "plain"}


def keys(speaker: Path) -> set[str]:
    """The keys of the English catalogue."""
    resource = FluentParser().parse((speaker / "locale" / "en.ftl").read_text(encoding="utf-8"))
    return {message.id.name for message in resource.body if isinstance(message, fluent.Message)}


def said(speaker: Path) -> Iterator[str]:
    """The keys that stand as plain strings where something is said, or as the `key` of a refusal."""
    for file in own_files(speaker):
        for node in ast.walk(tree(file)):
            match node:
                case ast.Call(func=ast.Attribute(attr=name), args=[_, ast.Constant(value=str(key)), *_]) if (
                    name in SAYS
                ):
                    yield key
                case ast.Assign(targets=[ast.Name(id="key")], value=ast.Constant(value=str(key))):
                    yield key


def own_files(speaker: Path) -> list[Path]:
    """The files whose words lie in the speaker's catalogue; the sandbox is Discord, which has its own."""
    return [file for file in python_files(speaker) if FRAMEWORK / "sandbox" not in file.parents]


def strings(speaker: Path) -> set[str]:
    """Every plain string in the speaker's code."""
    nodes = (node for file in own_files(speaker) for node in ast.walk(tree(file)))
    return {node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)}


@EACH
def test_everything_that_is_said_has_a_text(speaker: Path) -> None:
    assert set(said(speaker)) - keys(speaker) == set()


@EACH
def test_every_text_is_said(speaker: Path) -> None:
    assert {key for key in keys(speaker) if not key.startswith(DERIVED)} - strings(speaker) == set()


def test_every_cog_that_speaks_has_words() -> None:
    assert {cog.name for cog in cogs() if set(said(cog))} <= {speaker.name for speaker in SPEAKERS}


def commands(language: str) -> set[tuple[str, ...]]:
    """The commands and groups of commands, each as its words in a language."""
    catalogues = [(speaker / "locale" / f"{language}.ftl").read_text("utf-8") for speaker in SPEAKERS]
    found = [pair for text in catalogues for pair in re.findall(r"(?m)^command-([a-z0-9_-]+) = (\S+)$", text)]
    names = dict(found)
    # `command-club-make-role` is called by the words of `command-club`, `command-club-make` and its own.
    steps = {key: [key[: end.start()] for end in re.finditer(r"-|$", key)] for key in names}
    return {tuple(names[step] for step in steps[key] if step in names) for key in names}


def misnamed(text: str, known: set[tuple[str, ...]]) -> list[str]:
    """The commands that a text names and that there are not: `/club join` is one, `/club` names the group."""
    groups = {command[:end] for command in known for end in range(1, len(command))}
    phrases = [phrase.split() for phrase in re.findall(r"`/([^`]+)`", text)]
    return [
        "/" + " ".join(words)
        for words in phrases
        if "{" not in words[0] and tuple(words) not in groups
        if not any(tuple(words[:end]) in known - groups for end in (1, 2, 3))
    ]


@EACH
@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_command_is_named_as_it_is_called_in_that_language(speaker: Path, language: str) -> None:
    text = (speaker / "locale" / f"{language}.ftl").read_text("utf-8")

    assert misnamed(text, commands(language)) == []


def test_a_command_that_there_is_not_is_seen() -> None:
    text = "`/club join`, `/club join club:Jazz`, `/club`; `/club card`, `/clubs`"

    assert misnamed(text, commands("en")) == ["/club card", "/clubs"]


def test_a_guide_names_commands_that_there_are() -> None:
    guides = [
        file for folder in ("how-to", "tutorial", "explanation") for file in (DOCS / folder).glob("*.md")
    ]
    known = commands("en")

    found = [
        (name_of(file), named)
        for file in guides
        for named in misnamed(file.read_text(encoding="utf-8"), known)
        if " " in named  # a single word is the address of a page, too
    ]

    assert found == []
