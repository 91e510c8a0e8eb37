"""The jars of a community, without a Discord: who spoke for how long is written down beforehand."""

from __future__ import annotations

from collections.abc import Sequence

from bot.clock import Clock
from bot.events import Events
from bot.settings import SettingStore
from bot.storage.database import Database
from bot.timers import Timers
from cogs.rooms.api import Attendance, Room, RoomStatus
from cogs.tips.gifts.jars import Jars
from cogs.tips.gifts.receiving import Receiving
from cogs.tips.service import TipLedger
from cogs.tips.settings import TipSettings

GUILD = 10
#: Who is on the stage is here a bot if their id is at least this.
FIRST_BOT = 1_000


async def without_bots(_guild_id: int, user_ids: Sequence[int]) -> list[int]:
    return [one for one in user_ids if one < FIRST_BOT]


def room(room_id: int) -> Room:
    return Room(room_id, GUILD, 3, 70 + room_id, "Tea", 1, RoomStatus.LIVE, None)


class Floor:
    """How many seconds each could be heard."""

    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        self.seconds: dict[int, int] = {}

    async def attendance_of(self, room_id: int, most: int, *, after_user_id: int = 0) -> list[Attendance]:
        now = self.clock.now()
        return [
            Attendance(room_id, user_id, now, now, seconds, seconds)
            for user_id, seconds in sorted(self.seconds.items())
            if user_id > after_user_id
        ][:most]


def jars_on(
    database: Database,
    clock: Clock,
    *,
    floor: Floor | None = None,
    settings: SettingStore | None = None,
    ledger: TipLedger | None = None,
) -> Jars:
    if settings is None:
        settings = SettingStore(database, Events(), clock.now)
        settings.declare("tips", "cogs.tips", TipSettings)
    return Jars(
        database,
        ledger or TipLedger(database, Events(), settings, clock.now),
        settings,
        Timers(database, clock),
        clock.now,
        receiving=Receiving(database, settings),
        attendance_of=(floor or Floor(clock)).attendance_of,
        people_of=without_bots,
    )
