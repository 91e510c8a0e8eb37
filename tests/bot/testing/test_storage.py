"""A test has a database of its own, in which its tracks have run, whatever another test did."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from bot.storage import migrate
from bot.storage.database import Database
from bot.testing.prepared import migrated

NOTES = '''
"""Notes."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade():
    op.create_table("notes_note", sa.Column("id", sa.Integer, primary_key=True))
'''


@pytest.fixture
def notes(tmp_path_factory: pytest.TempPathFactory) -> migrate.Track:
    """A track of one's own."""
    folder = tmp_path_factory.mktemp("notes") / "migrations"
    folder.mkdir()
    (folder / "0001_notes.py").write_text(NOTES, encoding="utf-8")
    return migrate.Track("notes", folder)


@pytest.fixture
def tracks(notes: migrate.Track) -> list[migrate.Track]:
    return [migrate.BOT, notes]


async def count(database: Database) -> int:
    async with database.reading() as session:
        return int((await session.execute(text("SELECT count(*) FROM notes_note"))).scalar_one())


@pytest.mark.parametrize("time", ["first", "second"])
async def test_every_test_begins_with_empty_tables(database: Database, time: str) -> None:
    assert await count(database) == 0, time

    async with database.transaction() as session:
        await session.execute(text("INSERT INTO notes_note (id) VALUES (1)"))

    assert await count(database) == 1


async def test_a_url_alone_is_of_an_empty_database(database_url: str) -> None:
    database = Database(database_url)
    with pytest.raises(migrate.SchemaBehind):
        await migrate.check(database, migrate.BOT)
    await database.close()


async def test_the_same_tracks_run_once(notes: migrate.Track) -> None:
    made = [await migrated(tracks) for tracks in ((migrate.BOT,), (notes,), (migrate.BOT,))]

    assert made[0] is made[2] != made[1]
