"""What the bot owes a member in Discord: to have the club's role, or not to have it any more.

Written as a timer in the transaction that changes the membership, so a role is never forgotten; what is
owed is looked up when it is paid, see `cogs.clubs.rolesync`.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from bot.timers import Timers
from cogs.clubs.tables import ClubRow

ROLE = "clubs.role"
LOOK = "clubs.look"
TELL = "clubs.tell"


class Debts:
    """Timers that are due at once."""

    def __init__(self, timers: Timers, now: Callable[[], datetime]) -> None:
        self._timers = timers
        self._now = now

    async def role(self, session: AsyncSession, club: ClubRow, user_id: int) -> None:
        """Owe somebody that their role in Discord becomes what their membership says, if the club has one."""
        if club.role_id is None:
            return
        key = f"{club.id}:{user_id}"
        # One that is being paid just now may have looked before this change, so it is owed anew.
        await self._timers.cancel(session, ROLE, key)
        await self._timers.schedule(
            session,
            ROLE,
            key,
            self._now(),
            {"club_id": club.id, "user_id": user_id, "guild_id": club.guild_id},
        )

    async def look(self, session: AsyncSession, guild_id: int, user_id: int, after_seconds: float) -> None:
        """Look once more which roles a person has in Discord."""
        due_at = self._now() + timedelta(seconds=after_seconds)
        payload, key = {"guild_id": guild_id, "user_id": user_id}, f"{guild_id}:{user_id}"
        # A look that is under way may have seen what was before this.
        await self._timers.cancel(session, LOOK, key)
        await self._timers.schedule(session, LOOK, key, due_at, payload)

    async def answer(self, session: AsyncSession, application_id: int, guild_id: int) -> None:
        """Owe an applicant the word that their application was decided."""
        await self._timers.schedule(
            session,
            TELL,
            str(application_id),
            self._now(),
            {"application_id": application_id, "guild_id": guild_id},
        )
