"""Frozen accounts: an administrator stops somebody's tips, with a reason that stands in the record.

The rule, in both directions: whoever is frozen gives no tips and gets none. What administrators correct, and
what a payment provider or a room was given before, is booked all the same. The book enforces it, under
the same lock as every transfer; an account that is opened meanwhile is frozen from its beginning.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.storage.database import Database
from cogs.tips import statements
from cogs.tips.accounting.refusals import FrozenAlready, NotFrozen
from cogs.tips.chain import GENESIS
from cogs.tips.tables import PERSON, AccountRow, FreezeRow


class Freezes:
    """Freezes the accounts of people, and lets them go again."""

    def __init__(self, database: Database, now: Callable[[], datetime]) -> None:
        self._database = database
        self._now = now

    async def freeze(self, guild_id: int, user_id: int, *, by: int, reason: str) -> None:
        """Stop somebody's tips, in all currencies.

        Raises:
            FrozenAlready: they are stopped already.
        """
        async with self._database.transaction() as session:
            await _lock(session, guild_id)
            if await self._open(session, guild_id, user_id) is not None:
                raise FrozenAlready
            row = FreezeRow(
                guild_id=guild_id, user_id=user_id, reason=reason, by_id=by, frozen_at=self._now()
            )
            session.add(row)
            await _mark(session, guild_id, user_id, is_frozen=True)

    async def unfreeze(self, guild_id: int, user_id: int, *, by: int) -> None:
        """Let them give and get tips again.

        Raises:
            NotFrozen: nobody has stopped them.
        """
        async with self._database.transaction() as session:
            await _lock(session, guild_id)
            row = await self._open(session, guild_id, user_id)
            if row is not None:
                row.lifted_at, row.lifted_by_id = self._now(), by
            # A ledger that came from a file has frozen accounts without a record of how they came to be.
            if not await _mark(session, guild_id, user_id, is_frozen=False) and row is None:
                raise NotFrozen

    async def history(self, guild_id: int, user_id: int, most: int) -> Sequence[FreezeRow]:
        """When somebody was frozen, the last time first."""
        query = (
            select(FreezeRow)
            .where(FreezeRow.guild_id == guild_id, FreezeRow.user_id == user_id)
            .order_by(FreezeRow.id.desc())
            .limit(most)
        )
        async with self._database.reading() as session:
            return (await session.scalars(query)).all()

    @staticmethod
    async def _open(session: AsyncSession, guild_id: int, user_id: int) -> FreezeRow | None:
        query = select(FreezeRow).where(
            FreezeRow.guild_id == guild_id, FreezeRow.user_id == user_id, FreezeRow.lifted_at.is_(None)
        )
        found: FreezeRow | None = await session.scalar(query)
        return found


async def _lock(session: AsyncSession, guild_id: int) -> None:
    """Take the lock of the community's chain: what is written before this is through, what comes waits."""

    def lock(plain: object) -> None:
        connection = plain.connection()  # type: ignore[attr-defined]  # the session inside of an asynchronous one
        statements.BEGIN_CHAINS.make(connection, [(guild_id, 0, GENESIS)])
        statements.LOCK_HEADS.ask(connection, [(guild_id,)])

    await session.run_sync(lock)


async def _mark(session: AsyncSession, guild_id: int, user_id: int, *, is_frozen: bool) -> int:
    changed = await session.execute(
        update(AccountRow)
        .where(
            AccountRow.guild_id == guild_id,
            AccountRow.purpose == PERSON,
            AccountRow.owner_id == user_id,
            AccountRow.is_frozen.is_not(is_frozen),
        )
        .values(is_frozen=is_frozen)
        .returning(AccountRow.id)
    )
    return len(changed.all())
