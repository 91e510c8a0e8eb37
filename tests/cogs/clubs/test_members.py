from __future__ import annotations

import asyncio

import pytest
from sqlalchemy import update
from sqlalchemy.exc import IntegrityError

from bot.clock import MovableClock
from bot.storage.constraints import violated_constraint
from bot.storage.database import Database
from cogs.clubs.api import (
    AlreadyInClub,
    BannedFromClub,
    CameBy,
    Club,
    ClubArchived,
    ClubEvent,
    ClubIsArchived,
    ClubIsClosed,
    ClubLeft,
    ClubOwnerChanged,
    ClubRole,
    ClubRoleChanged,
    Departure,
    Membership,
    NotInClub,
    WayIn,
)
from cogs.clubs.refusals import NeedsApproval, NeedsInvitation
from cogs.clubs.service import ClubBook
from cogs.clubs.tables import BanRow, ClubRow, MembershipRow

GUILD = 10
ALICE, BOB, CAROL, DAVE = 1, 2, 3, 4


@pytest.fixture
async def jazz(clubs: ClubBook) -> Club:
    """Give a club of Alice's."""
    return await clubs.create(GUILD, "Jazz", ALICE)


async def give(book: Database, club: Club, user_id: int, role: ClubRole) -> None:
    async with book.transaction() as session:
        await session.execute(
            update(MembershipRow)
            .where(MembershipRow.club_id == club.id, MembershipRow.user_id == user_id)
            .values(role=role)
        )


async def take_in(book: Database, club: Club, way_in: WayIn) -> None:
    async with book.transaction() as session:
        await session.execute(update(ClubRow).where(ClubRow.id == club.id).values(way_in=way_in))


async def test_numbers_are_counted_in_each_club_and_never_given_twice(clubs: ClubBook, jazz: Club) -> None:
    blues = await clubs.create(GUILD, "Blues", BOB)

    first = await clubs.join(jazz.id, BOB)
    await clubs.leave(jazz.id, BOB)
    again = await clubs.join(jazz.id, BOB)

    assert [first.number, again.number, (await clubs.join(blues.id, ALICE)).number] == [2, 3, 2]
    assert first.id != again.id


async def test_who_comes_in_at_once_gets_numbers_of_their_own(clubs: ClubBook, jazz: Club) -> None:
    joined = await asyncio.gather(*(clubs.join(jazz.id, person) for person in range(100, 120)))

    assert sorted(membership.number for membership in joined) == list(range(2, 22))
    assert [card.member_count for card in await clubs.listed(GUILD)] == [21]


async def test_who_clicks_twice_at_once_is_in_once(clubs: ClubBook, jazz: Club) -> None:
    outcomes = await asyncio.gather(*(clubs.join(jazz.id, BOB) for _ in range(4)), return_exceptions=True)

    assert sum(isinstance(outcome, Membership) for outcome in outcomes) == 1
    assert sum(isinstance(outcome, AlreadyInClub) for outcome in outcomes) == 3


@pytest.mark.parametrize(
    ("way_in", "refusal"),
    [
        (WayIn.APPROVAL, NeedsApproval),
        (WayIn.INVITATION, NeedsInvitation),
        (WayIn.CLOSED, ClubIsClosed),
    ],
)
async def test_who_may_not_just_come_in_is_told_how_one_comes_in(
    clubs: ClubBook, book: Database, jazz: Club, way_in: WayIn, refusal: type[Exception]
) -> None:
    await take_in(book, jazz, way_in)

    with pytest.raises(refusal):
        await clubs.join(jazz.id, BOB)
    with pytest.raises(AlreadyInClub if way_in is not WayIn.CLOSED else ClubIsClosed):
        await clubs.join(jazz.id, ALICE)


async def test_an_invitation_is_noted_from_whoever_brought_somebody(clubs: ClubBook, jazz: Club) -> None:
    bob = await clubs.admit(None, jazz.id, BOB, CameBy.INVITATION, invited_by=ALICE)
    carol = await clubs.admit(None, jazz.id, CAROL, CameBy.INVITATION, invited_by=BOB)
    dave = await clubs.admit(None, jazz.id, DAVE, CameBy.INVITATION, invited_by=99)

    assert [member.number for member in await clubs.line(carol.id)] == [3, 2, 1]
    assert dave.invited_by_id is None
    assert await clubs.invitees(jazz.id, [bob.id], 10) == [carol]
    assert [member.user_id for member in await clubs.invitees(jazz.id, None, 10)] == [ALICE, DAVE]


async def test_who_left_is_still_the_one_who_invited(clubs: ClubBook, jazz: Club) -> None:
    bob = await clubs.join(jazz.id, BOB)
    await clubs.leave(jazz.id, BOB)

    carol = await clubs.admit(None, jazz.id, CAROL, CameBy.INVITATION, invited_by=BOB)

    assert carol.invited_by_id == bob.id
    assert await clubs.membership_of(jazz.id, BOB) is None
    last = await clubs.last_membership_of(jazz.id, BOB)
    assert last is not None
    assert last.left_at is not None


