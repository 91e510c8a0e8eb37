"""A bot for a test: its settings, its start, and what stops it."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.clock import MovableClock
from bot.errors import OperatorError
from bot.sandbox.server import Sandbox
from bot.testing import config_in, running


def test_sections_change_settings_key_by_key(tmp_path: Path) -> None:
    config = config_in(tmp_path, cogs={"folders": [tmp_path]}, log={"level": "DEBUG"})

    assert config.log.level == "DEBUG"
    assert config.cogs.enabled == ()
    assert config.cogs.folders == (tmp_path,)
    assert config.database.url.endswith("rostra.db")


async def test_a_bot_is_ready_and_takes_options(
    sandbox: Sandbox, tmp_path: Path, clock: MovableClock
) -> None:
    async with running(sandbox, config_in(tmp_path), clock=clock) as bot:
        assert bot.is_ready()
        assert bot.clock is clock

    assert bot.is_closed()


async def test_a_bot_that_cannot_start_says_why(sandbox: Sandbox, tmp_path: Path) -> None:
    config = config_in(tmp_path, cogs={"enabled": ["nowhere"]})

    with pytest.raises(OperatorError, match="nowhere"):
        async with running(sandbox, config):
            pytest.fail("it started")
