"""The front of a room's queue, for whoever shows it: a few hands and how many wait, and not the whole of it.

A thousand people may wait while panel and card are drawn every second. The database puts them in the order
that `cogs.hands.policies` has; the few that it answers are put in order by that very rule again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Integer, Select, bindparam, func, select

from bot.storage.database import Database
from cogs.hands.places import RAISED
from cogs.hands.policies import Hand, in_order
from cogs.hands.rows import HAND, hand_in
from cogs.hands.settings import Policy
from cogs.hands.tables import HandRow

#: What comes before the order of arrival.
_RANKS: dict[Policy, Sequence[ColumnElement[Any]]] = {
    Policy.FAIR_FLOOR: (HandRow.spoke_seconds.expression,),
    Policy.NEWCOMERS: (HandRow.spoke_seconds > 0, HandRow.rooms_before.expression),
    Policy.QUESTIONS: (HandRow.question.is_(None),),
}


@dataclass(frozen=True, slots=True)
class Front:
    """Those who come first, in order."""

    hands: list[Hand]
    waiting: int  # all of them
    #: Who is called next: the first whose hand is not held.
    next: Hand | None


async def front_of(database: Database, room_id: int, policy: Policy, now: datetime, most: int) -> Front:
    """The first hands of a queue as a policy has them."""

    async def first(most: int, *, held_too: bool) -> tuple[list[Hand], int]:
        question = _question(policy, held_too=held_too)
        rows = await database.lookup(question, {"room_id": room_id, "most": most})
        hands = [hand_in(row) for row in rows]
        return in_order(hands, policy, now)[:most], rows[0].waiting if rows else 0

    hands, waiting = await first(most, held_too=True)
    called = next((hand for hand in hands if not hand.held), None)
    if called is None and waiting > len(hands):
        called = next(iter((await first(1, held_too=False))[0]), None)
    return Front(hands, waiting, called)


@cache
def _question(policy: Policy, *, held_too: bool) -> Select[*tuple[Any, ...]]:
    """The hands that may be among so many first ones, and how many there are."""
    of_them = [HandRow.room_id == bindparam("room_id"), HandRow.state == RAISED]
    if not held_too:
        of_them.append(HandRow.held.is_(False))
    waiting = (
        select(func.count(HandRow.id)).where(*of_them).correlate(None).scalar_subquery().label("waiting")
    )
    most = bindparam("most", type_=Integer)
    if policy is Policy.WEIGHTED:
        # The moment decides between two weights, and never within one.
        alike = (HandRow.skips, HandRow.weight)
        place = func.row_number().over(partition_by=alike, order_by=(HandRow.raised_at, HandRow.id))
        numbered = select(*HAND, waiting, place.label("place")).where(*of_them).subquery()
        return select(numbered).where(numbered.c.place <= most)
    order = (HandRow.skips, *_RANKS.get(policy, ()), HandRow.id)
    # To number them all, as above, takes five times as long where a thousand wait.
    return select(*HAND, waiting).where(*of_them).order_by(*order).limit(most)
