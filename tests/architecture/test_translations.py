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

from tests.architecture.source import FRAMEWORK, cogs, name_of, python_files, tree

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


def command_names(language: str) -> set[str]:
    """Each word of the commands' names in a language."""
    catalogues = [(speaker / "locale" / f"{language}.ftl").read_text("utf-8") for speaker in SPEAKERS]
    return {name for text in catalogues for name in re.findall(r"(?m)^command-[a-z0-9_-]+ = (\S+)$", text)}


@EACH
@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_command_is_named_as_it_is_called_in_that_language(speaker: Path, language: str) -> None:
    text = (speaker / "locale" / f"{language}.ftl").read_text("utf-8")
    named = [phrase.split()[:2] for phrase in re.findall(r"`/([^`]+)`", text)]
    words = {word for phrase in named for word in phrase if re.fullmatch(r"[^\W\d_][\w-]*", word)}

    assert words - command_names(language) == set()
