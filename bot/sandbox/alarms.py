"""The one sleeper that rings the clock's alarms when real time reaches them."""

from __future__ import annotations

import asyncio

from bot.sandbox.clock import SandboxClock


class Alarms:
    """Sleeps until the next alarm is due, and looks again whenever the clock changes."""

    def __init__(self, clock: SandboxClock) -> None:
        self._clock = clock
        self._changed = asyncio.Event()
        clock.watch(self._changed.set)
        self._task = asyncio.create_task(self._run(), name="sandbox-alarms")

    async def close(self) -> None:
        """Stop."""
        self._task.cancel()
        await asyncio.gather(self._task, return_exceptions=True)

    async def _run(self) -> None:
        while True:
            self._changed.clear()
            self._clock.ring()
            try:
                async with asyncio.timeout(self._clock.seconds_to_next()):
                    await self._changed.wait()
            except TimeoutError:
                continue
