"""The sounds that a community has: by name, within limits, kept as the packets that are sent.

They lie in the database: a minute is half a megabyte, a community has few enough, and a copy of the
database has them all. Knows nothing of Discord beyond the numbers it gives people.
"""

from __future__ import annotations

import unicodedata
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, func, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from bot.events import Events
from bot.storage.constraints import violated_constraint
from bot.storage.database import Database
from bot.storage.locks import lock
from bot.voice import ogg
from bot.voice.opus import FRAME_SECONDS
from bot.voice.sources import Clip
from cogs.playback.api import SoundsChanged
from cogs.playback.refusals import BadName, NameTaken, NoSpaceLeft, NoSuchSound, TooManySounds
from cogs.playback.tables import LONGEST_KEY, LONGEST_NAME, ContentRow, SoundRow, UseRow

#: Sounds in memory are as large as in the database; those not played for longest are dropped first.
MOST_REMEMBERED_BYTES = 32 * 1024 * 1024
# Discord documentation, "Application Commands", Autocomplete.
MOST_SUGGESTIONS = 25


@dataclass(frozen=True, slots=True)
class Sound:
    """One sound of a community."""

    id: int
    guild_id: int
    name: str
    length_ms: int
    size_bytes: int
    added_by_id: int  # `NOBODY` once they are forgotten
    added_at: datetime


@dataclass(frozen=True, slots=True)
class Space:
    """How much a community may have."""

    most_sounds: int
    most_bytes: int


class SoundBook:
    """The sounds of every community."""

    def __init__(self, database: Database, events: Events, now: Callable[[], datetime]) -> None:
        self._database = database
        self._events = events
        self._now = now
        self._remembered: OrderedDict[int, Clip] = OrderedDict()
        self._remembered_bytes = 0

    async def require_space(self, guild_id: int, name: str, space: Space) -> None:
        """Prove that a sound could be added, before the work that it takes.

        Raises:
            BadName: the name is none.
            NameTaken: there is one of that name.
            TooManySounds: the community has as many as it may.
            NoSpaceLeft: those fill the space that they may.
        """
        _, key = read_name(name)
        async with self._database.reading() as session:
            found = select(SoundRow.name).where(SoundRow.guild_id == guild_id, SoundRow.key == key)
            if (taken := await session.scalar(found)) is not None:
                raise NameTaken(name=taken)
            await _require_space(session, guild_id, space, 0)

    async def add(self, guild_id: int, name: str, content: bytes, by_id: int, space: Space) -> Sound:
        """Keep a sound, made of 20 ms packets in an Ogg Opus file.

        Raises:
            BadName, NameTaken, TooManySounds, NoSpaceLeft: as `require_space`.
        """
        shown, key = read_name(name)
        row = SoundRow(
            guild_id=guild_id,
            name=shown,
            key=key,
            length_ms=round(len(ogg.packets(content)) * FRAME_SECONDS * 1000),
            size_bytes=len(content),
            added_by_id=by_id,
            added_at=self._now(),
        )
        try:
            async with self._database.transaction() as session:
                # Of two that are added at once each would not see the other.
                await lock(session, "playback.sounds", guild_id)
                await _require_space(session, guild_id, space, len(content))
                session.add(row)
                await session.flush()
                session.add(ContentRow(sound_id=row.id, content=content))
                await session.flush()
                self._tell(session, guild_id)
                return _sound(row)
        except IntegrityError as error:
            raise _refusal(error, shown) or error from error

    async def rename(self, sound: Sound, name: str) -> Sound:
        """Give a sound another name.

        Raises:
            BadName: the name is none.
            NameTaken: another sound has it.
            NoSuchSound: it was removed a moment ago.
        """
        shown, key = read_name(name)
        try:
            async with self._database.transaction() as session:
                changed = await session.scalar(
                    update(SoundRow)
                    .where(SoundRow.id == sound.id)
                    .values(name=shown, key=key)
                    .returning(SoundRow)
                )
                if changed is None:
                    raise NoSuchSound(name=sound.name)
                self._tell(session, sound.guild_id)
                return _sound(changed)
        except IntegrityError as error:
            raise _refusal(error, shown) or error from error

    async def remove(self, sound: Sound) -> None:
        """Remove a sound; what it was used for is heard as it comes with Rostra again.

        Raises:
            NoSuchSound: it was removed a moment ago.
        """
        async with self._database.transaction() as session:
            for table in (ContentRow, UseRow):
                await session.execute(delete(table).where(table.sound_id == sound.id))
            gone = delete(SoundRow).where(SoundRow.id == sound.id).returning(SoundRow.id)
            if await session.scalar(gone) is None:
                raise NoSuchSound(name=sound.name)
            self._tell(session, sound.guild_id)
        self._forget(sound.id)

    async def named(self, guild_id: int, name: str) -> Sound:
        """The sound of that name, however it is typed.

        Raises:
            NoSuchSound: there is none.
        """
        key = key_of(name)
        async with self._database.reading() as session:
            row = await session.scalar(
                select(SoundRow).where(SoundRow.guild_id == guild_id, SoundRow.key == key)
            )
        if row is None:
            raise NoSuchSound(name=name)
        return _sound(row)

    async def get(self, guild_id: int, sound_id: int) -> Sound | None:
        """The sound of that id in a community, if it is still there."""
        async with self._database.reading() as session:
            row = await session.scalar(
                select(SoundRow).where(SoundRow.guild_id == guild_id, SoundRow.id == sound_id)
            )
        return None if row is None else _sound(row)

    async def of(self, guild_id: int) -> list[Sound]:
        """All sounds of a community, in the order of their names."""
        query = select(SoundRow).where(SoundRow.guild_id == guild_id).order_by(SoundRow.key)
        async with self._database.reading() as session:
            return [_sound(row) for row in await session.scalars(query)]

    async def suggestions(self, guild_id: int, typed: str) -> list[str]:
        """Names that hold what was typed so far, those first that begin with it."""
        key = key_of(typed)
        fitting = [sound.name for sound in await self.of(guild_id) if key in key_of(sound.name)]
        fitting.sort(key=lambda name: not key_of(name).startswith(key))
        return fitting[:MOST_SUGGESTIONS]

    async def clip(self, sound: Sound) -> Clip:
        """The packets of a sound, ready to be played.

        Raises:
            NoSuchSound: it was removed a moment ago.
        """
        if (known := self._remembered.get(sound.id)) is not None:
            self._remembered.move_to_end(sound.id)
            return known
        async with self._database.reading() as session:
            content = await session.scalar(select(ContentRow.content).where(ContentRow.sound_id == sound.id))
        if content is None:
            raise NoSuchSound(name=sound.name)
        clip = Clip(ogg.packets(content))
        self._remember(sound.id, clip)
        return clip

    def _tell(self, session: AsyncSession, guild_id: int) -> None:
        self._events.publish_after_commit(session, SoundsChanged(guild_id))

    def _remember(self, sound_id: int, clip: Clip) -> None:
        self._forget(sound_id)
        self._remembered[sound_id] = clip
        self._remembered_bytes += _size(clip)
        while self._remembered_bytes > MOST_REMEMBERED_BYTES:
            self._forget(next(iter(self._remembered)))

    def _forget(self, sound_id: int) -> None:
        if (clip := self._remembered.pop(sound_id, None)) is not None:
            self._remembered_bytes -= _size(clip)


