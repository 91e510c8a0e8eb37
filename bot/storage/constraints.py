"""Which named constraint a write has broken, told the same way on both stores.

The database decides, and a rule module turns the name into its own refusal::

    except IntegrityError as error:
        if violated_constraint(error) == "uq_hands_hand_room_id_user_id":
            raise HandAlreadyRaised from error
        raise
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from sqlalchemy import ForeignKeyConstraint, PrimaryKeyConstraint, UniqueConstraint
from sqlalchemy import Table as SqlTable
from sqlalchemy.exc import IntegrityError

from bot.storage.base import Table

_CHECK = re.compile(r"^CHECK constraint failed: (?P<name>\w+)$")
_INDEX = re.compile(r"^UNIQUE constraint failed: index '(?P<name>\w+)'$")
_UNIQUE = re.compile(r"^UNIQUE constraint failed: (?P<columns>.+)$")
_TARGET = re.compile(
    r"^\s*(?P<verb>INSERT|UPDATE|DELETE)\b(?: OR \w+)?(?: INTO| FROM)? \"?(?P<table>\w+)", re.IGNORECASE
)


def violated_constraint(error: IntegrityError) -> str | None:
    """Return the name of the constraint that refused the write; None where the store does not say.

    PostgreSQL says it. SQLite names a check, lists a unique constraint's columns
    (the name comes from the mapped classes), and says nothing of a foreign
    key, which is named only if the table of the statement leaves one choice.
    A column that may not be null has no constraint with a name.
    """
    said = str(error.driver_exception or error.orig)
    if (name := getattr(error.driver_exception, "constraint_name", None)) is not None:
        return str(name)
    if match := _CHECK.match(said) or _INDEX.match(said):
        return match["name"]
    if match := _UNIQUE.match(said):
        return _unique(match["columns"].split(", "))
    if said == "FOREIGN KEY constraint failed":
        return _foreign_key(error.statement or "")
    return None


def _unique(columns: list[str]) -> str | None:
    table = Table.metadata.tables.get(columns[0].partition(".")[0])
    if table is None:
        return None
    names = {column.rpartition(".")[2] for column in columns}
    keys = [one for one in table.constraints if isinstance(one, UniqueConstraint | PrimaryKeyConstraint)]
    found = [one.name for one in keys if {column.name for column in one.columns} == names]
    indexes = [one for one in table.indexes if one.unique]
    found += [one.name for one in indexes if {column.name for column in one.columns} == names]
    return _only(found)


def _foreign_key(statement: str) -> str | None:
    match = _TARGET.match(statement)
    table = Table.metadata.tables.get(match["table"]) if match else None
    if match is None or table is None:
        return None
    outward = _foreign_keys([table])
    inward = [one for one in _foreign_keys(Table.metadata.tables.values()) if one.referred_table is table]
    broken = {"INSERT": outward, "DELETE": inward}.get(match["verb"].upper(), outward + inward)
    return _only(one.name for one in broken)


def _foreign_keys(tables: Iterable[SqlTable]) -> list[ForeignKeyConstraint]:
    return [one for table in tables for one in table.foreign_key_constraints]


def _only(names: Iterable[object]) -> str | None:
    """Return the one name there is; with two to choose from, none is certain."""
    certain = set(names)
    return str(certain.pop()) if len(certain) == 1 else None
