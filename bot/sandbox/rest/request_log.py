"""The request log: every REST exchange as a JSON line.

Headers are left out, and with them the bot's token. The token in the path of an
interaction's callback stays: it is what tells two deliveries of it from two interactions.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, TextIO

import orjson


class RequestLog:
    """Writes lines if there is a file, and nothing otherwise."""

    def __init__(self, path: Path | None) -> None:
        self._file: TextIO | None = None if path is None else path.open("a", encoding="utf-8")

    def write(self, exchange: dict[str, Any]) -> None:
        """Log one exchange: `method`, `path` with its query, `body`, `status`, `answer`."""
        if self._file is not None:
            self._file.write(orjson.dumps(exchange, default=str).decode() + "\n")
            self._file.flush()

    def close(self) -> None:
        """Close the file."""
        if self._file is not None:
            self._file.close()
            self._file = None
