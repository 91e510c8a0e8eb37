"""What a cog may do while it starts; what is wrong with one is in `tests/bot/cli`, as the host reads it."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from types import ModuleType

import pytest

from bot import loader
from bot.client import Bot
from bot.errors import OperatorError
from bot.testing import config_in


@pytest.fixture
async def bot(tmp_path: Path) -> AsyncIterator[Bot]:
    """A bot that never logs in."""
    made = Bot(config_in(tmp_path))
    yield made
    await made.close()


@pytest.fixture
def echoes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> loader.CogPackage:
    """A cog whose start never ends."""

    async def setup(_bot: Bot) -> None:
        await asyncio.Event().wait()

    module = ModuleType("echoes")
    module.setup = setup  # type: ignore[attr-defined]  # as a package has it
    monkeypatch.setitem(sys.modules, "echoes", module)
    return loader.CogPackage("echoes", "echoes", tmp_path, ())


async def test_a_cog_whose_start_hangs_is_named(
    bot: Bot, echoes: loader.CogPackage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(loader, "SETUP_SECONDS", 0.01)

    with pytest.raises(OperatorError, match=r"cog echoes did not start within 0\.01 s"):
        await loader.start(bot, echoes)
