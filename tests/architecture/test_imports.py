"""The rules between cogs that import-linter cannot say, read from the source rather than trusted."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.architecture.source import FRAMEWORK, cogs, imports, name_of, python_files, required

# The face of a cog, where Discord may be met.
MAY_IMPORT_DISCORD = {
    "__init__",
    "cog",
    "listeners",
    "views",
    "checks",
    "bindings",
    "keeping",
    "making",
    "planning",
    "rehearsing",
    "telling",
    "moving",
    "greenroom",
    "acting",
    "posting",
    "recorder",
    "hearing",
    "showing",
    "stages",
    "clerk",
    "tipping",
}
# Pages and command lines import no discord.py themselves, but stand on parts of the framework that do.
NOT_RULES = MAY_IMPORT_DISCORD | {"web", "cli", "doctor"}
# What the sandbox shares with the bot is how bytes are laid out; its rules come from Discord's documentation.
SANDBOX_MAY_USE = ("bot.sandbox.", "bot.voice.ogg.", "bot.voice.opus.")


def leaks(cog: Path) -> Iterator[str]:
    """Name every place where a cog reaches another one by anything but the `api` of one it requires."""
    needed = required(cog)
    for file in python_files(cog):
        for name in imports(file):
            match name.split("."):
                case ["cogs", other, *rest] if other != cog.name:
                    if other not in needed:
                        yield f"{file} uses {other}, which it does not require"
                    elif rest[:1] != ["api"]:
                        yield f"{file} reaches behind {other}.api"


def rule_modules() -> list[str]:
    """Every module of a cog that must work where no discord.py is installed."""
    return [
        f"cogs.{cog.name}.{file.stem}"
        for cog in cogs()
        for file in sorted(cog.glob("*.py"))
        if file.stem not in NOT_RULES
    ]


def loads_discord(*modules: str) -> str:
    """Import the modules in a fresh interpreter; answer the first after which discord was there."""
    script = (
        "import importlib, sys\n"
        "for name in sys.argv[1:]:\n"
        "    importlib.import_module(name)\n"
        "    if 'discord' in sys.modules:\n"
        "        print(name)\n"
        "        break\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, *modules], capture_output=True, text=True, check=False, timeout=60
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


@pytest.mark.parametrize("cog", cogs(), ids=lambda cog: cog.name)
def test_a_cog_sees_only_the_public_face_of_cogs_it_requires(cog: Path) -> None:
    assert list(leaks(cog)) == []


@pytest.mark.parametrize("cog", cogs(), ids=lambda cog: cog.name)
def test_a_cog_requires_only_cogs_that_exist(cog: Path) -> None:
    assert required(cog) <= {other.name for other in cogs()}


@pytest.mark.parametrize("cog", cogs(), ids=lambda cog: cog.name)
def test_only_the_face_of_a_cog_imports_discord(cog: Path) -> None:
    # A module may be a folder: what is in `views` is of the views.
    others = [
        file
        for file in python_files(cog)
        if file.relative_to(cog).with_suffix("").parts[0] not in MAY_IMPORT_DISCORD
    ]

    assert [
        name_of(file) for file in others if any(m.split(".")[0] == "discord" for m in imports(file))
    ] == []


def test_the_framework_never_imports_a_cog() -> None:
    files = python_files(FRAMEWORK)
    assert files

    assert [name_of(file) for file in files if any(m.split(".")[0] == "cogs" for m in imports(file))] == []


def test_the_sandbox_shares_nothing_with_the_bot_but_formats_of_bytes() -> None:
    files = python_files(FRAMEWORK / "sandbox")
    assert files

    used = {name for file in files for name in imports(file) if name.split(".")[0] == "bot"}

    assert {name for name in used if not f"{name}.".startswith(SANDBOX_MAY_USE)} == set()


def test_rules_load_without_discord() -> None:
    assert loads_discord(*rule_modules()) == ""


def test_pure_voice_code_loads_without_discord() -> None:
    assert loads_discord("bot.voice.ogg") == ""


def test_a_module_that_loads_discord_is_seen() -> None:
    assert loads_discord("json", "discord.utils") == "discord.utils"


@pytest.mark.parametrize(
    ("line", "leak"),
    [
        ("from cogs.rooms.api import RoomOpened", None),
        ("from cogs.rooms import api", None),
        ("from cogs.rooms.tables import Room", "behind rooms.api"),
        ("from cogs.rooms import service", "behind rooms.api"),
        ("import cogs.rooms", "behind rooms.api"),
        ("from cogs.clubs.api import Club", "does not require"),
    ],
)
def test_a_reach_into_another_cog_is_named(tmp_path: Path, line: str, leak: str | None) -> None:
    cog = tmp_path / "hands"
    cog.mkdir()
    (cog / "__init__.py").write_text('requires: tuple[str, ...] = ("rooms",)\n', encoding="utf-8")
    (cog / "service.py").write_text(f"def late():\n    {line}\n", encoding="utf-8")

    found = list(leaks(cog))

    assert found == [] if leak is None else leak in found[0]


def test_the_cogs_are_found() -> None:
    assert {"clubs", "hands", "playback", "rooms", "tips"} <= {cog.name for cog in cogs()}
