"""Messages that show something live: redrawn when it changed, and at most once a second.

Whoever knows of a change says so with `Redraws.stale`, however often; drawing asks for what is so
then, so a change in the middle of a drawing is drawn in the next one and nothing is drawn that is past.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from bot.tasks import Tasks

log = logging.getLogger(__name__)

#: Discord lets a bot edit five messages of a channel in five seconds; others want some of these.
EVERY_SECONDS = 1.0

Draw = Callable[[], Awaitable[None]]


@dataclass(slots=True)
class _Message:
    draw: Draw
    stale: bool = True


class Redraws:
    """The drawing of many messages, each at its own pace. `name` is what the log calls them."""

    def __init__(self, name: str, *, every_seconds: float = EVERY_SECONDS, most: int = 20_000) -> None:
        self.every_seconds = every_seconds
        self._messages: dict[int, _Message] = {}
        self._tasks = Tasks(name, limit=most)
        self._over = False

    def stale(self, key: int, draw: Draw) -> None:
        """Have a message drawn soon. `key` tells one from another; `draw` looks at what is so then."""
        if self._over:  # the bot ends, and what it is told meanwhile is drawn at the next start
            return
        message = self._messages.get(key)
        if message is not None:
            message.draw, message.stale = draw, True
            return
        self._messages[key] = _Message(draw)
        self._tasks.start(self._keep(key), name=f"draw:{key}")

    async def run(self) -> None:
        """Let messages be drawn until this is cancelled."""
        try:
            await asyncio.Event().wait()
        finally:
            self._over = True
            await self._tasks.close()

    async def _keep(self, key: int) -> None:
        """Draw until a whole turn has passed in which nothing changed."""
        message = self._messages[key]
        try:
            while message.stale:
                message.stale = False
                try:
                    await message.draw()
                except Exception:  # an edge: one message that cannot be drawn stops no other
                    log.exception("message %s could not be drawn", key)
                await asyncio.sleep(self.every_seconds)
        finally:
            self._messages.pop(key, None)
