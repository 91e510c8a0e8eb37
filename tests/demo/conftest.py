"""A database of its own on the server that the tests were given."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from bot.testing.storage import empty_postgresql as new_database


@pytest.fixture
async def empty_postgresql() -> AsyncIterator[str]:
    """The URL of an empty database; it is removed after the test."""
    async with new_database() as url:
        yield url
