"""A file says what the ledger says, and what people typed is no more than a text in it."""

from __future__ import annotations

import csv
import io
import json
import shutil
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.sandbox.people.person import Person
from cogs.tips.api import Movement
from cogs.tips.exports import COLUMNS, Form, written
from tests.cogs.house import House

AT = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
TRAPS = ["=1+1", "+1", "-1+cmd", "@SUM(A1)", "\t=1", 'a "quoted", one', "date:yesterday [2026-99-99] ; x"]
MOVEMENTS = [
    Movement(number, AT, -150, "EUR", "tip", (7,), note) for number, note in enumerate(TRAPS, start=1)
] + [Movement(99, AT, 3, "points", "issue")]


def test_a_spreadsheet_finds_no_formula() -> None:
    rows = list(csv.DictReader(io.StringIO(written(Form.CSV, MOVEMENTS).decode())))

    assert tuple(rows[0]) == COLUMNS
    notes = [row["note"] for row in rows]
    assert not any(note[:1] in {"=", "+", "-", "@", "\t", "\r"} for note in notes)
    assert [note.removeprefix("'") for note in notes[:7]] == TRAPS
    assert {row["amount"] for row in rows} == {"-1.50", "3"}


@pytest.mark.parametrize(
    "note", ["thanks;=1+1", "two\n@SUM(A1)", 'a;b; "-cmd', " =1+1", "\uff1d1+1", "a\t+1"]
)
@pytest.mark.parametrize("between", [",", ";", "\t"])
def test_a_spreadsheet_finds_none_wherever_it_takes_a_cell_to_begin(note: str, between: str) -> None:
    told = written(Form.CSV, [Movement(1, AT, 3, "points", "tip", (7,), note)]).decode()

    cells = [one for row in csv.reader(io.StringIO(told), delimiter=between) for one in row]
    lines = [one for line in told.splitlines() for one in line.split(between)]
    assert not any(one.strip(' "')[:1] in {*"=+-@", "\uff1d"} for one in cells + lines if one.strip(' "'))


def test_every_line_is_an_object_of_its_own() -> None:
    lines = [json.loads(line) for line in written(Form.JSONL, MOVEMENTS).decode().splitlines()]

    assert [line["note"] for line in lines[:7]] == TRAPS
    assert (lines[0]["with"], lines[0]["amount"], lines[0]["date"]) == ("7", "-1.50", "2026-01-02")


def test_the_oldest_comes_first() -> None:
    lines = written(Form.JSONL, MOVEMENTS[::-1]).decode().splitlines()

    assert [int(json.loads(line)["transfer"]) for line in lines] == [1, 2, 3, 4, 5, 6, 7, 99]


def test_a_journal_says_what_it_was_for() -> None:
    journal = written(Form.HLEDGER, MOVEMENTS[-1:]).decode()

    assert journal == (
        "decimal-mark .\n\n2026-01-02 * (99) issue\n"
        "    assets:wallet:points  3 points\n    equity:issued  -3 points\n"
    )


def test_hledger_takes_the_journal(tmp_path: Path) -> None:
    if (hledger := shutil.which("hledger")) is None:
        pytest.skip("hledger is not installed")
    file = tmp_path / "tips.journal"
    file.write_bytes(written(Form.HLEDGER, MOVEMENTS))

    checked = subprocess.run([hledger, "-f", str(file), "check"], capture_output=True, check=False)

    assert (checked.returncode, checked.stderr) == (0, b"")


@pytest.fixture
def people(house: House) -> tuple[Person, Person]:
    return house.person("Ada"), house.person("Bob")


@pytest.mark.parametrize("form", list(Form))
async def test_somebody_gets_their_file(people: tuple[Person, Person], form: Form) -> None:
    ada, bob = people
    await ada.slash("tip", member=bob.id, amount="5", note="=HYPERLINK(1)")

    seen = await bob.slash("tips export", form=form.value)

    assert "2 movements are in the file." in seen.text


async def test_who_has_nothing_gets_no_file(people: tuple[Person, Person]) -> None:
    ada, _ = people

    assert "nothing then" in (await ada.slash("tips export", form="csv", year=2015)).text
