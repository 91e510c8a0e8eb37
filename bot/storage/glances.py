"""A glance: a question that a key answers in a few rows, asked of SQLite without leaving the event loop.

Such a question takes SQLite some ten microseconds, and the trip to the driver's thread and back ten times
as much, with two wake-ups. So whoever answers a command looks at a row where they stand. In WAL mode
nobody keeps a reader waiting but for a moment, as when a file is recovered or given up by its last writer;
a glance does not wait then, and the question goes the usual way.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Engine, Row, Select
from sqlalchemy.exc import OperationalError


class Glances:
    """Asks with one connection, in the thread of the event loop."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def ask(
        self, question: Select[*tuple[Any, ...]], given: Mapping[str, Any] | None
    ) -> Sequence[Row[*tuple[Any, ...]]] | None:
        """The rows; None if the file cannot be read at once, or not at all."""
        try:
            with self._engine.connect() as connection:
                return connection.execute(question, given).all()
        except OperationalError:
            return None

    def close(self) -> None:
        """Close the connection."""
        self._engine.dispose()
