"""What holds in one room: what its hosts chose for it this evening, and else what its club has set."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Any, Literal

from sqlalchemy import bindparam, delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.events import Events
from bot.settings import SettingStore
from bot.storage.after_commit import after_commit
from bot.storage.database import Database
from bot.storage.glances import Glance
from cogs.hands.api import QueueChanged
from cogs.hands.policies import Standing, weight_of
from cogs.hands.settings import HandSettings, Policy
from cogs.hands.tables import RoomRulesRow
from cogs.rooms.api import Room, Rooms

#: The messages of a room that are kept in step with it.
Shown = Literal["panel", "questions"]
_NUMBERS = ("most_speakers", "autopilot", "speaking_seconds")
_CHOSEN = Glance(
    select(
        RoomRulesRow.policy,
        RoomRulesRow.locked,
        *(getattr(RoomRulesRow, name) for name in _NUMBERS),
        RoomRulesRow.panel_channel_id,
        RoomRulesRow.panel_message_id,
        RoomRulesRow.questions_channel_id,
        RoomRulesRow.questions_message_id,
    ).where(RoomRulesRow.room_id == bindparam("room"))
)


@dataclass(frozen=True, slots=True)
class Terms:
    """By which rules a room goes just now."""

    policy: Policy
    locked: bool  # nobody new may raise a hand
    most_speakers: int  # besides hosts; 0 is as many as come
    autopilot: int  # as many places are kept filled
    speaking_seconds: int  # 0 is as long as they like
    settings: HandSettings

    @property
    def places(self) -> int | None:
        """How many may speak besides the hosts; None if that is open."""
        return self.most_speakers or None

    @property
    def filled(self) -> int:
        """How many places the bot fills by itself."""
        return min(self.autopilot, self.most_speakers or self.autopilot)


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
        # What was chosen for a room and where its messages stand; asked with every hand.
        self._known: dict[int, Mapping[str, Any]] = {}
        self._changes: Counter[int] = Counter()  # how often it was changed, by room

    async def of(self, room: Room) -> Terms:
        """What holds in a room at this moment."""
        settings = await self._settings.of(HandSettings, room.guild_id, room.club_id)
        chosen = await self._chosen(room.id)
        numbers = {
            name: getattr(settings, name) if chosen.get(name) is None else chosen[name] for name in _NUMBERS
        }
        return Terms(
            policy=Policy(chosen.get("policy") or settings.policy),
            locked=bool(chosen.get("locked")),
            settings=settings,
            **numbers,
        )

    async def forget(self, room_id: int) -> None:
        """Drop what was chosen for a room that is over."""
        async with self._database.transaction() as session:
            await session.execute(delete(RoomRulesRow).where(RoomRulesRow.room_id == room_id))
            after_commit(session, partial(self._over, room_id))

    async def shown_of(self, room_id: int, what: Shown) -> tuple[int, int] | None:
        """Where a message of a room stands: channel and message, or None if it has none."""
        chosen = await self._chosen(room_id)
        channel_id, message_id = chosen.get(f"{what}_channel_id"), chosen.get(f"{what}_message_id")
        return None if channel_id is None or message_id is None else (channel_id, message_id)

    async def show_at(self, room: Room, what: Shown, channel_id: int | None, message_id: int | None) -> None:
        """Note where a message of a room stands from now on; None if it is gone."""
        where = {f"{what}_channel_id": channel_id, f"{what}_message_id": message_id}
        async with self._database.transaction() as session:
            await self.store(session, room, **where)

    @staticmethod
    async def asking(session: AsyncSession, room_id: int) -> int | None:
        """Whose question is being answered, in the caller's transaction."""
        row = await session.get(RoomRulesRow, room_id)
        return None if row is None else row.asked_by_id

    async def question_of(self, room_id: int) -> tuple[int, str] | None:
        """Who asks the question that is being answered, and what it is."""
        async with self._database.reading() as session:
            row = await session.get(RoomRulesRow, room_id)
        if row is None or row.asked_by_id is None or row.question is None:
            return None
        return row.asked_by_id, row.question

    async def change(self, room: Room, **values: object) -> None:
        """Let something else hold in a room from now on, until it is over."""
        async with self._database.transaction() as session:
            await self.store(session, room, **values)
            self._events.publish_after_commit(session, QueueChanged(room.guild_id, room.id))

    async def store(self, session: AsyncSession, room: Room, **values: object) -> None:
        """The same in the caller's transaction, and untold."""
        statement = self._database.insert(RoomRulesRow).values(
            room_id=room.id, guild_id=room.guild_id, **values
        )
        await session.execute(statement.on_conflict_do_update(index_elements=["room_id"], set_=values))
        after_commit(session, partial(self._changed, room.id))

    async def _chosen(self, room_id: int) -> Mapping[str, Any]:
        """What is stored of a room, from memory if it was asked before and not changed since."""
        if (known := self._known.get(room_id)) is not None:
            return known
        changes = self._changes[room_id]
        rows = await self._database.glance(_CHOSEN, room=room_id)
        found: Mapping[str, Any] = rows[0]._asdict() if rows else {}
        if changes == self._changes[room_id]:  # else it is older than what was stored meanwhile
            self._known[room_id] = found
        return found

    async def _changed(self, room_id: int) -> None:
        self._changes[room_id] += 1
        self._known.pop(room_id, None)

    async def _over(self, room_id: int) -> None:
        self._known.pop(room_id, None)
        del self._changes[room_id]

    async def standing_of(self, room: Room, user_id: int, role_ids: tuple[int, ...]) -> Standing:
        """What policies ask of somebody who asks to speak now; all of it, since the policy may change."""
        return (await self.standings_of(room, {user_id: role_ids}))[user_id]

    async def standings_of(self, room: Room, people: Mapping[int, tuple[int, ...]]) -> Mapping[int, Standing]:
        """The same of several at once, by person and in their order, with the roles they have in Discord."""
        if not people:
            return {}
        settings = await self._settings.of(HandSettings, room.guild_id, room.club_id)
        since = self._now() - timedelta(weeks=settings.fair_weeks)
        pasts = await self._rooms.pasts_of(room.club_id, people, since)
        return {
            user_id: Standing(
                pasts[user_id].speaking_seconds,
                # This very room counts as none before it.
                max(0, pasts[user_id].rooms - 1),
                weight_of(role_ids, settings.weighted_roles),
            )
            for user_id, role_ids in people.items()
        }
