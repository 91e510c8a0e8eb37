"""`rostra db` brings every track up to date, a stranger's cog too, and says what stands in the way."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path

import pytest

from bot.testing.storage import empty_postgresql as new_database
from tests.bot.cli.terminal import Ended, rostra
from tests.bot.outside import write, write_cog, write_notes

CONFIG = """
[database]
url = "sqlite+aiosqlite:///club.db"
[cogs]
enabled = {enabled}
folders = ["mine"]
"""


@pytest.fixture
async def empty_postgresql() -> AsyncIterator[str]:
    """Give the URL of an empty database of PostgreSQL, or skip the test where there is no server."""
    async with new_database() as url:
        yield url


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    """A folder of cogs of one's own, known to the config beside it."""
    configure(tmp_path, "[]")
    (tmp_path / "mine").mkdir()
    return tmp_path / "mine"


def configure(folder: Path, enabled: str) -> None:
    (folder / "config.toml").write_text(CONFIG.format(enabled=enabled), encoding="utf-8")


def db(mine: Path, command: str) -> Ended:
    return rostra("db", command, cwd=mine.parent)


def refused(mine: Path) -> str:
    ended = db(mine, "upgrade")
    assert ended.code == 2, ended.err
    assert len(ended.err.splitlines()) == 1, ended.err
    return ended.err


def test_a_cog_outside_the_project_gets_its_tables(mine: Path) -> None:
    write_notes(mine)

    upgraded = db(mine, "upgrade")

    assert upgraded.code == 0, upgraded.err
    assert "notes: up to date" in upgraded.out
    with closing(sqlite3.connect(mine.parent / "club.db")) as database:
        database.execute("INSERT INTO notes_note (words) VALUES ('x')")
    assert db(mine, "check").code == 0


def test_all_of_our_cogs_migrate(mine: Path) -> None:
    configure(mine.parent, '["clubs", "rooms", "hands", "tips", "playback"]')

    assert db(mine, "upgrade").code == 0
    assert db(mine, "check").out == "all tables are up to date\n"


def test_check_names_the_track_that_is_behind(mine: Path) -> None:
    db(mine, "upgrade")
    write_notes(mine)

    checked = db(mine, "check")

    assert checked.code == 1
    assert "notes" in checked.err


def test_check_makes_no_database(mine: Path) -> None:
    checked = db(mine, "check")

    assert checked.code == 1
    assert "club.db is not there yet" in checked.err
    assert not (mine.parent / "club.db").exists()


def test_what_was_backed_up_is_restored_into_a_database_that_is_empty(mine: Path, tmp_path: Path) -> None:
    assert "is not there yet" in rostra("db", "backup", "copy", cwd=tmp_path).err
    assert db(mine, "upgrade").code == 0

    made = rostra("db", "backup", "copy", cwd=tmp_path)
    again = rostra("db", "restore", "copy", cwd=tmp_path)
    elsewhere = ("--database", "sqlite+aiosqlite:///new.db")
    back = rostra("db", "restore", "copy", *elsewhere, cwd=tmp_path)

    assert (made.code, made.err) == (0, "")
    assert " MB" in made.out
    assert (again.code, again.err) == (2, "rostra: club.db is there already, and is not written over\n")
    assert (back.code, back.err) == (0, "")
    assert rostra("db", "check", *elsewhere, cwd=tmp_path).code == 0


@pytest.mark.postgresql
def test_a_copy_is_put_back_only_where_nothing_is(tmp_path: Path, empty_postgresql: str) -> None:
    if shutil.which("pg_dump") is None:
        pytest.skip("pg_dump is not there")
    (tmp_path / "config.toml").write_text("[cogs]\nenabled = []\n", encoding="utf-8")
    there = ("--database", empty_postgresql)
    assert rostra("db", "upgrade", *there, cwd=tmp_path).code == 0
    assert rostra("db", "backup", "copy", *there, cwd=tmp_path).code == 0

    refused = rostra("db", "restore", "copy", *there, cwd=tmp_path)

    assert refused.code == 2
    assert "a copy is put back where there is nothing" in refused.err


def test_check_names_tables_that_migrations_do_not_make(mine: Path) -> None:
    home = write_notes(mine)
    db(mine, "upgrade")
    table = home / "tables.py"
    table.write_text(table.read_text(encoding="utf-8") + "    mood: Mapped[str]\n", encoding="utf-8")

    checked = db(mine, "check")

    assert checked.code == 1
    assert "mood" in checked.err


def test_a_table_outside_its_cogs_prefix_is_refused(mine: Path) -> None:
    home = write_notes(mine)
    text = (home / "tables.py").read_text(encoding="utf-8").replace("notes_note", "clubs_note")
    write(home / "tables.py", text)

    assert "notes_clubs_note" in refused(mine)


def test_a_table_outside_its_cogs_prefix_is_refused_wherever_it_is_mapped(mine: Path) -> None:
    home = write_notes(mine)
    text = (home / "tables.py").read_text(encoding="utf-8").replace("notes_note", "clubs_note")
    (home / "tables.py").unlink()
    write(home / "__init__.py", text)

    assert "notes_clubs_note" in refused(mine)


