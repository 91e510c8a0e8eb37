"""The contracts of `.importlinter` hold, and each of them breaks when a file does what it forbids.

The offending import is written into a copy of the project, beside a made-up cog of the usual shape, so that
every contract is put to the same question whatever our own cogs look like.
"""

from __future__ import annotations

import configparser
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.architecture.source import FRAMEWORK, ROOT, SLICES

SPECIMEN = ("__init__", "cog", "web", "cli", "views", "checks", "service", "tables", "settings", "api")
RULES = "Rules and tables never reach discord.py"


class Offence(NamedTuple):
    """A line that must not stand in a file, and the contract that must say so."""

    file: str
    line: str
    contract: str


OFFENCES = [
    Offence("bot/errors.py", "import cogs.specimen.api", "Cogs stand on the framework"),
    Offence("cogs/specimen/tables.py", "import cogs.specimen.service", "Inside a cog"),
    Offence("cogs/specimen/checks.py", "import cogs.specimen.views", "Inside a cog"),
    Offence("cogs/specimen/unplaced.py", "", "Inside a cog"),
    Offence("cogs/specimen/service.py", "import discord", RULES),
    Offence("cogs/specimen/api.py", "import bot.specimen", RULES),
    Offence("cogs/specimen/web.py", "import discord", "Pages and command lines"),
    Offence("cogs/specimen/cli.py", "import discord", "Pages and command lines"),
    Offence("bot/sandbox/errors.py", "import discord", "The sandbox is Discord"),
    Offence("bot/voice/ogg.py", "import asyncio", "Pure voice code"),
]


def lint_imports(folder: Path) -> subprocess.CompletedProcess[str]:
    """Run the tool on the packages of a folder, as a person would in it."""
    return subprocess.run(
        [
            sys.executable,
            "-c",
            "from importlinter.cli import lint_imports_command as main; main()",
            "--no-cache",
        ],
        cwd=folder,
        env=os.environ | {"PYTHONPATH": str(folder), "NO_COLOR": "1", "COLUMNS": "200"},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def broken(output: str) -> list[str]:
    """The names of the contracts that the tool found broken."""
    return re.findall(r"^(.+?) BROKEN", output, flags=re.MULTILINE)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The project as it is, plus a cog and a framework module to sin in."""
    for package in (FRAMEWORK, SLICES):
        shutil.copytree(package, tmp_path / package.name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / ".importlinter", tmp_path)
    (tmp_path / "cogs/specimen").mkdir()
    for module in SPECIMEN:
        (tmp_path / f"cogs/specimen/{module}.py").touch()
    (tmp_path / "bot/specimen.py").write_text("import discord\n", encoding="utf-8")
    return tmp_path


def test_the_contracts_hold() -> None:
    done = lint_imports(ROOT)

    assert done.returncode == 0, done.stdout + done.stderr


def test_a_cog_of_the_usual_shape_breaks_nothing(copy: Path) -> None:
    done = lint_imports(copy)

    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("offence", OFFENCES, ids=lambda offence: f"{offence.file}: {offence.line}")
def test_a_forbidden_import_breaks_its_contract(copy: Path, offence: Offence) -> None:
    with (copy / offence.file).open("a", encoding="utf-8") as file:
        file.write(f"\n{offence.line}\n")

    done = lint_imports(copy)

    assert done.returncode == 1, done.stdout + done.stderr
    assert [name for name in broken(done.stdout) if name.startswith(offence.contract)], done.stdout


def test_every_rule_module_that_is_placed_is_kept_from_discord() -> None:
    config = configparser.ConfigParser(allow_no_value=True)
    config.read(ROOT / ".importlinter", encoding="utf-8")
    placed = set(re.findall(r"\((\w+)\)", config["importlinter:contract:slice"]["layers"]))
    kept = set(
        re.findall(
            r"cogs\.\*\.(\w+)", config["importlinter:contract:rules-know-no-discord"]["source_modules"]
        )
    )

    assert kept == placed - {"cog", "views", "checks", "web", "cli"}
