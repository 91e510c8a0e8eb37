"""Where the calendars of clubs are found: each at an address that nobody can guess.

A calendar is read by programs that cannot log in, so whoever knows the address reads it: 128 random bits,
which those who plan a club's evenings can exchange for others at any time.
"""

from __future__ import annotations

import secrets
from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.storage.database import Database
from cogs.clubs.api import Club, Clubs
from cogs.schedule.api import Evening
from cogs.schedule.calendars import written
from cogs.schedule.service import EveningBook
from cogs.schedule.tables import CalendarRow, LeftOutRow

_TOKEN_BYTES = 16


class Calendars:
    """The calendars of every club."""

    def __init__(
        self, database: Database, book: EveningBook, clubs: Clubs, now: Callable[[], datetime]
    ) -> None:
        self._database = database
        self._book = book
        self._clubs = clubs
        self._now = now

    async def file_of(self, club: Club) -> bytes:
        """What a club has planned, as a file."""
        return await self._written(club, await self._book.in_calendar(club.id))

    async def file_of_one(self, evening: Evening) -> bytes:
        """One evening as a file, which adds it to a calendar or changes it there."""
        return await self._written(await self._clubs.get(evening.club_id), [evening])

    async def _written(self, club: Club, evenings: Sequence[Evening]) -> bytes:
        async with self._database.reading() as session:
            return written(club.name, evenings, await _left_out(session, [one.id for one in evenings]))

    async def address_of(self, club: Club, *, anew: bool = False) -> str:
        """The secret part of a club's address; `anew` exchanges it, and the old one leads nowhere."""
        async with self._database.transaction() as session:
            row = await session.get(CalendarRow, club.id, with_for_update=True)
            if row is None:
                row = CalendarRow(club_id=club.id, guild_id=club.guild_id, token="")
                session.add(row)
            if anew or not row.token:
                row.token, row.made_at = secrets.token_urlsafe(_TOKEN_BYTES), self._now()
            return row.token

    async def at(self, token: str) -> Club | None:
        """The club whose calendar is found at an address; None if it leads nowhere."""
        async with self._database.reading() as session:
            club_id = await session.scalar(select(CalendarRow.club_id).where(CalendarRow.token == token))
        return None if club_id is None else await self._clubs.get(club_id)


async def _left_out(session: AsyncSession, evening_ids: list[int]) -> dict[int, list[datetime]]:
    rows = await session.scalars(select(LeftOutRow).where(LeftOutRow.evening_id.in_(evening_ids)))
    found: defaultdict[int, list[datetime]] = defaultdict(list)
    for row in rows:
        found[row.evening_id].append(row.starts_at)
    return found
