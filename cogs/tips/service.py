"""The ledger: every tip is one transfer of two entries, in one transaction.

The order of locks is the same for everybody: the community's chain head first,
then accounts by id. So transfers of one community happen one after another,
and two that cross cannot wait for each other. Knows nothing of Discord.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from bot.events import Events
from bot.storage.database import Database
from cogs.tips.amounts import require_in_range
from cogs.tips.api import (
    POINTS,
    EqualTipJustGiven,
    KeyUsedForAnotherTip,
    Movement,
    Receipt,
    Tip,
    TipReceived,
    TipToSelf,
)
from cogs.tips.book import Entry, Head, append, lock_head, open_account
from cogs.tips.tables import AccountRow, EntryRow, NoteRow, TransferRow

# Everybody starts with something to give; the treasury issues it once per account.
WELCOME_POINTS = 100
SAME_TIP_SECONDS = 60


class TipLedger:
    """The money of every community. Fulfils `cogs.tips.api.Ledger`."""

    def __init__(self, database: Database, events: Events, now: Callable[[], datetime]) -> None:
        self._database = database
        self._events = events
        self._now = now

    async def tip(self, tip: Tip, *, confirmed: bool = False) -> Receipt:
        """See `Ledger.tip`."""
        if tip.tipper_id == tip.creator_id:
            raise TipToSelf
        require_in_range(tip.amount_minor)
        async with self._database.transaction() as session:
            head = await lock_head(session, tip.guild_id)
            known = await self._known(session, tip)
            if known is not None:
                return known
            head, tipper, creator = await self._both_accounts(session, head, tip)
            if not confirmed:
                await self._refuse_equal(session, tip, tipper, creator)
            gains = {tipper: -tip.amount_minor, creator: tip.amount_minor}
            entry = Entry("tip", tip.currency, tip.key, self._now(), gains, tip.note)
            transfer_id, _ = await append(session, head, entry)
            self._events.publish_after_commit(session, TipReceived(tip, transfer_id))
            return await self._receipt(session, tip, transfer_id, repeated=False)

    async def balance(self, guild_id: int, user_id: int, currency: str = POINTS) -> int:
        """See `Ledger.balance`."""
        async with self._database.transaction() as session:
            head = await lock_head(session, guild_id)
            await self._account(session, head, currency, user_id)
            return await self._balance(session, guild_id, user_id, currency)

    async def movements(self, guild_id: int, user_id: int, most: int) -> list[Movement]:
        """The newest movements of a person's money, the newest first."""
        own, other = aliased(EntryRow), aliased(EntryRow)
        mine, theirs = aliased(AccountRow), aliased(AccountRow)
        query = (
            select(TransferRow, own.amount_minor, theirs.user_id, NoteRow.text)
            .join(own, own.transfer_id == TransferRow.id)
            .join(mine, mine.id == own.account_id)
            .join(other, (other.transfer_id == TransferRow.id) & (other.account_id != own.account_id))
            .join(theirs, theirs.id == other.account_id)
            .outerjoin(NoteRow, NoteRow.transfer_id == TransferRow.id)
            .where(mine.guild_id == guild_id, mine.user_id == user_id)
            .order_by(TransferRow.id.desc())
            .limit(most)
        )
        async with self._database.reading() as session:
            rows = await session.execute(query)
            return [
                Movement(row.created_at, amount, row.currency, row.kind, other_id, note)
                for row, amount, other_id, note in rows
            ]

    async def _both_accounts(self, session: AsyncSession, head: Head, tip: Tip) -> tuple[Head, int, int]:
        head, tipper = await self._account(session, head, tip.currency, tip.tipper_id)
        head, creator = await self._account(session, head, tip.currency, tip.creator_id)
        return head, tipper, creator

    async def _account(
        self, session: AsyncSession, head: Head, currency: str, user_id: int
    ) -> tuple[Head, int]:
        account, opened = await open_account(session, head.guild_id, currency, user_id)
        if opened and currency == POINTS:
            treasury, _ = await open_account(session, head.guild_id, currency, None)
            gains = {treasury: -WELCOME_POINTS, account: WELCOME_POINTS}
            welcome = Entry("issue", currency, f"welcome:{account}", self._now(), gains)
            _, head = await append(session, head, welcome)
        return head, account

    async def _known(self, session: AsyncSession, tip: Tip) -> Receipt | None:
        """The receipt of a key that was used before, if this is the tip that it was used for."""
        rows = (
            await session.execute(
                select(EntryRow.transfer_id, AccountRow.user_id, EntryRow.amount_minor, AccountRow.currency)
                .join(TransferRow, TransferRow.id == EntryRow.transfer_id)
                .join(AccountRow, AccountRow.id == EntryRow.account_id)
                .where(TransferRow.guild_id == tip.guild_id, TransferRow.key == tip.key)
            )
        ).all()
        if not rows:
            return None
        stored = {(row.user_id, row.amount_minor, row.currency) for row in rows}
        if stored != {
            (tip.tipper_id, -tip.amount_minor, tip.currency),
            (tip.creator_id, tip.amount_minor, tip.currency),
        }:
            raise KeyUsedForAnotherTip
        return await self._receipt(session, tip, rows[0].transfer_id, repeated=True)

    async def _refuse_equal(self, session: AsyncSession, tip: Tip, tipper: int, creator: int) -> None:
        gave, got = aliased(EntryRow), aliased(EntryRow)
        since = self._now() - timedelta(seconds=SAME_TIP_SECONDS)
        equal = await session.scalar(
            select(func.count())
            .select_from(TransferRow)
            .join(gave, gave.transfer_id == TransferRow.id)
            .join(got, got.transfer_id == TransferRow.id)
            .where(
                gave.account_id == tipper,
                gave.amount_minor == -tip.amount_minor,
                got.account_id == creator,
                TransferRow.kind == "tip",
                TransferRow.created_at > since,
            )
        )
        if equal:
            raise EqualTipJustGiven(seconds=SAME_TIP_SECONDS)

    async def _receipt(self, session: AsyncSession, tip: Tip, transfer_id: int, *, repeated: bool) -> Receipt:
        balance = await self._balance(session, tip.guild_id, tip.tipper_id, tip.currency)
        return Receipt(transfer_id, tip.amount_minor, tip.currency, balance, repeated)

    @staticmethod
    async def _balance(session: AsyncSession, guild_id: int, user_id: int, currency: str) -> int:
        balance = await session.scalar(
            select(AccountRow.balance_minor).where(
                AccountRow.guild_id == guild_id,
                AccountRow.user_id == user_id,
                AccountRow.currency == currency,
            )
        )
        assert balance is not None, "the account was opened before"
        return balance
