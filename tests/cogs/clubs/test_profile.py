from __future__ import annotations

import pytest

from bot.clock import MovableClock
from bot.events import Events
from bot.storage.database import Database
from cogs.clubs.api import (
    BadClubName,
    ClubArchived,
    ClubChanged,
    ClubEvent,
    ClubIsArchived,
    ClubNameTaken,
    ClubRestored,
    ClubRole,
    NoSuchClub,
    WayIn,
)
from cogs.clubs.links import read_links
from cogs.clubs.pictures import read_picture
from cogs.clubs.profile import Profile
from cogs.clubs.refusals import NotAllowed, NotArchived, TooLong
from cogs.clubs.roles import Actor
from cogs.clubs.texts import LONGEST_DESCRIPTION, tidy_text
from tests.cogs.books import club_book
from tests.cogs.clubs.cast import ALICE, BOB, CAROL, GUILD, Cast
from tests.cogs.clubs.test_pictures import drawn

STEWARD = Actor(99, steward=True)


def profile(name: str = "Jazz", description: str = "", rules: str = "", links: str = "") -> Profile:
    return Profile(name, description, rules, read_links(links))


async def test_a_club_says_something_else_of_itself(jazz: Cast, told: list[ClubEvent]) -> None:
    told.clear()

    await jazz.clubs.profiles.edit(
        jazz.club.id, Actor(ALICE), profile("Cool jazz", "We  listen.", "Be kind.", "https://example.org")
    )

    card = await jazz.clubs.card(GUILD, "cool JAZZ")
    assert (card.club.id, card.description, card.rules) == (jazz.club.id, "We  listen.", "Be kind.")
    assert card.links[0].site == "example.org"
    assert told == [ClubChanged(card.club)]
    with pytest.raises(NoSuchClub):
        await jazz.clubs.named(GUILD, "Jazz")
    await jazz.clubs.create(GUILD, "Jazz", BOB)


async def test_a_name_in_another_case_is_no_other_name(jazz: Cast) -> None:
    await jazz.clubs.profiles.edit(jazz.club.id, Actor(ALICE), profile("JAZZ"))

    assert (await jazz.now()).name == "JAZZ"


async def test_nothing_is_changed_by_what_is_refused(jazz: Cast) -> None:
    await jazz.clubs.create(GUILD, "Blues", BOB)
    edit = jazz.clubs.profiles.edit

    with pytest.raises(ClubNameTaken):
        await edit(jazz.club.id, Actor(ALICE), profile("BLUE\u0405", "new"))
    with pytest.raises(BadClubName):
        await edit(jazz.club.id, Actor(ALICE), profile("x", "new"))
    with pytest.raises(TooLong):
        await edit(jazz.club.id, Actor(ALICE), profile("Jazz", "x" * 10_000))
    with pytest.raises(NotAllowed):
        await edit(jazz.club.id, Actor(BOB), profile("Jazz", "new"))

    card = await jazz.clubs.card(GUILD, "Jazz")
    assert (card.club, card.description) == (jazz.club, "")


async def test_a_picture_is_kept_as_bytes_over_a_restart_and_can_be_taken_away(
    jazz: Cast, book: Database, events: Events, clock: MovableClock
) -> None:
    picture = await read_picture(drawn("PNG"))
    await jazz.clubs.profiles.picture(jazz.club.id, Actor(ALICE), picture)

    restarted = club_book(book, events, clock)
    card = await restarted.card(GUILD, "Jazz")
    assert await restarted.pictures.of(jazz.club.id, card.picture_digest) == picture

    await jazz.clubs.profiles.picture(jazz.club.id, Actor(ALICE), None)
    assert (await jazz.clubs.card(GUILD, "Jazz")).picture_digest is None
    with pytest.raises(NotAllowed):
        await jazz.clubs.profiles.picture(jazz.club.id, Actor(BOB), picture)


