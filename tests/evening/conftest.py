"""An evening on SQLite; tests that name `database_url` themselves play it on PostgreSQL, too."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.evening.night import Night, night


@pytest.fixture
async def evening(tmp_path: Path) -> AsyncIterator[Night]:
    """Give an evening with an open room, on SQLite."""
    async with night(tmp_path, f"sqlite+aiosqlite:///{tmp_path / 'evening.db'}") as begun:
        await begun.open()
        yield begun
