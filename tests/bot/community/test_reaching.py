"""How people want to be reached, on SQLite and on PostgreSQL."""

from __future__ import annotations

import pytest
from sqlalchemy import String
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from bot.community.reaching import Preference, Preferences, ReachedBy
from bot.storage.database import Database
from bot.storage.types import Snowflake

HERE, THERE = 10, 20


class _Base(DeclarativeBase):
    """Apart from the tables of the project."""


class TideRow(_Base):
    """A table of a cog that tells people of tides."""

    __tablename__ = "tides_preference"

    guild_id: Mapped[int] = mapped_column(Snowflake, primary_key=True, autoincrement=False)
    user_id: Mapped[int] = mapped_column(Snowflake, primary_key=True, autoincrement=False)
    warned_by: Mapped[str] = mapped_column(String(10))
    locale: Mapped[str] = mapped_column(String(10))


@pytest.fixture
async def preferences(database: Database) -> Preferences:
    """Give that table, in which nobody has chosen anything."""
    async with database.transaction() as session:
        await (await session.connection()).run_sync(_Base.metadata.create_all)
    return Preferences(database, TideRow, "warned_by")


async def test_the_last_choice_holds_in_one_community_and_nobody_else_is_written_to(
    preferences: Preferences,
) -> None:
    people = range(1, 1_002)  # more than one statement names

    for by in (ReachedBy.NOTHING, ReachedBy.DM):
        await preferences.choose(HERE, 1_001, by, "fr")

    chosen = await preferences.of(HERE, people)
    assert list(chosen) == list(people)
    assert chosen.pop(1_001) == Preference(ReachedBy.DM, "fr")
    assert {one.by for one in chosen.values()} == {ReachedBy.CHANNEL}
    assert await preferences.of_one(THERE, 1_001) == Preference()