async def test_an_answer_is_required_only_to_a_question(jazz: Cast) -> None:
    await jazz.take_in_by(WayIn.APPROVAL, "", required=True)
    assert not (await jazz.clubs.card(GUILD, "Jazz")).answer_required

    await jazz.take_in_by(WayIn.APPROVAL, "Which\ninstrument?", required=True)
    card = await jazz.clubs.card(GUILD, "Jazz")
    assert (card.club.way_in, card.question, card.answer_required) == (
        WayIn.APPROVAL,
        "Which instrument?",
        True,
    )


async def test_an_archived_club_rests_and_goes_on_as_it_was(jazz: Cast, told: list[ClubEvent]) -> None:
    await jazz.let_in(BOB, ClubRole.ADMIN)
    told.clear()

    await jazz.clubs.profiles.archive(jazz.club.id, Actor(ALICE))

    for attempt in (
        jazz.clubs.join(jazz.club.id, CAROL),
        jazz.clubs.profiles.archive(jazz.club.id, Actor(ALICE)),
        jazz.clubs.profiles.edit(jazz.club.id, Actor(ALICE), profile()),
    ):
        with pytest.raises(ClubIsArchived):
            await attempt
    assert await jazz.clubs.of(GUILD) == []
    assert await jazz.clubs.archived(GUILD, "ja") == ["Jazz"]
    with pytest.raises(ClubNameTaken):
        await jazz.clubs.create(GUILD, "Jazz", CAROL)

    await jazz.clubs.profiles.restore(jazz.club.id, Actor(ALICE))
    assert await jazz.clubs.of(GUILD) == [jazz.club]
    assert await jazz.role(BOB) is ClubRole.ADMIN
    assert [type(event) for event in told] == [ClubArchived, ClubRestored]


async def test_only_the_owner_or_a_steward_archives_and_restores(jazz: Cast) -> None:
    await jazz.let_in(BOB, ClubRole.ADMIN)

    with pytest.raises(NotAllowed):
        await jazz.clubs.profiles.archive(jazz.club.id, Actor(BOB))
    await jazz.clubs.profiles.archive(jazz.club.id, STEWARD)
    with pytest.raises(NotAllowed):
        await jazz.clubs.profiles.restore(jazz.club.id, Actor(BOB))
    await jazz.clubs.profiles.restore(jazz.club.id, STEWARD)
    with pytest.raises(NotArchived):
        await jazz.clubs.profiles.restore(jazz.club.id, STEWARD)


async def test_a_club_that_everybody_left_belongs_to_whoever_restores_it(jazz: Cast) -> None:
    await jazz.clubs.leave(jazz.club.id, ALICE)

    await jazz.clubs.profiles.restore(jazz.club.id, STEWARD)

    assert (await jazz.now()).owner_id == STEWARD.user_id


async def test_clubs_are_found_by_what_they_are_called_first(jazz: Cast) -> None:
    await jazz.clubs.create(GUILD, "Blues", BOB)
    blues = await jazz.clubs.named(GUILD, "Blues")
    await jazz.clubs.profiles.edit(blues.id, Actor(BOB), profile("Blues", "Some JAZZ, too."))

    assert [card.club.name for card in await jazz.clubs.found(GUILD, "jazz")] == ["Jazz", "Blues"]
    assert [card.club.name for card in await jazz.clubs.found(GUILD, "some blues")] == ["Blues"]
    assert await jazz.clubs.found(GUILD, "opera") == []


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("a\r\nb\n\n\n\nc ", "a\nb\n\nc"),
        ("e\u0301\x00\u202ex\t", "\u00e9 x"),
        ("*bold* @everyone", "*bold* @everyone"),
    ],
)
def test_a_text_is_kept_as_it_was_typed_without_what_only_disturbs(typed: str, kept: str) -> None:
    assert tidy_text(typed, LONGEST_DESCRIPTION, "description") == kept
