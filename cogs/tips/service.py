"""The ledger as the bot knows it: tips, balances, reversals; each is an order to the book.

Knows nothing of Discord. What is written at once with others goes through the group commit; what belongs
to a caller's transaction is written in their session.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from heapq import merge
from itertools import islice

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.community.records import mention
from bot.events import Events
from bot.settings import SettingStore
from bot.storage.database import Database
from cogs.tips import boards, pages
from cogs.tips.amounts import require_in_range
from cogs.tips.api import POINTS, Movement, Receipt, Tip, TipReceived, TipRefused, TipToSelf
from cogs.tips.boards import Rank, Side
from cogs.tips.book import write
from cogs.tips.currencies import minor_digits, require_known
from cogs.tips.group_commit import GroupCommit
from cogs.tips.orders import Leg, Limits, Order, Written, person
from cogs.tips.refusals import NeverMet
from cogs.tips.reversals import reversal_of
from cogs.tips.settings import TipSettings
from cogs.tips.tables import PERSON, AccountRow

#: Whether two people of a community have been in one room since a moment.
HaveMet = Callable[[int, int, int, datetime], Awaitable[bool]]


#: Under this name a session keeps whose chains its transaction holds.
_HELD = "tips.chains_held"


async def _nobody_knows(_guild_id: int, _one_id: int, _other_id: int, _since: datetime) -> bool:
    return False


class TipLedger:
    """The money of every community. Fulfils `cogs.tips.api.Ledger`."""

    def __init__(
        self,
        database: Database,
        events: Events,
        settings: SettingStore,
        now: Callable[[], datetime],
        wake: Callable[[], object] = lambda: None,
        *,
        have_met: HaveMet = _nobody_knows,
    ) -> None:
        self._have_met = have_met
        self._database = database
        self._events = events
        self._settings = settings
        self._now = now
        self._commit = GroupCommit(database, now, wake)

    async def close(self) -> None:
        """Write what waits, and end."""
        await self._commit.close()

    async def tip(self, tip: Tip, *, confirmed: bool = False) -> Receipt:
        """See `Ledger.tip`."""
        return _receipt(tip, await self.give(tip, [_to_creator(tip)], confirmed=confirmed))

    async def give(self, tip: Tip, to: Sequence[Leg], *, confirmed: bool = False) -> Written:
        """Give what a tip says to these, in one transfer, whole or not at all.

        Raises:
            TipRefused: as `Ledger.tip` does.
        """
        written = await self._commit.write(await self._order(tip, to, confirmed=confirmed))
        for event in [] if written.repeated else _told(tip, to, written):
            await self._events.publish(event)
        return written

    async def tip_in(self, session: AsyncSession, tip: Tip, *, confirmed: bool = False) -> Receipt:
        """See `Ledger.tip_in`."""
        to = [_to_creator(tip)]
        written = await self.write_in(session, await self._order(tip, to, confirmed=confirmed))
        for event in [] if written.repeated else _told(tip, to, written):
            self._events.publish_after_commit(session, event)
        return _receipt(tip, written)

    async def write(self, order: Order) -> Written:
        """Write any order, together with others that wait; see `GroupCommit.write`.

        Raises:
            TipRefused: the book does not take it.
        """
        return await self._commit.write(order)

    async def write_in(self, session: AsyncSession, order: Order) -> Written:
        """Write any order in the caller's transaction; in several communities in the order of their ids.

        Raises:
            TipRefused: the book does not take it.
            RuntimeError: the transaction holds the chain of a community with a larger id.
        """
        _require_in_order(session, order.guild_id)
        (outcome,) = await session.run_sync(lambda plain: write(plain.connection(), [order], self._now()))
        if isinstance(outcome, TipRefused):
            raise outcome
        return outcome

    async def reverse(self, guild_id: int, transfer_id: int, *, by_id: int | None, reason: str) -> Written:
        """Take a transfer back by another one; the same again answers the same.

        Raises:
            NoSuchTransfer: it is of no transfer of that community.
            NotToBeReversed: it takes another one back itself.
            MovedOutside: a payment provider moved it.
            OverBalance: who got it has less by now.
        """
        async with self._database.reading() as session:
            order = await reversal_of(session, guild_id, transfer_id, by_id=by_id, reason=reason)
        return await self._commit.write(order)

    async def balance(self, guild_id: int, user_id: int, currency: str = POINTS) -> int:
        """See `Ledger.balance`."""
        query = select(AccountRow.balance_minor).where(
            AccountRow.guild_id == guild_id,
            AccountRow.currency == currency,
            AccountRow.purpose == PERSON,
            AccountRow.owner_id == user_id,
        )
        async with self._database.reading() as session:
            balance: int | None = await session.scalar(query)
        if balance is not None:
            return balance
        require_known(currency)
        rules = await self._settings.of(TipSettings, guild_id)
        opens = ((person(user_id), currency),)
        order = Order(guild_id, "open", "", (), opens=opens, welcome_points=rules.welcome_points)
        written = await self._commit.write(order)
        return written.balances[opens[0]]

    async def balances(self, guild_id: int, user_id: int) -> dict[str, int]:
        """What a person has in each currency, points first; opens their account of points."""
        held = {POINTS: await self.balance(guild_id, user_id)}
        async with self._database.reading() as session:
            accounts = await pages.accounts_of(session, guild_id, user_id)
        return held | {row.currency: row.balance_minor for row in accounts}

    async def board(
        self, guild_id: int, most: int, days: int | None = None, currency: str = POINTS
    ) -> Sequence[Rank]:
        """Who got most in tips, the most first: of all time, or on the last days (UTC), today included."""
        async with self._database.reading() as session:
            if days is None:
                return await boards.of_all_time(session, guild_id, Side.GOT, most, currency)
            first = (self._now() - timedelta(days=days - 1)).astimezone(UTC).date()
            return await boards.since(session, guild_id, first, Side.GOT, most, currency=currency)

    async def movements(
        self, guild_id: int, user_id: int, most: int, before: int | None = None
    ) -> list[Movement]:
        """The newest movements of a person's money, in all currencies; or those before that transfer."""
        async with self._database.reading() as session:
            return await self._movements(session, guild_id, user_id, most, before)

    @staticmethod
    async def _movements(
        session: AsyncSession, guild_id: int, user_id: int, most: int, before: int | None
    ) -> list[Movement]:
        accounts = await pages.accounts_of(session, guild_id, user_id)
        each = [(await pages.page(session, account, most, before=before)).movements for account in accounts]
        newest_first = merge(*each, key=lambda movement: movement.transfer_id, reverse=True)
        return list(islice(newest_first, most))

    async def _order(self, tip: Tip, to: Sequence[Leg], *, confirmed: bool) -> Order:
        """What a tip is to the book, by the rules of its community.

        Raises:
            TipToSelf: tipper and creator are one.
            AmountNotPositive: zero or less.
            AmountTooLarge: over the limit of a tip.
            UnknownCurrency: there is no such currency.
            NeverMet: who tips has to have been in a room with the creator, and has not.
        """
        if any(leg.holder == person(tip.tipper_id) for leg in to):
            raise TipToSelf
        require_known(tip.currency)
        rules = await self._settings.of(TipSettings, tip.guild_id)
        whole = 10 ** minor_digits(tip.currency)
        require_in_range(tip.amount_minor, rules.most_in_one_tip * whole, tip.currency)
        for leg in to:
            await self._require_met(tip, leg, rules.met_in_days)
        return Order(
            tip.guild_id,
            "tip",
            tip.key,
            (Leg(person(tip.tipper_id), tip.currency, -tip.amount_minor), *to),
            note=tip.note,
            room_id=tip.room_id,
            club_id=tip.club_id,
            is_anonymous=tip.is_anonymous,
            welcome_points=rules.welcome_points,
            equal_seconds=0 if confirmed else rules.equal_tip_seconds,
            limits=Limits(rules.most_a_day * whole, rules.most_to_one_a_day * whole, rules.creators_opt_in),
        )

    async def _require_met(self, tip: Tip, leg: Leg, days: int) -> None:
        if not days or leg.holder.purpose != PERSON:
            return
        # Asked before the transaction: who has met somebody has met them for good.
        since, creator_id = self._now() - timedelta(days=days), leg.holder.owner_id
        if not await self._have_met(tip.guild_id, tip.tipper_id, creator_id, since):
            raise NeverMet(creator=mention(creator_id), days=days)


