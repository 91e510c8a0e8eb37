"""The cog of "Write a cog" is built from that page, file by file, and runs outside the project."""

from __future__ import annotations

import importlib
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bot import loader
from bot.clock import MovableClock
from bot.config import CogsConfig
from bot.events import Events
from bot.i18n import Words
from bot.storage.database import Database
from tests.architecture.pages import sections
from tests.architecture.source import DOCS

PAGE = DOCS / "how-to" / "write-a-cog.md"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The files of the page, written down as it says."""
    folder = tmp_path_factory.mktemp("my-cogs")
    for name, text in sections(PAGE, level=3).items():
        found = re.search(r"^```\w*\n(.*?)^```$", text, flags=re.MULTILINE | re.DOTALL)
        assert found is not None, f"{name} has no code block"
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(found[1], encoding="utf-8")
    yield folder
    sys.path[:] = [entry for entry in sys.path if entry != str(folder.resolve())]


@pytest.fixture
def cog(folder: Path) -> loader.CogPackage:
    """The cog as the loader finds it, with no cog of ours beside it."""
    (found,) = loader.find(CogsConfig(enabled=(), folders=(folder,)))
    return found


async def test_the_cog_of_the_page_loads_migrates_and_counts(
    cog: loader.CogPackage, database: Database, clock: MovableClock
) -> None:
    await loader.migrate_all(database, [cog])
    service: Any = importlib.import_module("applause.service")
    applause = service.Applause(database, Events(), clock.now)

    await applause.applaud(1, user_id=2, clapper_id=3)

    assert await applause.applaud(1, user_id=2, clapper_id=4) == 2
    assert await loader.check_all(database, [cog]) == []


async def test_the_cog_of_the_page_refuses_in_both_languages(
    cog: loader.CogPackage, database: Database, clock: MovableClock
) -> None:
    words = Words()
    words.add(cog.package, cog.home / "locale")
    service: Any = importlib.import_module("applause.service")
    api: Any = importlib.import_module("applause.api")

    with pytest.raises(api.ApplauseForOneself) as refusal:
        await service.Applause(database, Events(), clock.now).applaud(1, user_id=2, clapper_id=2)

    assert words.refusal(refusal.value, "en-US") == "Applause comes from others."
    assert words.refusal(refusal.value, "fr") == "Les applaudissements viennent des autres."
