"""Whoever stores people can show and erase them: every cog whose tables name a person keeps records of it."""

from __future__ import annotations

import ast
import importlib
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import Table as PlainTable

from bot.storage.base import Table
from bot.storage.types import Snowflake
from tests.architecture.source import cogs, tree

# Ids from Discord that are no person's.
PLACES = re.compile(r"(^|_)(guild|channel|message|role|instance|event|category|thread)_id$")


def names_people(tables: Iterable[PlainTable]) -> list[str]:
    """The columns in which somebody is named."""
    return [
        f"{table.name}.{column.name}"
        for table in tables
        for column in table.columns
        if isinstance(column.type, Snowflake) and not PLACES.search(column.name)
    ]


def tables_of(cog: Path) -> Iterator[PlainTable]:
    """The tables that a cog maps."""
    if not (cog / "tables.py").exists():
        return
    module = importlib.import_module(f"cogs.{cog.name}.tables").__name__
    for mapper in Table.registry.mappers:
        if mapper.class_.__module__ == module and isinstance(mapper.local_table, PlainTable):
            yield mapper.local_table


def hands_over_records(cog: Path) -> bool:
    """Whether a cog's `setup` says `bot.records.add(...)`."""
    return any(
        isinstance(node, ast.Call) and ast.unparse(node.func) == "bot.records.add"
        for node in ast.walk(tree(cog / "__init__.py"))
    )


@pytest.mark.parametrize("cog", cogs(), ids=lambda cog: cog.name)
def test_a_cog_that_names_people_keeps_records_of_them(cog: Path) -> None:
    named = names_people(tables_of(cog))

    assert not named or hands_over_records(cog), f"{named} are in nobody's records"


def test_tables_that_name_people_are_found() -> None:
    named = {cog.name for cog in cogs() if names_people(tables_of(cog))}

    assert {"clubs", "rooms", "hands", "tips"} <= named
