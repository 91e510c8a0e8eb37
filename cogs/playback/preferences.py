"""Which of its own sounds a community hears in the place of those that come with Rostra."""

from __future__ import annotations

from enum import StrEnum

from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError

from bot.storage.constraints import violated_constraint
from bot.storage.database import Database
from cogs.playback.refusals import NoSuchSound
from cogs.playback.sounds import Sound, SoundBook
from cogs.playback.tables import UseRow


class Purpose(StrEnum):
    """What a sound is for."""

    OPENING = "opening"  # a room has opened
    CLOSING = "closing"  # a host closes it
    WARNING = "warning"  # a speaker's time is nearly up
    COUNTDOWN = "countdown"  # the last seconds of it
    NEXT = "next"  # somebody is the next to speak
    BREAK = "break"  # there is a break
    BACK = "back"  # it is over
    ENDING = "ending"  # the room is about to end
    MUSIC = "music"  # again and again, until the first speaker
    # What another cog lets be heard, see `bot.voice.speech.RoomSounds`.
    RECORDING = "recording"  # the room is recorded from now on
    RECORDED = "recorded"  # it is not any more


class Preferences:
    """The choices of every community."""

    def __init__(self, database: Database, book: SoundBook) -> None:
        self._database = database
        self._book = book

    async def choose(self, guild_id: int, purpose: Purpose, sound: Sound | None) -> None:
        """Use a sound for something from now on, or again what comes with Rostra.

        Raises:
            NoSuchSound: it was removed a moment ago.
        """
        before = delete(UseRow).where(UseRow.guild_id == guild_id, UseRow.purpose == purpose)
        try:
            async with self._database.transaction() as session:
                await session.execute(before)
                if sound is not None:
                    session.add(UseRow(guild_id=guild_id, purpose=purpose, sound_id=sound.id))
                    await session.flush()
        except IntegrityError as error:
            if sound is None or violated_constraint(error) != "fk_playback_use_sound_id_playback_sound":
                raise
            raise NoSuchSound(name=sound.name) from error

    async def of(self, guild_id: int, purpose: Purpose) -> Sound | None:
        """The community's own sound for something, if it has chosen one."""
        chosen = select(UseRow.sound_id).where(UseRow.guild_id == guild_id, UseRow.purpose == purpose)
        async with self._database.reading() as session:
            sound_id = await session.scalar(chosen)
        return None if sound_id is None else await self._book.get(guild_id, sound_id)

    async def all_of(self, guild_id: int) -> dict[int, list[Purpose]]:
        """What each sound of a community is used for, by its id."""
        found: dict[int, list[Purpose]] = {}
        chosen = select(UseRow).where(UseRow.guild_id == guild_id).order_by(UseRow.purpose)
        async with self._database.reading() as session:
            for row in await session.scalars(chosen):
                found.setdefault(row.sound_id, []).append(Purpose(row.purpose))
        return found
