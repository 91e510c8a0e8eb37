"""Where the messages of playback stand: a board and a queue in a community, found again after a restart."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import delete, select

from bot.storage.database import Database
from cogs.playback.tables import MessageRow


class Kind(StrEnum):
    """What a message shows."""

    BOARD = "board"
    QUEUE = "queue"


@dataclass(frozen=True, slots=True)
class Shown:
    """A message, and the room that it is about; a board is about none."""

    channel_id: int
    message_id: int
    room_id: int | None = None


class Boards:
    """The messages of every community."""

    def __init__(self, database: Database) -> None:
        self._database = database
        #: Which page of its board a community looks at; after a restart the first.
        self.pages: dict[int, int] = {}

    async def of(self, guild_id: int, kind: Kind) -> Shown | None:
        """Where a message stands, if there is one."""
        here = select(MessageRow).where(MessageRow.guild_id == guild_id, MessageRow.kind == kind)
        async with self._database.reading() as session:
            row = await session.scalar(here)
        return None if row is None else Shown(row.channel_id, row.message_id, row.room_id)

    async def put(self, guild_id: int, kind: Kind, shown: Shown | None) -> Shown | None:
        """Note where a message stands now, or that it stands nowhere; answers where it stood before."""
        async with self._database.transaction() as session:
            gone = (
                delete(MessageRow)
                .where(MessageRow.guild_id == guild_id, MessageRow.kind == kind)
                .returning(MessageRow.channel_id, MessageRow.message_id, MessageRow.room_id)
            )
            before = (await session.execute(gone)).one_or_none()
            if shown is not None:
                session.add(
                    MessageRow(
                        guild_id=guild_id,
                        kind=kind,
                        channel_id=shown.channel_id,
                        message_id=shown.message_id,
                        room_id=shown.room_id,
                    )
                )
        return None if before is None else Shown(*before)
