"""Clips ready to be played: from sound to 20 ms Opus packets, once."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from bot.voice.clips import opus_packets
from bot.voice.sound import AudioSegment
from cogs.playback.chime import chime, warning


class Clips:
    """The clips this process has made, each encoded once however often it is played."""

    def __init__(self) -> None:
        self._made: dict[str, list[bytes]] = {}
        self._lock = asyncio.Lock()

    async def opening(self) -> list[bytes]:
        """The opening chime as packets; made in a thread at the first call, about 0.2 s of work."""
        return await self._packets("opening", chime)

    async def warning(self) -> list[bytes]:
        """The chime of a speaker whose time is nearly up, made in the same way."""
        return await self._packets("warning", warning)

    async def _packets(self, name: str, sound: Callable[[], AudioSegment]) -> list[bytes]:
        async with self._lock:
            if name not in self._made:
                self._made[name] = await asyncio.to_thread(lambda: opus_packets(sound()))
            return self._made[name]
