"""The services of cogs as the bot builds them, for tests of rules."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from bot.clock import Clock
from bot.events import Events
from bot.paced import Paced
from bot.settings import SettingStore
from bot.storage.database import Database
from bot.timers import Timers
from bot.whereabouts import Change, Place
from cogs.clubs.api import Clubs
from cogs.clubs.service import ClubBook
from cogs.clubs.settings import ClubSettings
from cogs.rooms.api import StageRole
from cogs.rooms.service import RoomBook
from cogs.rooms.settings import RoomSettings
from cogs.tips.service import TipLedger
from cogs.tips.settings import TipSettings


def room_book(
    database: Database, events: Events, clock: Clock, clubs: Clubs, *, bots: Collection[int] = ()
) -> RoomBook:
    """The rooms of these clubs, with the settings that they have by default."""
    settings = SettingStore(database, events, clock.now)
    settings.declare("rooms", "cogs.rooms", RoomSettings)
    return RoomBook(database, events, clubs, settings, clock.now, bots=bots)


async def moved(
    rooms: RoomBook,
    guild_id: int,
    user_id: int,
    before: tuple[int, StageRole] | None,
    after: tuple[int, StageRole] | None,
    *,
    role_ids: tuple[int, ...] | None = None,
) -> None:
    """Tell rooms of a change on the stages as the gateway does: where and what a person was, and is."""
    member = {} if role_ids is None else {"roles": role_ids}
    rooms.happenings.heard(Change(guild_id, user_id, _place(before), _place(after), member))
    await rooms.happenings.tell_on(guild_id)


def _place(where: tuple[int, StageRole] | None) -> Place | None:
    if where is None:
        return None
    channel_id, role = where
    suppress = role in {StageRole.AUDIENCE, StageRole.HAND_RAISED}
    return Place(channel_id, suppress, role in {StageRole.HAND_RAISED, StageRole.INVITED})


def tip_ledger(database: Database, events: Events, clock: Clock) -> TipLedger:
    """The ledger, with the settings that it has by default."""
    settings = SettingStore(database, events, clock.now)
    settings.declare("tips", "cogs.tips", TipSettings)
    return TipLedger(database, events, settings, clock.now)


@dataclass
class Ground:
    """What of the bot the services of a cog stand on; timers and jobs are written, and not begun."""

    database: Database
    events: Events
    clock: Clock

    def __post_init__(self) -> None:
        self.timers = Timers(self.database, self.clock)
        self.paced = Paced(self.database, self.clock, self.events)
        self.settings = SettingStore(self.database, self.events, self.clock.now)
        self.settings.declare("clubs", "cogs.clubs", ClubSettings)


def club_book(database: Database, events: Events, clock: Clock) -> ClubBook:
    """The clubs, with the settings that they have by default."""
    return ClubBook(Ground(database, events, clock))
