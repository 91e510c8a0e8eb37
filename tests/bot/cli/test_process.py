"""The bot's process gets a quick event loop and as many descriptors as there are."""

from __future__ import annotations

import asyncio
import importlib.util

import pytest

from bot.cli import process


async def loop_module() -> str:
    return type(asyncio.get_running_loop()).__module__


def test_it_runs_on_uvloop_where_there_is_one() -> None:
    expected = "uvloop" if importlib.util.find_spec("uvloop") else "asyncio"

    assert process.run(loop_module()).startswith(expected)


def test_it_may_open_what_the_system_allows() -> None:
    resource = pytest.importorskip("resource")
    before = resource.getrlimit(resource.RLIMIT_NOFILE)

    process.raise_limit()
    try:
        soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        assert soft == hard == before[1]
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, before)
