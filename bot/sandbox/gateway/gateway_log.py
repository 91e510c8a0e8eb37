"""The gateway log: every message as a JSON line, without credentials.

`direction` is `out` for what Discord sends and `in` for what a client sends.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, TextIO

import orjson

MASK = "(masked)"


class GatewayLog:
    """Writes lines if there is a file, and nothing otherwise."""

    def __init__(self, path: Path | None) -> None:
        self._file: TextIO | None = None if path is None else path.open("a", encoding="utf-8")

    def sent(self, message: bytes) -> None:
        """Log a message as it leaves, before compression."""
        if self._file is not None:
            frame = orjson.loads(message)
            self._write("out", frame["op"], frame["t"], frame["d"])

    def received(self, op: int, body: Any) -> None:
        """Log a client's message."""
        if self._file is not None:
            self._write("in", op, None, body)

    def note(self, text: str) -> None:
        """Log something that Discord would keep to itself."""
        if self._file is not None:
            self._line({"direction": "note", "op": None, "t": None, "d": text})

    def close(self) -> None:
        """Close the file."""
        if self._file is not None:
            self._file.close()
            self._file = None

    def _write(self, direction: str, op: int, name: str | None, body: Any) -> None:
        # Identify, resume and VOICE_SERVER_UPDATE carry credentials. An interaction's
        # token stays: it is what ties a delivery to the callbacks in the request log.
        if isinstance(body, dict) and "token" in body and name != "INTERACTION_CREATE":
            body = {**body, "token": MASK}
        self._line({"direction": direction, "op": op, "t": name, "d": body})

    def _line(self, entry: dict[str, Any]) -> None:
        assert self._file is not None
        self._file.write(orjson.dumps(entry).decode() + "\n")
        self._file.flush()
