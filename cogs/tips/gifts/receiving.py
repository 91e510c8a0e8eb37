"""Who takes tips: what a person has said, which goes before what their community has set."""

from __future__ import annotations

from sqlalchemy import select

from bot.settings import SettingStore
from bot.storage.database import Database
from cogs.tips.settings import TipSettings
from cogs.tips.tables import ReceivingRow


class Receiving:
    """What people have said of tips to them."""

    def __init__(self, database: Database, settings: SettingStore) -> None:
        self._database = database
        self._settings = settings

    async def choose(self, guild_id: int, user_id: int, *, is_on: bool) -> None:
        """Note that somebody takes tips from now on, or takes none."""
        chosen = {"guild_id": guild_id, "user_id": user_id, "is_on": is_on}
        said = self._database.insert(ReceivingRow).values(chosen)
        async with self._database.transaction() as session:
            await session.execute(
                said.on_conflict_do_update(index_elements=["guild_id", "user_id"], set_={"is_on": is_on})
            )

    async def of(self, guild_id: int, user_id: int) -> bool:
        """Whether somebody takes tips."""
        said = select(ReceivingRow.is_on).where(
            ReceivingRow.guild_id == guild_id, ReceivingRow.user_id == user_id
        )
        async with self._database.reading() as session:
            is_on: bool | None = await session.scalar(said)
        if is_on is not None:
            return is_on
        return not (await self._settings.of(TipSettings, guild_id)).creators_opt_in
