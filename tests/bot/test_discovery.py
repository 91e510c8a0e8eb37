"""A cog that somebody installed is found by its entry point, and runs when it is named."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot import discovery
from bot.config import CogsConfig
from bot.errors import OperatorError
from tests.bot.outside import write


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A place where packages are installed, with the cog `echoes` in the package `echoes_of_ada`."""
    write(tmp_path / "echoes_of_ada/__init__.py", "requires = ('clubs',)\n")
    write(tmp_path / "echoes-1.0.dist-info/METADATA", "Metadata-Version: 2.1\nName: echoes\nVersion: 1.0\n")
    enter(tmp_path, "echoes = echoes_of_ada")
    monkeypatch.syspath_prepend(tmp_path)
    return tmp_path


def enter(installed: Path, *points: str) -> None:
    """Say which cogs the package has."""
    text = "\n".join(("[rostra.cogs]", *points))
    write(installed / "echoes-1.0.dist-info/entry_points.txt", text)


@pytest.mark.usefixtures("installed")
def test_an_installed_cog_runs_when_it_is_named() -> None:
    clubs, echoes = discovery.find(CogsConfig(enabled=("echoes", "clubs")))

    assert (clubs.name, echoes.name, echoes.package) == ("clubs", "echoes", "echoes_of_ada")


@pytest.mark.usefixtures("installed")
def test_an_installed_cog_that_is_not_named_does_not_run() -> None:
    assert [cog.name for cog in discovery.find(CogsConfig(enabled=("clubs",)))] == ["clubs"]


@pytest.mark.usefixtures("installed")
def test_an_installed_cog_is_suggested_to_whoever_misspells_it() -> None:
    with pytest.raises(OperatorError, match=r"there is no cog 'echos'; did you mean echoes\?"):
        discovery.find(CogsConfig(enabled=("echos",)))


def test_an_installed_cog_with_the_name_of_ours_is_refused(installed: Path) -> None:
    enter(installed, "clubs = echoes_of_ada")

    with pytest.raises(OperatorError, match=r"two cogs are called 'clubs', cogs\.clubs and echoes_of_ada"):
        discovery.find(CogsConfig(enabled=("clubs",)))


def test_an_entry_point_that_leads_nowhere_is_named(installed: Path) -> None:
    enter(installed, "echoes = gone_with_ada")

    with pytest.raises(OperatorError, match="cog echoes needs the Python package 'gone_with_ada'"):
        discovery.find(CogsConfig(enabled=("echoes",)))
