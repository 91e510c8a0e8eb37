"""Each cog owns its tables: they carry its name, and no row is tied to a row of another cog."""

from __future__ import annotations

import importlib
from collections.abc import Iterable
from pathlib import Path

import pytest
from sqlalchemy import Column, ForeignKey, Integer, MetaData
from sqlalchemy import Table as PlainTable

from bot.storage import timer_rows  # noqa: F401 - maps the framework's own tables
from bot.storage.base import Table
from tests.architecture.source import cogs, python_files

WITH_TABLES = [cog for cog in cogs() if (cog / "tables.py").exists()]


def misnamed(tables: Iterable[PlainTable], owners: set[str]) -> list[str]:
    """The tables that do not begin with the name of the framework or of a cog."""
    return [table.name for table in tables if table.name.partition("_")[0] not in owners]


def tied_to_others(tables: Iterable[PlainTable]) -> list[str]:
    """The foreign keys that lead from one owner's tables to another's."""
    return [
        f"{table.name} -> {key.target_fullname}"
        for table in tables
        for key in table.foreign_keys
        if key.target_fullname.partition("_")[0] != table.name.partition("_")[0]
    ]


def nameless(tables: Iterable[PlainTable]) -> list[str]:
    """The tables with a rule that has no name, by which no violation could be told."""
    return [
        table.name
        for table in tables
        if any(not rule.name for rule in table.constraints if rule is not table.primary_key or rule.columns)
    ]


@pytest.fixture(scope="module")
def mapped() -> list[PlainTable]:
    """Every table of the framework and of our cogs, and of no stranger that another test has loaded."""
    for cog in WITH_TABLES:
        importlib.import_module(f"cogs.{cog.name}.tables")
    return [
        mapper.local_table
        for mapper in Table.registry.mappers
        if mapper.class_.__module__.startswith(("bot.", "cogs."))
        and isinstance(mapper.local_table, PlainTable)
    ]


def test_every_table_carries_the_name_of_its_cog(mapped: list[PlainTable]) -> None:
    assert mapped
    assert misnamed(mapped, {"bot"} | {cog.name for cog in WITH_TABLES}) == []


@pytest.mark.parametrize("cog", WITH_TABLES, ids=lambda cog: cog.name)
def test_a_cog_maps_only_tables_of_its_own_name(cog: Path, mapped: list[PlainTable]) -> None:
    module = f"cogs.{cog.name}.tables"
    mappers = [mapper for mapper in Table.registry.mappers if mapper.class_.__module__ == module]
    assert mapped
    assert mappers

    assert [str(m.local_table) for m in mappers if not str(m.local_table).startswith(f"{cog.name}_")] == []


@pytest.mark.parametrize("cog", WITH_TABLES, ids=lambda cog: cog.name)
def test_tables_come_with_migrations(cog: Path) -> None:
    assert python_files(cog / "migrations")


def test_no_foreign_key_crosses_from_one_cog_to_another(mapped: list[PlainTable]) -> None:
    assert tied_to_others(mapped) == []


def test_every_constraint_has_a_name(mapped: list[PlainTable]) -> None:
    assert nameless(mapped) == []


def test_a_table_that_breaks_the_rules_is_seen() -> None:
    metadata = MetaData()
    PlainTable("rooms_room", metadata, Column("id", Integer, primary_key=True))
    PlainTable("hands_hand", metadata, Column("room_id", ForeignKey("rooms_room.id")))
    PlainTable("hand", metadata, Column("id", Integer, primary_key=True))

    tables = metadata.tables.values()

    assert misnamed(tables, {"rooms", "hands"}) == ["hand"]
    assert tied_to_others(tables) == ["hands_hand -> rooms_room.id"]
    assert "hands_hand" in nameless(tables)
