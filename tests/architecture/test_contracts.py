"""The contracts of `.importlinter` hold, and each of them breaks when a file does what it forbids.

The offending imports are written into a copy of the project, beside a made-up cog of the usual shape, so that
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


class Offence(NamedTuple):
    """A line that must not stand in a file, the contract that must say so, and how."""

    file: str
    line: str
    contract: str
    said: str


OFFENCES = [
    Offence("bot/errors.py", "import cogs.specimen.api", "Cogs stand on", "bot.errors -> cogs.specimen.api"),
    Offence(
        "cogs/specimen/tables.py",
        "import cogs.specimen.service",
        "Inside a cog",
        "tables -> cogs.specimen.service",
    ),
    Offence(
        "cogs/specimen/checks.py",
        "import cogs.specimen.views",
        "Inside a cog",
        "checks -> cogs.specimen.views",
    ),
    Offence("cogs/specimen/unplaced.py", "", "Inside a cog", "- cogs.specimen.unplaced"),
    Offence(
        "cogs/specimen/service.py", "import discord", "Rules and tables", "cogs.specimen.service -> discord"
    ),
    Offence(
        "cogs/specimen/settings.py", "import bot.specimen", "Rules and tables", "bot.specimen -> discord"
    ),
    Offence(
        "cogs/specimen/web.py", "import discord", "Pages and command lines", "cogs.specimen.web -> discord"
    ),
    Offence(
        "cogs/specimen/cli.py", "import discord", "Pages and command lines", "cogs.specimen.cli -> discord"
    ),
    Offence(
        "bot/sandbox/errors.py", "import discord", "The sandbox is Discord", "bot.sandbox.errors -> discord"
    ),
    Offence("bot/demo/report.py", "import bot.client", "The demo speaks", "bot.demo.report -> bot.client"),
    Offence("bot/voice/ogg.py", "import asyncio", "Pure voice code", "bot.voice.ogg -> asyncio"),
]

#: What may know Discord, and what may only be asked by it.
OF_DISCORD = {
    *(
        "cog",
        "listeners",
        "showing",
        "clerk",
        "tipping",
        "views",
        "checks",
        "bindings",
        "keeping",
        "making",
        "stages",
        "planning",
        "rehearsing",
        "telling",
        "moving",
        "greenroom",
    ),
    *("acting", "posting", "recorder", "hearing", "running", "web", "cli", "doctor"),
}


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


def complaints(output: str) -> dict[str, str]:
    """What the tool says of each contract that it found broken, by the contract's name."""
    names = re.findall(r"^(.+?) BROKEN", output, flags=re.MULTILINE)
    details = output.partition("Broken contracts")[2]
    pieces = re.split("|".join(rf"^({re.escape(name)})$" for name in names), details, flags=re.MULTILINE)
    found = [piece for piece in pieces[1:] if piece is not None]
    return dict(zip(found[::2], found[1::2], strict=True))


def copy_to(folder: Path) -> Path:
    """The project as it is, plus a cog and a framework module to sin in."""
    for package in (FRAMEWORK, SLICES):
        shutil.copytree(package, folder / package.name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / ".importlinter", folder)
    (folder / "cogs/specimen").mkdir()
    for module in SPECIMEN:
        (folder / f"cogs/specimen/{module}.py").touch()
    (folder / "bot/specimen.py").write_text("import discord\n", encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def sins(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What is said of a copy in which every offence is committed."""
    folder = copy_to(tmp_path_factory.mktemp("offences"))
    for offence in OFFENCES:
        with (folder / offence.file).open("a", encoding="utf-8") as file:
            file.write(f"\n{offence.line}\n")
    done = lint_imports(folder)
    assert done.returncode == 1, done.stdout + done.stderr
    return complaints(done.stdout)


def test_the_contracts_hold() -> None:
    done = lint_imports(ROOT)

    assert done.returncode == 0, done.stdout + done.stderr


def test_a_cog_of_the_usual_shape_breaks_nothing(tmp_path: Path) -> None:
    done = lint_imports(copy_to(tmp_path))

    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("offence", OFFENCES, ids=lambda offence: f"{offence.file}: {offence.line}")
def test_a_forbidden_import_breaks_its_contract(sins: dict[str, str], offence: Offence) -> None:
    (said,) = [text for name, text in sins.items() if name.startswith(offence.contract)]

    assert offence.said in said


def test_every_contract_has_been_broken(sins: dict[str, str]) -> None:
    names = re.findall(
        r"^name = (.+)$", (ROOT / ".importlinter").read_text(encoding="utf-8"), flags=re.MULTILINE
    )

    assert set(sins) == set(names)


def test_every_rule_module_that_is_placed_is_kept_from_discord() -> None:
    config = configparser.ConfigParser(allow_no_value=True)
    config.read(ROOT / ".importlinter", encoding="utf-8")
    placed = set(re.findall(r"\((\w+)\)", config["importlinter:contract:slice"]["layers"]))
    kept = set(
        re.findall(
            r"cogs\.\*\.(\w+)", config["importlinter:contract:rules-know-no-discord"]["source_modules"]
        )
    )

    assert kept == placed - OF_DISCORD


#: What of `bot.voice` may know discord.py and the event loop.
FACING_DISCORD = {
    *("codecs", "connections", "events", "children", "preparing", "speech"),
    *("stage_connection", "supervisor"),
}


def test_every_voice_module_is_kept_pure_but_those_that_face_discord() -> None:
    files = {file.stem for file in (FRAMEWORK / "voice").glob("*.py")}
    pure = files - {"__init__", *FACING_DISCORD}
    kept = set(re.findall(r"bot\.voice\.(\w+)", (ROOT / ".importlinter").read_text(encoding="utf-8")))

    assert kept == pure
