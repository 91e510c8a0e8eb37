"""The request log: every REST exchange as a JSON line.

Headers are left out, and with them the bot's token. The token in the path of an
interaction's callback stays: it is what tells two deliveries of it from two interactions.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, TextIO

import orjson

from bot.sandbox.rest.router import Upload


class RequestLog:
    """Writes lines if there is a file, and nothing otherwise."""

    def __init__(self, path: Path | None) -> None:
        self._file: TextIO | None = None if path is None else path.open("a", encoding="utf-8")

    def write(self, method: str, path: str, body: Any, files: list[Upload], status: int, answer: Any) -> None:
        """Log one exchange; `path` is as the client sent it, with its query."""
        if self._file is None:
            return
        line: dict[str, Any] = {
            "method": method,
            "path": path,
            "body": body,
            "status": status,
            "answer": answer,
        }
        if files:
            line["files"] = [{"name": each.filename, "bytes": len(each.data)} for each in files]
        self._file.write(orjson.dumps(line, default=str).decode() + "\n")
        self._file.flush()

    def close(self) -> None:
        """Close the file."""
        if self._file is not None:
            self._file.close()
            self._file = None
