"""Makes what is made of a recording, by itself, and has it shown.

What is owed is a timer: written in the transaction that ends the recording, or takes a voice out of it. So
it is made after a restart too, and one after the other; see `cogs.recording.lasting`.
"""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from bot.errors import UserError
from bot.settings import SettingStore
from cogs.recording.api import Replay, ReplayStatus
from cogs.recording.lasting import Lasting, Means
from cogs.recording.refusals import CannotBeMixed, NobodyInIt
from cogs.recording.rendering import Progress, Renderer, nobody_looks
from cogs.recording.replay.story import Stories, Story
from cogs.recording.rows import MAKE
from cogs.recording.service import ReplayBook
from cogs.recording.settings import Form, RecordingSettings

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Made:
    """What was made of a replay."""

    story: Story
    form: Form
    path: Path
    #: How loud each person is; None if that could not be found out.
    peaks: dict[int, list[float]] | None


class Outdated(Exception):
    """Somebody was taken out of what was made, so it is not shown; what is made anew is owed already."""


class Herald(Protocol):
    """Shows people what becomes of a recording."""

    async def begins(self, story: Story) -> None:
        """Say where it will be shown that something is made; take away what was shown of it before."""

    def moved(self, replay: Replay, percent: int) -> None:
        """Show how far it is, soon; must not wait."""

    async def made(self, made: Made) -> None:
        """Show it. Called again after a restart, it changes what is shown.

        Raises:
            Outdated: somebody is in it who was taken out meanwhile.
        """

    async def failed(self, replay: Replay, why: UserError) -> None:
        """Say that nothing could be made, and why."""


async def _nothing_follows(_replay: Replay) -> None:
    """Owe nothing."""


class Making:
    """Everything that is being made in this process."""

    def __init__(
        self,
        means: Means,
        settings: SettingStore,
        *,
        book: ReplayBook,
        stories: Stories,
        renderer: Renderer,
        herald: Herald,
    ) -> None:
        self._settings = settings
        self._book = book
        self._stories = stories
        self._renderer = renderer
        self._herald = herald
        self._percent: dict[int, int] = {}
        self._lasting = Lasting(means, MAKE, self._make)
        #: Called with each replay that is made, made anew, or posted by hand.
        self.then: Callable[[Replay], Awaitable[None]] = _nothing_follows

    def listen(self) -> None:
        """Make what is owed, also from before a restart."""
        self._lasting.listen()
        self._book.owe(MAKE)

    def percent(self, replay_id: int) -> int | None:
        """How far a replay is that is being made just now."""
        return self._percent.get(replay_id)

    async def made(self, replay: Replay, told: Progress = nobody_looks) -> Made:
        """What is made of a replay; it is made now if it is not there, and `told` hears how far it is.

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
            told(percent)

        is_owed = replay.id in self._percent  # and then is at work until it is shown
        try:
            path = await self._renderer.file_of(replay, rules.form, progress)
            return Made(story, rules.form, path, await self._peaks(replay))
        finally:
            if not is_owed:
                self._percent.pop(replay.id, None)

    async def _make(self, replay_id: int) -> None:
        replay = await self._book.get(replay_id)
        if replay is None or replay.status is not ReplayStatus.STOPPED:
            return
        self._percent[replay.id] = 0
        try:
            await self._herald.begins(await self._stories.of(replay))
            await self._herald.made(await self.made(replay))
            await self.then(replay)
        except (NobodyInIt, CannotBeMixed) as refusal:
            await self._herald.failed(replay, refusal)
        except Outdated:
            log.info("replay %s is made once more: somebody was taken out of it meanwhile", replay.id)
        finally:
            self._percent.pop(replay.id, None)

    async def _peaks(self, replay: Replay) -> dict[int, list[float]] | None:
        try:
            return await self._renderer.peaks_of(replay)
        except CannotBeMixed:
            log.warning("replay %s has no picture", replay.id)
            return None
