"""How people want to be reminded: by a mention in a channel, by direct message, or not at all.

Nobody gets a direct message who has not chosen it. Whoever has chosen nothing is mentioned, since they
pressed *Interested*; that is switched off here.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite

from bot.storage.database import Database
from cogs.schedule.tables import PreferenceRow

#: A statement names no more people than this (SQLite has a limit).
_AT_ONCE = 500


class RemindedBy(StrEnum):
    """The ways to be reminded."""

    CHANNEL = "channel"
    DM = "dm"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Preference:
    """What somebody chose, and in which language they did."""

    by: RemindedBy = RemindedBy.CHANNEL
    locale: str = "en-US"


class Preferences:
    """What everybody chose."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def of(self, guild_id: int, people: Collection[int]) -> dict[int, Preference]:
        """How people want to be reminded in a community."""
        found = {user_id: Preference() for user_id in people}
        listed = list(found)
        async with self._database.reading() as session:
            for begin in range(0, len(listed), _AT_ONCE):
                rows = await session.scalars(
                    select(PreferenceRow).where(
                        PreferenceRow.guild_id == guild_id,
                        PreferenceRow.user_id.in_(listed[begin : begin + _AT_ONCE]),
                    )
                )
                for row in rows:
                    found[row.user_id] = Preference(RemindedBy(row.reminded_by), row.locale)
        return found

    async def choose(self, guild_id: int, user_id: int, by: RemindedBy, locale: str) -> None:
        """Note what somebody chose."""
        insert = sqlite.insert if self._database.dialect == "sqlite" else postgresql.insert
        chosen = {"reminded_by": by, "locale": locale}
        statement = insert(PreferenceRow).values(guild_id=guild_id, user_id=user_id, **chosen)
        async with self._database.transaction() as session:
            await session.execute(
                statement.on_conflict_do_update(index_elements=["guild_id", "user_id"], set_=chosen)
            )
