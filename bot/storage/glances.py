"""A glance: a question that a key answers in a few rows, asked of SQLite without leaving the event loop.

Such a question takes SQLite some ten microseconds, and the trip to the driver's thread and back ten times
as much, with two wake-ups. So whoever answers a command looks at a row where they stand; and as SQLAlchemy
prepares each question anew, which costs several times the answer, a glance is put into words once and sent
as it is. In WAL mode nobody keeps a reader waiting but for a moment, as when a file is recovered or given
up by its last writer; a glance does not wait then, and the question goes the usual way.
"""

from __future__ import annotations

from collections import namedtuple
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Dialect, Engine, PoolProxiedConnection, Select
from sqlalchemy.exc import OperationalError
from sqlalchemy.sql.type_api import TypeEngine

#: Makes of one value what the driver takes, or of what it gives the value.
Convert = Callable[[Any], Any]
# Which columns there are is not known to whoever checks types.
_ROW_OF: Callable[[str, Iterable[str]], Any] = namedtuple


class Glance:
    """A question, and what its rows look like; made once, where a module begins.

    _OF = Glance(select(table.c.name).where(table.c.id == bindparam("id")))
    """

    def __init__(self, question: Select[*tuple[Any, ...]]) -> None:
        """Take a question of columns; what is asked for is a `bindparam` that has no value yet.

        Raises:
            ValueError: a column has no name by which a row could give it.
        """
        self.question = question
        #: A row: a tuple whose values have the names of the columns.
        self.row = _ROW_OF("Row", question.selected_columns.keys())
        self._words: _Words | None = None

    def words(self, dialect: Dialect) -> _Words:
        """The question as SQLite is asked."""
        if self._words is None:
            self._words = _worded(self.question, dialect)
        return self._words


class Glances:
    """Asks with one connection, in the thread of the event loop.

    It stays open: no transaction of SQLite's begins on it, so between two questions it holds nothing.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._connection: PoolProxiedConnection | None = None

    def ask(self, glance: Glance, given: Mapping[str, object]) -> Sequence[Any] | None:
        """The rows; None if the file cannot be read at once, or not at all."""
        words = glance.words(self._engine.dialect)
        try:
            if self._connection is None:
                self._connection = self._engine.raw_connection()
            with closing(self._connection.cursor()) as cursor:
                cursor.execute(words.sql, words.arguments(given))
                return list(map(glance.row._make, words.rows(cursor.fetchall())))
        except (OperationalError, self._engine.dialect.loaded_dbapi.OperationalError):
            self.close()
            return None

    def close(self) -> None:
        """Close the connection; the next question opens another."""
        connection, self._connection = self._connection, None
        if connection is not None:
            connection.close()
        self._engine.dispose()


@dataclass(frozen=True, slots=True)
class _Words:
    """A question as the driver takes it."""

    sql: str
    #: What stands in each place: what was given by that name, or else a constant of the question.
    names: tuple[str | None, ...]
    constants: tuple[Any, ...]
    takes: tuple[Convert, ...]
    gives: tuple[Convert, ...] | None

    def arguments(self, given: Mapping[str, object]) -> tuple[Any, ...]:
        return tuple(
            constant if name is None else take(given[name])
            for name, constant, take in zip(self.names, self.constants, self.takes, strict=True)
        )

    def rows(self, rows: Sequence[Sequence[Any]]) -> Sequence[Sequence[Any]]:
        if self.gives is None:
            return rows
        return [[give(value) for give, value in zip(self.gives, row, strict=True)] for row in rows]


def _worded(question: Select[*tuple[Any, ...]], dialect: Dialect) -> _Words:
    compiled: Any = question.compile(dialect=dialect)  # the places of its words are only in its own class
    if compiled.post_compile_params:
        raise ValueError("a glance has no list of values: its words would not be the same each time")
    binds = [compiled.binds[name] for name in compiled.positiontup]
    takes = tuple(_taking(bind.type, dialect) for bind in binds)
    gives = [_giving(column.type, dialect) for column in question.selected_columns]
    return _Words(
        str(compiled),
        tuple(bind.key if bind.required else None for bind in binds),
        tuple(
            None if bind.required else take(compiled.params[name])
            for name, bind, take in zip(compiled.positiontup, binds, takes, strict=True)
        ),
        takes,
        None if all(give is _as_it_is for give in gives) else tuple(gives),
    )


def _taking(kind: TypeEngine[Any], dialect: Dialect) -> Convert:
    return kind.dialect_impl(dialect).bind_processor(dialect) or _as_it_is


def _giving(kind: TypeEngine[Any], dialect: Dialect) -> Convert:
    return kind.dialect_impl(dialect).result_processor(dialect, None) or _as_it_is


def _as_it_is(value: Any) -> Any:
    return value
