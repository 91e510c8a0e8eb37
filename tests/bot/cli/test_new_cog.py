"""`rostra new-cog` writes a cog whose own tests pass, and changes nothing that is there."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from bot import loader
from bot.config import CogsConfig
from tests.architecture.source import ROOT
from tests.bot.cli.terminal import Ended, rostra


def new_cog(folder: Path, name: str) -> Ended:
    return rostra("new-cog", name, cwd=folder)


def refused(folder: Path, name: str) -> str:
    ended = new_cog(folder, name)
    assert ended.code == 2, ended.out
    assert len(ended.err.splitlines()) == 1, ended.err
    return ended.err


def its_own_tests(folder: Path) -> subprocess.CompletedProcess[str]:
    """What the tests in a folder say, run as its reader would after the installation."""
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider"],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=False,
        timeout=110,
    )


def test_the_tests_of_a_new_cog_pass(tmp_path: Path) -> None:
    assert new_cog(tmp_path, "book_club").code == 0

    done = its_own_tests(tmp_path)

    assert done.returncode == 0, done.stdout + done.stderr
    assert "4 passed" in done.stdout


def test_a_second_one_in_the_same_folder_leaves_the_first_alone(tmp_path: Path) -> None:
    new_cog(tmp_path, "quotes")
    (tmp_path / "conftest.py").write_text((tmp_path / "conftest.py").read_text() + "# mine\n")

    ended = new_cog(tmp_path, "recipes")

    assert ended.code == 0, ended.err
    assert "conftest.py" not in ended.out
    assert (tmp_path / "conftest.py").read_text().endswith("# mine\n")
    assert its_own_tests(tmp_path).stdout.count("8 passed") == 1


def test_it_says_what_to_do_next(tmp_path: Path) -> None:
    said = new_cog(tmp_path, "quotes").out

    assert "wrote quotes/cog.py" in said
    assert f'folders = ["{tmp_path}"]' in said
    assert [cog.name for cog in loader.find(CogsConfig(enabled=(), folders=(tmp_path,)))] == ["quotes"]


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("Quotes", "lower-case letters"),
        ("../quotes", "lower-case letters"),
        ("9lives", "lower-case letters"),
        ("a" * 32, "lower-case letters"),
        ("bot", "its first word not 'bot', 'alembic', 'sqlite'"),
        ("class", "a word of Python's"),
        ("print", "a word of Python's"),
        ("json", "a Python package that is installed"),
        ("clubs", "a cog of Rostra's"),
        ("clubs_extra", "a cog of Rostra's"),
        ("room", "/room is a command of the cog rooms"),
    ],
)
def test_a_name_that_cannot_be_is_refused_in_one_line(tmp_path: Path, name: str, why: str) -> None:
    assert why in refused(tmp_path, name)
    assert list(tmp_path.iterdir()) == []


def test_nothing_that_is_there_is_overwritten(tmp_path: Path) -> None:
    (tmp_path / "quotes").mkdir()
    (tmp_path / "test_recipes.py").touch()

    assert "is there already" in refused(tmp_path, "quotes")
    assert "is there already" in refused(tmp_path, "recipes")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["quotes", "test_recipes.py"]


def test_two_cogs_whose_tables_would_be_mixed_are_not_made(tmp_path: Path) -> None:
    new_cog(tmp_path, "quotes")

    assert "too close to quotes" in refused(tmp_path, "quotes_old")


def test_it_does_not_write_into_the_project_itself() -> None:
    assert "make one for your cogs" in refused(ROOT, "quotes")
    assert "make one for your cogs" in refused(ROOT / "cogs", "quotes")
