"""What an account moves on a day, added up entry by entry: when it is written, and when it is proved."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

#: In which transfers what is gained counts as got in tips, and what is given as given.
TIP_KINDS = frozenset({"tip", "share"})


def tip_sign(kind: str, reversed_kind: str | None) -> int:
    """How a transfer counts in the totals of tips: 1 is a tip, -1 takes one back, 0 is neither."""
    return 1 if kind in TIP_KINDS else -1 if reversed_kind in TIP_KINDS else 0


@dataclass(slots=True)
class Day:
    """The sums of one account and one day."""

    in_minor: int = 0
    out_minor: int = 0
    got_minor: int = 0
    got_count: int = 0
    gave_minor: int = 0
    gave_count: int = 0
    transfer_id: int = 0  # the last

    def move(self, gain: int, sign: int, transfer_id: int) -> None:
        """Add one entry."""
        if gain > 0:
            self.in_minor += gain
        else:
            self.out_minor -= gain
        # What is taken back leaves whoever got it, and counts against that.
        if gain * sign > 0:
            self.got_minor += gain
            self.got_count += sign
        elif sign:
            self.gave_minor -= gain
            self.gave_count += sign
        self.transfer_id = transfer_id


@dataclass(slots=True)
class Running:
    """An account's newest day, and what it holds after the last entry so far."""

    day: date
    balance: int = 0
    sums: Day = field(default_factory=Day)


class RunningDays:
    """Adds up what moves on each day, entry by entry in order; fulfils `cogs.tips.proof.Days`."""

    def __init__(self) -> None:
        self._running: dict[int, Running] = {}  # by account
        self._ended: list[tuple[int, Running]] = []

    def add(
        self, account_id: int, day: date, amount: int, *, sign: int, transfer_id: int, balance: int
    ) -> None:
        """Take one entry into its day; `balance` is what the account holds after it."""
        running = self._running.get(account_id)
        if running is None or running.day != day:
            if running is not None:
                self._ended.append((account_id, running))
            running = self._running[account_id] = Running(day)
        running.sums.move(amount, sign, transfer_id)
        running.balance = balance
