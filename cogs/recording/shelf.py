"""Replays that are over: who finds which, who is taken out of one, and when they go.

A replay goes after the days that its club has set (`cogs.recording.retention`), or when somebody who runs the
club says so. Rows go in one transaction, and with them a timer is written that removes the files, so that
neither outlives the other; the clips that were posted of it go as well.
"""

from __future__ import annotations

import asyncio
import logging
import secrets
from collections.abc import Callable
from datetime import datetime

from sqlalchemy import Select, and_, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.storage.database import Database
from bot.timers import Timers
from cogs.clubs.api import ClubRole, Clubs
from cogs.recording.api import Replay, ReplayStatus
from cogs.recording.folders import Folders
from cogs.recording.posted import take_back
from cogs.recording.refusals import NoSuchReplay, StorageAway
from cogs.recording.rows import (
    EXPIRE,
    MAKE,
    REMOVE_REPLAY,
    REMOVE_TRACK,
    REPAIR,
    UNPOST,
    delete_replays,
    remove_person,
    replay_of,
)
from cogs.recording.tables import AnswerRow, ReplayRow, TalkRow, TopicRow, TrackRow

log = logging.getLogger(__name__)

#: So many are offered and listed, the newest.
MOST_LISTED = 25
_MOST_DIGITS = 18


