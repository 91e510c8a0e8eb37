"""A cog that is taken out of the config leaves the rest as it was, on a database that knew it."""

from __future__ import annotations

import importlib
from pathlib import Path

import pytest

import cogs
from bot import loader
from bot.config import CogsConfig, load_config
from bot.errors import OperatorError
from bot.sandbox.server import Sandbox
from bot.storage.database import Database
from bot.testing import running

OURS = sorted(init.parent.name for init in Path(cogs.__path__[0]).glob("*/__init__.py"))
NEEDS: dict[str, tuple[str, ...]] = {name: importlib.import_module(f"cogs.{name}").requires for name in OURS}
# As somebody sees them who may not manage the server.
COMMANDS = {
    "admin": {"help", "settings", "privacy"},
    "clubs": {"club"},
    "rooms": {"room"},
    "hands": {"hand", "On stage"},
    "invitations": {"invitation"},
    "schedule": {"schedule"},
    "tips": {"tip", "Tip", "tips", "wallet"},
    "payments": {"money"},
    "playback": {"sound", "play", "announce", "music"},
    "recording": {"record", "clip"},
    "replays": {"replay"},
}


def without(name: str) -> list[str]:
    """What can still run without a cog: all but it and those that need it, directly or not."""
    gone = {name}
    while more := {other for other in OURS if other not in gone and gone & set(NEEDS[other])}:
        gone |= more
    return [other for other in OURS if other not in gone]


@pytest.mark.parametrize("removed", OURS)
async def test_without_a_cog_and_those_that_need_it_the_rest_runs(
    sandbox: Sandbox, book: Database, database_url: str, removed: str
) -> None:
    left = without(removed)
    config = load_config(None, database={"url": database_url}, cogs={"enabled": left})

    async with running(sandbox, config) as bot:
        names = {command["name"] for command in sandbox.person("Ada").commands()}
        assert await loader.check_all(book, bot.loaded) == []

    assert names == set().union(*(COMMANDS.get(name, set()) for name in left))


@pytest.mark.parametrize(("name", "needed"), [(name, need) for name in OURS for need in NEEDS[name]])
def test_a_cog_whose_need_was_removed_is_named_with_it(name: str, needed: str) -> None:
    # With all that still runs: whatever else needs it would be named in its place.
    others = tuple(without(needed))

    with pytest.raises(OperatorError, match=f"{name} requires {needed}, which does not run"):
        loader.find(CogsConfig(enabled=(name, *others)))
