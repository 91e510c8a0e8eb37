from __future__ import annotations

import asyncio
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy import text

from bot.errors import OperatorError
from bot.storage import migrate
from bot.storage.base import Table
from bot.storage.database import Database
from bot.storage.migrate import MigrationFailed, SchemaAhead, SchemaBehind, SchemaDrifted, Track

FIRST = """
import sqlalchemy as sa
from alembic import op
revision, down_revision = "0001", None
def upgrade():
    op.create_table("guest_book", sa.Column("id", sa.Integer, primary_key=True))
    op.execute("INSERT INTO guest_book (id) VALUES (1)")
"""
SECOND = """
import sqlalchemy as sa
from alembic import op
revision, down_revision = "0002", "0001"
def upgrade():
    with op.batch_alter_table("guest_book") as batch:
        batch.add_column(sa.Column("name", sa.String(20)))
"""
FAILING = """
from alembic import op
revision, down_revision = "0002", "0001"
def upgrade():
    op.drop_table("guest_book")
    op.execute("SELECT * FROM nowhere")
"""
BROKEN_KEY = """
import sqlalchemy as sa
from alembic import op
revision, down_revision = "0002", "0001"
def upgrade():
    book = sa.ForeignKey("guest_book.id")
    op.create_table("guest_page", sa.Column("id", sa.Integer, book, primary_key=True))
    op.execute("INSERT INTO guest_page (id) VALUES (7)")
"""
GREEDY = """
from alembic import op
revision, down_revision = "0002", "0001"
def upgrade():
    op.execute("{statement}")
"""
PROCESS = """
import asyncio, sys
from pathlib import Path
from bot.storage import migrate
from bot.storage.database import Database
async def main():
    database = Database(sys.argv[1])
    await migrate.upgrade(database, migrate.BOT)
    await migrate.upgrade(database, migrate.Track("guest", Path(sys.argv[2])))
    await database.close()
asyncio.run(main())
"""


@pytest.fixture
def guest(tmp_path: Path) -> Track:
    folder = tmp_path / "guest 100%" / "migrations"
    folder.mkdir(parents=True)
    (folder / "0001_book.py").write_text(FIRST)
    return Track("guest", folder)


@pytest.fixture
def book() -> Iterator[sa.Table]:
    book = sa.Table("guest_book", Table.metadata, sa.Column("id", sa.Integer, primary_key=True))
    yield book
    Table.metadata.remove(book)


async def names(database: Database) -> list[str]:
    async with database.reading() as session:
        connection = await session.connection()
        return await connection.run_sync(lambda sync: sorted(sa.inspect(sync).get_table_names()))


async def test_the_frameworks_own_tables_and_migrations_agree(database: Database) -> None:
    await migrate.check(database, migrate.BOT)


async def test_a_second_upgrade_changes_nothing(database: Database, guest: Track) -> None:
    await migrate.upgrade(database, guest)
    before = await names(database)
    await migrate.upgrade(database, guest)

    assert await names(database) == before


async def test_each_track_has_its_own_version_and_sees_its_own_tables(
    database: Database, guest: Track, book: sa.Table
) -> None:
    await migrate.upgrade(database, guest)
    await migrate.check(database, guest)

    found = await names(database)

    others = [name for name in found if not name.startswith("bot_")]
    assert others == ["alembic_version_bot", "alembic_version_guest", book.name]


async def test_a_later_migration_keeps_the_rows(database: Database, guest: Track) -> None:
    await migrate.upgrade(database, guest)
    (guest.folder / "0002_name.py").write_text(SECOND)
    await migrate.upgrade(database, guest)

    async with database.reading() as session:
        assert (await session.execute(text("SELECT id, name FROM guest_book"))).all() == [(1, None)]


async def test_a_database_that_a_newer_version_has_migrated_is_told(database: Database, guest: Track) -> None:
    (guest.folder / "0002_name.py").write_text(SECOND)
    await migrate.upgrade(database, guest)
    (guest.folder / "0002_name.py").unlink()

    with pytest.raises(SchemaAhead, match="the tables of guest are of a newer version"):
        await migrate.check(database, guest)


async def test_a_migration_that_fails_leaves_everything_as_it_was(database: Database, guest: Track) -> None:
    await migrate.upgrade(database, guest)
    (guest.folder / "0002_failing.py").write_text(FAILING)

    with pytest.raises(MigrationFailed, match=r"guest failed: .*nowhere"):
        await migrate.upgrade(database, guest)

    assert "guest_book" in await names(database)


@pytest.mark.parametrize(
    ("migration", "said"),
    [
        ("x = (", "SyntaxError"),
        ("revision, down_revision = '0002', '0001'\ndef upgrade():\n    1 / 0", "division by zero"),
        ("revision, down_revision = '0002', '0000'\ndef upgrade():\n    pass", "0000 .* is not present"),
        ("def upgrade():\n    pass", "revision"),
        (BROKEN_KEY, "foreign key"),
    ],
)
async def test_whatever_a_migration_raises_is_one_line_that_names_the_track(
    database: Database, guest: Track, migration: str, said: str
) -> None:
    (guest.folder / "0002_broken.py").write_text(migration)

    with pytest.raises(OperatorError, match=f"the migrations of guest .*{said}") as caught:
        await migrate.upgrade(database, guest)

    assert "\n" not in str(caught.value)
    assert "guest_book" not in await names(database)


@pytest.mark.parametrize(
    "statement",
    ["CREATE TABLE tips_vault (id INTEGER)", "DROP TABLE bot_timer", "CREATE TABLE guests (i INTEGER)"],
)
async def test_a_migration_that_touches_the_tables_of_others_is_refused_and_undone(
    database: Database, guest: Track, statement: str
) -> None:
    (guest.folder / "0002_greedy.py").write_text(GREEDY.format(statement=statement))
    before = await names(database)

    with pytest.raises(
        MigrationFailed, match=f"guest make or drop {statement.split()[2]}: .* begin with guest_"
    ):
        await migrate.upgrade(database, guest)

    assert await names(database) == before


@pytest.mark.usefixtures("book")
async def test_a_database_that_is_behind_says_what_to_run(database: Database, guest: Track) -> None:
    with pytest.raises(SchemaBehind, match="rostra db upgrade"):
        await migrate.check(database, guest)


async def test_a_mapped_column_without_a_migration_is_found(
    database: Database, guest: Track, book: sa.Table
) -> None:
    await migrate.upgrade(database, guest)
    book.append_column(sa.Column("name", sa.String(20)))

    with pytest.raises(SchemaDrifted, match="name"):
        await migrate.check(database, guest)


async def test_a_database_from_a_newer_version_is_refused_readably(database: Database, guest: Track) -> None:
    (guest.folder / "0002_name.py").write_text(SECOND)
    await migrate.upgrade(database, guest)
    (guest.folder / "0002_name.py").unlink()

    with pytest.raises(OperatorError, match=r"migrations of guest.*0002"):
        await migrate.upgrade(database, guest)


async def test_processes_that_start_together_do_not_collide(database_url: str, guest: Track) -> None:
    processes = [
        await asyncio.create_subprocess_exec(sys.executable, "-c", PROCESS, database_url, guest.folder)
        for _ in range(3)
    ]

    assert [await process.wait() for process in processes] == [0, 0, 0]


async def test_two_databases_are_upgraded_at_once(database: Database, guest: Track, tmp_path: Path) -> None:
    other = Database(f"sqlite+aiosqlite:///{tmp_path / 'other.db'}")

    await asyncio.gather(migrate.upgrade(database, guest), migrate.upgrade(other, guest))

    assert "guest_book" in await names(other)
    await other.close()
