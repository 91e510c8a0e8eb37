"""How much may be given, and to whom: asked under the locks of a batch, so that nobody slips past together.

A day is one in UTC, as the ledger keeps it. What a batch takes counts for those after it in the same batch.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection

from bot.community.records import mention
from cogs.tips import statements
from cogs.tips.accounts import Account
from cogs.tips.currencies import amount_in
from cogs.tips.locking import Ground
from cogs.tips.orders import Leg, Limits, Order
from cogs.tips.refusals import HasNotOptedIn, JarIsClosed, OverDay, OverOne, TakesNoTips
from cogs.tips.tables import JAR, PERSON


class Allowed:
    """What the tips of a batch are measured by."""

    def __init__(
        self, connection: Connection, ground: Ground, orders: Sequence[Order], now: datetime
    ) -> None:
        self._ground = ground
        limited = [order for order in orders if order.limits is not None]
        self._begins = {
            guild_id: _day_of(ground, guild_id, now) for guild_id in {order.guild_id for order in limited}
        }
        self._a_day: defaultdict[int, int] = defaultdict(int)
        self._to_one: defaultdict[tuple[int, int], int] = defaultdict(int)
        rooms = {leg.holder.owner_id for order in limited for leg in order.legs if leg.holder.purpose == JAR}
        self._closed = {row[0] for row in statements.CLOSED_JARS.ask(connection, sorted((r,) for r in rooms))}
        a_day = [order for order in limited if order.limits and order.limits.a_day_minor]
        to_one = [order for order in limited if order.limits and order.limits.to_one_minor]
        self._is_counted = bool(a_day or to_one)
        self._find_day(connection, a_day)
        self._find_to_one(connection, to_one)

    def require(self, order: Order) -> None:
        """Refuse a tip that is over a limit, or not wanted.

        Raises:
            JarIsClosed: it is for the jar of a room that is over.
            TakesNoTips: somebody wants none.
            HasNotOptedIn: somebody has not said that they want any, and has to.
            OverDay: the tipper has given, or would give, more than a day allows.
            OverOne: somebody would get more from the tipper than a day allows.
        """
        if (limits := order.limits) is None:
            return
        if self._closed and any(
            leg.holder.purpose == JAR and leg.holder.owner_id in self._closed for leg in order.legs
        ):
            raise JarIsClosed
        for leg in _got(order):
            self._require_wanted(order, limits, leg)
        if limits.a_day_minor:
            self._require_day(order, limits)
        if limits.to_one_minor:
            self._require_to_one(order, limits)

    def count(self, order: Order) -> None:
        """Note a tip that was taken."""
        if order.limits is None or not self._is_counted:
            return
        tipper = self._account(order, _gave(order))
        self._a_day[tipper.id] -= _gave(order).amount_minor
        for leg in _got(order):
            self._to_one[tipper.id, self._account(order, leg).id] += leg.amount_minor

    def _require_wanted(self, order: Order, limits: Limits, leg: Leg) -> None:
        takes_tips = self._account(order, leg).takes_tips
        if takes_tips is False:
            raise TakesNoTips(creator=mention(leg.holder.owner_id))
        if takes_tips is None and limits.must_opt_in:
            raise HasNotOptedIn(creator=mention(leg.holder.owner_id))

    def _require_day(self, order: Order, limits: Limits) -> None:
        gave = _gave(order)
        given = max(0, self._a_day[self._account(order, gave).id])
        if given - gave.amount_minor > limits.a_day_minor:
            raise OverDay(
                most=amount_in(limits.a_day_minor, gave.currency),
                left=amount_in(max(0, limits.a_day_minor - given), gave.currency),
                again=self._begins[order.guild_id] + timedelta(days=1),
            )

    def _require_to_one(self, order: Order, limits: Limits) -> None:
        tipper = self._account(order, _gave(order))
        for leg in _got(order):
            given = self._to_one[tipper.id, self._account(order, leg).id]
            if given + leg.amount_minor > limits.to_one_minor:
                raise OverOne(
                    creator=mention(leg.holder.owner_id),
                    most=amount_in(limits.to_one_minor, leg.currency),
                    left=amount_in(max(0, limits.to_one_minor - given), leg.currency),
                    again=self._begins[order.guild_id] + timedelta(days=1),
                )

    def _find_day(self, connection: Connection, orders: Sequence[Order]) -> None:
        wanted = {
            (self._account(order, _gave(order)).id, self._begins[order.guild_id].date()) for order in orders
        }
        for account_id, gave in statements.GAVE_ON.ask(connection, sorted(wanted)):
            self._a_day[account_id] = gave

    def _find_to_one(self, connection: Connection, orders: Sequence[Order]) -> None:
        wanted = {
            (
                order.guild_id,
                self._account(order, _gave(order)).id,
                self._account(order, leg).id,
                self._begins[order.guild_id],
            )
            for order in orders
            for leg in _got(order)
        }
        for tipper, creator, gave in statements.GAVE_TO_ONE.ask(connection, sorted(wanted)):
            self._to_one[tipper, creator] = int(gave)

    def _account(self, order: Order, leg: Leg) -> Account:
        return self._ground.accounts[order.guild_id, leg.currency, leg.holder]


def _day_of(ground: Ground, guild_id: int, now: datetime) -> datetime:
    """When the day began in which a transfer is written now: time never goes back in a chain."""
    moved_at = ground.heads[guild_id].moved_at
    at = now if moved_at is None else max(now, moved_at)
    return at.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)


def _gave(order: Order) -> Leg:
    return next(leg for leg in order.legs if leg.amount_minor < 0)


def _got(order: Order) -> list[Leg]:
    """What people get; what goes into a jar is nobody's yet."""
    return [leg for leg in order.legs if leg.amount_minor > 0 and leg.holder.purpose == PERSON]
