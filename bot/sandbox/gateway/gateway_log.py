"""The gateway log: every message, without credentials.

`direction` is `out` for what Discord sends, `in` for what a client sends and `note`
for what Discord would keep to itself.
"""

from __future__ import annotations

from typing import Any

import orjson

from bot.sandbox.json_lines import JsonLines

MASK = "(masked)"


class GatewayLog:
    """Puts the gateway's messages into a file of JSON lines."""

    def __init__(self, lines: JsonLines) -> None:
        self._lines = lines

    def sent(self, message: bytes) -> None:
        """Log a message as it leaves, before compression."""
        if self._lines.wanted:
            frame = orjson.loads(message)
            self._write("out", frame["op"], frame["t"], frame["d"])

    def received(self, op: int, body: Any) -> None:
        """Log a client's message."""
        if self._lines.wanted:
            self._write("in", op, None, body)

    def note(self, text: str) -> None:
        """Log a remark."""
        self._write("note", None, None, text)

    def _write(self, direction: str, op: int | None, name: str | None, body: Any) -> None:
        # Identify, resume and VOICE_SERVER_UPDATE carry credentials. An interaction's
        # token stays: it is what ties a delivery to the callbacks in the request log.
        if isinstance(body, dict) and "token" in body and name != "INTERACTION_CREATE":
            body = {**body, "token": MASK}
        self._lines.write({"direction": direction, "op": op, "t": name, "d": body})
