"""How people want to be invited: by a mention in a channel, by direct message, or not at all.

Nobody gets a direct message who has not chosen it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy.dialects import postgresql, sqlite

from bot.storage.database import Database
from cogs.invitations.refusals import TakesNoInvitations
from cogs.invitations.tables import PreferenceRow


class ReceivesBy(StrEnum):
    """The ways to be invited."""

    CHANNEL = "channel"
    DM = "dm"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Preference:
    """What somebody chose, and in which language they did."""

    by: ReceivesBy = ReceivesBy.CHANNEL
    locale: str | None = None


class Preferences:
    """What everybody chose."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def of(self, guild_id: int, user_id: int) -> Preference:
        """How somebody wants to be invited in a community."""
        async with self._database.reading() as session:
            row = await session.get(PreferenceRow, (guild_id, user_id))
            return Preference() if row is None else Preference(ReceivesBy(row.receives_by), row.locale)

    async def choose(self, guild_id: int, user_id: int, by: ReceivesBy, locale: str) -> None:
        """Note what somebody chose."""
        insert = sqlite.insert if self._database.dialect == "sqlite" else postgresql.insert
        chosen = {"receives_by": by, "locale": locale}
        statement = insert(PreferenceRow).values(guild_id=guild_id, user_id=user_id, **chosen)
        async with self._database.transaction() as session:
            await session.execute(
                statement.on_conflict_do_update(index_elements=["guild_id", "user_id"], set_=chosen)
            )

    async def require_welcome(self, guild_id: int, user_id: int) -> None:
        """Prove that somebody takes invitations.

        Raises:
            TakesNoInvitations: they do not.
        """
        if (await self.of(guild_id, user_id)).by is ReceivesBy.NOTHING:
            raise TakesNoInvitations
