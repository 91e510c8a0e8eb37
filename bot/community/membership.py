"""In which communities the bot is, and what happens when it comes and goes.

Being thrown out must not lose what a community built: its data waits for as long as its setting says
(`CommunitySettings.retention_days`), and is erased then by a timer. Who invites the bot again before
that goes on where it stopped. What each cog erases, and that the ledger stays, is up to its records.

Coming and going are told by timers, so a process that dies on the way still tells of it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.community.records import RecordBook
from bot.community.rows import CommunityRow
from bot.community.settings import CommunitySettings
from bot.events import Events
from bot.settings import SettingStore
from bot.storage.database import Database
from bot.timer_store import TimerDue
from bot.timers import Timers

_CAME = "bot.came"
_WENT = "bot.went"
_ERASE = "bot.erase"


@dataclass(frozen=True, slots=True)
class BotCame:
    """The bot was added to a community, perhaps again; what it had there before is still there then."""

    guild_id: int
    again: bool


@dataclass(frozen=True, slots=True)
class BotWent:
    """The bot was removed from a community."""

    guild_id: int


@dataclass(frozen=True, slots=True)
class CommunityErased:
    """Nothing is kept of a community any more."""

    guild_id: int


class Communities:
    """Where the bot is."""

    def __init__(
        self,
        database: Database,
        events: Events,
        timers: Timers,
        *,
        settings: SettingStore,
        records: RecordBook,
        now: Callable[[], datetime],
    ) -> None:
        self._database = database
        self._events = events
        self._timers = timers
        self._settings = settings
        self._records = records
        self._now = now
        timers.on(_CAME, self._tell_came)
        timers.on(_WENT, self._tell_went)
        timers.on(_ERASE, self._erase)

    async def came(self, guild_id: int, *, lately: bool = True) -> None:
        """Note that the bot is in a community; tell of it if it was not, and came `lately`.

        Whoever has run the bot since before this was noted is not welcomed anew.
        """
        async with self._database.transaction() as session:
            row = await session.get(CommunityRow, guild_id, with_for_update=True)
            if row is not None and row.left_at is None:
                return
            again = row is not None
            if row is None:
                session.add(CommunityRow(guild_id=guild_id, joined_at=self._now()))
            else:
                row.joined_at, row.left_at = self._now(), None
            await self._timers.cancel(session, _ERASE, str(guild_id))
            if lately or again:
                await self._soon(session, _CAME, guild_id, again=again)

    async def went(self, guild_id: int) -> None:
        """Note that the bot is no longer in a community, and when its data shall be erased."""
        kept = (await self._settings.of(CommunitySettings, guild_id)).retention_days
        async with self._database.transaction() as session:
            left = await session.scalar(
                update(CommunityRow)
                .where(CommunityRow.guild_id == guild_id, CommunityRow.left_at.is_(None))
                .values(left_at=self._now())
                .returning(CommunityRow.guild_id)
            )
            if left is None:
                return
            due_at = self._now() + timedelta(days=kept)
            await self._timers.schedule(session, _ERASE, str(guild_id), due_at, {"guild_id": guild_id})
            await self._soon(session, _WENT, guild_id)

    async def known(self) -> set[int]:
        """The communities in which it was noted that the bot is."""
        async with self._database.reading() as session:
            known = select(CommunityRow.guild_id).where(CommunityRow.left_at.is_(None))
            return set(await session.scalars(known))

    async def found(self, present: Collection[int], ours: Callable[[int], bool]) -> None:
        """Note what happened while the bot was away: it is in `present`, of those that are `ours` to know."""
        known = await self.known()
        for guild_id in [each for each in known if ours(each) and each not in present]:
            await self.went(guild_id)

    async def _soon(self, session: AsyncSession, kind: str, guild_id: int, **more: bool) -> None:
        await self._timers.cancel(session, kind, str(guild_id))
        await self._timers.schedule(session, kind, str(guild_id), self._now(), {"guild_id": guild_id, **more})

    async def _tell_came(self, due: TimerDue) -> None:
        await self._events.publish(BotCame(due.payload["guild_id"], due.payload["again"]))

    async def _tell_went(self, due: TimerDue) -> None:
        await self._events.publish(BotWent(due.payload["guild_id"]))

    async def _erase(self, due: TimerDue) -> None:
        guild_id: int = due.payload["guild_id"]
        async with self._database.transaction() as session:
            gone = await session.scalar(
                delete(CommunityRow)
                .where(CommunityRow.guild_id == guild_id, CommunityRow.left_at.is_not(None))
                .returning(CommunityRow.guild_id)
            )
            if gone is None:
                return
            await self._records.erase(session, guild_id)
            self._events.publish_after_commit(session, CommunityErased(guild_id))
