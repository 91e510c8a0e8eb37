"""What a batch of orders stands on: its communities locked, and all that deciding on the orders takes.

The order of locks is the same for everybody: chain heads by community, then accounts by id. Everything
is asked for at once, one statement a question, and stays true until the transaction ends.
"""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Connection

from cogs.tips import statements
from cogs.tips.accounts import Account, fingerprint
from cogs.tips.api import POINTS
from cogs.tips.chain import GENESIS
from cogs.tips.orders import BY_NUMBER, TREASURY, Holder, Order
from cogs.tips.tables import PERSON, AccountRow

Place = tuple[int, str, Holder]  # a community, a currency, and whose
#: A tip by what makes it equal to another: community, currency, from whom, to whom first, how much.
Likeness = tuple[int, str, Holder, Holder, int]


@dataclass(slots=True)
class Head:
    """The newest link of a community's chain."""

    guild_id: int
    sequence: int
    hash: str
    moved_at: datetime | None
    before: int  # where it was when it was locked


@dataclass(frozen=True, slots=True)
class Known:
    """A transfer that was written before under a key that is wanted again."""

    transfer_id: int
    sequence: int
    kind: str
    sides: frozenset[tuple[int, int]]  # account and amount


def lock_heads(connection: Connection, orders: Sequence[Order]) -> dict[int, Head]:
    """The chain heads of the orders, locked, and begun where there is none."""
    wanted = _communities(orders)
    rows = statements.LOCK_HEADS.ask(connection, wanted)
    if len(rows) < len(wanted):
        begin_chains(connection, [guild_id for (guild_id,) in wanted])
        rows = statements.LOCK_HEADS.ask(connection, wanted)
    return _heads(rows)


def lock_free_heads(connection: Connection, orders: Sequence[Order]) -> dict[int, Head]:
    """Those chain heads of the orders that nobody else holds, locked; waits for none."""
    return _heads(statements.LOCK_FREE_HEADS.ask(connection, _communities(orders)))


def _communities(orders: Sequence[Order]) -> list[tuple[int]]:
    return [(guild_id,) for guild_id in sorted({order.guild_id for order in orders})]


def _heads(rows: Sequence[Sequence[Any]]) -> dict[int, Head]:
    return {row[0]: Head(row[0], row[1], row[2], _moment(row[3]), row[1]) for row in rows}


