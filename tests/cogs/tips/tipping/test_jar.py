"""The jar of a room, from the first gift until it is shared."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.client import Bot
from bot.clock import MovableClock
from bot.config import load_config
from bot.sandbox.server import Sandbox
from bot.testing import eventually, running
from tests.cogs.house import House
from tests.cogs.tips.test_settings import set_tips
from tests.cogs.tips.tipping.conftest import comes_up, has
from tests.cogs.tips.tipping.test_stage import said


@pytest.fixture
async def bot(sandbox: Sandbox, tmp_path: Path, clock: MovableClock) -> AsyncIterator[Bot]:
    """Give a bot whose time the test moves."""
    config = load_config(None, database={"url": f"sqlite+aiosqlite:///{tmp_path / 'evening.db'}"})
    async with running(sandbox, config, clock=clock) as started:
        yield started


async def test_a_jar_is_shared_as_it_was_shown(house: House, clock: MovableClock) -> None:
    await set_tips(house, jar_rule="equal", jar_minutes=5)
    host = await house.room()
    ada, bob = await house.listener("Ada"), await house.listener("Bob")
    await comes_up(house, host, bob)
    assert "is empty" in (await ada.slash("tips jar")).text
    assert "into the jar of this room" in (await ada.slash("tips jar", amount="30", note="for tea")).text
    await eventually(lambda: said(house, ada, "**In the jar:** 30 points"))
    assert f"- {bob.mention}: 30" in (await ada.slash("tips jar")).text
    clock.advance(60)

    await host.slash("room close")

    await eventually(lambda: said(house, bob, "It is shared in 5 minutes"))
    assert await has(house, bob) == 100
    clock.advance(301)
    await eventually(lambda: said(house, bob, f"was shared: 30 points.**\n- {bob.mention}: 30"))
    assert await has(house, bob) == 130
    assert "30 from the jar of a room" in (await bob.slash("wallet")).text
    assert "30 into the jar of a room: “for tea”" in (await ada.slash("wallet")).text
