"""A room that nobody hosts, or in which nobody is, finds a host or ends: the rules, without Discord."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass, field

import pytest

from bot.clock import MovableClock
from bot.errors import UpstreamError
from bot.events import Events
from bot.i18n import Text
from bot.settings import SettingStore
from bot.storage.database import Database
from bot.testing import eventually
from bot.timers import Timers
from cogs.clubs.api import CameBy, ClubRole
from cogs.clubs.roles import Actor
from cogs.rooms.api import CloseReason, Room, RoomClosed, StageRole
from cogs.rooms.hosting import Hosting
from cogs.rooms.life import RoomLife
from cogs.rooms.settings import RoomSettings
from cogs.rooms.stage import OpenStage
from tests.cogs.books import moved
from tests.cogs.rooms.test_service import GUILD, INSTANCE, MEMBER, OWNER, STAGE, STRANGER, Evening

HOST_AWAY, EMPTY, LAST_CALL = 300, 120, 60
ADA, BOB = 50, 51


@dataclass
class Steward:
    """What was asked of Discord; the first `refusals` times it refuses to close."""

    told: list[str] = field(default_factory=list)
    closed: list[int] = field(default_factory=list)
    refusals: int = 0

    async def tell(self, channel_id: int, text: Text) -> None:
        assert channel_id == STAGE
        self.told.append(text.key)

    async def close(self, room: Room) -> None:
        if self.refusals:
            self.refusals -= 1
            raise UpstreamError("Discord is away")
        self.closed.append(room.channel_id)


@dataclass
class Night:
    """A live room of a club, and a clock that moves."""

    evening: Evening
    steward: Steward
    clock: MovableClock
    hosting: Hosting

    @property
    def room(self) -> Room | None:
        return self.evening.rooms.on(STAGE)

    @property
    def reason(self) -> CloseReason:
        return next(event.reason for event in self.evening.told if isinstance(event, RoomClosed))

    async def is_there(self, user_id: int, role: StageRole = StageRole.AUDIENCE) -> None:
        await moved(self.evening.rooms, GUILD, user_id, None, (STAGE, role))

    async def leaves(self, user_id: int) -> None:
        await moved(self.evening.rooms, GUILD, user_id, (STAGE, StageRole.AUDIENCE), None)

    async def hosted_by(self, user_id: int) -> None:
        await eventually(lambda: self.room is not None and self.room.host_id == user_id)


@pytest.fixture
async def night(book: Database, events: Events, clock: MovableClock) -> AsyncIterator[Night]:
    evening, steward, timers = Evening(book, events, clock), Steward(), Timers(book, clock)
    settings = SettingStore(book, events, clock.now)
    settings.declare("rooms", "cogs.rooms", RoomSettings)
    hosting = Hosting(evening.rooms, clock.now)
    life = RoomLife(
        book, timers, settings, evening.clubs,
        rooms=evening.rooms, hosting=hosting, steward=steward, now=clock.now,
    )  # fmt: skip
    life.listen(events)
    await evening.club()
    await evening.rooms.reconcile(GUILD, {})
    await evening.open()
    timers.start()
    yield Night(evening, steward, clock, hosting)
    await timers.close()


async def test_a_room_to_which_nobody_comes_closes_after_two_minutes(night: Night) -> None:
    night.clock.advance(EMPTY)

    await eventually(lambda: night.room is None)
    assert night.steward.closed == [STAGE]
    assert night.reason is CloseReason.EMPTY


async def test_a_room_that_emptied_closes_and_one_to_which_somebody_came_back_does_not(night: Night) -> None:
    await night.is_there(OWNER)
    await night.leaves(OWNER)
    night.clock.advance(EMPTY - 1)
    await night.is_there(OWNER)
    night.clock.advance(EMPTY)
    await night.leaves(OWNER)
    night.clock.advance(EMPTY - 1)
    assert night.room is not None

    night.clock.advance(1)

    await eventually(lambda: night.room is None)


async def test_after_five_minutes_without_a_host_a_cohost_who_is_there_hosts(night: Night) -> None:
    assert night.room is not None
    for user_id in (STRANGER, ADA):  # Ada was named later, but she is there
        await night.hosting.name_cohost(night.room, user_id)
    await night.is_there(BOB, StageRole.SPEAKER)
    await night.is_there(ADA)

    night.clock.advance(HOST_AWAY)

    await night.hosted_by(ADA)
    await eventually(lambda: night.steward.told == ["hosts-now"])
    assert night.room is not None
    assert OWNER in night.room.cohost_ids


async def test_without_a_cohost_a_leader_of_the_club_hosts(night: Night) -> None:
    club = await night.evening.clubs.named(GUILD, "Jazz")
    await night.evening.clubs.admit(None, club.id, ADA, CameBy.INVITATION)
    await night.evening.clubs.staff.promote(club.id, Actor(OWNER), ADA, ClubRole.LEADER)
    await night.is_there(BOB, StageRole.SPEAKER)
    await night.is_there(ADA)

    night.clock.advance(HOST_AWAY)

    await night.hosted_by(ADA)


async def test_else_whoever_has_spoken_for_longest_hosts(night: Night) -> None:
    await night.is_there(MEMBER)
    await night.is_there(BOB, StageRole.SPEAKER)
    night.clock.advance(10)
    await night.is_there(ADA, StageRole.SPEAKER)

    night.clock.advance(HOST_AWAY)

    await night.hosted_by(BOB)


async def test_a_bot_that_plays_music_keeps_no_room_open(night: Night) -> None:
    night.evening.bots.add(BOB)
    await night.is_there(BOB, StageRole.SPEAKER)
    await night.is_there(OWNER)
    await night.leaves(OWNER)

    night.clock.advance(EMPTY)

    await eventually(lambda: night.room is None)
    assert night.reason is CloseReason.EMPTY


async def test_a_bot_that_plays_music_hosts_nothing(night: Night) -> None:
    night.evening.bots.add(BOB)
    await night.is_there(MEMBER)
    await night.is_there(BOB, StageRole.SPEAKER)
    night.clock.advance(HOST_AWAY)
    await eventually(lambda: night.steward.told == ["closes-without-host"])

    await night.is_there(ADA, StageRole.SPEAKER)
    night.clock.advance(LAST_CALL)

    await night.hosted_by(ADA)


async def test_if_nobody_can_take_over_all_are_warned_and_then_the_room_closes(night: Night) -> None:
    await night.is_there(MEMBER)
    night.clock.advance(HOST_AWAY)
    await eventually(lambda: night.steward.told == ["closes-without-host"])
    assert night.room is not None

    night.clock.advance(LAST_CALL)

    await eventually(lambda: night.room is None)
    assert night.reason is CloseReason.UNHOSTED


@pytest.mark.parametrize("saviour", ["the host", "a speaker"])
async def test_after_the_warning_the_room_can_still_be_saved(night: Night, saviour: str) -> None:
    await night.is_there(MEMBER)
    night.clock.advance(HOST_AWAY)
    await eventually(lambda: night.steward.told)

    person = OWNER if saviour == "the host" else ADA
    await night.is_there(person, StageRole.SPEAKER)
    night.clock.advance(LAST_CALL)

    await night.hosted_by(person)
    assert night.steward.closed == []


async def test_a_stage_that_discord_does_not_close_yet_is_closed_later(night: Night) -> None:
    night.steward.refusals = 1

    night.clock.advance(EMPTY)
    await eventually(lambda: night.steward.refusals == 0)
    assert night.room is not None
    night.clock.advance(5)

    await eventually(lambda: night.room is None)


async def test_the_wait_for_a_host_goes_on_through_a_restart(night: Night, clock: MovableClock) -> None:
    await night.is_there(BOB, StageRole.SPEAKER)
    clock.advance(HOST_AWAY - 1)

    roles = {BOB: StageRole.SPEAKER}
    await night.evening.rooms.reconcile(GUILD, {STAGE: OpenStage(INSTANCE, "Miles", roles)})
    clock.advance(1)

    await night.hosted_by(BOB)
