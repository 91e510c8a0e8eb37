"""Whether the bot can do its work just now: the database answers, the gateway is there."""

from __future__ import annotations

import asyncio
import math
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from bot.errors import RostraError

if TYPE_CHECKING:
    from bot.client import Bot

PING_SECONDS = 2.0


@dataclass(frozen=True, slots=True)
class Report:
    """One look at the bot."""

    database_seconds: float | None
    gateway_ready: bool
    gateway_latency_seconds: float | None

    @property
    def ok(self) -> bool:
        """Whether everything that is needed is there."""
        return self.database_seconds is not None and self.gateway_ready

    def as_json(self) -> dict[str, Any]:
        """The body of `/health`."""
        return {
            "status": "ok" if self.ok else "unavailable",
            "database": {"ok": self.database_seconds is not None, "seconds": self.database_seconds},
            "gateway": {"ok": self.gateway_ready, "latency_seconds": self.gateway_latency_seconds},
        }


class Health:
    """Looks at one bot when asked."""

    def __init__(self, bot: Bot) -> None:
        self._bot = bot

    async def look(self) -> Report:
        """Ask the database and the gateway."""
        latency = self._bot.latency
        return Report(
            database_seconds=await self._ping(),
            gateway_ready=self._is_connected(),
            gateway_latency_seconds=round(latency, 4) if math.isfinite(latency) else None,
        )

    def _is_connected(self) -> bool:
        shards = self._bot.shards.values()
        return self._bot.is_ready() and bool(shards) and not any(shard.is_closed() for shard in shards)

    async def _ping(self) -> float | None:
        began = time.perf_counter()
        try:
            async with asyncio.timeout(PING_SECONDS), self._bot.database.reading() as session:
                await session.execute(text("SELECT 1"))
        except (TimeoutError, RostraError, SQLAlchemyError, OSError):
            return None
        return round(time.perf_counter() - began, 4)
