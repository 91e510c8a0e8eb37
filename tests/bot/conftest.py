"""A sandbox for the tests of the framework."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from bot.sandbox.server import Sandbox, SandboxOptions


@pytest.fixture
async def sandbox() -> AsyncIterator[Sandbox]:
    """A sandbox without rate limits, which have tests of their own."""
    async with Sandbox.start(SandboxOptions(rate_limits=False)) as started:
        yield started