def _require_in_order(session: AsyncSession, guild_id: int) -> None:
    """Hold chains in one order everywhere: else two transactions could each wait for a chain of the other.

    Raises:
        RuntimeError: the transaction holds the chain of a community with a larger id.
    """
    held: set[int] = session.info.setdefault(_HELD, set())
    if guild_id not in held and held and guild_id < max(held):
        raise RuntimeError(
            f"the chain of community {guild_id} is asked for after that of {max(held)}:"
            " in one transaction communities are written in the order of their ids"
        )
    held.add(guild_id)


def _to_creator(tip: Tip) -> Leg:
    return Leg(person(tip.creator_id), tip.currency, tip.amount_minor)


def _told(tip: Tip, to: Sequence[Leg], written: Written) -> list[TipReceived]:
    """What is told of a tip: each creator of it what they got."""
    return [
        TipReceived(
            tip
            if (leg.holder.owner_id, leg.amount_minor) == (tip.creator_id, tip.amount_minor)
            else replace(tip, creator_id=leg.holder.owner_id, amount_minor=leg.amount_minor),
            written.transfer_id,
        )
        for leg in to
        if leg.holder.purpose == PERSON
    ]


def _receipt(tip: Tip, written: Written) -> Receipt:
    balance = written.balances[person(tip.tipper_id), tip.currency]
    return Receipt(written.transfer_id, tip.amount_minor, tip.currency, balance, written.repeated)