def read_name(typed: str) -> tuple[str, str]:
    """The name of a sound as it is shown, and the key by which it is found.

    Raises:
        BadName: it is too long, empty, or holds what nobody can see.
    """
    shown = " ".join(unicodedata.normalize("NFC", typed).split())
    key = key_of(shown)
    hidden = any(unicodedata.category(letter) in {"Cc", "Cf", "Cs", "Co", "Cn"} for letter in shown)
    if not key or hidden or len(shown) > LONGEST_NAME or len(key) > LONGEST_KEY:
        raise BadName(most=LONGEST_NAME)
    return shown, key


def key_of(typed: str) -> str:
    """What two ways to type one name have in common: case, width and spaces mean nothing."""
    return " ".join(unicodedata.normalize("NFKC", typed).casefold().split())


async def _require_space(session: AsyncSession, guild_id: int, space: Space, size_bytes: int) -> None:
    count, taken = (
        await session.execute(
            select(func.count(), func.coalesce(func.sum(SoundRow.size_bytes), 0)).where(
                SoundRow.guild_id == guild_id
            )
        )
    ).one()
    if count >= space.most_sounds:
        raise TooManySounds(most=space.most_sounds)
    if int(taken) + size_bytes > space.most_bytes:
        raise NoSpaceLeft(most=space.most_bytes // 1024 // 1024)


def _refusal(error: IntegrityError, name: str) -> NameTaken | None:
    return NameTaken(name=name) if violated_constraint(error) == "uq_playback_sound_name" else None


def _size(clip: Clip) -> int:
    return sum(map(len, clip.packets))


def _sound(row: SoundRow) -> Sound:
    return Sound(row.id, row.guild_id, row.name, row.length_ms, row.size_bytes, row.added_by_id, row.added_at)
