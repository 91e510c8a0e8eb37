"""The messages of one voice session, kept so that they outlive its websocket.

Source: Discord documentation, "Voice Connections", Buffered Resume: messages that may
have to be sent again carry a sequence number of fixed length that wraps around; what
the client has acknowledged is forgotten; a resume fails if what was missed is gone.
"""

from __future__ import annotations

import json
from collections import deque
from typing import Any, Protocol

from bot.sandbox.voice.opcodes import VoiceOp

_MODULUS = 1 << 16
#: How many messages wait for a client that does not acknowledge.
LIMIT = 1024


class Wire(Protocol):
    """An open websocket, as far as a session sees it."""

    def send(self, text: str) -> None:
        """Put a message on its way."""

    def close(self, code: int, reason: str) -> None:
        """End the connection after what was sent before."""


class MessagesLost(Exception):
    """The client asks for messages that are no longer kept, or that were never sent."""


class Mailbox:
    """Numbers what is sent and keeps it until it is acknowledged."""

    def __init__(self, *, is_numbered: bool) -> None:
        self.wire: Wire | None = None
        self._is_numbered = is_numbered  # since version 8
        self._last = 0
        self._has_dropped = False
        self._kept: deque[tuple[int, str]] = deque()

    def post(self, op: VoiceOp, d: Any) -> None:
        """Send a message now, or on resume if no websocket is open."""
        message: dict[str, Any] = {"op": op.value, "d": d}
        if self._is_numbered:
            self._last = (self._last + 1) % _MODULUS
            message["seq"] = self._last
        text = json.dumps(message)
        if self._is_numbered:
            self._kept.append((self._last, text))
            self._forget_until(len(self._kept) - LIMIT)
        if self.wire is not None:
            self.wire.send(text)

    def reply(self, op: VoiceOp, d: Any) -> None:
        """Send a message that is of no use later."""
        if self.wire is not None:
            self.wire.send(json.dumps({"op": op.value, "d": d}))

    def acknowledge(self, sequence: int) -> None:
        """Forget what the client has.

        Raises:
            MessagesLost: that number was never sent.
        """
        self._forget_until(self._index_after(sequence))

    def missed(self, sequence: int) -> list[str]:
        """The messages after the last one that the client has.

        Raises:
            MessagesLost: some of them are gone.
        """
        return [text for _, text in list(self._kept)[self._index_after(sequence) :]]

    def _index_after(self, sequence: int) -> int:
        if sequence < 0:  # "If no sequence numbered messages have been received"
            if self._has_dropped:
                raise MessagesLost("the first messages are no longer kept")
            return 0
        oldest = self._kept[0][0] if self._kept else (self._last + 1) % _MODULUS
        index = (sequence + 1 - oldest) % _MODULUS
        if sequence >= _MODULUS or index > len(self._kept):
            raise MessagesLost(f"message {sequence} is not among those kept")
        return index

    def _forget_until(self, index: int) -> None:
        for _ in range(index):
            self._kept.popleft()
            self._has_dropped = True
