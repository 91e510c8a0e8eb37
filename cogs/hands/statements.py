"""Statements with which hands are stored that go up together, each for all of them at once."""

from __future__ import annotations

from sqlalchemy import Boolean, Executable, Integer, String, and_, delete, select, update
from sqlalchemy.dialects import postgresql, sqlite

from bot.storage.sets import Change, Columns, Question
from bot.storage.types import RowId, Snowflake, UtcDateTime
from cogs.hands.tables import HandRow

_PERSON = {"room_id": RowId, "user_id": Snowflake()}


def _added(row: Columns) -> Executable:
    values = {name: getattr(row, name) for name in row.names if name != "place"}
    if row.is_single:
        return sqlite.insert(HandRow).values(values)
    # Ids are the order of arrival; PostgreSQL gives them in the order into which it was told to put rows.
    return postgresql.insert(HandRow).from_select(list(values), select(*values.values()).order_by(row.place))


#: Which of these people have a hand in the queue of a room or are invited, and which of the two.
KNOWN = Question(
    _PERSON,
    lambda row: select(HandRow.user_id, HandRow.state).join(
        row.table, and_(HandRow.room_id == row.room_id, HandRow.user_id == row.user_id)
    ),
)

#: These hands are down.
DROPPED = Change(
    _PERSON,
    lambda row: delete(HandRow).where(HandRow.room_id == row.room_id, HandRow.user_id == row.user_id),
)

#: Discord shows these hands as well.
NATIVELY = Change(
    _PERSON,
    lambda row: (
        update(HandRow)
        .where(HandRow.room_id == row.room_id, HandRow.user_id == row.user_id)
        .values(natively=True)
    ),
)

#: These hands are new, in the order of their places.
QUEUED = Change(
    {
        "place": Integer(),
        **_PERSON,
        "state": String(),
        "natively": Boolean(),
        "raised_at": UtcDateTime(),
        "spoke_seconds": Integer(),
        "rooms_before": Integer(),
        "weight": Integer(),
    },
    _added,
)
