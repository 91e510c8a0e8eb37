"""What holds in one room: what its hosts chose for it this evening, and else what its club has set."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncSession

from bot.events import Events
from bot.settings import SettingStore
from bot.storage.database import Database
from cogs.hands.api import QueueChanged
from cogs.hands.policies import Standing, weight_of
from cogs.hands.settings import HandSettings, Policy
from cogs.hands.tables import RoomRulesRow
from cogs.rooms.api import Room, Rooms


@dataclass(frozen=True, slots=True)
class Terms:
    """By which rules a room goes just now."""

    policy: Policy
    locked: bool  # nobody new may raise a hand
    settings: HandSettings


class TermBook:
    """The terms of every room."""

    def __init__(
        self,
        database: Database,
        events: Events,
        settings: SettingStore,
        rooms: Rooms,
        now: Callable[[], datetime],
    ) -> None:
        self._database = database
        self._events = events
        self._settings = settings
        self._rooms = rooms
        self._now = now

    async def of(self, room: Room) -> Terms:
        """What holds in a room at this moment."""
        settings = await self._settings.of(HandSettings, room.guild_id, room.club_id)
        async with self._database.reading() as session:
            row = await session.get(RoomRulesRow, room.id)
        if row is None:
            return Terms(settings.policy, locked=False, settings=settings)
        return Terms(Policy(row.policy) if row.policy else settings.policy, row.locked, settings)

    async def change(self, room: Room, **values: object) -> None:
        """Let something else hold in a room from now on, until it is over."""
        async with self._database.transaction() as session:
            await self.store(session, room, **values)
            self._events.publish_after_commit(session, QueueChanged(room.guild_id, room.id))

    async def store(self, session: AsyncSession, room: Room, **values: object) -> None:
        """The same in the caller's transaction, and untold."""
        insert = sqlite.insert if self._database.dialect == "sqlite" else postgresql.insert
        statement = insert(RoomRulesRow).values(room_id=room.id, guild_id=room.guild_id, **values)
        await session.execute(statement.on_conflict_do_update(index_elements=["room_id"], set_=values))

    async def standing_of(self, room: Room, user_id: int, role_ids: tuple[int, ...]) -> Standing:
        """What policies ask of somebody who asks to speak now; all of it, since the policy may change."""
        settings = await self._settings.of(HandSettings, room.guild_id, room.club_id)
        since = self._now() - timedelta(weeks=settings.fair_weeks)
        past = await self._rooms.past_of(room.club_id, user_id, since)
        # This very room counts as none before it.
        before = max(0, past.rooms - 1)
        return Standing(past.speaking_seconds, before, weight_of(role_ids, settings.weighted_roles))
