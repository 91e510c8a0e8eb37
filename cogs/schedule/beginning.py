"""What the cog of rooms is told of evenings: which one begins with a room, and which comes next."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from cogs.rooms.api import Planned, Room
from cogs.schedule.api import Evening, EveningStatus
from cogs.schedule.service import EveningBook

#: A room that opens so long before an evening, on its stage, is that evening's.
EARLY = timedelta(hours=1)
#: And so long after its time, if nobody has cancelled it meanwhile.
LATE = timedelta(hours=3)


class EveningPlanner:
    """Fulfils `cogs.rooms.api.Planner`."""

    def __init__(
        self, book: EveningBook, now: Callable[[], datetime], runs_in: Callable[[int], bool]
    ) -> None:
        """`runs_in` says whether the schedule is switched on in a community."""
        self._book = book
        self._now = now
        self._runs_in = runs_in

    async def of_event(self, guild_id: int, event_id: int) -> Planned | None:
        """See `Planner.of_event`."""
        evening = await self._book.of_event(guild_id, event_id) if self._runs_in(guild_id) else None
        return planned(evening) if evening is not None and evening.status.is_open else None

    async def beginning(self, room: Room) -> Planned | None:
        """See `Planner.beginning`."""
        if not self._runs_in(room.guild_id):
            return None
        found = [
            evening
            for evening in await self._book.of(room.guild_id, room.club_id)
            if evening.channel_id == room.channel_id and self._is_now(evening)
        ]
        return planned(found[0]) if found else None

    async def next_of(self, guild_id: int, club_id: int) -> Planned | None:
        """See `Planner.next_of`."""
        evening = await self._book.next_of(guild_id, club_id) if self._runs_in(guild_id) else None
        return None if evening is None else planned(evening)

    def _is_now(self, evening: Evening) -> bool:
        return evening.status is EveningStatus.LIVE or -LATE < evening.starts_at - self._now() <= EARLY


def planned(evening: Evening) -> Planned:
    """An evening as rooms know it."""
    return Planned(
        evening.event_id,
        evening.guild_id,
        evening.club_id,
        evening.channel_id,
        evening.topic,
        evening.host_id,
        evening.cohost_ids,
        evening.starts_at,
    )
