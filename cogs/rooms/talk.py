"""What was really said in rooms, beside the time for which people had the stage.

Who is on a stage may be heard; whether they say anything only those know who listen to the packets. A cog
that does adds a source, and is asked anew each time: nothing of it is stored here, so what somebody takes
back there is gone from here as well.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import datetime

from sqlalchemy import select

from bot.storage.database import Database
from bot.undo import undoable
from cogs.rooms.api import Past, Talk, TalkSource
from cogs.rooms.tables import RoomRow

log = logging.getLogger(__name__)

#: A hand waits for the answer; what is not told by then counts as not measured.
SOURCE_SECONDS = 2.0


class TalkBook:
    """Asks those who listen. Fulfils `cogs.rooms.api.TalkTimes`."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._sources: list[TalkSource] = []

    def add_source(self, source: TalkSource) -> None:
        """See `TalkTimes.add_source`."""
        self._sources.append(source)
        undoable(lambda: self._sources.remove(source))

    async def of(
        self, room_ids: Collection[int], user_ids: Collection[int] | None = None
    ) -> dict[tuple[int, int], Talk]:
        """What was heard in some rooms, of some people or of all, by room and person."""
        found: dict[tuple[int, int], Talk] = {}
        for source in tuple(self._sources) if room_ids else ():
            try:
                async with asyncio.timeout(SOURCE_SECONDS):
                    found |= await source(room_ids, user_ids)
            except Exception:  # an edge: without what another cog measured the time on the stage counts
                log.exception("%r failed to tell who talked", source)
        return found

    async def counted(self, club_id: int, pasts: Mapping[int, Past], since: datetime) -> Mapping[int, Past]:
        """The same, with what people really said in the place of their time on the stage if it is known."""
        if not self._sources or not any(past.speaking_seconds for past in pasts.values()):
            return pasts
        opened = select(RoomRow.id).where(RoomRow.club_id == club_id, RoomRow.opened_at >= since)
        rooms = [room_id for (room_id,) in await self._database.lookup(opened)]
        counted = dict(pasts)
        for (_room_id, user_id), talk in (await self.of(rooms, list(pasts))).items():
            past = counted[user_id]
            if pasts[user_id].speaking_seconds:
                counted[user_id] = replace(past, speaking_seconds=talk.counted(past.speaking_seconds))
        return counted
