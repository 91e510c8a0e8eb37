"""Every text exists in English and in French, with the same placeholders, and is used somewhere."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from fluent.syntax import FluentParser
from fluent.syntax import ast as fluent
from fluent.syntax.visitor import Visitor

from tests.architecture.source import FRAMEWORK, cogs, name_of, python_files, tree

LANGUAGES = ("en", "fr")
# Whoever has words of its own.
SPEAKERS = [folder for folder in (FRAMEWORK, *cogs()) if (folder / "locale").is_dir()]
EACH = pytest.mark.parametrize("speaker", SPEAKERS, ids=name_of)
# Keys that follow from commands, which `bot.translator` proves at every start, and from permissions.
DERIVED = ("command-", "menu-", "permission-")
SAYS = {"say", "text", "plain"}


class Placeholders(Visitor):
    """Collects the variables that a pattern asks for."""

    def __init__(self) -> None:
        self.found: set[str] = set()

    def visit_VariableReference(self, node: fluent.VariableReference) -> None:  # noqa: N802 - the visitor's protocol
        """Note one variable."""
        self.found.add(node.id.name)


def texts(speaker: Path, language: str) -> dict[str, set[str]]:
    """The placeholders of every text of a catalogue, by its key; an attribute's key has a dot."""
    resource = FluentParser().parse((speaker / "locale" / f"{language}.ftl").read_text(encoding="utf-8"))
    junk = [entry.content for entry in resource.body if isinstance(entry, fluent.Junk)]
    assert junk == []
    return dict(placeholders(resource))


def placeholders(resource: fluent.Resource) -> Iterator[tuple[str, set[str]]]:
    """Each key of a catalogue with what its text asks for."""
    for message in resource.body:
        if isinstance(message, fluent.Message):
            named = [(message.id.name, message.value)]
            named += [(f"{message.id.name}.{a.id.name}", a.value) for a in message.attributes]
            for key, pattern in named:
                if pattern is not None:
                    visitor = Placeholders()
                    visitor.visit(pattern)
                    yield key, visitor.found


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
def test_every_text_is_there_in_both_languages_with_the_same_placeholders(speaker: Path) -> None:
    english, french = (texts(speaker, language) for language in LANGUAGES)

    assert english
    assert english == french


@EACH
def test_everything_that_is_said_has_a_text(speaker: Path) -> None:
    assert set(said(speaker)) - set(texts(speaker, "en")) == set()


@EACH
def test_every_text_is_used(speaker: Path) -> None:
    keys = {key for key in texts(speaker, "en") if not key.startswith(DERIVED)}

    assert keys - strings(speaker) == set()


def test_every_cog_that_speaks_has_words() -> None:
    assert {cog.name for cog in cogs() if set(said(cog))} <= {speaker.name for speaker in SPEAKERS}
