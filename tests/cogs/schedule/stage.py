"""The community that tests of the schedule play in: a club with a stage, and time that can be moved."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import vobject
from sqlalchemy import func, select

from bot.client import Bot
from bot.clock import OffsetClock
from bot.config import Config
from bot.sandbox.people.person import Person
from bot.sandbox.people.seen import SeenMessage
from bot.sandbox.server import Sandbox
from bot.sandbox.world.models import ScheduledEvent
from bot.settings.store import Place
from bot.storage.timer_rows import TimerRow
from bot.testing import running
from bot.testing.waiting import PATIENCE_SECONDS
from cogs.schedule.api import Evening
from cogs.schedule.service import EveningBook
from tests.cogs.house import CLUB, House

TOPIC = "Owls *and* moons"
_IN_A_YEAR = datetime.now(UTC).replace(hour=20, minute=0, second=0, microsecond=0) + timedelta(days=365)
#: A Friday.
AT = _IN_A_YEAR + timedelta(days=(4 - _IN_A_YEAR.weekday()) % 7)
WHEN = f"{AT:%Y-%m-%d %H:%M}"


@dataclass
class Programme:
    """A bot with a club, whose owner is `hana` and whose stage is the first one."""

    house: House
    config: Config
    clock: OffsetClock
    running: AsyncExitStack
    hana: Person

    @property
    def sandbox(self) -> Sandbox:
        """Discord."""
        return self.house.sandbox

    @property
    def bot(self) -> Bot:
        """The bot that runs."""
        return self.house.bot

    @property
    def book(self) -> EveningBook:
        """Its evenings."""
        return self.bot.service(EveningBook)

    @property
    def events(self) -> list[ScheduledEvent]:
        """What Discord has."""
        return list(self.sandbox.guild.scheduled_events.values())

    @property
    def event(self) -> ScheduledEvent:
        """The one event that Discord has."""
        (event,) = self.events
        return event

    @property
    def steward(self) -> Person:
        """Whoever owns the server."""
        return self.sandbox.actor(self.sandbox.guild.owner_id)

    def read(self, message: SeenMessage) -> Any:
        """The one event in the calendar that is attached to a message, as another library reads it."""
        (file,) = message.payload["attachments"]
        content = self.sandbox.world.attachments[int(file["id"])].data
        (event,) = vobject.readOne(content.decode()).vevent_list
        return event

    async def evening(self) -> Evening:
        """The one evening that is stored, whatever has become of it."""
        found = await self.book.of_event(self.sandbox.guild.id, self.event.id)
        assert found is not None
        return found

    async def set(self, cog: str, club_id: int = 0, **values: object) -> None:
        """Change settings, of the community unless a club is named."""
        place = Place(self.sandbox.guild.id, cog, club_id)
        await self.bot.settings.change(place, values, self.hana.id)

    @asynccontextmanager
    async def away(self) -> AsyncIterator[None]:
        """Stop the bot for the length of the block, and start it again."""
        await self.running.aclose()
        yield
        self.house.bot = await self.running.enter_async_context(
            running(self.sandbox, self.config, clock=self.clock)
        )

    async def becomes(self, event_id: int | None = None, **wanted: object) -> Evening:
        """Wait until an evening is as wanted; answer it."""
        async with asyncio.timeout(PATIENCE_SECONDS):
            while True:
                for event in self.events:
                    evening = await self.book.of_event(event.guild_id, event.id)
                    right = evening is not None and event_id in {None, event.id}
                    if right and all(getattr(evening, name) == value for name, value in wanted.items()):
                        assert evening is not None
                        return evening
                await asyncio.sleep(0.005)

    async def gone(self, evening: Evening) -> None:
        """Wait until nothing more is to come of an evening."""
        async with asyncio.timeout(PATIENCE_SECONDS):
            while True:
                if evening.id not in {one.id for one in await self.book.of(evening.guild_id)}:
                    return
                await asyncio.sleep(0.005)

    async def idle(self) -> None:
        """Wait until no timer is due and no job runs."""
        async with asyncio.timeout(PATIENCE_SECONDS):
            while True:
                async with self.bot.database.reading() as session:
                    due = await session.scalar(
                        select(func.count()).where(TimerRow.fire_at <= self.clock.now())
                    )
                if not due and not await self.bot.paced.running_in(self.sandbox.guild.id):
                    return
                await asyncio.sleep(0.005)

    def move_to(self, moment: datetime) -> None:
        """Move Discord's time and the bot's to a moment."""
        self.sandbox.world.clock.advance((moment - self.clock.now()).total_seconds())
        self.clock.offset_seconds = self.sandbox.world.clock.offset.total_seconds()

    async def plan(self, topic: str = TOPIC, hours: int = 2, **more: object) -> Evening:
        """Plan an evening that soon, as the club's owner does; answer it."""
        when = f"{self.clock.now() + timedelta(hours=hours):%Y-%m-%d %H:%M}"
        options = {"club": CLUB, "topic": topic, "when": when, "stage": self.house.stage_id}
        seen = await self.hana.slash("schedule create", {**options, **more})
        assert "is planned" in seen.text, seen.text
        return next(one for one in await self.book.of(self.sandbox.guild.id) if one.topic == topic)
