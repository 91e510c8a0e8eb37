"""Statements for a whole set of rows, put into words once and the same on both stores.

SQLAlchemy prepares each row that it sends, which for a thousand small rows costs more than the
database does. What is written here with its constructs is compiled on first use and then sent as
it is, by the driver's own cursor. A set goes there as one JSON text: of rows where SQLite is asked a
question, of columns on PostgreSQL, whose driver would look at each value of an array several times. What
changes rows on SQLite goes row by row, inside the driver.

    FIND = Question({"guild_id": Snowflake(), "key": String()}, lambda row: select(Row.id).where(...))
    MOVE = Change({"id": RowId, "after": Money()}, lambda row: update(Row).where(Row.id == row.id)...)

`row.name` stands for the value of that name in each row. A connection is that of `Database.atomically`,
or a session's: `await session.run_sync(lambda plain: work(plain.connection()))`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from typing import Any, cast

import orjson
from sqlalchemy import (
    ARRAY,
    JSON,
    ColumnElement,
    Connection,
    Dialect,
    Executable,
    FromClause,
    Text,
    bindparam,
    column,
    func,
    literal_column,
    select,
    true,
)
from sqlalchemy import cast as cast_as
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.sql.type_api import TypeEngine

from bot.storage.base import Table
from bot.storage.types import UtcDateTime, Whole

Types = Mapping[str, TypeEngine[Any]]
Row = Sequence[Any]
#: Makes of the values of a column what the driver takes.
Convert = Callable[[Sequence[Any]], Sequence[Any]]

_SET = "given"


class Columns:
    """The values of one row of the set, by name: `row.amount_minor`."""

    def __init__(self, columns: Mapping[str, ColumnElement[Any]], source: FromClause | None) -> None:
        self._columns = columns
        #: Whether each row is sent by itself, so that there is nothing to select from.
        self.is_single = source is None
        self._source = source

    @property
    def table(self) -> FromClause:
        """The set as something to join, in a question."""
        assert self._source is not None, "a change has no set to join"
        return self._source

    def __getattr__(self, name: str) -> ColumnElement[Any]:
        try:
            return self._columns[name]
        except KeyError:
            raise AttributeError(name) from None

    def __iter__(self) -> Iterator[ColumnElement[Any]]:
        return iter(self._columns.values())

    @property
    def names(self) -> list[str]:
        """The names, in the order in which rows give their values."""
        return list(self._columns)


@dataclass(frozen=True, slots=True)
class _Text:
    """A statement as it is sent: its words, and what stands in each place of them."""

    sql: str
    #: Each place is a column of the row, by its number, or a constant of the statement.
    places: tuple[int | None, ...]
    constants: tuple[Any, ...]
    converts: tuple[Convert | None, ...]
    #: Whether what stands in these places is a row just as it is given.
    is_a_row: bool

    def arguments(self, row: Row) -> tuple[Any, ...]:
        return tuple(
            constant if place is None else row[place]
            for place, constant in zip(self.places, self.constants, strict=True)
        )

    def columns(self, rows: Sequence[Row]) -> list[Sequence[Any]]:
        """The values of each column, as the driver takes them."""
        return [
            values if convert is None else convert(values)
            for values, convert in zip(zip(*rows, strict=True), self.converts, strict=True)
        ]

    def rows(self, rows: Sequence[Row]) -> Sequence[Row]:
        """The same rows, as the driver takes them."""
        if not any(self.converts):
            return rows
        return list(zip(*self.columns(rows), strict=True))


class _Statement:
    """What is common to both: compiled once for each kind of database."""

    def __init__(self, types: Types, build: Callable[[Columns], Executable]) -> None:
        self._types = types
        self._build = build
        self._texts: dict[str, _Text] = {}

    @property
    def names(self) -> list[str]:
        """The names of what a row gives, in order."""
        return list(self._types)

    def _text(self, dialect: Dialect) -> _Text:
        if (text := self._texts.get(dialect.name)) is None:
            text = self._texts[dialect.name] = self._compiled(dialect)
        return text

    def _compiled(self, dialect: Dialect) -> _Text:
        statement = self._build(self._columns(dialect.name))
        return _compiled(statement, self._sent(dialect.name), self._types.values(), dialect)

    def _columns(self, dialect: str) -> Columns:
        raise NotImplementedError

    def _sent(self, dialect: str) -> Iterable[str]:
        """The names of what is sent, in order."""
        raise NotImplementedError

    def _in_object(self, name: str) -> Columns:
        """On PostgreSQL: the set as an object that is sent under a name, with an array for each column."""
        arrays = [column(each, ARRAY(kind)) for each, kind in self._types.items()]
        text = cast_as(bindparam(name, type_=Text()), JSON())
        sent = func.json_to_record(text).table_valued(*arrays, name="sent")
        sent = sent.render_derived(name="sent", with_types=True)
        values = [column(each, kind) for each, kind in self._types.items()]
        each = func.unnest(*sent.c).table_valued(*values, name="each").render_derived(name="each")
        source = select(*each.c).select_from(sent.join(each, true())).subquery(_SET)
        return Columns({each: source.c[each] for each in self._types}, source)

    def as_object(self, dialect: Dialect, rows: Sequence[Row]) -> str:
        """The object that is sent for these rows."""
        columns = self._text(dialect).columns(rows) if rows else ()
        return orjson.dumps(dict(zip(self._types, columns, strict=bool(rows)))).decode()

    def sent_for_none(self, dialect: Dialect) -> tuple[str, tuple[Any, ...]]:
        """The statement as it is sent, with no rows: for whoever asks how it is planned."""
        text, empty = self._text(dialect), "{}" if dialect.name == "postgresql" else "[]"
        nothing = [empty if name == _SET else None for name in self._sent(dialect.name)]
        return text.sql, text.arguments(nothing)


class Question(_Statement):
    """A statement that is sent once for the whole set, and answers rows."""

    def ask(self, connection: Connection, rows: Sequence[Row]) -> list[Any]:
        """What it answers; nothing, without asking, for no rows.

        Moments and days are as the driver has them: text on SQLite.
        """
        if not rows:
            return []
        text = self._text(connection.dialect)
        if connection.dialect.name == "postgresql":
            given = self.as_object(connection.dialect, rows)
        else:
            given = orjson.dumps(text.rows(rows)).decode()
        arguments = text.arguments([given])
        with _sending(connection, text.sql, arguments) as cursor:
            cursor.execute(text.sql, arguments)
            return cast("list[Any]", cursor.fetchall())

    def _columns(self, dialect: str) -> Columns:
        if dialect == "postgresql":
            return self._in_object(_SET)
        each = func.json_each(bindparam(_SET)).table_valued("value", name="each_given")
        source = select(
            *(
                func.json_extract(each.c.value, f"$[{number}]", type_=kind).label(name)
                for number, (name, kind) in enumerate(self._types.items())
            )
        ).subquery(_SET)
        return Columns({name: source.c[name] for name in self._types}, source)

    def _sent(self, dialect: str) -> Iterable[str]:  # noqa: ARG002 - the other one needs it
        return (_SET,)


class Change(_Statement):
    """A statement that writes, once for each row of the set."""

    def make(self, connection: Connection, rows: Sequence[Row]) -> int:
        """Write, and answer how many rows of the database were written; nothing for no rows."""
        if not rows:
            return 0
        text = self._text(connection.dialect)
        if connection.dialect.name == "postgresql":
            arguments = text.arguments([self.as_object(connection.dialect, rows)])
            with _sending(connection, text.sql, arguments) as cursor:
                cursor.execute(text.sql, arguments)
                return cast(int, cursor.rowcount)
        converted = text.rows(rows)
        if not text.is_a_row:
            converted = [text.arguments(row) for row in converted]
        with _sending(connection, text.sql, converted) as cursor:
            cursor.executemany(text.sql, converted)
            return cast(int, cursor.rowcount)

    def as_part(self, name: str) -> Any:
        """The statement as a part of a larger one on PostgreSQL, with its set under that name."""
        return self._build(self._in_object(name))

    def _columns(self, dialect: str) -> Columns:
        if dialect == "postgresql":
            return self._in_object(_SET)
        return Columns({name: bindparam(name, type_=kind) for name, kind in self._types.items()}, None)

    def _sent(self, dialect: str) -> Iterable[str]:
        return (_SET,) if dialect == "postgresql" else self._types


class Together:
    """Changes that are sent at once: on PostgreSQL, where each way there and back costs, as one statement.

    There none of them sees what another has written, and no two may change the same row.
    """

    def __init__(self, **changes: Change) -> None:
        """Name the changes, in the order in which they are made where they are made one by one."""
        self._changes = changes
        self._text: _Text | None = None

    def make(self, connection: Connection, **rows: Sequence[Row]) -> dict[str, int]:
        """Write the rows of each change, and answer how many rows of the database each has written."""
        if connection.dialect.name != "postgresql":
            return {name: change.make(connection, rows[name]) for name, change in self._changes.items()}
        if not any(rows.values()):
            return dict.fromkeys(self._changes, 0)
        if self._text is None:
            self._text = self._compiled(connection.dialect)
        given = [change.as_object(connection.dialect, rows[name]) for name, change in self._changes.items()]
        arguments = self._text.arguments(given)
        with _sending(connection, self._text.sql, arguments) as cursor:
            cursor.execute(self._text.sql, arguments)
            return dict(zip(self._changes, cursor.fetchone(), strict=True))

    def _compiled(self, dialect: Dialect) -> _Text:
        counts = []
        for name, change in self._changes.items():
            part = change.as_part(name).returning(literal_column("1").label("one")).cte(name)
            counts.append(select(func.count()).select_from(part).scalar_subquery())
        return _compiled(select(*counts), self._changes, (), dialect)


def adding(
    table: type[Table],
    row: Columns,
    *,
    known_by: Sequence[str] = (),
    sums: Sequence[str] = (),
    replaces: Sequence[str] = (),
) -> Executable:
    """The statement that adds rows to a table; one whose key is there already is changed, or left.

    `known_by` are the columns of the key, `sums` what is added to the values there, `replaces` what
    takes their place; with a key and neither of them, what is there is left as it is.
    """
    values = {name: getattr(row, name) for name in row.names}
    statement: Any
    if row.is_single:
        statement = sqlite.insert(table).values(values)
    else:
        statement = postgresql.insert(table).from_select(row.names, select(*row))
    if not known_by:
        return cast(Executable, statement)
    there, new = table.__table__.c, statement.excluded
    changed = {name: there[name] + new[name] for name in sums} | {name: new[name] for name in replaces}
    if not changed:
        return cast(Executable, statement.on_conflict_do_nothing(index_elements=known_by))
    return cast(Executable, statement.on_conflict_do_update(index_elements=known_by, set_=changed))


@contextmanager
def _sending(connection: Connection, sql: str, arguments: Any) -> Iterator[Any]:
    """A cursor of the driver's, whose errors are SQLAlchemy's as they are everywhere else."""
    if not connection.in_transaction():
        # SQLAlchemy would begin one; a cursor of the driver's does not, and nothing would be committed.
        raise RuntimeError("a set of rows is asked and written in a transaction that has begun")
    with closing(connection.connection.cursor()) as cursor:
        try:
            yield cursor
        except connection.dialect.loaded_dbapi.Error as error:
            # As SQLAlchemy does with errors of its own statements: a connection that broke goes, with
            # all of the pool that are no younger.
            connection._handle_dbapi_exception(error, sql, arguments, cursor, None)


def _compiled(
    statement: Any, sent: Iterable[str], types: Iterable[TypeEngine[Any]], dialect: Dialect
) -> _Text:
    compiled = statement.compile(dialect=dialect)
    order = compiled.positiontup or ()
    numbers = {name: number for number, name in enumerate(sent)}
    constants = {
        name: _converted(compiled.params[name], compiled.binds[name].type, dialect)
        for name in order
        if name not in numbers
    }
    places = tuple(numbers.get(name) for name in order)
    converts = tuple(_convert_for(kind, dialect) for kind in types)
    return _Text(
        str(compiled),
        places,
        tuple(constants.get(name) for name in order),
        converts,
        places == tuple(range(len(converts))),
    )


def _converted(value: Any, kind: TypeEngine[Any], dialect: Dialect) -> Any:
    convert = _convert_for(kind, dialect)
    return value if convert is None else convert([value])[0]


def _convert_for(kind: TypeEngine[Any], dialect: Dialect) -> Convert | None:
    if isinstance(kind, Whole):
        return kind.take_all
    convert = kind.dialect_impl(dialect).bind_processor(dialect)
    if convert is None:
        return None
    if isinstance(kind, UtcDateTime):
        # Much happens at one moment, and to put a moment into words costs more than the rest of its row.
        return lambda values: _from(values, {value: convert(value) for value in set(values)})
    return lambda values: [convert(value) for value in values]


def _from(values: Sequence[Any], words: Mapping[Any, Any]) -> Sequence[Any]:
    return [words[value] for value in values]
