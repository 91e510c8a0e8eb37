"""Rooms that count: whoever took part in one for long enough is credited with it, once.

That a room is to be counted is a timer, written in the transaction that ends it; how long everybody was
there is asked when it is due. A room counts for whoever opened it as hosted, for other members of its club as
attended, and for nobody else; hosting counts only if somebody else was there for long enough as well.
"""

from __future__ import annotations

from typing import Protocol

from sqlalchemy.ext.asyncio import AsyncSession

from bot.clock import Clock
from bot.events import Events
from bot.settings import SettingStore
from bot.storage.database import Database
from bot.timer_store import TimerDue
from bot.timers import Timers
from cogs.clubs.api import Clubs, NoSuchClub
from cogs.invitations.budgets import ATTENDED, HOSTED, Budgets, Credit
from cogs.invitations.settings import InvitationSettings
from cogs.rooms.api import Room, Rooms

#: A kind of timer: a room has ended.
COUNT = "invitations.count"
_PAGE = 500


class Foundation(Protocol):
    """What of the bot invitations stand on."""

    database: Database
    clock: Clock
    events: Events
    timers: Timers
    settings: SettingStore


class Credits:
    """Counts rooms for those who took part in them."""

    def __init__(self, bot: Foundation, clubs: Clubs, rooms: Rooms, budgets: Budgets) -> None:
        self._database = bot.database
        self._timers = bot.timers
        self._settings = bot.settings
        self._now = bot.clock.now
        self._clubs = clubs
        self._rooms = rooms
        self._budgets = budgets

    async def owe(self, session: AsyncSession, room: Room) -> None:
        """Note that a room is to be counted, in the transaction that ends it."""
        payload = {
            "guild_id": room.guild_id,
            "room_id": room.id,
            "club_id": room.club_id,
            "host_id": room.host_id,
        }
        await self._timers.schedule(session, COUNT, str(room.id), self._now(), payload)

    async def count(self, due: TimerDue) -> None:
        """Count a room; a second time changes nothing."""
        try:
            club = await self._clubs.get(due.payload["club_id"])
        except NoSuchClub:
            return
        rule = await self._settings.of(InvitationSettings, club.guild_id, club.id)
        room_id, host_id = due.payload["room_id"], due.payload["host_id"]
        last, others, hosted = 0, False, False
        while page := await self._rooms.attendance_of(room_id, _PAGE, after_user_id=last):
            last = page[-1].user_id
            long_enough = {one.user_id for one in page if one.seconds >= rule.least_minutes * 60}
            hosted |= host_id in long_enough
            long_enough.discard(host_id)
            others |= bool(long_enough)
            members = await self._clubs.among(club.id, long_enough)
            counted = [Credit(user_id, ATTENDED) for user_id in members]
            async with self._database.transaction() as session:
                await self._budgets.credit(session, club, room_id, counted, self._now())
        if hosted and others and await self._clubs.among(club.id, [host_id]):
            async with self._database.transaction() as session:
                await self._budgets.credit(session, club, room_id, [Credit(host_id, HOSTED)], self._now())
