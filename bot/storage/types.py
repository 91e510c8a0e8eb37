"""Column types that mean the same on SQLite and on PostgreSQL.

SQLite stores almost anything in any column, PostgreSQL refuses; these types
refuse on both, so that a mistake is found on the store one happens to use.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import BigInteger, DateTime, Dialect, Integer
from sqlalchemy.types import TypeDecorator

LARGEST = 2**63 - 1

# A table's own primary key. SQLite numbers rows by itself only in a column
# declared as plain INTEGER, which is 64 bits wide there anyway.
RowId = BigInteger().with_variant(Integer(), "sqlite")


class Whole(TypeDecorator[int]):
    """A 64-bit integer that takes nothing else."""

    impl = BigInteger
    cache_ok = True
    smallest = -LARGEST - 1

    def process_bind_param(self, value: Any, dialect: Dialect) -> int | None:  # noqa: ARG002 - SQLAlchemy's signature
        """Refuse what only SQLite would have stored."""
        return self._taken(value)

    def take_all(self, values: Sequence[Any]) -> Sequence[Any]:
        """Refuse the same among many values: looked at one by one only where one of them may be wrong.

        Raises:
            TypeError: one of them is no whole number.
            ValueError: one of them is out of range.
        """
        given = [value for value in values if value is not None]
        if (
            {*map(type, given)} <= {int}
            and self.smallest <= min(given, default=0)
            and max(given, default=0) <= LARGEST
        ):
            return values
        return [self._taken(value) for value in values]

    def _taken(self, value: Any) -> int | None:
        if value is None:
            return None
        if not isinstance(value, int) or isinstance(value, bool):
            raise TypeError(f"{type(self).__name__} takes an int, not {value!r}")
        if not self.smallest <= value <= LARGEST:
            raise ValueError(f"{type(self).__name__} does not hold {value}")
        return int(value)


class Snowflake(Whole):
    """An id given by Discord: 64 bits, never negative (Reference, "Snowflakes")."""

    cache_ok = True
    smallest = 0


class Money(Whole):
    """An amount in minor units of its currency, as an integer; never a float."""

    cache_ok = True


class UtcDateTime(TypeDecorator[datetime]):
    """A moment: aware going in, aware and in UTC coming out.

    SQLite has no time zones; it holds the UTC time without one, as text that
    sorts in the order of time.
    """

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse a moment whose zone is unknown."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"a moment needs a time zone: {value!r}")
        moment = value.astimezone(UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 - SQLAlchemy's signature
        """Give SQLite's moment its zone back, and turn PostgreSQL's into UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)
