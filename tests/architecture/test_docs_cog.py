"""The cog of "Write a cog" is built from that page, and its tests from the next: what a guide says, works."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.pages import sections
from tests.architecture.source import DOCS, ROOT

GUIDES = DOCS / "how-to"


def write_files_of(page: Path, folder: Path) -> None:
    """Write down every file that a page shows: a heading with its name, then its text."""
    files = sections(page, level=3)
    assert files
    for name, text in files.items():
        found = re.search(r"^```\w*\n(.*?)^```$", text, flags=re.MULTILINE | re.DOTALL)
        assert found is not None, f"{name} has no code block"
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(found[1], encoding="utf-8")


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a module of Python in a folder, as its reader would after the installation."""
    return subprocess.run(
        [sys.executable, "-m", *arguments],
        cwd=folder,
        env=os.environ | {"PYTHONPATH": str(ROOT), "PYTEST_ADDOPTS": "-p no:cacheprovider"},
        capture_output=True,
        text=True,
        check=False,
        timeout=100,
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The folder `my-cogs` of the two guides."""
    write_files_of(GUIDES / "write-a-cog.md", tmp_path)
    write_files_of(GUIDES / "test-in-the-sandbox.md", tmp_path)
    return tmp_path


def test_the_cog_of_the_guide_passes_the_tests_of_the_guide(folder: Path) -> None:
    done = run(folder, "pytest", "-q")

    assert done.returncode == 0, done.stdout + done.stderr
    assert " passed" in done.stdout