def test_a_migration_that_fails_is_named_with_its_cog(mine: Path) -> None:
    home = write_notes(mine)
    write(
        home / "migrations" / "0001_notes.py", "revision, down_revision = '1', None\ndef upgrade(): 1 / 0\n"
    )

    assert "the migrations of notes failed: ZeroDivisionError: division by zero" in refused(mine)


def test_tables_without_migrations_are_refused(mine: Path) -> None:
    home = write_notes(mine)
    (home / "migrations" / "0001_notes.py").unlink()
    (home / "migrations").rmdir()

    assert "no migrations" in refused(mine)


def test_a_missing_required_cog_is_named(mine: Path) -> None:
    write_cog(mine, "echoes", 'requires = ("rooms",)\n')

    assert "echoes requires rooms" in refused(mine)


def test_a_missing_package_is_named(mine: Path) -> None:
    write_cog(mine, "echoes", "import a_library_nobody_has\n")

    assert "'a_library_nobody_has'" in refused(mine)


def test_a_command_line_that_cannot_be_imported_is_named(mine: Path) -> None:
    write_notes(mine, cli="import a_library_nobody_has\n")

    ended = rostra("notes", "count", cwd=mine.parent)

    assert ended.code == 2
    assert "notes.cli" in ended.err


@pytest.mark.parametrize(
    ("init", "said"),
    [
        ("x = (", "cog echoes cannot be imported: SyntaxError"),
        ("raise SystemExit(0)", "cog echoes cannot be imported: SystemExit: 0"),
        ("raise ValueError('two\\nlines')", "cog echoes cannot be imported: ValueError: two lines"),
        ("requires = 5", "cog echoes: `requires` is a tuple of names"),
        ("requires = 'clubs'", "cog echoes: `requires` is a tuple of names"),
    ],
)
def test_a_cog_that_cannot_be_read_is_named(mine: Path, init: str, said: str) -> None:
    write_cog(mine, "echoes", init)

    assert said in refused(mine)


def test_a_folder_that_is_a_cog_itself_is_said(mine: Path) -> None:
    write(mine / "__init__.py", "")

    assert "mine is a cog itself: name the folder in which it lies" in refused(mine)


def test_two_cogs_of_one_name_are_refused(mine: Path) -> None:
    write_cog(mine, "clubs", "")
    configure(mine.parent, '["clubs"]')

    assert "two cogs are called 'clubs'" in refused(mine)


def test_a_cog_must_not_hide_a_library(mine: Path) -> None:
    write_cog(mine, "json", "")

    assert "rename it" in refused(mine)


def test_cogs_that_require_each_other_are_refused(mine: Path) -> None:
    write_cog(mine, "first", 'requires = ("second",)\n')
    write_cog(mine, "second", 'requires = ("first",)\n')

    assert "circle" in refused(mine)


@pytest.mark.parametrize("name", ["bot_extra", "alembic_version", "sqlite_echo", "Echo"])
def test_a_name_whose_tables_would_pass_for_somebody_elses_is_refused(mine: Path, name: str) -> None:
    write_cog(mine, name, "")

    assert f"cog {name!r}: a name is lower-case letters" in refused(mine)


def test_a_name_that_begins_like_anothers_tables_is_refused(mine: Path) -> None:
    write_cog(mine, "echo", "")
    write_cog(mine, "echo_more", "")

    assert "rename one" in refused(mine)


def test_a_command_that_a_bad_setting_keeps_away_says_which(mine: Path) -> None:
    write_notes(mine)
    (mine.parent / "config.toml").write_text("[discord]\ntokn = 'x'\n[cogs]\nfolders = ['mine']\n")

    ended = rostra("notes", "count", cwd=mine.parent)

    assert ended.code == 2
    assert ended.err == "rostra: config.toml: discord.tokn: unknown setting; did you mean token?\n"


def test_a_command_of_ours_needs_no_folder_of_others(mine: Path) -> None:
    write_notes(mine, cli="import a_library_nobody_has\n")

    assert rostra("ledger", "--help", cwd=mine.parent).code == 0


@pytest.mark.parametrize("folders", ["['nowhere']", "['mine']"])
def test_help_works_beside_what_is_broken_and_says_it(mine: Path, folders: str) -> None:
    write_notes(mine, cli="import a_library_nobody_has\n")
    (mine.parent / "config.toml").write_text(f"[cogs]\nfolders = {folders}\n")

    ended = rostra("--help", cwd=mine.parent)

    assert ended.code == 0
    assert "ledger" in ended.out
    assert len(ended.err.splitlines()) == 1, ended.err


def test_a_cogs_own_command_line_is_mounted(mine: Path) -> None:
    write_notes(mine)

    assert rostra("notes", "count", cwd=mine.parent).out == "no notes yet\n"
    assert "No such command" in rostra("notes", "count", cwd=mine).err
