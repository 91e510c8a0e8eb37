"""Where replays were posted, as it is stored."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import delete, select

from bot.storage.database import Database
from cogs.recording.tables import PostRow, ReplayRow


@dataclass(frozen=True, slots=True)
class Post:
    """A message in which a replay is."""

    channel_id: int
    message_id: int


class Posts:
    """The messages of every replay."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def of(self, replay_id: int) -> list[Post]:
        """The messages in which a replay is, the oldest first."""
        query = (
            select(PostRow.channel_id, PostRow.message_id)
            .where(PostRow.replay_id == replay_id)
            .order_by(PostRow.message_id)
        )
        return [Post(*row) for row in await self._database.lookup(query)]

    async def add(self, replay_id: int, post: Post) -> bool:
        """Note a message; answers whether the replay is still there."""
        async with self._database.transaction() as session:
            if await session.get(ReplayRow, replay_id, with_for_update=True) is None:
                return False
            session.add(PostRow(message_id=post.message_id, channel_id=post.channel_id, replay_id=replay_id))
        return True

    async def remove(self, message_id: int) -> None:
        """Forget a message that is gone."""
        async with self._database.transaction() as session:
            await session.execute(delete(PostRow).where(PostRow.message_id == message_id))
