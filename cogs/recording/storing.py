"""Brings recordings that are over to the place where they are kept, and lets go of what nobody wants here."""

from __future__ import annotations

import asyncio
import logging

from sqlalchemy import select

from bot.watching import NOT_NOW
from cogs.recording.api import ReplayStatus
from cogs.recording.folders import Folders
from cogs.recording.lasting import Lasting, Means
from cogs.recording.refusals import StorageAway
from cogs.recording.rows import STORE
from cogs.recording.service import ReplayBook
from cogs.recording.tables import ReplayRow

log = logging.getLogger(__name__)

#: How often it is looked what lies here without need.
TIDY_SECONDS = 3_600.0


class Storing:
    """Moves what is over; without a place to move it to, nothing is owed."""

    def __init__(self, means: Means, book: ReplayBook, folders: Folders) -> None:
        self._database, self._book, self._folders = means.database, book, folders
        self._lasting = Lasting(means, STORE, self.move)

    def listen(self) -> None:
        """Move what is owed, also from before a restart."""
        self._lasting.listen()
        if self._folders.storage is not None:
            self._book.owe(STORE)

    async def move(self, replay_id: int) -> None:
        """Bring a recording to where it is kept.

        Raises:
            StorageAway: the place does not take it; it stays here whole.
        """
        replay = await self._book.get(replay_id)
        if replay is not None and replay.status is ReplayStatus.STOPPED:
            await asyncio.to_thread(self._folders.move_away, replay_id)

    async def tidy(self) -> None:
        """Once an hour, move what was brought back, or could not be moved before."""
        while self._folders.storage is not None:
            await asyncio.sleep(TIDY_SECONDS)
            try:
                await self.tidy_once()
            except (*NOT_NOW, StorageAway, OSError) as error:
                log.warning("recordings are brought to where they are kept later: %s", error)

    async def tidy_once(self) -> None:
        """Move each recording of which something lies here that nobody wants."""
        query = select(ReplayRow.id).where(ReplayRow.status == ReplayStatus.STOPPED.value)
        for (replay_id,) in await self._database.lookup(query.order_by(ReplayRow.id)):
            if await asyncio.to_thread(self._folders.lies_idle, replay_id):
                await self.move(replay_id)
