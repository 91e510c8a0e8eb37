"""When replays go: after the days that their club wants them kept, those as well that were there before.

The end of a recording writes the timer by which its replay goes (`ReplayBook.finish`). Days that are set
later move it, and what would be over by them already goes a day later: a slip of the hand can be taken back.
Before anything goes it is asked once more what holds, so that nothing goes by days that hold no more.
"""

from __future__ import annotations

from sqlalchemy import select

from bot.events import Events
from bot.settings import SettingsChanged, SettingStore
from bot.settings.store import COMMUNITY, Place
from bot.timer_store import TimerDue
from cogs.recording.api import Replay, ReplayStatus
from cogs.recording.lasting import Means
from cogs.recording.rows import EXPIRE, goes_at, owe_its_going, replay_of
from cogs.recording.service import ReplayBook
from cogs.recording.settings import RecordingSettings
from cogs.recording.shelf import Shelf
from cogs.recording.tables import ReplayRow


class Retention:
    """Lets the replays of every community go."""

    def __init__(self, means: Means, settings: SettingStore, book: ReplayBook, shelf: Shelf) -> None:
        self._means = means
        self._settings = settings
        self._book = book
        self._shelf = shelf

    def listen(self, events: Events) -> None:
        """Let replays go when their time has come, and follow what is set."""
        self._means.timers.on(EXPIRE, self._due)
        events.subscribe(SettingsChanged, self.settings_changed)

    async def settings_changed(self, event: SettingsChanged) -> None:
        """Move the moment at which all those go for whom a change holds."""
        if event.place.cog != "recording" or "keep_days" not in event.names:
            return
        kept = [(replay, await self._days_of(replay)) for replay in await self._kept(event.place)]
        async with self._means.database.transaction() as session:
            for replay, days in kept:
                await owe_its_going(session, self._means.timers, replay, days, self._means.now())

    async def _kept(self, place: Place) -> list[Replay]:
        query = select(ReplayRow).where(
            ReplayRow.guild_id == place.guild_id, ReplayRow.status == ReplayStatus.STOPPED.value
        )
        if place.club_id != COMMUNITY:
            query = query.where(ReplayRow.club_id == place.club_id)
        async with self._means.database.reading() as session:
            return [replay_of(row) for row in await session.scalars(query)]

    async def _days_of(self, replay: Replay) -> int:
        return (await self._settings.of(RecordingSettings, replay.guild_id, replay.club_id)).keep_days

    async def _due(self, due: TimerDue) -> None:
        replay = await self._book.get(int(due.payload["replay_id"]))
        at = None if replay is None else goes_at(replay, await self._days_of(replay))
        if replay is None or at is None:
            return
        if at <= self._means.now():
            await self._shelf.delete(replay.id)
            return
        async with self._means.database.transaction() as session:
            await self._means.timers.schedule(session, EXPIRE, due.key, at, due.payload)
