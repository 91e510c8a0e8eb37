"""Waiting ends as soon as it may, and never goes on for ever."""

from __future__ import annotations

import asyncio

import pytest

from bot.testing import eventually


async def test_what_has_happened_is_not_waited_for() -> None:
    await eventually(lambda: True, within_seconds=0.0)


async def test_what_another_task_does_is_noticed() -> None:
    done = asyncio.Event()
    asyncio.get_running_loop().call_later(0.01, done.set)

    await eventually(done.is_set)


async def test_what_does_not_happen_is_given_up() -> None:
    with pytest.raises(TimeoutError):
        await eventually(lambda: False, within_seconds=0.01)
