from __future__ import annotations

import asyncio

import pytest

from bot.clock import MovableClock
from bot.events import Events
from bot.storage.database import Database
from cogs.clubs.api import (
    AlreadyInClub,
    ClubCreated,
    ClubEvent,
    ClubJoined,
    ClubNameTaken,
    ClubRole,
    NoSuchClub,
    TooManyClubs,
)
from cogs.clubs.service import ClubBook
from tests.cogs.books import club_book

GUILD, OTHER_GUILD = 10, 11
ALICE, BOB = 1, 2
MOST_OWNED = 5


async def test_whoever_founds_a_club_owns_it(clubs: ClubBook) -> None:
    club = await clubs.create(GUILD, "Jazz", ALICE)

    assert await clubs.role_of(club.id, ALICE) is ClubRole.OWNER
    assert (await clubs.get(club.id)).owner_id == ALICE


@pytest.mark.parametrize("name", ["JAZZ", "J\u0430zz", "\uff2aazz"])
async def test_a_name_is_taken_whatever_its_letter_case_or_look(clubs: ClubBook, name: str) -> None:
    await clubs.create(GUILD, "Jazz", ALICE)

    with pytest.raises(ClubNameTaken) as refusal:
        await clubs.create(GUILD, name, BOB)

    assert refusal.value.placeholders["name"] == "Jazz"
    assert (await clubs.create(OTHER_GUILD, "Jazz", BOB)).name == "Jazz"


async def test_of_two_who_found_the_same_club_at_once_one_succeeds(clubs: ClubBook) -> None:
    outcomes = await asyncio.gather(
        *(clubs.create(GUILD, "Jazz", person) for person in (ALICE, BOB)), return_exceptions=True
    )

    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["Club", "ClubNameTaken"]


async def test_a_person_joins_a_club_once(clubs: ClubBook) -> None:
    club = await clubs.create(GUILD, "Jazz", ALICE)
    await clubs.join(club.id, BOB)

    with pytest.raises(AlreadyInClub):
        await clubs.join(club.id, BOB)

    assert await clubs.role_of(club.id, BOB) is ClubRole.MEMBER
    assert [(card.club.name, card.member_count) for card in await clubs.listed(GUILD)] == [("Jazz", 2)]


async def test_an_unknown_club_is_refused(clubs: ClubBook) -> None:
    elsewhere = await clubs.create(OTHER_GUILD, "Jazz", ALICE)

    with pytest.raises(NoSuchClub):
        await clubs.named(GUILD, "Jazz")
    with pytest.raises(NoSuchClub):
        await clubs.join(elsewhere.id + 1, BOB)
    with pytest.raises(NoSuchClub):
        await clubs.get(elsewhere.id + 1)


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
    assert len(await clubs.listed(GUILD)) == MOST_OWNED


async def test_suggestions_take_what_was_typed_as_text_and_begin_with_what_begins_so(clubs: ClubBook) -> None:
    for name in ("100% jazz", "100 jazz", "Blues", "Jazz"):
        await clubs.create(GUILD, name, ALICE)

    assert await clubs.suggestions(GUILD, "100%") == ["100% jazz"]
    assert await clubs.suggestions(GUILD, "JAZZ") == ["Jazz", "100 jazz", "100% jazz"]


async def test_what_was_founded_before_a_restart_is_known_after_it(
    clubs: ClubBook, book: Database, events: Events, clock: MovableClock
) -> None:
    club = await clubs.create(GUILD, "Jazz", ALICE)
    await clubs.join(club.id, BOB)

    restarted = club_book(book, events, clock)

    assert await restarted.named(GUILD, "jazz") == club
    assert [card.member_count for card in await restarted.listed(GUILD)] == [2]


async def test_founding_and_joining_are_told_with_the_club_as_it_is(
    clubs: ClubBook, told: list[ClubEvent]
) -> None:
    club = await clubs.create(GUILD, "Jazz", ALICE)
    founder = await clubs.membership_of(club.id, ALICE)
    joined = await clubs.join(club.id, BOB)

    assert founder is not None
    assert told == [ClubCreated(club), ClubJoined(club, ALICE, founder), ClubJoined(club, BOB, joined)]
    assert {event.guild_id for event in told} == {GUILD}
