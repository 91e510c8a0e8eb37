"""Every event says in which community it happened, so that a cog which is off there does not hear it."""

from __future__ import annotations

import ast
import importlib
import re
from pathlib import Path

import pytest

from tests.architecture.pages import sections
from tests.architecture.source import DOCS, FRAMEWORK, SLICES, cogs, python_files, tree

PAGE = DOCS / "reference" / "events.md"


def events_of(cog: str) -> list[str]:
    """The classes that the reference lists as events of a cog; that it lists all is asked elsewhere."""
    tables = sections(PAGE).get(cog, "").split("\n\n")
    rows = [row for table in tables if table.startswith("| event ") for row in table.splitlines()]
    return [found[1] for row in rows if (found := re.match(r"\| `(\w+)` \|", row))]


def published_in(file: Path) -> set[str]:
    """The classes whose instances a file publishes as they are made."""
    return {
        call.func.id
        for node in ast.walk(tree(file))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
        if node.func.attr in {"publish", "publish_after_commit"}
        for call in node.args
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id[0].isupper()
    }


def says_where(kind: type) -> bool:
    """Whether an event has `guild_id`, as a field or as a property."""
    return hasattr(kind, "guild_id") or any(
        "guild_id" in vars(one).get("__annotations__", {}) for one in kind.__mro__
    )


@pytest.mark.parametrize("cog", cogs(), ids=lambda cog: cog.name)
def test_every_event_of_a_cog_says_in_which_community_it_happened(cog: Path) -> None:
    names = events_of(cog.name)
    face = importlib.import_module(f"cogs.{cog.name}.api") if names else None

    assert [name for name in names if not says_where(getattr(face, name))] == []


def test_every_event_that_is_published_is_listed_or_the_frameworks_own() -> None:
    listed = {name for cog in cogs() for name in events_of(cog.name)}
    published = {name for file in python_files(SLICES) for name in published_in(file)}
    assert published

    assert published - listed == set()


def test_every_event_of_the_framework_says_in_which_community_it_happened() -> None:
    found = {
        name: importlib.import_module(".".join(file.relative_to(FRAMEWORK.parent).with_suffix("").parts))
        for file in python_files(FRAMEWORK)
        if FRAMEWORK / "sandbox" not in file.parents
        for name in published_in(file)
    }
    assert {"BotCame", "BotWent", "CommunityErased", "CogSwitched"} <= set(found)

    assert [name for name, module in found.items() if not says_where(getattr(module, name))] == []


def test_an_event_that_does_not_say_where_is_seen() -> None:
    class Splash:
        user_id: int

    class Ripple(Splash):
        guild_id: int

    assert not says_where(Splash)
    assert says_where(Ripple)
