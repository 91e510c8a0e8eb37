"""`rostra ledger verify` tells whoever runs it what the proof found, by its words and its exit code."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bot.clock import SystemClock
from bot.events import Events
from bot.storage import migrate
from bot.storage.database import Database
from cogs.tips.api import Tip
from tests.bot.cli.terminal import Ended, rostra
from tests.cogs.books import tip_ledger


@pytest.fixture
async def written(tmp_path: Path, tracks: list[migrate.Track]) -> Path:
    """A file with two tips."""
    file = tmp_path / "club.db"
    database = Database(f"sqlite+aiosqlite:///{file}")
    for track in tracks:
        await migrate.upgrade(database, track)
    ledger = tip_ledger(database, Events(), SystemClock())
    for tipper in (1, 2):
        await ledger.tip(Tip(10, tipper, 3, 5, f"key {tipper}"))
    await database.close()
    return file


def ledger(file: Path, *arguments: str) -> Ended:
    url = f"sqlite+aiosqlite:///{file}"
    return rostra("ledger", *arguments, "--database", url, cwd=file.parent)


def verify(file: Path, *arguments: str) -> Ended:
    return ledger(file, "verify", *arguments)


def test_a_ledger_that_holds_is_said_to(written: Path) -> None:
    ended = verify(written)

    assert ended.code == 0, ended.err
    assert ended.out.startswith("The ledger holds:")
    assert "(2 tips)" in ended.out


def test_the_verdict_comes_as_json_too(written: Path) -> None:
    verdict = json.loads(verify(written, "--json", "--community", "10").out)

    assert (verdict["holds"], verdict["tips"], verdict["problems"]) == (True, 2, [])


def test_a_changed_balance_is_named_and_fails(written: Path) -> None:
    with closing(sqlite3.connect(written)) as database:
        database.execute("UPDATE tips_account SET balance_minor = balance_minor + 1 WHERE owner_id = 3")
        database.commit()

    ended = verify(written)

    assert ended.code == 1
    assert "holds 111, its entries sum to 110" in ended.out
    assert "does NOT hold: 1 problems" in ended.out


def test_a_database_without_a_ledger_is_one_line(tmp_path: Path) -> None:
    ended = verify(tmp_path / "empty.db")

    assert ended.code == 2
    assert ended.err.splitlines() == [
        "rostra: this database has no ledger, or an older one: run `rostra db upgrade`"
    ]


def test_a_ledger_goes_into_a_file_and_into_a_new_database(written: Path, tmp_path: Path) -> None:
    file, new = tmp_path / "ledger.jsonl", f"sqlite+aiosqlite:///{tmp_path / 'new.db'}"
    (tmp_path / "anchors.txt").write_text(
        rostra("ledger", "anchor", "--database", f"sqlite+aiosqlite:///{written}", cwd=tmp_path).out
    )

    exported = ledger(written, "export", str(file))
    rostra("db", "upgrade", "--database", new, cwd=tmp_path)
    imported = rostra(
        *("ledger", "import", str(file), "--database", new, "--anchor", "anchors.txt"), cwd=tmp_path
    )
    again = rostra("ledger", "import", str(file), "--database", new, cwd=tmp_path)

    assert (exported.code, file.stat().st_mode & 0o777) == (0, 0o600)
    assert imported.out == (
        "The ledger holds: 5 transfers and 4 accounts of 1 communities were imported.\n"
    ), imported.err
    assert (again.code, again.out) == (2, "")
    assert "this ledger is not empty" in again.err
    assert ledger(tmp_path / "new.db", "export").out == file.read_text()


@pytest.mark.parametrize(
    ("form", "first", "said"),
    [
        ("csv", "community,number,transfer", "key 2"),
        ("hledger", "decimal-mark .", "assets:10:wallet:3  5 points"),
    ],
)
def test_an_accountant_gets_the_ledger_in_another_form(
    written: Path, form: str, first: str, said: str
) -> None:
    ended = ledger(written, "export", "--format", form)

    assert ended.code == 0, ended.err
    assert ended.out.startswith(first)
    assert said in ended.out


def test_a_form_that_there_is_not_is_refused_with_those_that_there_are(written: Path) -> None:
    ended = ledger(written, "export", "--format", "pdf")

    assert ended.code == 2
    assert all(form in ended.err for form in ("jsonl", "csv", "hledger"))


def test_a_file_is_never_written_over(written: Path, tmp_path: Path) -> None:
    (tmp_path / "ledger.jsonl").write_text("mine")

    ended = ledger(written, "export", "ledger.jsonl")

    assert ended.code == 2
    assert "ledger.jsonl is there already" in ended.err
    assert (tmp_path / "ledger.jsonl").read_text() == "mine"