async def test_nobody_is_admitted_if_the_transaction_of_the_caller_fails(
    clubs: ClubBook, book: Database, jazz: Club, told: list[ClubEvent]
) -> None:
    told.clear()

    async def fail() -> None:
        async with book.transaction() as session:
            await clubs.admit(session, jazz.id, BOB, CameBy.INVITATION)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        await fail()

    assert await clubs.role_of(jazz.id, BOB) is None
    assert told == []


async def test_a_refusal_loses_nothing_of_the_transaction_of_the_caller(
    clubs: ClubBook, book: Database, clock: MovableClock, jazz: Club
) -> None:
    async with book.transaction() as session:
        session.add(BanRow(club_id=jazz.id, user_id=CAROL, banned_at=clock.now(), reason=""))
        with pytest.raises(AlreadyInClub):
            await clubs.admit(session, jazz.id, ALICE, CameBy.INVITATION)
        await clubs.admit(session, jazz.id, BOB, CameBy.INVITATION)

    assert await clubs.role_of(jazz.id, BOB) is ClubRole.MEMBER
    with pytest.raises(BannedFromClub):
        await clubs.join(jazz.id, CAROL)


@pytest.mark.parametrize(
    ("roles", "heir"),
    [
        ({BOB: ClubRole.LEADER, CAROL: ClubRole.ADMIN, DAVE: ClubRole.ADMIN}, CAROL),
        ({CAROL: ClubRole.LEADER, DAVE: ClubRole.LEADER}, CAROL),
        ({}, BOB),
    ],
)
async def test_an_owner_who_goes_is_followed_by_whoever_is_next_in_line(
    clubs: ClubBook, book: Database, jazz: Club, roles: dict[int, ClubRole], heir: int
) -> None:
    for person in (BOB, CAROL, DAVE):
        await clubs.join(jazz.id, person)
    for person, role in roles.items():
        await give(book, jazz, person, role)

    await clubs.leave(jazz.id, ALICE)

    assert await clubs.role_of(jazz.id, heir) is ClubRole.OWNER
    assert (await clubs.get(jazz.id)).owner_id == heir


async def test_all_that_follows_from_a_departure_is_told(
    clubs: ClubBook, jazz: Club, told: list[ClubEvent]
) -> None:
    await clubs.join(jazz.id, BOB)
    told.clear()

    gone = await clubs.leave(jazz.id, ALICE)

    now = await clubs.get(jazz.id)
    assert told == [
        ClubLeft(now, ALICE, gone, Departure.LEFT),
        ClubRoleChanged(now, BOB, ClubRole.MEMBER, ClubRole.OWNER),
        ClubOwnerChanged(now, ALICE),
    ]


async def test_a_club_that_everybody_left_is_archived(
    clubs: ClubBook, jazz: Club, told: list[ClubEvent]
) -> None:
    told.clear()

    gone = await clubs.leave(jazz.id, ALICE, Departure.GONE)

    empty = await clubs.get(jazz.id)
    assert (empty.archived, empty.owner_id) == (True, None)
    assert told == [
        ClubLeft(empty, ALICE, gone, Departure.GONE),
        ClubOwnerChanged(empty, ALICE),
        ClubArchived(empty),
    ]
    with pytest.raises(ClubIsArchived):
        await clubs.join(jazz.id, BOB)
    with pytest.raises(NotInClub):
        await clubs.leave(jazz.id, ALICE)
    assert await clubs.suggestions(GUILD, "") == []


async def test_members_are_paged_by_their_numbers(clubs: ClubBook, book: Database, jazz: Club) -> None:
    for person in (BOB, CAROL, DAVE):
        await clubs.join(jazz.id, person)
    await clubs.leave(jazz.id, BOB)
    await give(book, jazz, DAVE, ClubRole.LEADER)

    first = await clubs.members(jazz.id, 2)

    assert [member.user_id for member in first] == [ALICE, CAROL]
    assert [m.user_id for m in await clubs.members(jazz.id, 2, after_number=first[-1].number)] == [DAVE]
    assert [m.user_id for m in await clubs.members(jazz.id, 2, role=ClubRole.LEADER)] == [DAVE]
    assert await clubs.membership(first[0].id) == first[0]


@pytest.mark.parametrize(
    ("values", "constraint"),
    [
        ({"user_id": ALICE}, "uq_clubs_membership_active"),
        ({"role": "owner"}, "uq_clubs_membership_owner"),
        ({"number": 1}, "uq_clubs_membership_club_id_number"),
        ({"invited_by_id": 2}, "ck_clubs_membership_invited_by_earlier"),
        ({"invited_by_id": 3}, "ck_clubs_membership_invited_by_earlier"),
        ({"user_id": None}, "ck_clubs_membership_forgotten_have_left"),
    ],
)
async def test_the_database_refuses_what_no_sequence_may_lead_to(
    clubs: ClubBook, book: Database, jazz: Club, values: dict[str, object], constraint: str
) -> None:
    bob = await clubs.join(jazz.id, BOB)
    assert bob.id == 2

    with pytest.raises(IntegrityError) as refused:
        async with book.transaction() as session:
            await session.execute(update(MembershipRow).where(MembershipRow.id == bob.id).values(**values))

    assert violated_constraint(refused.value) == constraint
