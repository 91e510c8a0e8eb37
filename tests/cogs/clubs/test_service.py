from __future__ import annotations

import asyncio

import pytest

from bot.clock import MovableClock
from bot.events import Events
from bot.storage.database import Database
from cogs.clubs.api import (
    AlreadyInClub,
    ClubCreated,
    ClubJoined,
    ClubNameTaken,
    ClubRole,
    NoSuchClub,
    TooManyClubs,
)
from cogs.clubs.service import MOST_OWNED, ClubBook

GUILD, OTHER_GUILD = 10, 11
ALICE, BOB = 1, 2


@pytest.fixture
def clubs(book: Database, events: Events, clock: MovableClock) -> ClubBook:
    return ClubBook(book, events, clock.now)


async def test_whoever_founds_a_club_owns_it(clubs: ClubBook) -> None:
    club = await clubs.create(GUILD, "Jazz", ALICE)

    assert await clubs.role_of(club.id, ALICE) is ClubRole.OWNER
    assert (await clubs.get(club.id)).owner_id == ALICE


async def test_a_name_is_taken_whatever_its_letter_case(clubs: ClubBook) -> None:
    await clubs.create(GUILD, "Jazz", ALICE)

    with pytest.raises(ClubNameTaken):
        await clubs.create(GUILD, "JAZZ", BOB)

    assert (await clubs.create(OTHER_GUILD, "Jazz", BOB)).name == "Jazz"


async def test_of_two_who_found_the_same_club_at_once_one_succeeds(clubs: ClubBook) -> None:
    outcomes = await asyncio.gather(
        *(clubs.create(GUILD, "Jazz", person) for person in (ALICE, BOB)), return_exceptions=True
    )

    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["Club", "ClubNameTaken"]


async def test_a_person_joins_a_club_once(clubs: ClubBook) -> None:
    club = await clubs.create(GUILD, "Jazz", ALICE)
    await clubs.join(GUILD, "jazz", BOB)

    with pytest.raises(AlreadyInClub):
        await clubs.join(GUILD, "Jazz", BOB)

    assert await clubs.role_of(club.id, BOB) is ClubRole.MEMBER
    assert await clubs.sizes(GUILD, 5) == [("Jazz", 2)]


async def test_an_unknown_club_is_refused(clubs: ClubBook) -> None:
    await clubs.create(OTHER_GUILD, "Jazz", ALICE)

    with pytest.raises(NoSuchClub):
        await clubs.join(GUILD, "Jazz", BOB)


async def test_one_person_owns_only_so_many_clubs(clubs: ClubBook) -> None:
    for number in range(MOST_OWNED):
        await clubs.create(GUILD, f"Club {number}", ALICE)

    with pytest.raises(TooManyClubs):
        await clubs.create(GUILD, "One more", ALICE)


async def test_one_person_owns_only_so_many_clubs_even_if_founded_at_once(clubs: ClubBook) -> None:
    names = [f"Club {number}" for number in range(MOST_OWNED + 3)]

    outcomes = await asyncio.gather(
        *(clubs.create(GUILD, name, ALICE) for name in names), return_exceptions=True
    )

    assert sum(isinstance(outcome, TooManyClubs) for outcome in outcomes) == 3
    assert len(await clubs.sizes(GUILD, 50)) == MOST_OWNED


async def test_suggestions_take_what_was_typed_as_text(clubs: ClubBook) -> None:
    for name in ("100% jazz", "100 jazz", "Blues"):
        await clubs.create(GUILD, name, ALICE)

    assert await clubs.suggestions(GUILD, "100%") == ["100% jazz"]
    assert await clubs.suggestions(GUILD, "JAZZ") == ["100 jazz", "100% jazz"]


async def test_founding_and_joining_are_told(clubs: ClubBook, events: Events) -> None:
    told: list[object] = []

    async def hear(event: object) -> None:
        told.append(event)

    events.subscribe(ClubCreated, hear)
    events.subscribe(ClubJoined, hear)

    club = await clubs.create(GUILD, "Jazz", ALICE)
    await clubs.join(GUILD, "Jazz", BOB)

    assert told == [ClubCreated(club), ClubJoined(club, BOB)]
