"""Whether a large community is answered as quickly as a small one: 200 clubs, 1,000 or 100,000 memberships.

The clubs and what they say of themselves are the same in both. The first has half of all members, so that
there is as much to show of it with little as with much. Whoever asks is a member of that one, and came at
the end of a long line of invitations.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import insert
from sqlalchemy.ext.asyncio import AsyncSession

from bot.bench.scenario import Asked, Scenario
from bot.storage.database import Database
from cogs.clubs.api import CameBy, ClubRole
from cogs.clubs.names import keys
from cogs.clubs.tables import ClubRow, MembershipRow, NameRow

CLUBS = 200
_BROUGHT = 3  # by each member
_PEOPLE = 1_000_000  # no such ids are given out
_BEGUN = datetime(2026, 1, 1, tzinfo=UTC)
_DESCRIPTION = "For those who like to listen, and now and then to speak. " * 8
_RULES = "Let others finish. Say who you are. What is said here stays here. " * 8


async def fill(database: Database, guild_id: int, person_id: int, memberships: int) -> None:
    """Found the clubs and let as many into each; the person who will ask is in the first, and owns none."""
    before = 0
    async with database.transaction() as session:
        for number, members in enumerate(shares(memberships)):
            club_id = await _found(session, guild_id, number, members)
            people = [_PEOPLE + number, *range(_PEOPLE + CLUBS, _PEOPLE + CLUBS + members - 1)]
            if number == 0:
                people[-1] = person_id
            await session.execute(insert(MembershipRow), list(_members(club_id, people, before)))
            before += members


def shares(memberships: int) -> list[int]:
    """How many members each club has: half of all are in the first."""
    rest, over = divmod(memberships - memberships // 2, CLUBS - 1)
    return [memberships // 2, *(rest + (number < over) for number in range(CLUBS - 1))]


async def _found(session: AsyncSession, guild_id: int, number: int, members: int) -> int:
    name = f"Club number {number}"
    club = ClubRow(
        guild_id=guild_id,
        name=name,
        created_at=_BEGUN,
        description=_DESCRIPTION,
        rules=_RULES,
        links=[{"label": "example.org", "url": "https://example.org"}],
        member_count=members,
        last_number=members,
    )
    session.add(club)
    await session.flush()
    names = [{"guild_id": guild_id, "key": key, "club_id": club.id} for key in keys(name)]
    await session.execute(insert(NameRow), names)
    return club.id


def _members(club_id: int, people: Sequence[int], before: int) -> Iterator[dict[str, Any]]:
    """The rows of a club's members; each has brought up to three others."""
    for place, user_id in enumerate(people):
        yield {
            "id": before + place + 1,
            "club_id": club_id,
            "user_id": user_id,
            "role": ClubRole.MEMBER if place else ClubRole.OWNER,
            "number": place + 1,
            "came_by": CameBy.INVITATION if place else CameBy.FOUNDING,
            "joined_at": _BEGUN + timedelta(minutes=place),
            "invited_by_id": before + (place - 1) // _BROUGHT + 1 if place else None,
        }


SCENARIO = Scenario(
    what="clubs",
    unit="memberships",
    little=1_000,
    much=100_000,
    fill=fill,
    asked=(
        Asked("suggestions while typing", "club info", focused="club", typed="number 17"),
        Asked("search", "club search", {"words": "number 17"}),
        Asked("card", "club info", {"club": "Club number 7"}),
        Asked("list", "club list"),
        Asked("member card", "club member", {"club": "Club number 0"}),
    ),
)
