"""A log of JSON lines, or none."""

from __future__ import annotations

import json
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
            self._file.write(_encoded(entry) + "\n")
            self._file.flush()

    def close(self) -> None:
        """Close the file."""
        if self._file is not None:
            self._file.close()
            self._file = None


def _encoded(entry: dict[str, Any]) -> str:
    try:
        return orjson.dumps(entry, default=str).decode()
    except TypeError:  # a name of a file or the like that is no text; escaped, it can be written all the same
        return json.dumps(entry, default=str)
