"""How often one person may try codes that lead nowhere.

Nobody guesses 128 bits; but whoever tries is stopped early, and a mistyped code is no crime. Guesses are
rows, so that a restart forgives none, and are counted under a lock, so that many at once are no way around.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from sqlalchemy import delete, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.storage.locks import lock
from cogs.invitations.refusals import TooManyGuesses
from cogs.invitations.tables import GuessRow

MOST_GUESSES = 5
WINDOW = timedelta(minutes=15)


class Guesses:
    """The wrong codes of the last minutes."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        self._now = now

    async def require_few(self, session: AsyncSession, user_id: int) -> None:
        """Prove that somebody may try one more; what is too old to count is deleted.

        Raises:
            TooManyGuesses: they may not yet; says when.
        """
        await lock(session, "invitations", "guesses", user_id)
        mine = GuessRow.user_id == user_id
        await session.execute(delete(GuessRow).where(mine, GuessRow.guessed_at <= self._now() - WINDOW))
        count, first = (
            await session.execute(select(func.count(GuessRow.id), func.min(GuessRow.guessed_at)).where(mine))
        ).one()
        if count >= MOST_GUESSES:
            raise TooManyGuesses(guesses=count, until=first + WINDOW)

    def note(self, session: AsyncSession, guild_id: int, user_id: int) -> None:
        """Count a wrong code."""
        session.add(GuessRow(user_id=user_id, guild_id=guild_id, guessed_at=self._now()))
