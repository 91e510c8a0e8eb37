"""Makes what is made of a recording, by itself, and has it shown.

What is owed is a timer: written in the transaction that ends the recording, or takes a voice out of it. So
it is made after a restart too, and one after the other. It may take longer than a timer waits for its
handler; then the handler owes itself another look, and the work goes on meanwhile.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol

from bot.errors import UserError
from bot.settings import SettingStore
from bot.storage.database import Database
from bot.tasks import Tasks
from bot.timer_store import TimerDue
from bot.timers import Timers
from cogs.recording.api import Replay, ReplayStatus
from cogs.recording.refusals import CannotBeMixed, NobodyInIt
from cogs.recording.rendering import Renderer
from cogs.recording.replay.story import Stories, Story
from cogs.recording.rows import MAKE
from cogs.recording.service import ReplayBook
from cogs.recording.settings import Form, RecordingSettings

log = logging.getLogger(__name__)

#: So long a handler waits for its work before it looks again; less than a timer waits for its handler.
LOOK_SECONDS = 120.0


@dataclass(frozen=True, slots=True)
class Made:
    """What was made of a replay."""

    story: Story
    form: Form
    path: Path
    #: How loud each person is; None if that could not be found out.
    peaks: dict[int, list[float]] | None


class Herald(Protocol):
    """Shows people what becomes of a recording."""

    async def begins(self, story: Story) -> None:
        """Say where it will be shown that something is made; take away what was shown of it before."""

    def moved(self, replay: Replay, percent: int) -> None:
        """Show how far it is, soon; must not wait."""

    async def made(self, made: Made) -> None:
        """Show it. Called again after a restart, it changes what is shown."""

    async def failed(self, replay: Replay, why: UserError) -> None:
        """Say that nothing could be made, and why."""


class Making:
    """Everything that is being made in this process."""

    def __init__(
        self,
        database: Database,
        timers: Timers,
        settings: SettingStore,
        *,
        book: ReplayBook,
        stories: Stories,
        renderer: Renderer,
        herald: Herald,
        tasks: Tasks,
        now: Callable[[], datetime],
    ) -> None:
        self._database = database
        self._timers = timers
        self._settings = settings
        self._book = book
        self._stories = stories
        self._renderer = renderer
        self._herald = herald
        self._now = now
        self._tasks = tasks
        self._work: dict[str, asyncio.Task[None]] = {}
        self._percent: dict[int, int] = {}

    def listen(self) -> None:
        """Make what is owed, also from before a restart."""
        self._timers.on(MAKE, self._due)
        self._book.owe(MAKE)

    def stop(self) -> None:
        """End what is at work; it is still owed."""
        for work in self._work.values():
            work.cancel()

    def percent(self, replay_id: int) -> int | None:
        """How far a replay is that is being made just now."""
        return self._percent.get(replay_id)

    async def made(self, replay: Replay) -> Made:
        """What is made of a replay; it is made now if it is not there.

        Raises:
            NobodyInIt, CannotBeMixed, UpstreamError: it cannot be.
        """
        story = await self._stories.of(replay)
        if not story.spoken:
            raise NobodyInIt(topic=replay.topic)
        rules = await self._settings.of(RecordingSettings, replay.guild_id, replay.club_id)

        def progress(percent: int) -> None:
            self._percent[replay.id] = percent
            self._herald.moved(replay, percent)

        path = await self._renderer.file_of(replay, rules.form, progress)
        return Made(story, rules.form, path, await self._peaks(replay))

    async def _due(self, due: TimerDue) -> None:
        work = self._work.get(due.key)
        if work is None:
            replay_id = int(due.payload["replay_id"])
            work = self._tasks.start(self._make(replay_id), name=f"recording.make:{due.key}")
            self._work[due.key] = work
        done, _ = await asyncio.wait({work}, timeout=LOOK_SECONDS)
        if not done:
            async with self._database.transaction() as session:
                await self._timers.schedule(session, MAKE, due.key, self._now(), due.payload)
            return
        self._work.pop(due.key)
        work.result()

    async def _make(self, replay_id: int) -> None:
        replay = await self._book.get(replay_id)
        if replay is None or replay.status is not ReplayStatus.STOPPED:
            return
        self._percent[replay.id] = 0
        try:
            await self._herald.begins(await self._stories.of(replay))
            await self._herald.made(await self.made(replay))
        except (NobodyInIt, CannotBeMixed) as refusal:
            await self._herald.failed(replay, refusal)
        finally:
            self._percent.pop(replay.id, None)

    async def _peaks(self, replay: Replay) -> dict[int, list[float]] | None:
        try:
            return await self._renderer.peaks_of(replay)
        except CannotBeMixed:
            log.warning("replay %s has no picture", replay.id)
            return None
