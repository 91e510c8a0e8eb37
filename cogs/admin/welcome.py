"""One welcome for each community that the bot comes into for the first time.

Whether it was given is a row, written together with the timer that gives it: so it is neither lost nor
given twice, however often the coming is told of.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Protocol

from sqlalchemy import delete
from sqlalchemy.ext.asyncio import AsyncSession

from bot.community.membership import BotCame
from bot.storage.database import Database
from bot.timer_store import TimerDue
from bot.timers import Timers
from cogs.admin.tables import WelcomeRow

_GREET = "admin.welcome"


class Greeter(Protocol):
    """Says hello."""

    async def greet(self, guild_id: int) -> None:
        """Say it where everybody may read it; where the bot may not write, say nothing.

        Raises:
            Exception: it cannot be said just now, and is tried again later.
        """


class Welcome:
    """Remembers who was welcomed."""

    def __init__(
        self, database: Database, timers: Timers, now: Callable[[], datetime], greeter: Greeter
    ) -> None:
        self._database = database
        self._timers = timers
        self._now = now
        self._greeter = greeter
        timers.on(_GREET, self._greet)

    async def came(self, event: BotCame) -> None:
        """Welcome a community, unless it was welcomed before."""
        if event.again:
            return
        row = self._database.insert(WelcomeRow).values(guild_id=event.guild_id, welcomed_at=self._now())
        once = row.on_conflict_do_nothing(index_elements=["guild_id"]).returning(WelcomeRow.guild_id)
        async with self._database.transaction() as session:
            if await session.scalar(once) is not None:
                key, payload = str(event.guild_id), {"guild_id": event.guild_id}
                await self._timers.schedule(session, _GREET, key, self._now(), payload)

    async def _greet(self, due: TimerDue) -> None:
        await self._greeter.greet(due.payload["guild_id"])

    async def erase(self, session: AsyncSession, guild_id: int) -> None:
        """Forget that a community was welcomed, or is about to be; it is new again then."""
        # Also one that is being given: its timer would keep the next one from being written.
        await self._timers.cancel(session, _GREET, str(guild_id))
        await session.execute(delete(WelcomeRow).where(WelcomeRow.guild_id == guild_id))
