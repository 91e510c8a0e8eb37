"""Every catalogue in the project: whole in both languages, and made of the same parts."""

from __future__ import annotations

from pathlib import Path

import pytest
from fluent.runtime import FluentResource
from fluent.syntax import ast
from fluent.syntax.visitor import Visitor

from bot.i18n import Words

ROOT = Path(__file__).parents[2]
FOLDERS = sorted(file.parent for home in ("bot", "cogs") for file in (ROOT / home).rglob("locale/en.ftl"))
LANGUAGES = {"en", "fr"}


class Placeholders(Visitor):
    """Collects the names a pattern is filled with."""

    def __init__(self) -> None:
        self.names: set[str] = set()

    def visit_VariableReference(self, node: ast.VariableReference) -> None:  # noqa: N802 - the library's name
        self.names.add(node.id.name)


def texts(file: Path) -> dict[str, set[str]]:
    """Map each text, attributes included, to its placeholders."""
    found: dict[str, set[str]] = {}
    for entry in FluentResource(file.read_text(encoding="utf-8")).body:
        if isinstance(entry, ast.Message):
            parts = {entry.id.name: entry.value}
            parts |= {f"{entry.id.name}.{one.id.name}": one.value for one in entry.attributes}
            found |= {name: placeholders(value) for name, value in parts.items() if value is not None}
    return found


def placeholders(pattern: ast.Pattern) -> set[str]:
    visitor = Placeholders()
    visitor.visit(pattern)
    return visitor.names


def test_the_framework_has_words() -> None:
    assert ROOT / "bot" / "locale" in FOLDERS


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.parent.name)
def test_a_catalogue_is_whole_in_english_and_french(folder: Path) -> None:
    assert {file.stem for file in folder.glob("*.ftl")} >= LANGUAGES
    english = texts(folder / "en.ftl")

    for file in folder.glob("*.ftl"):
        assert texts(file) == english, f"{file} differs from en.ftl"


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.parent.name)
def test_a_catalogue_can_be_read(folder: Path) -> None:
    Words().add(".".join(folder.parent.relative_to(ROOT).parts), folder)
