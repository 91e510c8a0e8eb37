"""A glance: a question that a key answers in a few rows, asked of SQLite without leaving the event loop.

Such a question takes SQLite some ten microseconds, and the trip to the driver's thread and back ten times
as much, with two wake-ups. So whoever answers a command looks at a row where they stand. In WAL mode
nobody keeps a reader waiting but for a moment, as when a file is recovered or given up by its last writer;
a glance does not wait then, and the question goes the usual way.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Engine, Row, Select
from sqlalchemy.exc import OperationalError


class Glances:
    """Asks with one connection, in the thread of the event loop.

    It stays open: no transaction of SQLite's begins on it, so between two questions it holds nothing.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._connection: Connection | None = None

    def ask(
        self, question: Select[*tuple[Any, ...]], given: Mapping[str, Any] | None
    ) -> Sequence[Row[*tuple[Any, ...]]] | None:
        """The rows; None if the file cannot be read at once, or not at all."""
        try:
            if self._connection is None:
                self._connection = self._engine.connect()
            return self._connection.execute(question, given).all()
        except OperationalError:
            self.close()
            return None

    def close(self) -> None:
        """Close the connection; the next question opens another."""
        connection, self._connection = self._connection, None
        if connection is not None:
            connection.close()
        self._engine.dispose()