class Shelf:
    """The replays that are over, of every community."""

    def __init__(
        self,
        database: Database,
        clubs: Clubs,
        timers: Timers,
        folders: Folders,
        now: Callable[[], datetime],
    ) -> None:
        self._database = database
        self._folders = folders
        self._clubs = clubs
        self._timers = timers
        self._now = now

    async def run_by(
        self,
        guild_id: int,
        user_id: int,
        *,
        steward: bool,
        before_id: int | None = None,
        typed: str = "",
        most: int = MOST_LISTED,
        damaged: bool = False,
    ) -> list[Replay]:
        """A page of what somebody may have and delete: of clubs they run, and what they began; newest first.

        With `typed` those alone whose name contains it; with `damaged` also what needs repair.
        """
        query = await self._of(guild_id, user_id, steward=steward)
        if not damaged:
            query = query.where(ReplayRow.status == ReplayStatus.STOPPED.value)
        if before_id is not None:
            query = query.where(ReplayRow.id < before_id)
        if typed:
            query = query.where(ReplayRow.topic.icontains(typed, autoescape=True))
        return await self._found(query.limit(most))

    async def one(self, guild_id: int, user_id: int, replay_id: int, *, steward: bool) -> Replay:
        """One that somebody may have and delete.

        Raises:
            NoSuchReplay: there is none of that number, or it is not theirs.
        """
        query = (await self._of(guild_id, user_id, steward=steward)).where(ReplayRow.id == replay_id)
        for replay in await self._found(query):
            return replay
        raise NoSuchReplay

    async def posted(self, guild_id: int, replay_id: int) -> Replay:
        """One that is over, for whoever sees it in a post.

        Raises:
            NoSuchReplay: it was deleted.
        """
        query = select(ReplayRow).where(
            ReplayRow.guild_id == guild_id,
            ReplayRow.id == replay_id,
            ReplayRow.status == ReplayStatus.STOPPED.value,
        )
        for replay in await self._found(query):
            return replay
        raise NoSuchReplay

    async def rename(self, replay: Replay, name: str) -> Replay:
        """Give a replay another name; what its room was about stays as it was.

        Raises:
            NoSuchReplay: it was deleted meanwhile.
        """
        async with self._database.transaction() as session:
            row = await session.get(ReplayRow, replay.id, with_for_update=True)
            if row is None:
                raise NoSuchReplay
            row.topic = name
            # A key of its own: the one before may just be at work, with the old name.
            key = f"{replay.id}:{secrets.token_hex(4)}"
            await self._timers.schedule(session, MAKE, key, self._now(), {"replay_id": replay.id})
            renamed = replay_of(row)
        # The old name is in them.
        await asyncio.to_thread(self._folders.remove_mixes, replay.id)
        return renamed

    async def _of(self, guild_id: int, user_id: int, *, steward: bool) -> Select[ReplayRow]:
        query = select(ReplayRow).where(
            ReplayRow.guild_id == guild_id, ReplayRow.status != ReplayStatus.RECORDING.value
        )
        if not steward:
            clubs = [club.id for club in await self._clubs.of(guild_id) if await self._runs(club.id, user_id)]
            query = query.where(or_(ReplayRow.club_id.in_(clubs), ReplayRow.started_by == user_id))
        return query.order_by(ReplayRow.id.desc())

    async def _found(self, query: Select[ReplayRow]) -> list[Replay]:
        async with self._database.reading() as session:
            return [replay_of(row) for row in await session.scalars(query)]

    async def with_track_of(
        self, guild_id: int, user_id: int, *, replay_id: int | None = None, typed: str = ""
    ) -> list[Replay]:
        """The newest replays in which somebody is heard; with `replay_id` that one alone.

        Or may be heard: whose tracks are in one that needs repair nobody knows, but who was listened to.
        """
        heard = select(TrackRow.replay_id).where(TrackRow.user_id == user_id)
        listened_to = select(TalkRow.replay_id).where(TalkRow.user_id == user_id)
        damaged = ReplayRow.status == ReplayStatus.REPAIR.value
        query = (
            select(ReplayRow)
            .where(ReplayRow.guild_id == guild_id)
            .where(or_(ReplayRow.id.in_(heard), and_(damaged, ReplayRow.id.in_(listened_to))))
            .order_by(ReplayRow.id.desc())
        )
        if replay_id is not None:
            query = query.where(ReplayRow.id == replay_id)
        if typed:
            query = query.where(ReplayRow.topic.icontains(typed, autoescape=True))
        return await self._found(query.limit(MOST_LISTED))

    async def topics_of(self, replay_id: int) -> list[tuple[int, str]]:
        """What a replay is about, from which millisecond on."""
        async with self._database.reading() as session:
            rows = await session.execute(
                select(TopicRow.at_ms, TopicRow.topic)
                .where(TopicRow.replay_id == replay_id)
                .order_by(TopicRow.at_ms)
            )
            return [(at_ms, topic) for at_ms, topic in rows]

    async def withdraw(self, replay: Replay, user_id: int) -> None:
        """Take somebody out of a replay that is over, and keep that they wanted it."""
        async with self._database.transaction() as session:
            await remove_person(session, [replay.id], user_id)
            await take_back(session, self._timers, self._now, user_id=user_id, replay_id=replay.id)
            session.add(
                AnswerRow(
                    guild_id=replay.guild_id,
                    user_id=user_id,
                    replay_id=replay.id,
                    allows=False,
                    answered_at=self._now(),
                )
            )
            payload = {"replay_id": replay.id, "user_id": user_id}
            for kind in (REMOVE_TRACK, MAKE):
                await self._timers.schedule(session, kind, f"{replay.id}:{user_id}", self._now(), payload)
        if replay.status is ReplayStatus.REPAIR:
            return  # what cannot be read cannot be removed yet; the timer does it
        try:
            # At once, so that nobody is given it any more; the timer is for a process that ends here.
            await asyncio.to_thread(self._folders.remove_track, replay.id, user_id)
        except (OSError, StorageAway) as error:
            log.warning("a track of replay %s is removed again: %s", replay.id, error)

    async def delete(self, replay_id: int) -> None:
        """Delete a replay with all that belongs to it; harmless if there is none."""
        async with self._database.transaction() as session:
            await self._delete(session, replay_id)

    async def _delete(self, session: AsyncSession, replay_id: int) -> None:
        for kind in (EXPIRE, REPAIR):
            await self._timers.cancel(session, kind, str(replay_id))
        await take_back(session, self._timers, self._now, replay_id=replay_id)
        for message in await delete_replays(session, [replay_id]):
            await self._timers.schedule(session, UNPOST, message["message_id"], self._now(), message)
        await self._timers.schedule(
            session, REMOVE_REPLAY, str(replay_id), self._now(), {"replay_id": replay_id}
        )

    async def _runs(self, club_id: int, user_id: int) -> bool:
        return await self._clubs.role_of(club_id, user_id) in {
            ClubRole.OWNER,
            ClubRole.ADMIN,
            ClubRole.LEADER,
        }


def number_of(named: str) -> int:
    """The number of a replay that was chosen from those offered.

    Raises:
        NoSuchReplay: what was typed is none.
    """
    if named.isascii() and named.isdigit() and len(named) <= _MOST_DIGITS:
        return int(named)
    raise NoSuchReplay
