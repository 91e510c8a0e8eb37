"""The top of a club's tree of invitations, or of a branch of it: as much as somebody looks at, and no more.

However large a club is and however many somebody invited, the work is bounded by what is asked for. One
statement walks down: from a membership either to the first whom it invited, or aside to the next whom its
inviter invited. Each step is one entry of an index, those nearest to the top come first, and whom somebody
invited is counted no further than anybody reads. It is written as text: SQLAlchemy has no words for a step
that goes two ways, and would put the statement together anew each time.

What was read is remembered for as long as the card of the club is the same one: each change of a membership
has the directory read the club anew, and make another card of it.
"""

from __future__ import annotations

from collections import OrderedDict
from typing import Any

from sqlalchemy import BigInteger, Integer, Row, String, TextClause, text
from sqlalchemy.sql.selectable import TextualSelect

from bot.storage.database import Database
from bot.storage.types import Snowflake, UtcDateTime
from cogs.clubs.api import MOST_COUNTED, Branch, Tree, TreeShape
from cogs.clubs.directory import Card, Directory
from cogs.clubs.members import membership_of

#: How many trees and branches are remembered; the one not asked for longest is forgotten first.
MOST_REMEMBERED = 500

_FROM_ONE = "SELECT id, invited_by_id, 0, 0 FROM clubs_membership WHERE club_id = :club_id AND id = :begin"
_FROM_THE_TOP = """
    SELECT id, CAST(NULL AS BIGINT), 0, 0 FROM (
        SELECT id FROM clubs_membership
        WHERE club_id = :club_id AND invited_by_id IS NULL ORDER BY id LIMIT :each
    ) AS first
"""
# Which memberships somebody invited. PostgreSQL is told by the bounds and the order of a whole index: where
# one member invited nearly everybody it would otherwise take any other for as quick. SQLite reads no index
# by the comparison of rows, but takes the right one by itself.
_INVITED = {
    "sqlite": "WHERE club_id = :club_id AND invited_by_id = {inviter} AND id > {after} ORDER BY id",
    "postgresql": """
        WHERE (club_id, invited_by_id, id) > (:club_id, {inviter}, {after})
            AND (club_id, invited_by_id) <= (:club_id, {inviter})
        ORDER BY club_id, invited_by_id, id
    """,
}
_WALK = """
    WITH RECURSIVE walk(id, inviter_id, level, place) AS (
        {begin}
        UNION ALL
        SELECT
            CASE step.aside
                WHEN 0 THEN (SELECT id FROM clubs_membership {first} LIMIT 1)
                ELSE (SELECT id FROM clubs_membership {next} LIMIT 1)
            END,
            CASE step.aside WHEN 0 THEN walk.id ELSE walk.inviter_id END,
            walk.level + 1 - step.aside,
            (walk.place + 1) * step.aside
        FROM walk CROSS JOIN (SELECT 0 AS aside UNION ALL SELECT 1) AS step
        WHERE walk.id IS NOT NULL AND (
            (step.aside = 0 AND walk.level < :levels)
            OR (step.aside = 1 AND walk.level > 0 AND walk.place + 1 < :each)
        )
    )
    SELECT
        found.*,
        (
            SELECT count(*) FROM (SELECT 1 AS one FROM clubs_membership {all} LIMIT :counted) AS capped
        ) AS invitees
    FROM (SELECT id AS shown_id FROM walk WHERE id IS NOT NULL LIMIT :most) AS shown
    JOIN clubs_membership AS found ON found.id = shown_id
"""
_UNINVITED = text("""
    SELECT count(*) FROM (
        SELECT 1 AS one FROM clubs_membership
        WHERE club_id = :club_id AND invited_by_id IS NULL LIMIT :counted
    ) AS capped
""")


def _typed(statement: TextClause) -> TextualSelect:
    return statement.columns(
        id=BigInteger,
        club_id=BigInteger,
        user_id=Snowflake,
        role=String,
        number=Integer,
        came_by=String,
        joined_at=UtcDateTime,
        left_at=UtcDateTime,
        invited_by_id=BigInteger,
        invitees=BigInteger,
    )


def _walk(dialect: str, begin: str) -> TextualSelect:
    invited = _INVITED[dialect]
    # Whoever was invited has a greater id than whoever invited them.
    first = invited.format(inviter="walk.id", after="walk.id")
    following = invited.format(inviter="walk.inviter_id", after="walk.id")
    everybody = invited.format(inviter="found.id", after="found.id")
    return _typed(text(_WALK.format(begin=begin, first=first, next=following, all=everybody)))


_OF_ONE = {dialect: _walk(dialect, _FROM_ONE) for dialect in _INVITED}
_OF_ALL = {dialect: _walk(dialect, _FROM_THE_TOP) for dialect in _INVITED}


class Branches:
    """The trees of every club, read from above."""

    def __init__(self, database: Database, directory: Directory) -> None:
        self._database = database
        self._directory = directory
        self._read: OrderedDict[tuple[int, int | None, TreeShape], tuple[Card, Tree]] = OrderedDict()

    async def tree(self, club_id: int, begin: int | None, shape: TreeShape) -> Tree:
        """See `Clubs.tree`."""
        # First the card: what is changed while the tree is read makes another one.
        card, key = await self._directory.get(club_id), (club_id, begin, shape)
        read = self._read.get(key)
        if read is None or read[0] is not card:
            read = self._read[key] = card, await self._tree(club_id, begin, shape)
        self._read.move_to_end(key)
        if len(self._read) > MOST_REMEMBERED:
            self._read.popitem(last=False)
        return read[1]

    async def _tree(self, club_id: int, begin: int | None, shape: TreeShape) -> Tree:
        bounds: dict[str, Any] = {
            "club_id": club_id,
            "levels": shape.levels,
            "each": shape.each,
            "most": shape.most,
            "counted": MOST_COUNTED,
        }
        dialect = self._database.dialect
        async with self._database.reading() as session:
            if begin is not None:
                rows = await session.execute(_OF_ONE[dialect], {**bounds, "begin": begin})
                return Tree(_branches(rows), 0)
            rows = await session.execute(_OF_ALL[dialect], bounds)
            uninvited = await session.scalar(_UNINVITED, {"club_id": club_id, "counted": MOST_COUNTED})
            return Tree(_branches(rows), uninvited or 0)


def _branches(rows: Any) -> tuple[Branch, ...]:
    return tuple(sorted(map(_branch, rows), key=lambda branch: branch.membership.id))


def _branch(row: Row[Any]) -> Branch:
    return Branch(membership_of(row), row.invitees)
