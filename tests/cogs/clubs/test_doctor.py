"""What `rostra doctor` is told that clubs have in Discord."""

from __future__ import annotations

from pathlib import Path

from bot.clock import MovableClock
from bot.events import Events
from bot.storage.database import Database
from bot.testing import config_in
from cogs.clubs.doctor import needs
from cogs.clubs.places import Place
from cogs.clubs.roles import Actor
from tests.cogs.books import club_book


async def test_what_clubs_have_is_named_and_those_that_rest_are_left_alone(
    book: Database, database_url: str, events: Events, clock: MovableClock, tmp_path: Path
) -> None:
    clubs, owner = club_book(book, events, clock), Actor(1)
    jazz, folk, _ = [await clubs.create(10, name, 1) for name in ("Jazz", "Folk", "Blues")]
    for club, place, place_id in (
        (jazz, Place.ROLE, 31),
        (jazz, Place.STAGE, 32),
        (jazz, Place.CHANNEL, 33),
        (folk, Place.CHANNEL, 34),
    ):
        await clubs.places.bind(club.id, owner, place, place_id)
    await clubs.profiles.archive(folk.id, owner)

    given = await needs(config_in(tmp_path, database={"url": database_url}), 10)

    assert [(need.what, need.role_id, need.channel_id) for need in given] == [
        ("role of the club Jazz", 31, None),
        ("stage of the club Jazz", None, 32),
        ("text channel of the club Jazz", None, 33),
    ]
    assert await needs(config_in(tmp_path, database={"url": database_url}), 11) == []


async def test_where_there_is_no_database_yet_there_is_nothing_and_none_is_made(tmp_path: Path) -> None:
    none, empty = tmp_path / "none.db", tmp_path / "empty.db"
    empty.touch()

    for file in (none, empty):
        assert await needs(config_in(tmp_path, database={"url": f"sqlite+aiosqlite:///{file}"}), 10) == []

    assert not none.exists()
