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
from bot.settings import SettingStore
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
from cogs.tips.book import Entry, Head, append, lock_head, open_account, was_forgotten
from cogs.tips.records import movements_of
from cogs.tips.settings import TipSettings
from cogs.tips.tables import AccountRow, EntryRow, TransferRow


class TipLedger:
    """The money of every community. Fulfils `cogs.tips.api.Ledger`."""

    def __init__(
        self, database: Database, events: Events, settings: SettingStore, now: Callable[[], datetime]
    ) -> None:
        self._database = database
        self._events = events
        self._settings = settings
        self._now = now

    async def tip(self, tip: Tip, *, confirmed: bool = False) -> Receipt:
        """See `Ledger.tip`."""
        if tip.tipper_id == tip.creator_id:
            raise TipToSelf
        rules = await self._settings.of(TipSettings, tip.guild_id)
        require_in_range(tip.amount_minor, rules.most_in_one_tip)
        async with self._database.transaction() as session:
            head = await lock_head(session, tip.guild_id)
            known = await self._known(session, tip)
            if known is not None:
                return known
            head, tipper, creator = await self._both_accounts(session, head, tip, rules)
            if not confirmed:
                await self._refuse_equal(session, tip, tipper, creator, rules.equal_tip_seconds)
            gains = {tipper: -tip.amount_minor, creator: tip.amount_minor}
            entry = Entry("tip", tip.currency, tip.key, self._now(), gains, tip.note)
            transfer_id, _ = await append(session, head, entry)
            self._events.publish_after_commit(session, TipReceived(tip, transfer_id))
            return await self._receipt(session, tip, transfer_id, repeated=False)

    async def balance(self, guild_id: int, user_id: int, currency: str = POINTS) -> int:
        """See `Ledger.balance`."""
        rules = await self._settings.of(TipSettings, guild_id)
        async with self._database.transaction() as session:
            head = await lock_head(session, guild_id)
            await self._account(session, head, currency, user_id, rules)
            return await self._balance(session, guild_id, user_id, currency)

    async def movements(self, guild_id: int, user_id: int, most: int) -> list[Movement]:
        """The newest movements of a person's money, the newest first."""
        async with self._database.reading() as session:
            return await movements_of(session, guild_id, user_id, most)

    async def _both_accounts(
        self, session: AsyncSession, head: Head, tip: Tip, rules: TipSettings
    ) -> tuple[Head, int, int]:
        head, tipper = await self._account(session, head, tip.currency, tip.tipper_id, rules)
        head, creator = await self._account(session, head, tip.currency, tip.creator_id, rules)
        return head, tipper, creator

    async def _account(
        self, session: AsyncSession, head: Head, currency: str, user_id: int, rules: TipSettings
    ) -> tuple[Head, int]:
        """Open a person's account if they have none; everybody starts with something to give, once."""
        account, opened = await open_account(session, head.guild_id, currency, user_id)
        points = rules.welcome_points
        if opened and currency == POINTS and points and not await was_forgotten(session, head, user_id):
            treasury, _ = await open_account(session, head.guild_id, currency, None)
            gains = {treasury: -points, account: points}
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

    async def _refuse_equal(
        self, session: AsyncSession, tip: Tip, tipper: int, creator: int, seconds: int
    ) -> None:
        gave, got = aliased(EntryRow), aliased(EntryRow)
        since = self._now() - timedelta(seconds=seconds)
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
            raise EqualTipJustGiven(seconds=seconds)

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
