"""How people want to be reached in a community: by a mention in a channel, by direct message, or not at all.

Nobody gets a direct message who has not chosen it. What it is about, each cog asks by itself, and keeps in a
table of its own: whoever takes invitations by direct message may want no reminders.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import select

from bot.storage.database import Database

#: A statement names no more people than this (SQLite has a limit).
_AT_ONCE = 500


class ReachedBy(StrEnum):
    """The ways to reach somebody."""

    CHANNEL = "channel"
    DM = "dm"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Preference:
    """What somebody chose, and in which language they did; nobody has chosen the first, and no language."""

    by: ReachedBy = ReachedBy.CHANNEL
    locale: str | None = None


class Preferences:
    """What everybody chose about one thing.

    The mapped class `table` has `guild_id` and `user_id` as its key, `locale`, and `by`: the name of the
    column that says the way.
    """

    def __init__(self, database: Database, table: type[Any], by: str) -> None:
        self._database = database
        self._table = table
        self._by = by

    async def of(self, guild_id: int, people: Collection[int]) -> dict[int, Preference]:
        """How people want to be reached in a community, each of them."""
        found = {user_id: Preference() for user_id in people}
        listed, table = list(found), self._table
        asked = select(table.user_id, getattr(table, self._by), table.locale)
        for begin in range(0, len(listed), _AT_ONCE):
            some = table.user_id.in_(listed[begin : begin + _AT_ONCE])
            for user_id, by, locale in await self._database.lookup(
                asked.where(table.guild_id == guild_id, some)
            ):
                found[user_id] = Preference(ReachedBy(by), locale)
        return found

    async def of_one(self, guild_id: int, user_id: int) -> Preference:
        """The same of one person."""
        return (await self.of(guild_id, [user_id]))[user_id]

    async def choose(self, guild_id: int, user_id: int, by: ReachedBy, locale: str) -> None:
        """Note what somebody chose."""
        chosen = {self._by: by, "locale": locale}
        statement = self._database.insert(self._table).values(guild_id=guild_id, user_id=user_id, **chosen)
        async with self._database.transaction() as session:
            await session.execute(
                statement.on_conflict_do_update(index_elements=["guild_id", "user_id"], set_=chosen)
            )
