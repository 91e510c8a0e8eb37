"""What was founded under earlier versions is there after an update, with numbers in the order of coming."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from sqlalchemy import text

import cogs
from bot.clock import MovableClock
from bot.events import Events
from bot.storage import migrate
from bot.storage.database import Database
from cogs.clubs.api import CameBy, ClubNameTaken, ClubRole
from tests.cogs.books import club_book

GUILD, ALICE, BOB, CAROL = 10, 3, 2, 1
FOLDER = Path(cogs.__path__[0]) / "clubs" / "migrations"


@pytest.fixture
def tracks() -> list[migrate.Track]:
    """Give the framework's track alone: the cog's runs in two steps."""
    return [migrate.BOT]


@pytest.fixture
async def earlier(database: Database, tmp_path: Path) -> Database:
    """Give a database of the first version, with two clubs that look alike and three members."""
    shutil.copy(FOLDER / "0001_clubs.py", tmp_path)
    await migrate.upgrade(database, migrate.Track("clubs", tmp_path))
    async with database.transaction() as session:
        for statement in (
            "INSERT INTO clubs_club (guild_id, name, folded_name, created_at) VALUES"
            " (10, 'Jazz', 'jazz', '2024-01-01'), (10, 'J\u0430zz', 'j\u0430zz', '2024-01-02')",
            "INSERT INTO clubs_membership (club_id, user_id, role, joined_at) VALUES"
            " (1, 2, 'member', '2024-02-01'), (1, 3, 'owner', '2024-01-01'), (2, 1, 'owner', '2024-01-02')",
        ):
            await session.execute(text(statement))
    await migrate.upgrade(database, migrate.Track("clubs", FOLDER))
    return database


async def test_clubs_and_members_are_still_there(
    earlier: Database, events: Events, clock: MovableClock
) -> None:
    clubs = club_book(earlier, events, clock)

    jazz = await clubs.named(GUILD, "jazz")
    members = await clubs.members(jazz.id, 10)

    assert (jazz.id, jazz.owner_id) == (1, ALICE)
    assert [(m.user_id, m.number, m.role, m.came_by) for m in members] == [
        (ALICE, 1, ClubRole.OWNER, CameBy.FOUNDING),
        (BOB, 2, ClubRole.MEMBER, CameBy.OPEN),
    ]
    assert (await clubs.join(jazz.id, CAROL)).number == 3
    assert [card.member_count for card in await clubs.listed(GUILD)] == [3, 1]


async def test_names_that_were_allowed_before_are_kept_and_found_and_no_more_are_allowed(
    earlier: Database, events: Events, clock: MovableClock
) -> None:
    clubs = club_book(earlier, events, clock)

    assert (await clubs.named(GUILD, "J\u0430zz")).id == 2
    with pytest.raises(ClubNameTaken):
        await clubs.create(GUILD, "JAZZ", BOB)
    assert (await clubs.create(GUILD, "Blues", BOB)).id > 2
