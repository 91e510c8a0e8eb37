"""From a file that somebody brings to a sound that the community has."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from bot.voice import editing
from bot.voice.preparing import Limits, Preparing, TooManyAtOnce
from cogs.playback.refusals import BadSound, FileTooLarge, TooManyFiles
from cogs.playback.settings import PlaybackSettings
from cogs.playback.sounds import Sound, SoundBook, Space

MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as Discord tells of it; it is fetched only if it may be taken."""

    size_bytes: int
    read: Callable[[], Awaitable[bytes]]


class Uploads:
    """Takes files in."""

    def __init__(self, book: SoundBook, preparing: Preparing) -> None:
        self._book = book
        self._preparing = preparing

    async def add(
        self, guild_id: int, name: str, upload: Upload, by_id: int, rules: PlaybackSettings
    ) -> Sound:
        """Keep what was uploaded as a sound of that name.

        Raises:
            UserError: it cannot be; says why, and nothing is kept.
        """
        space = space_in(rules)
        # What is refused anyway is refused before anything is fetched and decoded.
        await self._book.require_space(guild_id, name, space)
        clip = await self.clip_of(upload, rules)
        return await self._book.add(guild_id, name, clip, by_id, space)

    async def clip_of(self, upload: Upload, rules: PlaybackSettings) -> bytes:
        """Make a clip of what was uploaded, without keeping it.

        Raises:
            FileTooLarge: it has more bytes than the community takes.
            BadSound: it is no sound that can be played; says why.
            TooManyFiles: others wait already.
        """
        most_bytes = rules.largest_megabytes * MEGABYTE
        if upload.size_bytes > most_bytes:
            raise FileTooLarge(most=rules.largest_megabytes)
        content = await upload.read()
        if len(content) > most_bytes:  # what Discord said of it is not what came
            raise FileTooLarge(most=rules.largest_megabytes)
        try:
            return await self._preparing.clip_of(content, Limits(rules.longest_seconds))
        except editing.BadSound as error:
            raise BadSound(fault=error.fault.value, most=rules.longest_seconds) from error
        except TooManyAtOnce as error:
            raise TooManyFiles from error


def space_in(rules: PlaybackSettings) -> Space:
    """How many sounds a community may have, and how large they may be together."""
    return Space(rules.most_sounds, rules.quota_megabytes * MEGABYTE)
