"""The heartbeat of a voice line, in a task: discord.py has a thread for each."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections import deque
from typing import TYPE_CHECKING

import aiohttp

if TYPE_CHECKING:
    from bot.discord_voice_internals import VoiceWebSocket

#: Heartbeats without an answer for as long end the connection; Discord's interval is 13.75 s.
UNANSWERED_SECONDS = 40.0


class Heart:
    """Beats for one websocket, in a task. Has what discord.py asks of its keep-alive thread."""

    def __init__(self, websocket: VoiceWebSocket, interval_seconds: float) -> None:
        self._websocket = websocket
        self._interval_seconds = interval_seconds
        self._last_ack = self._last_send = time.monotonic()
        self.latency = float("inf")
        self.recent_ack_latencies: deque[float] = deque(maxlen=20)
        self._task = asyncio.create_task(self._beat(), name="voice-heartbeat")

    def stop(self) -> None:
        """Beat no more."""
        self._task.cancel()

    def ack(self) -> None:
        """Take in that a beat was answered."""
        self._last_ack = time.monotonic()
        self.latency = self._last_ack - self._last_send
        self.recent_ack_latencies.append(self.latency)

    async def _beat(self) -> None:
        with contextlib.suppress(ConnectionError, aiohttp.ClientError):  # its end is reported elsewhere
            while time.monotonic() - self._last_ack < UNANSWERED_SECONDS:
                self._last_send = time.monotonic()
                beat = {"t": int(time.time() * 1000), "seq_ack": self._websocket.seq_ack}
                await self._websocket.send_as_json({"op": self._websocket.HEARTBEAT, "d": beat})
                await asyncio.sleep(self._interval_seconds)
            await self._websocket.ws.close(code=4000)
