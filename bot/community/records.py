"""What is kept about people and communities: each cog says it, shows it and can erase it.

A cog that stores who somebody is has one object that fulfils `Records`, and hands it over while it
starts: `bot.records.add(__name__, records)`. Its catalogue says what is kept, `records-kept`, and
what is left once somebody is forgotten, `records-left`.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any, Final, Protocol

from sqlalchemy.ext.asyncio import AsyncSession

from bot.i18n import Safe, Text
from bot.storage.database import Database
from bot.undo import undoable

#: Stands where a person did who was forgotten: Discord gives nobody this id.
NOBODY: Final = 0


def mention(user_id: int) -> Safe | Text:
    """Name a person in a text, or say that it was somebody who is forgotten."""
    return Text("bot", "somebody") if user_id == NOBODY else Safe(f"<@{user_id}>")


Erase = Callable[[AsyncSession, int], Awaitable[None]]


class Records(Protocol):
    """What one cog keeps."""

    async def about(self, session: AsyncSession, guild_id: int, user_id: int) -> Mapping[str, Any]:
        """All that is kept about a person in a community, as JSON; nothing if there is nothing."""

    async def forget(self, session: AsyncSession, guild_id: int, user_id: int) -> None:
        """Erase a person from a community; what others rely on stays, without saying whose it was."""

    async def erase(self, session: AsyncSession, guild_id: int) -> None:
        """Erase a community that the bot has left long ago."""


@dataclass(frozen=True, slots=True)
class Kept:
    """What one cog keeps about somebody; `owner` is the package whose catalogue explains it."""

    owner: str
    records: Mapping[str, Any]


class RecordBook:
    """The records of every cog that runs."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._keepers: dict[str, Records] = {}
        self._erasures: list[Erase] = []

    def add(self, owner: str, records: Records) -> None:
        """Take in what a package keeps."""
        self._keepers[owner] = records
        undoable(partial(self._keepers.pop, owner, None))

    def also_erase(self, erase: Erase) -> None:
        """Have something erased together with a community that is not about people."""
        self._erasures.append(erase)
        undoable(partial(self._erasures.remove, erase))

    @property
    def owners(self) -> tuple[str, ...]:
        """The packages that keep something."""
        return tuple(self._keepers)

    async def about(self, guild_id: int, user_id: int) -> list[Kept]:
        """All that is kept about a person in a community, in one snapshot."""
        async with self._database.reading() as session:
            return [
                Kept(owner, await keeper.about(session, guild_id, user_id))
                for owner, keeper in self._keepers.items()
            ]

    async def forget(self, guild_id: int, user_id: int) -> None:
        """Erase a person from a community, in every cog or in none."""
        async with self._database.transaction() as session:
            # Who needs others starts after them, and is asked before them.
            for keeper in reversed(self._keepers.values()):
                await keeper.forget(session, guild_id, user_id)

    async def erase(self, session: AsyncSession, guild_id: int) -> None:
        """Erase a community from every cog, in the caller's transaction."""
        for keeper in reversed(self._keepers.values()):
            await keeper.erase(session, guild_id)
        for erase in reversed(self._erasures):
            await erase(session, guild_id)
