"""The tree of a club: what is shown of it, what is counted instead, and how much work that is."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import event, insert, text

from bot.clock import MovableClock
from bot.storage.database import Database
from cogs.clubs import branches
from cogs.clubs.api import MOST_COUNTED, TreeShape
from cogs.clubs.branches import Branches
from cogs.clubs.directory import Directory
from cogs.clubs.tables import ClubRow, MembershipRow
from cogs.invitations.refusals import NeverInClub, NotAMember
from cogs.invitations.trees import AS_TEXT, Look, Node
from tests.cogs.invitations.circle import ADA, BOB, CLEO, DAN, EVE, OWNER, Circle

SMALL, LARGE = 1_000, 20_000


def outline(look: Look) -> list[str]:
    """Who is shown, each as far to the right as down in the tree, and how many are not."""
    lines = [f"+{look.hidden}"] if look.hidden else []
    for root in look.roots:
        for level, node in root.walk():
            hidden = f" +{node.hidden}" if node.hidden else ""
            frozen = "*" if node.frozen else ""
            lines.append(f"{'.' * level}{node.membership.user_id}{frozen}{hidden}")
    return lines


async def look(circle: Circle, asker: int = OWNER, shape: TreeShape = AS_TEXT, **more: Any) -> Look:
    return await circle.book.trees.look(circle.club, asker, shape, **more)


@pytest.fixture
async def grown(circle: Circle) -> Circle:
    """Ada brought Cleo and Dan, Cleo brought Eve and three more."""
    await circle.rule(start=20)
    for inviter, invitee in ((ADA, CLEO), (ADA, DAN), (CLEO, EVE), (CLEO, 7), (CLEO, 8), (CLEO, 9)):
        await circle.bring(inviter, invitee)
    return circle


async def test_everybody_stands_below_whoever_brought_them(grown: Circle) -> None:
    expected = ["1", "2", ".4", "..6", "..7", "..8", "..9", ".5", "3"]

    assert outline(await look(grown)) == expected
    assert outline(await look(grown, asker=CLEO)) == expected


async def test_what_is_left_out_is_counted(grown: Circle) -> None:
    shape = TreeShape(levels=2, each=2, most=50)

    assert outline(await look(grown, shape=shape)) == ["+1", "1", "2", ".4 +2", "..6", "..7", ".5"]
    assert outline(await look(grown, shape=TreeShape(0, 3, 50))) == ["1", "2 +2", "3"]


async def test_those_nearest_to_the_top_are_shown_first(grown: Circle) -> None:
    shown = await look(grown, shape=TreeShape(levels=4, each=5, most=5))

    assert {OWNER, ADA, BOB, CLEO} < set(shown.people)
    assert len(shown.people) == 5


async def test_a_branch_begins_with_one_person_and_says_whom_they_came_by(grown: Circle) -> None:
    branch = await look(grown, person_id=CLEO)

    assert outline(branch) == ["4", ".6", ".7", ".8", ".9"]
    assert [one.user_id for one in branch.above] == [ADA]
    assert branch.of_one


async def test_who_left_and_came_back_is_somewhere_else_and_nobody_loses_their_place(grown: Circle) -> None:
    await grown.clubs.leave(grown.club.id, CLEO)
    await grown.bring(BOB, CLEO)

    assert outline(await look(grown)) == ["1", "2", ".4", "..6", "..7", "..8", "..9", ".5", "3", ".4"]
    assert outline(await look(grown, person_id=CLEO)) == ["4"]


async def test_frozen_branches_are_marked_for_those_who_freeze_them_only(grown: Circle) -> None:
    await grown.book.freezes.freeze(grown.club, OWNER, CLEO)

    assert ".4*" in outline(await look(grown))
    assert ".4*" in outline(await look(grown, asker=99, steward=True))
    assert ".4" in outline(await look(grown, asker=EVE))


async def test_who_does_not_see_a_tree(grown: Circle) -> None:
    with pytest.raises(NotAMember):
        await look(grown, asker=99)
    with pytest.raises(NeverInClub):
        await look(grown, person_id=99)


async def test_no_more_are_counted_than_anybody_reads(book: Database, clock: MovableClock) -> None:
    club_id = await planted(book, clock, MOST_COUNTED + 50, lambda _: 1)

    tree = await Branches(book, Directory(book)).tree(club_id, None, TreeShape(levels=1, each=3, most=10))

    assert [branch.invitees for branch in tree.branches] == [MOST_COUNTED, 0, 0, 0]


@pytest.mark.parametrize(
    "inviter_of",
    [lambda number: number // 4 + 1, lambda _: 1, lambda _: None, lambda number: number],
    ids=["a tree", "one who brought all", "nobody brought anybody", "a chain"],
)
@pytest.mark.parametrize("large", [LARGE, pytest.param(100_000, marks=pytest.mark.long)])
async def test_a_tree_is_as_much_work_in_a_large_club_as_in_a_small_one(
    book: Database, clock: MovableClock, inviter_of: Callable[[int], int | None], large: int
) -> None:
    small_club = await planted(book, clock, SMALL, inviter_of)
    large_club = await planted(book, clock, large, inviter_of)
    async with book.transaction() as session:
        await session.execute(text("ANALYZE"))

    in_small, in_large = await work(book, small_club), await work(book, large_club)

    assert in_small > 10
    assert in_large <= 1.5 * in_small + MOST_COUNTED


async def planted(
    book: Database, clock: MovableClock, members: int, inviter_of: Callable[[int], int | None]
) -> int:
    """A club in which everybody but the first was invited by the member of the number that is answered."""
    async with book.transaction() as session:
        club = ClubRow(guild_id=1, name="Large", created_at=clock.now())
        session.add(club)
        await session.flush()
        first = club.id * 1_000_000
        rows = [
            {
                "id": first + number,
                "club_id": club.id,
                "user_id": first + number,
                "role": "owner" if number == 1 else "member",
                "number": number,
                "came_by": "invitation",
                "joined_at": clock.now(),
                "left_at": None,
                "invited_by_id": None if number == 1 else _from(first, inviter_of(number - 1)),
            }
            for number in range(1, members + 1)
        ]
        await session.execute(insert(MembershipRow), rows)
        return club.id


def _from(first: int, number: int | None) -> int | None:
    return None if number is None else first + number


async def work(book: Database, club_id: int) -> int:
    """How much the database does for a tree: steps of SQLite's machine, or rows that PostgreSQL touches."""
    if book.dialect == "sqlite":
        return await _steps(book, club_id)
    parameters = {"club_id": club_id, **_bounds()}
    statement = str(branches._OF_ALL[book.dialect])
    for name, value in parameters.items():
        statement = statement.replace(f":{name}", str(value))
    async with book.reading() as session:
        [plan] = await session.scalar(text(f"EXPLAIN (ANALYZE, FORMAT JSON) {statement}")) or [{}]
    return int(_touched(plan["Plan"]))


