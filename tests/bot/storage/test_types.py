from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import insert, select
from sqlalchemy.exc import StatementError

from bot.storage.database import Database
from bot.storage.types import LARGEST

if TYPE_CHECKING:
    from tests.bot.storage.conftest import Probe


async def kept(database: Database, probe: Probe, column: str, value: object) -> Any:
    async with database.transaction() as session:
        await session.execute(insert(probe.account).values({column: value}))
    async with database.reading() as session:
        return await session.scalar(select(probe.account.c[column]))


async def test_a_moment_comes_back_in_utc_whatever_its_zone_was(database: Database, probe: Probe) -> None:
    paris = datetime(2026, 7, 1, 21, 30, 0, 123456, tzinfo=timezone(timedelta(hours=2)))

    found = await kept(database, probe, "opened_at", paris)

    assert found == paris
    assert found.tzinfo == UTC


@pytest.mark.parametrize("value", [0, LARGEST])
async def test_an_id_of_64_bits_is_kept_whole(database: Database, probe: Probe, value: int) -> None:
    assert await kept(database, probe, "user_id", value) == value


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("opened_at", datetime(2026, 7, 1)),  # noqa: DTZ001 - a moment without a zone is the point
        ("user_id", -1),
        ("user_id", "80351110224678912"),
        ("user_id", True),
        ("balance", 1.5),
        ("balance", LARGEST + 1),
    ],
)
async def test_what_only_one_store_would_take_is_refused_on_both(
    database: Database, probe: Probe, column: str, value: object
) -> None:
    with pytest.raises(StatementError):
        await kept(database, probe, column, value)
