"""Clips that were posted: where they stand, and who is heard in them.

A clip is public, so whoever takes their voice out of the recording, or is forgotten, takes back as well what
was posted of it, and with a recording go all of its clips: a timer that is written with that deletes the
message.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.storage.database import Database
from bot.timers import Timers
from cogs.recording.tables import ClipVoiceRow

#: The timer by which the message of a clip goes.
REMOVE_CLIP = "recording.remove-clip"


class PostedClips:
    """The clips that were posted, of every community."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def note(
        self, guild_id: int, replay_id: int, channel_id: int, message_id: int, user_ids: Iterable[int]
    ) -> None:
        """Note that a clip stands somewhere, and whose voices are in it."""
        async with self._database.transaction() as session:
            session.add_all(
                ClipVoiceRow(
                    message_id=message_id,
                    user_id=user_id,
                    guild_id=guild_id,
                    replay_id=replay_id,
                    channel_id=channel_id,
                )
                for user_id in user_ids
            )


async def take_back(
    session: AsyncSession,
    timers: Timers,
    now: Callable[[], datetime],
    *,
    user_id: int | None = None,
    guild_id: int | None = None,
    replay_id: int | None = None,
) -> None:
    """Have the clips of a recording, or of a community, deleted; with `user_id` those in which they speak."""
    place = ClipVoiceRow.replay_id == replay_id if guild_id is None else ClipVoiceRow.guild_id == guild_id
    query = select(ClipVoiceRow.message_id, ClipVoiceRow.channel_id).where(place).distinct()
    if user_id is not None:
        query = query.where(ClipVoiceRow.user_id == user_id)
    found = (await session.execute(query)).all()
    for message_id, channel_id in found:
        payload = {"channel_id": str(channel_id), "message_id": str(message_id)}
        await timers.schedule(session, REMOVE_CLIP, str(message_id), now(), payload)
    await session.execute(
        delete(ClipVoiceRow).where(ClipVoiceRow.message_id.in_([row.message_id for row in found]))
    )