def _bounds() -> dict[str, int]:
    return {"levels": AS_TEXT.levels, "each": AS_TEXT.each, "most": AS_TEXT.most, "counted": MOST_COUNTED}


def _touched(node: dict[str, Any]) -> float:
    own = node["Actual Rows"] + node.get("Rows Removed by Filter", 0)
    return float(own * node["Actual Loops"]) + sum(map(_touched, node.get("Plans", ())))


async def _steps(book: Database, club_id: int) -> int:
    counted = 0

    def step() -> int:
        nonlocal counted
        counted += 1
        return 0

    def watch(connection: Any, _record: object) -> None:
        connection.run_async(lambda driver: driver.set_progress_handler(step, 1))

    reader = book._reader.sync_engine
    reader.dispose()
    event.listen(reader, "connect", watch)
    try:
        await Branches(book, Directory(book)).tree(club_id, None, AS_TEXT)
    finally:
        event.remove(reader, "connect", watch)
        await book._reader.dispose()
    return counted


def test_a_node_walks_from_top_to_bottom() -> None:
    leaf: Any = object()
    node = Node(leaf, frozen=False, below=(Node(leaf, frozen=True, below=(), hidden=2),), hidden=0)

    assert [(level, one.hidden) for level, one in node.walk()] == [(0, 0), (1, 2)]
