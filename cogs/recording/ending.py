"""Ends recordings: what was taken in goes into the tables, or is owed until its files can be read.

A recording whose files cannot be read at its end, since their disk is gone or a file refuses, is over all
the same: its room is free, people are told, and it stands in the list as what needs repair. From then on it
is tried again and again, at each start as well, for as long as it is not deleted. Nothing that is on the
disk is thrown away for it. And what is to be removed from a disk that is gone is removed when that is back.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Protocol

from bot.settings import SettingStore
from bot.timer_store import TimerDue
from cogs.recording.api import Replay, ReplayStatus, StopReason
from cogs.recording.folders import Folders, Found
from cogs.recording.lasting import Means
from cogs.recording.rows import REMOVE_REPLAY, REMOVE_TRACK, REPAIR
from cogs.recording.service import ReplayBook
from cogs.recording.settings import RecordingSettings
from cogs.rooms.api import Talk

log = logging.getLogger(__name__)

#: How long it is waited before the first new try, and at most; twice as long each time.
FIRST_WAIT, LONGEST_WAIT = timedelta(minutes=1), timedelta(hours=1)
#: How often it is looked whether the folder of a deleted recording is back: for about a quarter of a year.
MOST_LOOKS = 2_000


class Ends(Protocol):
    """Says in a room's chat how its recording ended."""

    async def stopped(self, replay: Replay, people: Sequence[int]) -> None:
        """Say that it is over, and why; of these there is a track, the bot perhaps among them."""

    async def damaged(self, replay: Replay, why: str) -> None:
        """Say that it is over, and that its files cannot be read yet."""

    async def repaired(self, replay: Replay, people: Sequence[int]) -> None:
        """Say that they could be read after all."""


@dataclass(frozen=True, slots=True)
class Ended:
    """A recording that is over, and what is to be said of it."""

    replay: Replay
    people: tuple[int, ...] = ()
    #: Why its files cannot be read; None if they can.
    why: str | None = None


class Ending:
    """The end of every recording."""

    def __init__(
        self,
        means: Means,
        settings: SettingStore,
        *,
        book: ReplayBook,
        folders: Folders,
        ends: Ends,
    ) -> None:
        self._means = means
        self._settings = settings
        self._book = book
        self._folders = folders
        self._ends = ends

    def listen(self) -> None:
        """Try again what is owed, and remove what is to be removed."""
        timers = self._means.timers
        timers.on(REPAIR, self._due)
        timers.on(REMOVE_TRACK, self._remove_track)
        timers.on(REMOVE_REPLAY, self._remove_replay)

    async def end(
        self, replay: Replay, reason: StopReason, seconds: float, talk: Mapping[int, Talk]
    ) -> Ended | None:
        """End a recording of so many seconds at least; None if it was over already."""
        try:
            found = await asyncio.to_thread(self._folders.close, replay.id)
        except OSError as error:
            log.error("the recording %s cannot be read, and needs repair: %s", replay.id, error)
            wait = self._means.now() + FIRST_WAIT
            damaged = await self._book.set_aside(replay, reason, seconds, wait, talk)
            return None if damaged is None else Ended(damaged, why=error.strerror or type(error).__name__)
        found = replace(found, seconds=max(found.seconds, seconds))
        ended = await self._finish(replay, reason, found, talk)
        return None if ended is None else Ended(ended, await self._book.people_of(replay.id))

    async def tell(self, ended: Ended) -> None:
        """Say in its room's chat that a recording is over."""
        if ended.why is None:
            await self._ends.stopped(ended.replay, ended.people)
        else:
            await self._ends.damaged(ended.replay, ended.why)

    async def repair(self, replay: Replay) -> Replay:
        """Try again to read the files of a recording.

        Raises:
            OSError: they cannot be read yet.
        """
        found = await asyncio.to_thread(self._folders.close, replay.id)
        reason = replay.reason or StopReason.LOST
        repaired = await self._finish(replay, reason, found, {})
        if repaired is None:
            return await self._book.get(replay.id) or replay
        log.info("the recording %s could be read after all", replay.id)
        await self._ends.repaired(repaired, await self._book.people_of(replay.id))
        return repaired

    async def repair_all(self) -> None:
        """Try again all that needs repair, as a process begins."""
        for replay in await self._book.damaged():
            try:
                await self.repair(replay)
            except OSError as error:
                log.warning("the recording %s still cannot be read: %s", replay.id, error)

    async def _finish(
        self, replay: Replay, reason: StopReason, found: Found, talk: Mapping[int, Talk]
    ) -> Replay | None:
        rules = await self._settings.of(RecordingSettings, replay.guild_id, replay.club_id)
        return await self._book.finish(replay, reason, found, keep_days=rules.keep_days, talk=talk)

    async def _due(self, due: TimerDue) -> None:
        replay = await self._book.get(int(due.payload["replay_id"]))
        if replay is None or replay.status is not ReplayStatus.REPAIR:
            return
        try:
            await self.repair(replay)
        except OSError as error:
            log.warning("the recording %s still cannot be read: %s", replay.id, error)
            await self._later(due)

    async def _remove_track(self, due: TimerDue) -> None:
        replay_id, user_id = int(due.payload["replay_id"]), int(due.payload["user_id"])
        replay = await self._book.get(replay_id)
        is_away = replay is not None and await asyncio.to_thread(self._folders.is_away, replay_id)
        if not is_away:
            await asyncio.to_thread(self._folders.remove_track, replay_id, user_id)
        # With its folder this voice would come back; and whoever reads the files at last has to know of it.
        if is_away or (replay is not None and replay.status is ReplayStatus.REPAIR):
            await self._later(due)

    async def _remove_replay(self, due: TimerDue) -> None:
        replay_id = int(due.payload["replay_id"])
        is_away = await asyncio.to_thread(self._folders.is_away, replay_id)
        await asyncio.to_thread(self._folders.remove, replay_id)
        if not is_away:
            return
        if due.payload.get("tries", 0) < MOST_LOOKS:
            await self._later(due)
        else:
            log.warning("the folder of recording %s, which is deleted, did not come back", replay_id)

    async def _later(self, due: TimerDue) -> None:
        """Owe the same again, after a wait that doubles."""
        tries = int(due.payload.get("tries", 0)) + 1
        moment = self._means.now() + min(FIRST_WAIT * 2 ** min(tries, 10), LONGEST_WAIT)
        async with self._means.database.transaction() as session:
            payload = {**due.payload, "tries": tries}
            await self._means.timers.schedule(session, due.kind, due.key, moment, payload)
