"""A log of JSON lines, or none."""

from __future__ import annotations

from pathlib import Path
from typing import Any, TextIO

import orjson


class JsonLines:
    """Appends a line for each entry, whole and at once, if there is a file to append to."""

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self._file: TextIO | None = None

    def open(self) -> None:
        """Open the file.

        Raises:
            OSError: it cannot be written.
        """
        if self._path is not None:
            self._file = self._path.open("a", encoding="utf-8")

    @property
    def wanted(self) -> bool:
        """Whether entries go anywhere; building one costs time."""
        return self._file is not None

    def write(self, entry: dict[str, Any]) -> None:
        """Append one entry."""
        if self._file is not None:
            self._file.write(orjson.dumps(entry, default=str).decode() + "\n")
            self._file.flush()

    def close(self) -> None:
        """Close the file."""
        if self._file is not None:
            self._file.close()
            self._file = None
