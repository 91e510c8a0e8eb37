"""Goals: what a creator hopes to get in tips, and how far they have come.

A goal holds no money. Every tip is the creator's at once, and what counts towards a goal is what they have
got in tips since it began, less what was taken back.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from bot.storage.constraints import violated_constraint
from bot.storage.database import Database
from bot.timers import Timers
from cogs.tips.refusals import GoalIsOpen, NoGoal
from cogs.tips.tables import PERSON, AccountRow, GoalRow

#: Say once that a goal is reached.
GOAL_REACHED = "tips.goal_reached"


@dataclass(frozen=True, slots=True)
class Wish:
    """A goal that a creator wants to set, and where it is to be shown."""

    guild_id: int
    creator_id: int
    title: str
    amount_minor: int
    currency: str
    channel_id: int


@dataclass(frozen=True, slots=True)
class Goal:
    """One goal, and how much of it is there."""

    id: int
    guild_id: int
    creator_id: int
    title: str
    currency: str
    amount_minor: int
    got_minor: int
    channel_id: int
    message_id: int | None
    is_reached: bool
    is_over: bool
    is_cancelled: bool

    @property
    def percent(self) -> int:
        """How much of it is there, in hundredths; more than a hundred if it is passed."""
        return self.got_minor * 100 // self.amount_minor


class Goals:
    """The goals of every community."""

    def __init__(self, database: Database, timers: Timers, now: Callable[[], datetime]) -> None:
        self._database = database
        self._timers = timers
        self._now = now

    async def begin(self, wish: Wish) -> Goal:
        """Set a goal; tips count towards it from now on.

        Raises:
            GoalIsOpen: they have one already.
        """
        try:
            async with self._database.transaction() as session:
                row = GoalRow(
                    guild_id=wish.guild_id,
                    creator_id=wish.creator_id,
                    title=wish.title,
                    currency=wish.currency,
                    amount_minor=wish.amount_minor,
                    base_minor=await _got(session, wish.guild_id, wish.creator_id, wish.currency),
                    channel_id=wish.channel_id,
                    began_at=self._now(),
                    is_cancelled=False,
                )
                session.add(row)
                await session.flush()
                return await _goal(session, row)
        except IntegrityError as error:
            if violated_constraint(error) != "uq_tips_goal_open":
                raise
            raise GoalIsOpen from error

    async def open_of(self, guild_id: int, creator_id: int) -> Goal:
        """The goal that somebody has set.

        Raises:
            NoGoal: they have none.
        """
        async with self._database.reading() as session:
            row = await session.scalar(_open(guild_id, creator_id))
            if row is None:
                raise NoGoal
            return await _goal(session, row)

    async def open(self, guild_id: int | None = None) -> Sequence[Goal]:
        """Every goal that is not over; of a community, or of all."""
        query = select(GoalRow).where(GoalRow.ended_at.is_(None)).order_by(GoalRow.id)
        if guild_id is not None:
            query = query.where(GoalRow.guild_id == guild_id)
        async with self._database.reading() as session:
            return [await _goal(session, row) for row in await session.scalars(query)]

    async def get(self, goal_id: int) -> Goal | None:
        """A goal, whatever has become of it; None if it was erased."""
        async with self._database.reading() as session:
            row = await session.get(GoalRow, goal_id)
            return None if row is None else await _goal(session, row)

    async def end(self, guild_id: int, creator_id: int, *, is_cancelled: bool = False) -> Goal:
        """End somebody's goal with what is there, or give it up; either way their tips stay theirs.

        Raises:
            NoGoal: they have none.
        """
        async with self._database.transaction() as session:
            row = await session.scalar(_open(guild_id, creator_id).with_for_update())
            if row is None:
                raise NoGoal
            row.got_minor = (await _goal(session, row)).got_minor
            row.ended_at, row.is_cancelled = self._now(), is_cancelled
            await session.flush()
            return await _goal(session, row)

    async def stands_in(self, goal_id: int, message_id: int) -> None:
        """Note in which message a goal is shown."""
        async with self._database.transaction() as session:
            await session.execute(update(GoalRow).where(GoalRow.id == goal_id).values(message_id=message_id))

    async def look(self, guild_id: int, creator_id: int) -> Goal | None:
        """See how far somebody's goal has come; if it is reached for the first time, promise to say so."""
        async with self._database.reading() as session:
            row = await session.scalar(_open(guild_id, creator_id))
            if row is None:
                return None
            goal = await _goal(session, row)
        if goal.is_reached or goal.got_minor < goal.amount_minor:
            return goal
        first = (
            update(GoalRow)
            .where(GoalRow.id == goal.id, GoalRow.reached_at.is_(None), GoalRow.ended_at.is_(None))
            .values(reached_at=self._now())
            .returning(GoalRow.id)
        )
        async with self._database.transaction() as session:
            if await session.scalar(first) is not None:
                payload = {"goal_id": goal.id}
                await self._timers.schedule(session, GOAL_REACHED, str(goal.id), self._now(), payload)
        return await self.get(goal.id)


def _open(guild_id: int, creator_id: int) -> Select[GoalRow]:
    return select(GoalRow).where(
        GoalRow.guild_id == guild_id, GoalRow.creator_id == creator_id, GoalRow.ended_at.is_(None)
    )


async def _got(session: AsyncSession, guild_id: int, creator_id: int, currency: str) -> int:
    got = await session.scalar(
        select(AccountRow.got_minor).where(
            AccountRow.guild_id == guild_id,
            AccountRow.currency == currency,
            AccountRow.purpose == PERSON,
            AccountRow.owner_id == creator_id,
        )
    )
    return got or 0


async def _goal(session: AsyncSession, row: GoalRow) -> Goal:
    got = row.got_minor
    if got is None:
        # What was given before and taken back since counts for nothing, not for less than nothing.
        got = max(0, await _got(session, row.guild_id, row.creator_id, row.currency) - row.base_minor)
    return Goal(
        row.id,
        row.guild_id,
        row.creator_id,
        row.title,
        row.currency,
        row.amount_minor,
        got,
        row.channel_id,
        row.message_id,
        row.reached_at is not None,
        row.ended_at is not None,
        row.is_cancelled,
    )