class Ground:
    """The communities of a batch, whose heads are locked."""

    def __init__(
        self, connection: Connection, heads: dict[int, Head], orders: Sequence[Order], now: datetime
    ) -> None:
        self._connection = connection
        self.heads = heads
        self.known = self._find_known(orders)
        self.accounts = self._lock_accounts(orders)
        #: Without it nobody asks what is in `equal`, nor has to be added to it.
        self.looks_for_equal = any(order.equal_seconds for order in orders)
        self.equal = self._find_equal(orders, now) if self.looks_for_equal else set()
        self.forgotten = self._find_forgotten(orders)

    @property
    def each_account(self) -> list[Account]:
        """Every account once, also those that are known by their holder and by their number."""
        return list({account.id: account for account in self.accounts.values()}.values())

    def _find_known(self, orders: Sequence[Order]) -> dict[tuple[int, str], Known]:
        wanted = sorted({(order.guild_id, order.key) for order in orders if order.legs})
        found = statements.KNOWN_KEYS.ask(self._connection, wanted)
        sides: dict[int, set[tuple[int, int]]] = {row[2]: set() for row in found}
        for number, account_id, amount in statements.SIDES.ask(self._connection, [(one,) for one in sides]):
            sides[number].add((account_id, amount))
        return {
            (guild_id, key): Known(number, sequence, kind, frozenset(sides[number]))
            for guild_id, key, number, sequence, kind in found
        }

    def _lock_accounts(self, orders: Sequence[Order]) -> dict[Place, Account]:
        places = {
            (order.guild_id, currency, holder) for order in orders for holder, currency in order.holders
        }
        # Whoever is new is welcomed from there.
        places |= {(order.guild_id, POINTS, TREASURY) for order in orders if order.welcome_points}
        named = [place for place in sorted(places) if place[2].purpose != BY_NUMBER]
        wanted = [(guild_id, currency, *holder) for guild_id, currency, holder in named]
        found = [_account(row) for row in statements.LOCK_ACCOUNTS.ask(self._connection, wanted)]
        accounts = {(one.guild_id, one.currency, one.holder): one for one in found}
        self._lock_numbered(places.difference(named), accounts)
        missing = [place for place in named if place not in accounts]
        if missing:
            numbers = statements.new_ids(self._connection, AccountRow, len(missing))
            for place, number in zip(missing, numbers, strict=True):
                accounts[place] = Account(*place, number, is_open=False, is_new=True)
            self._ask_of_people([accounts[place] for place in missing])
        return accounts

    def _ask_of_people(self, opening: Sequence[Account]) -> None:
        """Whoever is frozen does not come free with a new currency, nor begins to want tips by it."""
        people = [account for account in opening if account.holder.purpose == PERSON]
        wanted = sorted({(account.guild_id, account.holder.owner_id) for account in people})
        frozen = {tuple(row) for row in statements.FROZEN.ask(self._connection, wanted)}
        said = {(row[0], row[1]): row[2] for row in statements.RECEIVING.ask(self._connection, wanted)}
        for account in people:
            whose = account.guild_id, account.holder.owner_id
            account.is_frozen = whose in frozen
            account.takes_tips = _yes_or_no(said.get(whose))

    def _lock_numbered(self, places: AbstractSet[Place], accounts: dict[Place, Account]) -> None:
        """Lock accounts that are known by their numbers; one that is known by its holder too is the same."""
        rows = statements.LOCK_NUMBERED.ask(
            self._connection, sorted((place[2].owner_id,) for place in places)
        )
        for account in map(_account, rows):
            one = accounts.setdefault((account.guild_id, account.currency, account.holder), account)
            accounts[account.guild_id, account.currency, Holder(BY_NUMBER, account.id)] = one

    def _find_equal(self, orders: Sequence[Order], now: datetime) -> set[Likeness]:
        rows, meant = [], {}
        for order in orders:
            if order.equal_seconds and (likeness := likeness_of(order)) is not None:
                guild_id, currency, tipper, creator, amount = likeness
                sides = (
                    self.accounts[guild_id, currency, tipper].id,
                    self.accounts[guild_id, currency, creator].id,
                    amount,
                )
                meant[sides] = likeness
                rows.append((guild_id, *sides, now - timedelta(seconds=order.equal_seconds)))
        return {meant[tuple(row)] for row in statements.EQUAL_TIPS.ask(self._connection, rows)}

    def _find_forgotten(self, orders: Sequence[Order]) -> set[str]:
        people = {
            (guild_id, fingerprint(guild_id, account.holder.owner_id))
            for (guild_id, currency, _), account in self.accounts.items()
            if not account.is_open and account.holder.purpose == PERSON and currency == POINTS
        }
        asked = any(order.welcome_points for order in orders)
        found = statements.FORGOTTEN.ask(self._connection, sorted(people) if asked else ())
        return {row[0] for row in found}


def begin_chains(connection: Connection, guild_ids: Sequence[int]) -> None:
    """Let these communities have a chain, in the order of their ids; who has one keeps it.

    Two who begin the same one wait for each other. So whoever writes in several communities at once does
    it in a transaction of its own: in one that holds other chains already, each could wait for the other.
    """
    statements.BEGIN_CHAINS.make(connection, [(guild_id, 0, GENESIS) for guild_id in sorted(guild_ids)])


def likeness_of(order: Order) -> Likeness | None:
    """By what an equal tip is known; None for what is no tip."""
    if order.kind != "tip":
        return None
    tipper = next(leg for leg in order.legs if leg.amount_minor < 0)
    creator = next(leg for leg in order.legs if leg.amount_minor > 0)
    return order.guild_id, tipper.currency, tipper.holder, creator.holder, -tipper.amount_minor


def _account(row: Sequence[Any]) -> Account:
    number, guild_id, currency, purpose, owner_id, balance, frozen, opened_in, digest, *said = row
    # Nobody's, once its owner was forgotten; then it is asked for by its number.
    holder = Holder(purpose, owner_id) if owner_id is not None else Holder(BY_NUMBER, number)
    return Account(
        guild_id,
        currency,
        holder,
        number,
        balance=balance,
        before=balance,
        is_frozen=bool(frozen),
        takes_tips=_yes_or_no(said[0]) if said else None,
        opened_in=opened_in,
        owner_digest=digest,
    )


def _yes_or_no(value: int | None) -> bool | None:
    # As the drivers have it: SQLite's is a number.
    return None if value is None else bool(value)


def _moment(value: datetime | str | None) -> datetime | None:
    # As the drivers have it: SQLite's is text, in UTC.
    if isinstance(value, str):
        return datetime.fromisoformat(value).replace(tzinfo=UTC)
    return value
