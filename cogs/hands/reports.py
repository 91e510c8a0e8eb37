"""Reports to those who administer a community: owed when they are made, so that none is lost on its way."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from uuid import uuid4

from bot.storage.database import Database
from bot.timer_store import TimerDue
from bot.timers import Timers
from cogs.hands.acts import Acts, Report
from cogs.hands.refusals import EmptyQuestion, NoReportChannel
from cogs.hands.tables import LONGEST_REASON
from cogs.hands.terms import TermBook
from cogs.rooms.api import Room

REPORT = "hands.report"


class Reports:
    """Brings what people report to the channel that the community has chosen for it."""

    def __init__(
        self, database: Database, timers: Timers, terms: TermBook, acts: Acts, now: Callable[[], datetime]
    ) -> None:
        self._database = database
        self._timers = timers
        self._terms = terms
        self._acts = acts
        self._now = now

    def listen(self) -> None:
        """Bring what is owed, also from before a restart."""
        self._timers.on(REPORT, self.bring)

    async def channel_for(self, room: Room) -> int:
        """Where the reports of a room are read.

        Raises:
            NoReportChannel: nobody has chosen a channel.
        """
        channel_id = (await self._terms.of(room)).settings.report_channel
        if channel_id is None:
            raise NoReportChannel
        return channel_id

    async def owe(self, room: Room, by: int, about: int, text: str) -> None:
        """Owe the administrators a report.

        Raises:
            EmptyQuestion: it says nothing.
            NoReportChannel: nobody has chosen a channel for it.
        """
        channel_id = await self.channel_for(room)
        tidy = " ".join(text.split())[:LONGEST_REASON]
        if not tidy:
            raise EmptyQuestion
        payload = {
            "guild_id": str(room.guild_id),
            "channel_id": str(channel_id),
            "topic": room.topic,
            "by": str(by),
            "about": str(about),
            "text": tidy,
        }
        async with self._database.transaction() as session:
            await self._timers.schedule(session, REPORT, uuid4().hex, self._now(), payload)

    async def bring(self, due: TimerDue) -> None:
        """Write a report where it is read."""
        owed = due.payload
        await self._acts.report(
            Report(
                guild_id=int(owed["guild_id"]),
                channel_id=int(owed["channel_id"]),
                topic=owed["topic"],
                by=int(owed["by"]),
                about=int(owed["about"]),
                text=owed["text"],
            )
        )
