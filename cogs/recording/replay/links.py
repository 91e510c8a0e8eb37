"""Secret addresses of a replay's files: for players that cannot log in, each for some days.

Whoever knows an address has the file, so it has 128 random bits, ends by itself, and is taken back by those
who run the club. While somebody is being taken out of a replay its addresses lead to nothing: their voice may
be in what lies on the disk.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, func, select

from bot.storage.database import Database
from bot.timers import Timers
from cogs.recording.api import Replay
from cogs.recording.refusals import NoSuchReplay
from cogs.recording.rows import leaving, replay_of
from cogs.recording.tables import LinkRow, ReplayRow

_TOKEN_BYTES = 16
#: More than that nobody needs at a time; the oldest gives way.
MOST_LINKS = 20


@dataclass(frozen=True, slots=True)
class Link:
    """An address, and when it ends."""

    token: str
    form: str
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Target:
    """What an address leads to."""

    replay: Replay
    form: str
    expires_at: datetime
    #: Somebody is being taken out of it just now.
    is_left: bool = False


class Links:
    """The addresses of every replay."""

    def __init__(self, database: Database, timers: Timers, now: Callable[[], datetime]) -> None:
        self._database = database
        self._timers = timers
        self._now = now

    async def make(self, replay: Replay, form: str, days: int) -> Link:
        """An address for a form of a replay, for so many days.

        Raises:
            NoSuchReplay: the replay was deleted meanwhile.
        """
        link = Link(secrets.token_urlsafe(_TOKEN_BYTES), form, self._now() + timedelta(days=days))
        async with self._database.transaction() as session:
            if await session.get(ReplayRow, replay.id, with_for_update=True) is None:
                raise NoSuchReplay
            await session.execute(delete(LinkRow).where(LinkRow.expires_at <= self._now()))
            newest = (
                select(LinkRow.token)
                .where(LinkRow.replay_id == replay.id)
                .order_by(LinkRow.expires_at.desc(), LinkRow.token)
                .offset(MOST_LINKS - 1)
            )
            await session.execute(
                delete(LinkRow).where(LinkRow.token.in_(list(await session.scalars(newest))))
            )
            session.add(LinkRow(token=link.token, replay_id=replay.id, form=form, expires_at=link.expires_at))
        return link

    async def at(self, token: str) -> Target | None:
        """What an address leads to; None if it leads nowhere, any more or ever."""
        query = (
            select(ReplayRow, LinkRow.form, LinkRow.expires_at)
            .join(LinkRow, LinkRow.replay_id == ReplayRow.id)
            .where(LinkRow.token == token, LinkRow.expires_at > self._now())
        )
        async with self._database.reading() as session:
            found = (await session.execute(query)).one_or_none()
            if found is None:
                return None
            row, form, expires_at = found
            return Target(replay_of(row), form, expires_at, row.id in await leaving(session, self._timers))

    async def count(self, replay_id: int) -> int:
        """How many addresses of a replay lead to it just now."""
        query = (
            select(func.count())
            .select_from(LinkRow)
            .where(LinkRow.replay_id == replay_id, LinkRow.expires_at > self._now())
        )
        async with self._database.reading() as session:
            return await session.scalar(query) or 0

    async def take_back(self, replay_id: int) -> int:
        """End every address of a replay; answers how many there were."""
        async with self._database.transaction() as session:
            gone = await session.execute(
                delete(LinkRow).where(LinkRow.replay_id == replay_id).returning(LinkRow.token)
            )
            return len(gone.all())
