"""Allowances: points that everybody with an account is given again and again, if their community wants that.

One timer for each community stands for the next time. Everybody's share is a transfer whose key names
the day and the account, so a process that dies in the middle gives the rest, and nobody's twice.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from sqlalchemy import select

from bot.settings import SettingsChanged, SettingStore
from bot.storage.database import Database
from bot.timer_store import TimerDue
from bot.timers import Timers
from cogs.tips.api import POINTS, AmountTooLarge
from cogs.tips.orders import TREASURY, Leg, Order, account
from cogs.tips.service import TipLedger
from cogs.tips.settings import TipSettings
from cogs.tips.tables import PERSON, AccountRow

ALLOWANCE = "tips.allowance"
AT_ONCE = 200


class Allowances:
    """Gives them when they are due, and keeps the timers in step with the settings."""

    def __init__(
        self,
        database: Database,
        ledger: TipLedger,
        settings: SettingStore,
        timers: Timers,
        now: Callable[[], datetime],
    ) -> None:
        self._database = database
        self._ledger = ledger
        self._settings = settings
        self._timers = timers
        self._now = now

    async def settings_changed(self, event: SettingsChanged) -> None:
        """Begin, end or move what is to come."""
        if self._settings.model_of(event.place) is not TipSettings:
            return
        if not {"allowance", "allowance_days"} & set(event.names):
            return
        rules = await self._settings.of(TipSettings, event.guild_id)
        async with self._database.transaction() as session:
            await self._timers.cancel(session, ALLOWANCE, str(event.guild_id))
            if rules.allowance:
                due_at = self._now() + timedelta(days=rules.allowance_days)
                payload = {"guild_id": event.guild_id}
                await self._timers.schedule(session, ALLOWANCE, str(event.guild_id), due_at, payload)

    async def give(self, due: TimerDue) -> None:
        """Give everybody theirs, and promise the next."""
        guild_id: int = due.payload["guild_id"]
        rules = await self._settings.of(TipSettings, guild_id)
        if not rules.allowance:
            return
        after_id = 0
        while accounts := await self._accounts(guild_id, after_id):
            orders = [_order(guild_id, number, rules.allowance, due.due_at) for number in accounts]
            outcomes = await asyncio.gather(*map(self._ledger.write, orders), return_exceptions=True)
            for outcome in outcomes:
                # Of who has all that an account can hold, and more is not theirs.
                if isinstance(outcome, BaseException) and not isinstance(outcome, AmountTooLarge):
                    raise outcome
            after_id = accounts[-1]
        # After a long absence there is one, not one for each time that was missed.
        next_at = due.due_at + timedelta(days=rules.allowance_days)
        while next_at <= self._now():
            next_at += timedelta(days=rules.allowance_days)
        async with self._database.transaction() as session:
            await self._timers.schedule(session, ALLOWANCE, due.key, next_at, due.payload)

    async def _accounts(self, guild_id: int, after_id: int) -> Sequence[int]:
        query = (
            select(AccountRow.id)
            .where(
                AccountRow.guild_id == guild_id,
                AccountRow.currency == POINTS,
                AccountRow.purpose == PERSON,
                AccountRow.owner_id.is_not(None),
                AccountRow.id > after_id,
            )
            .order_by(AccountRow.id)
            .limit(AT_ONCE)
        )
        async with self._database.reading() as session:
            return (await session.scalars(query)).all()


def _order(guild_id: int, account_id: int, points: int, due_at: datetime) -> Order:
    legs = Leg(TREASURY, POINTS, -points), Leg(account(account_id), POINTS, points)
    return Order(guild_id, "allowance", f"allowance:{due_at:%Y%m%dT%H%M%S}:{account_id}", legs)
