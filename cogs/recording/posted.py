"""Clips that were posted: where they stand, and who is heard in them.

A clip is public, so whoever takes their voice out of the recording, or is forgotten, takes back as well what
was posted of it, and with a recording go all of its clips: a timer that is written with that deletes the
message. The message is noted while there is no sound in it yet, and the row of the recording is locked by
both: whoever comes first is seen by whoever puts the sound in, and whoever comes later has it deleted, also
if that process is gone by then.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.storage.database import Database
from bot.timers import Timers
from cogs.recording.rows import lock_replays
from cogs.recording.tables import ClipVoiceRow

#: The timer by which the message of a clip goes.
REMOVE_CLIP = "recording.remove-clip"
#: A message that has no sound by then never gets any: its process ended.
COMES_WITHIN = timedelta(minutes=10)


class PostedClips:
    """The clips that were posted, of every community."""

    def __init__(self, database: Database, timers: Timers, now: Callable[[], datetime]) -> None:
        self._database, self._timers, self._now = database, timers, now

    async def note(
        self, guild_id: int, replay_id: int, channel_id: int, message_id: int, user_ids: Iterable[int]
    ) -> None:
        """Note that a clip comes to stand somewhere, and whose voices are in it."""
        payload = {"channel_id": str(channel_id), "message_id": str(message_id)}
        async with self._database.transaction() as session:
            await lock_replays(session, [replay_id])
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
            late = self._now() + COMES_WITHIN
            await self._timers.schedule(session, REMOVE_CLIP, _unless_it_comes(message_id), late, payload)

    async def has_come(self, message_id: int) -> None:
        """Let a clip stand that has its sound."""
        async with self._database.transaction() as session:
            await self._timers.cancel(session, REMOVE_CLIP, _unless_it_comes(message_id))

    async def remove(self, channel_id: int, message_id: int) -> None:
        """Have a clip deleted that should not stand there after all."""
        async with self._database.transaction() as session:
            await _owe_removal(session, self._timers, self._now(), [(message_id, channel_id)])


def _unless_it_comes(message_id: int) -> str:
    return f"{message_id}:unless-it-comes"


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
    rows = await session.execute(query)
    await _owe_removal(session, timers, now(), [(message_id, channel_id) for message_id, channel_id in rows])


async def _owe_removal(
    session: AsyncSession, timers: Timers, now: datetime, clips: Sequence[tuple[int, int]]
) -> None:
    """Owe that these messages go, each with its channel, and forget who is in them."""
    for message_id, channel_id in clips:
        payload = {"channel_id": str(channel_id), "message_id": str(message_id)}
        await timers.schedule(session, REMOVE_CLIP, str(message_id), now, payload)
    await session.execute(
        delete(ClipVoiceRow).where(ClipVoiceRow.message_id.in_([message_id for message_id, _ in clips]))
    )
