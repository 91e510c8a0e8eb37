"""Writing in the book: a batch of orders becomes transfers, in one transaction, or each is refused alone.

The theory. A batch locks the chain heads of its communities, then the accounts of its orders
(`locking`). What was read under the locks stays true, so every order is decided here, in the order in
which they came, against what those before it have left; a refused one leaves nothing. Then all rows are
written, one statement a table. The database refuses what would break the book, whoever writes it: a
wallet below zero, a key twice, entries that do not sum to zero, a commission on a tip.

`write` is plain SQLAlchemy Core and leaves the commit to its caller, so that it works in a transaction of
its own (`bot.storage.database.Database.atomically`) as in a caller's.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Connection

from bot.storage.types import LARGEST
from bot.timer_store import add_timers
from cogs.tips import statements
from cogs.tips.accounts import Account, fingerprint
from cogs.tips.api import (
    POINTS,
    AccountFrozen,
    AmountTooLarge,
    CreatorFrozen,
    EqualTipJustGiven,
    KeyUsedForAnotherTip,
    OverBalance,
    TipRefused,
)
from cogs.tips.chain import NEWEST, ChainedEntry, Link, note_digest
from cogs.tips.currencies import amount_in
from cogs.tips.days import tip_sign
from cogs.tips.limits import Allowed
from cogs.tips.locking import Ground, Head, Known, likeness_of, lock_free_heads, lock_heads
from cogs.tips.orders import TREASURY, Leg, Order, Whose, Written
from cogs.tips.tables import PERSON, TransferRow

Outcome = Written | TipRefused
_SALT_BYTES = 16


def write(connection: Connection, orders: Sequence[Order], now: datetime) -> list[Outcome]:
    """Write the orders that may be written; answers, for each of them, what became of it."""
    return _write(connection, lock_heads(connection, orders), orders, now)


def write_free(connection: Connection, orders: Sequence[Order], now: datetime) -> list[Outcome | None]:
    """As `write`, but where another transaction holds a community's chain: None for each order there.

    Their chains have begun.
    """
    heads = lock_free_heads(connection, orders)
    free = [order for order in orders if order.guild_id in heads]
    outcomes = iter(_write(connection, heads, free, now) if free else ())
    return [next(outcomes) if order.guild_id in heads else None for order in orders]


def _write(
    connection: Connection, heads: dict[int, Head], orders: Sequence[Order], now: datetime
) -> list[Outcome]:
    batch = _Batch(connection, heads, orders, now)
    taken = [batch.take(order) for order in orders]
    batch.store(now)
    return [one if isinstance(one, TipRefused) else one.written() for one in taken]


@dataclass(slots=True)
class _Draft:
    """A transfer that was decided on."""

    order: Order
    gains: list[tuple[Account, int]]
    currency: str
    amount: int
    id: int = 0
    sequence: int = 0
    salt: str | None = None

    @property
    def kind(self) -> str:
        """What kind of transfer it is."""
        return self.order.kind

    @property
    def sides(self) -> frozenset[tuple[int, int]]:
        """Which account gains and gives what."""
        return frozenset((account.id, gain) for account, gain in self.gains)


@dataclass(slots=True)
class _Taken:
    """An order that was decided on; the number of its transfer is known once that is stored."""

    balances: dict[Whose, int]
    draft: _Draft | None = None
    known: Known | None = None
    repeated: bool = False

    def written(self) -> Written:
        if self.known is not None:
            return Written(self.known.transfer_id, self.known.sequence, self.balances, self.repeated)
        if self.draft is None:
            return Written(0, 0, self.balances)
        return Written(self.draft.id, self.draft.sequence, self.balances, self.repeated)


@dataclass(slots=True)
class _Rows:
    """What a batch writes, by table."""

    transfers: list[tuple[object, ...]] = field(default_factory=list)
    entries: list[tuple[int, int, int]] = field(default_factory=list)
    notes: list[tuple[object, ...]] = field(default_factory=list)


class _Batch:
    def __init__(
        self, connection: Connection, heads: dict[int, Head], orders: Sequence[Order], now: datetime
    ) -> None:
        self._connection = connection
        self._ground = Ground(connection, heads, orders, now)
        self._allowed = Allowed(connection, self._ground, orders, now)
        self._drafts: list[_Draft] = []
        self._by_key: dict[tuple[int, str], _Draft] = {}

    # --- Decide ---

    def take(self, order: Order) -> _Taken | TipRefused:
        """Decide on one order; if it is taken, those after it find what it left."""
        place = order.guild_id, order.key
        try:
            if order.legs and (known := self._by_key.get(place) or self._ground.known.get(place)) is not None:
                return self._again(order, known)
            return self._anew(order)
        except TipRefused as refusal:
            return refusal

    def _again(self, order: Order, known: Known | _Draft) -> _Taken:
        accounts = self._accounts_of(order)
        wanted = {(accounts[leg.holder, leg.currency].id, leg.amount_minor) for leg in order.legs}
        if known.kind != order.kind or known.sides != wanted:
            raise KeyUsedForAnotherTip
        balances = _balances(accounts)
        if isinstance(known, Known):
            return _Taken(balances, known=known, repeated=True)
        return _Taken(balances, draft=known, repeated=True)

    def _anew(self, order: Order) -> _Taken:
        likeness = likeness_of(order) if self._ground.looks_for_equal else None
        if order.equal_seconds and likeness in self._ground.equal:
            raise EqualTipJustGiven(seconds=order.equal_seconds)
        self._allowed.require(order)
        accounts = self._accounts_of(order)
        opened, drafts = self._opened_by(order, accounts)
        own = _draft(order, accounts) if order.legs else None
        if own is not None:
            drafts.append(own)
        self._move(drafts)
        for account in opened:
            account.is_open = True
        self._drafts += drafts
        self._allowed.count(order)
        if own is not None:
            self._by_key[order.guild_id, order.key] = own
        if likeness is not None:
            self._ground.equal.add(likeness)
        return _Taken(_balances(accounts), draft=own)

    def _opened_by(
        self, order: Order, accounts: Mapping[Whose, Account]
    ) -> tuple[list[Account], list[_Draft]]:
        """The accounts that an order opens, and what their owners are given to begin with, once."""
        opened: list[Account] = []
        drafts: list[_Draft] = []
        for account in accounts.values():
            if account.is_open or account in opened:
                continue
            opened.append(account)
            if self._is_welcome(order, account):
                welcome = _welcome(order, account)
                given = self._accounts_of(welcome)
                treasury = given[TREASURY, POINTS]
                if not treasury.is_open and treasury not in opened:
                    opened.append(treasury)
                drafts.append(_draft(welcome, given))
        return opened, drafts

    def _is_welcome(self, order: Order, account: Account) -> bool:
        if not order.welcome_points or account.holder.purpose != PERSON or account.currency != POINTS:
            return False
        return fingerprint(order.guild_id, account.holder.owner_id) not in self._ground.forgotten

    def _accounts_of(self, order: Order) -> dict[Whose, Account]:
        """The accounts of who takes part."""
        found, guild_id = self._ground.accounts, order.guild_id
        return {(holder, currency): found[guild_id, currency, holder] for holder, currency in order.holders}

    @staticmethod
    def _move(drafts: Sequence[_Draft]) -> None:
        """Move the balances of all that an order needs, or of none of it."""
        after: dict[Account, int] = {}
        for draft in drafts:
            for account, gain in draft.gains:
                held = after.get(account, account.balance)
                _require_may(draft, account, held, gain)
                after[account] = held + gain
        for account, balance in after.items():
            account.balance = balance

    # --- Write ---

    def store(self, now: datetime) -> None:
        """Write every row of what was taken."""
        connection, accounts = self._connection, self._ground.each_account
        rows = self._chained(now) if self._drafts else _Rows()
        moves = [_move_row(account) for account in accounts if account.days and not account.is_new]
        heads = [head for head in self._ground.heads.values() if head.sequence != head.before]
        written = statements.WRITE.make(
            connection,
            accounts=[_new_row(account) for account in accounts if account.is_new and account.is_open],
            transfers=rows.transfers,
            entries=rows.entries,
            notes=rows.notes,
            moves=moves,
            days=[row for account in accounts for row in _day_rows(account)],
            heads=[(head.guild_id, head.before, head.sequence, head.hash, head.moved_at) for head in heads],
        )
        _require_all(written["moves"], len(moves), "account")
        _require_all(written["heads"], len(heads), "chain head")
        self._chain_openings(accounts)
        timers = [timer for draft in self._by_key.values() for timer in draft.order.timers]
        add_timers(connection, timers)

    def _chained(self, now: datetime) -> _Rows:
        """Give every transfer its place in its chain."""
        rows = _Rows()
        numbers = statements.new_ids(self._connection, TransferRow, len(self._drafts))
        for draft, number in zip(self._drafts, numbers, strict=True):
            head = self._ground.heads[draft.order.guild_id]
            # A clock that was set back does not turn the order of the chain.
            at = head.moved_at = now if head.moved_at is None else max(now, head.moved_at)
            head.sequence += 1
            draft.id, draft.sequence = number, head.sequence
            link = self._link(draft, at, head.hash)
            head.hash = link.hash()
            rows.transfers.append(_transfer_row(draft, link, head.hash))
            if draft.order.note is not None:
                rows.notes.append((number, draft.order.note, draft.salt, draft.order.by_id))
            reverses = draft.order.reverses
            sign = tip_sign(draft.kind, reverses.kind if reverses is not None else None)
            day = at.date()
            for account, gain in draft.gains:
                rows.entries.append((number, account.id, gain))
                account.days[day].move(gain, sign, number)
        return rows

    @staticmethod
    def _link(draft: _Draft, at: datetime, previous: str) -> Link:
        order, digest = draft.order, None
        if order.note is not None:
            draft.salt = secrets.token_hex(_SALT_BYTES)
            digest = note_digest(order.note, draft.salt, order.by_id)
        return Link(
            order.guild_id,
            draft.sequence,
            order.kind,
            draft.currency,
            order.key,
            at,
            [ChainedEntry(account.id, account.currency, gain) for account, gain in draft.gains],
            previous,
            digest,
            [
                account.chain_opening(draft.sequence)
                for account, _ in draft.gains
                if account.opened_in is None
            ],
            order.room_id,
            order.club_id,
            order.is_anonymous,
            order.reverses.sequence if order.reverses is not None else None,
        )

    def _chain_openings(self, accounts: Sequence[Account]) -> None:
        chained = [
            (account.id, account.opened_in, account.owner_digest, account.new_salt)
            for account in accounts
            if account.is_chained_now and not account.is_new
        ]
        statements.CHAIN_OPENINGS.make(self._connection, chained)


def _draft(order: Order, accounts: Mapping[Whose, Account]) -> _Draft:
    sums: dict[str, int] = {}
    for leg in order.legs:
        sums[leg.currency] = sums.get(leg.currency, 0) + leg.amount_minor
    if any(sums.values()) or len(order.legs) < 2:  # noqa: PLR2004 - two sides make a transfer
        raise RuntimeError(f"money is moved, never made: {order.kind} {order.key} sums to {sums}")
    gains = [(accounts[leg.holder, leg.currency], leg.amount_minor) for leg in order.legs]
    gains.sort(key=lambda gain: gain[0].id)
    currency, amount = order.headline
    return _Draft(order, gains, currency, amount)


def _balances(accounts: Mapping[Whose, Account]) -> dict[Whose, int]:
    return {whose: account.balance for whose, account in accounts.items()}


def _welcome(order: Order, account: Account) -> Order:
    """What somebody is given with their first account of points."""
    points = order.welcome_points
    legs = Leg(TREASURY, POINTS, -points), Leg(account.holder, POINTS, points)
    return Order(order.guild_id, "issue", f"welcome:{account.id}", legs)


def _require_may(draft: _Draft, account: Account, held: int, gain: int) -> None:
    """Refuse what an account cannot give or hold.

    Raises:
        AccountFrozen: whoever gives a tip is frozen.
        CreatorFrozen: whoever would get it is.
        OverBalance: it would fall below zero.
        AmountTooLarge: it would hold more than 64 bits can count.
    """
    # What a room was given before is shared out all the same: one of many does not keep it from the others.
    if account.is_frozen and draft.kind == "tip":
        raise AccountFrozen if gain < 0 else CreatorFrozen
    if gain < 0 and held + gain < 0 and not account.may_owe:
        raise OverBalance(
            balance=amount_in(held, account.currency), amount=amount_in(-gain, account.currency)
        )
    if abs(held + gain) > LARGEST:
        raise AmountTooLarge(most=amount_in(LARGEST, account.currency))


def _require_all(changed: int, expected: int, what: str) -> None:
    if changed != expected:
        raise RuntimeError(
            f"{expected - changed} of {expected} locked rows ({what}) had changed all the same"
        )


def _transfer_row(draft: _Draft, link: Link, newest: str) -> tuple[object, ...]:
    reverses = draft.order.reverses
    return (
        draft.id,
        link.guild_id,
        link.sequence,
        NEWEST,
        link.kind,
        link.currency,
        draft.amount,
        link.key,
        link.created_at,
        link.room_id,
        link.club_id,
        link.is_anonymous,
        reverses.transfer_id if reverses is not None else None,
        link.note_digest,
        link.previous_hash,
        newest,
    )


def _new_row(account: Account) -> tuple[object, ...]:
    return (
        account.id,
        account.guild_id,
        account.currency,
        *account.holder,
        account.balance,
        account.got,
        account.gave,
        account.is_frozen,
        account.owner_digest,
        account.new_salt,
        account.opened_in,
    )


def _move_row(account: Account) -> tuple[object, ...]:
    return account.balance, account.got, account.gave, account.id, account.before


def _day_rows(account: Account) -> list[tuple[object, ...]]:
    # A batch is written at one moment: the balance at its end is that of its day.
    return [
        (
            account.id,
            day,
            account.guild_id,
            account.currency,
            moved.in_minor,
            moved.out_minor,
            moved.got_minor,
            moved.got_count,
            moved.gave_minor,
            moved.gave_count,
            account.balance,
            moved.transfer_id,
        )
        for day, moved in account.days.items()
    ]
