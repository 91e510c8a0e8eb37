"""Whoever has not installed the other clients is told what to do, and nothing fails."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conformance.clients import DISCORD_JS, HIKARI, HOME_VARIABLE, PROGRAMS, Library


def installed(home: Path, library: Library) -> Path:
    """Make it look as if a library were there; nothing of it is run."""
    interpreter = home / library.folder / "bin" / library.interpreter
    interpreter.parent.mkdir(parents=True)
    interpreter.touch(mode=0o755)
    (home / library.folder / library.package.replace("*", "0")).mkdir(parents=True)
    return home / library.folder


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the clients are looked for; no Node is on the PATH."""
    monkeypatch.setenv(HOME_VARIABLE, str(tmp_path))
    monkeypatch.setenv("PATH", str(tmp_path))
    return tmp_path


def test_without_the_variable_the_script_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(HOME_VARIABLE, raising=False)

    assert "tests/conformance/install" in (HIKARI.missing() or "")
    assert (PROGRAMS / "install").stat().st_mode & 0o100


@pytest.mark.usefixtures("home")
def test_without_node_its_absence_is_the_reason() -> None:
    assert DISCORD_JS.missing() == "discord.js needs node, which is not there"


def test_a_library_that_could_not_be_installed_says_why(home: Path) -> None:
    (installed(home, HIKARI) / "missing").write_text("No matching distribution found\n", encoding="utf-8")

    assert HIKARI.missing() == "hikari could not be installed: No matching distribution found"


def test_a_library_that_was_never_installed_is_missing(home: Path) -> None:
    folder = installed(home, HIKARI)
    assert HIKARI.missing() is None

    for package in folder.glob(HIKARI.package):
        package.rmdir()

    assert HIKARI.missing() == f"hikari is not installed in {home}"
