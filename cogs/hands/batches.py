"""What happened to many hands at once, stored in one go and in plain SQLAlchemy Core.

A thousand people may press Request to Speak within seconds, so it is a few statements for all of them, in one
trip to the thread that writes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Connection, bindparam, func, select

from bot.storage.locks import hold
from cogs.hands.places import INVITED, RAISED
from cogs.hands.policies import Standing
from cogs.hands.statements import DROPPED, KNOWN, NATIVELY, QUEUED
from cogs.hands.tables import HandRow

_WAITING = select(func.count(HandRow.id)).where(
    HandRow.room_id == bindparam("room_id"), HandRow.state == RAISED
)


class Changed(NamedTuple):
    """What has become of a queue."""

    dropped: Sequence[int]  # whose hands are down
    queued: Sequence[int]  # whose hands are new, in order
    before: int  # how many waited before those


def states(connection: Connection, room_id: int, user_ids: Iterable[int]) -> dict[int, str]:
    """The state of the hand of each of these people who has one in a room."""
    rows = KNOWN.ask(connection, [(room_id, user_id) for user_id in user_ids])
    return dict(rows)


def change(
    connection: Connection,
    room_id: int,
    now: datetime,
    *,
    gone: Sequence[int],
    raised: Mapping[int, Standing],
) -> Changed | None:
    """Drop some hands, then queue others in the order given; whoever is in the queue keeps their place.

    All with Discord's own button. None, and nothing is written, if one who is gone was invited: then
    somebody else may be owed a call.
    """
    hold(connection, "hands", room_id)
    known = states(connection, room_id, {*gone, *raised})
    dropped = [user_id for user_id in gone if user_id in known]
    if INVITED in {known.pop(user_id) for user_id in dropped}:
        return None
    DROPPED.make(connection, [(room_id, user_id) for user_id in dropped])
    NATIVELY.make(connection, [(room_id, user_id) for user_id in raised if user_id in known])
    new = [user_id for user_id in raised if user_id not in known]
    before = connection.scalar(_WAITING, {"room_id": room_id}) or 0 if new else 0
    QUEUED.make(
        connection,
        [
            (place, room_id, user_id, RAISED, True, now, *_columns(raised[user_id]))
            for place, user_id in enumerate(new)
        ],
    )
    return Changed(dropped, new, before)


def _columns(standing: Standing) -> tuple[int, int, int]:
    return standing.spoke_seconds, standing.rooms_before, standing.weight
