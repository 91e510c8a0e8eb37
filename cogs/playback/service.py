"""Clips ready to be played: from sound to 20 ms Opus packets, once."""

from __future__ import annotations

import asyncio

from bot.voice.clips import opus_packets
from cogs.playback.chime import chime


class Clips:
    """The clips this process has made, each encoded once however often it is played."""

    def __init__(self) -> None:
        self._opening: list[bytes] | None = None
        self._lock = asyncio.Lock()

    async def opening(self) -> list[bytes]:
        """The opening chime as packets; made in a thread at the first call, about 0.2 s of work."""
        async with self._lock:
            if self._opening is None:
                self._opening = await asyncio.to_thread(lambda: opus_packets(chime()))
            return self._opening
