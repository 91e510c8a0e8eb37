"""The community's treasury: administrators give points, take them back and undo mistakes, each with a reason.

Everything is a transfer like any other. What a month allows is asked after the transfer was written and
before it is committed, so that two administrators cannot both spend the rest of it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.settings import SettingStore
from bot.storage.database import Database
from cogs.tips.amounts import require_in_range
from cogs.tips.api import POINTS, MemberHasLess, OverBalance, OverBudget
from cogs.tips.currencies import amount_in, minor_digits
from cogs.tips.orders import TREASURY, Leg, Order, Written, person
from cogs.tips.service import TipLedger
from cogs.tips.settings import MOST, TipSettings
from cogs.tips.tables import COMMUNITY, AccountRow, TransferRow
from cogs.tips.tables import TREASURY as TREASURY_PURPOSE


@dataclass(frozen=True, slots=True)
class Grant:
    """Points that an administrator gives somebody, or takes back from them."""

    guild_id: int
    user_id: int
    amount_minor: int
    reason: str
    by_id: int
    key: str
    takes: bool = False
    currency: str = POINTS


@dataclass(frozen=True, slots=True)
class Budget:
    """What a community has issued: all that people hold, and what was moved this month."""

    held_minor: int
    welcomed_minor: int
    allowed_minor: int  # as allowances
    given_minor: int  # by administrators
    taken_minor: int
    most_minor: int  # that administrators may give in a month; 0 is any


class Treasury:
    """What administrators do with the community's money."""

    def __init__(
        self, database: Database, ledger: TipLedger, settings: SettingStore, now: Callable[[], datetime]
    ) -> None:
        self._database = database
        self._ledger = ledger
        self._settings = settings
        self._now = now

    async def needs_confirming(self, grant: Grant) -> bool:
        """Whether so much is asked about once more before it moves."""
        rules = await self._settings.of(TipSettings, grant.guild_id)
        whole: int = 10 ** minor_digits(grant.currency)
        return grant.amount_minor > rules.confirm_above * whole

    async def move(self, grant: Grant) -> Written:
        """Give somebody points, or take them back; the same key again moves nothing.

        Raises:
            AmountNotPositive: zero or less.
            AmountTooLarge: more than may move at once, or than an account can hold.
            OverBudget: administrators have given all that a month allows.
            MemberHasLess: they have less than is to be taken.
            KeyUsedForAnotherTip: the key is known, and something else moved.
        """
        rules = await self._settings.of(TipSettings, grant.guild_id)
        whole = 10 ** minor_digits(grant.currency)
        require_in_range(grant.amount_minor, MOST * whole, grant.currency)
        try:
            async with self._database.transaction() as session:
                written = await self._ledger.write_in(session, _order(grant, rules.welcome_points))
                if rules.most_given_a_month and not grant.takes and not written.repeated:
                    await self._require_within(session, grant, rules.most_given_a_month * whole)
        except OverBalance as error:
            raise MemberHasLess(**error.placeholders) from error
        return written

    async def reverse(self, guild_id: int, transfer_id: int, *, by_id: int, reason: str) -> Written:
        """Undo a transfer; see `TipLedger.reverse`.

        Raises:
            NoSuchTransfer: it is of no transfer of that community.
            NotToBeReversed: it takes another one back itself.
            MovedOutside: a payment provider moved it.
            MemberHasLess: who got it has less by now.
        """
        try:
            return await self._ledger.reverse(guild_id, transfer_id, by_id=by_id, reason=reason)
        except OverBalance as error:
            raise MemberHasLess(**error.placeholders) from error

    async def budget(self, guild_id: int, currency: str = POINTS) -> Budget:
        """What the community has issued, and what of that this month."""
        rules = await self._settings.of(TipSettings, guild_id)
        async with self._database.reading() as session:
            owed = await session.scalar(
                select(AccountRow.balance_minor).where(
                    AccountRow.guild_id == guild_id,
                    AccountRow.currency == currency,
                    AccountRow.purpose == TREASURY_PURPOSE,
                    AccountRow.owner_id == COMMUNITY,
                )
            )
            sums = await self._sums_of_this_month(session, guild_id, currency)
        return Budget(
            -(owed or 0),
            sums.get(("issue", False), 0),
            sums.get(("allowance", False), 0),
            sums.get(("issue", True), 0),
            sums.get(("withdraw", True), 0),
            rules.most_given_a_month * 10 ** minor_digits(currency),
        )

    async def _require_within(self, session: AsyncSession, grant: Grant, most: int) -> None:
        sums = await self._sums_of_this_month(session, grant.guild_id, grant.currency)
        given = sums.get(("issue", True), 0)
        if given > most:
            left = max(0, most - given + grant.amount_minor)
            raise OverBudget(left=amount_in(left, grant.currency), most=amount_in(most, grant.currency))

    async def _sums_of_this_month(
        self, session: AsyncSession, guild_id: int, currency: str
    ) -> dict[tuple[str, bool], int]:
        """What moved, by kind and by whether somebody gave a reason for it."""
        first = self._now().replace(day=1, hour=0, minute=0, second=0, microsecond=0)
        reasoned = TransferRow.note_digest.is_not(None)
        query = (
            select(TransferRow.kind, reasoned, func.sum(TransferRow.amount_minor))
            .where(
                TransferRow.guild_id == guild_id,
                TransferRow.created_at >= first,
                TransferRow.currency == currency,
                TransferRow.kind.in_(("issue", "withdraw", "allowance")),
            )
            .group_by(TransferRow.kind, reasoned)
        )
        rows = await session.execute(query)
        return {(kind, bool(has_reason)): int(total) for kind, has_reason, total in rows}


def _order(grant: Grant, welcome_points: int) -> Order:
    amount = -grant.amount_minor if grant.takes else grant.amount_minor
    return Order(
        grant.guild_id,
        "withdraw" if grant.takes else "issue",
        grant.key,
        (
            Leg(TREASURY, grant.currency, -amount),
            Leg(person(grant.user_id), grant.currency, amount),
        ),
        note=grant.reason,
        by_id=grant.by_id,
        welcome_points=welcome_points,
    )
