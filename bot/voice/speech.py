"""A voice that reads texts aloud, if there is one: none comes with Rostra.

`Speech` is what a voice has to do. `EspeakSpeech` is one that needs no network: eSpeak NG, which is under the
GPL and so is never installed by itself (the extra `speech`). It runs in a child process, so that it cannot
hold up or break the bot, and so that none of it is linked into the bot.
"""

from __future__ import annotations

import asyncio
import importlib.util
from collections.abc import Sequence
from typing import Protocol

from bot.errors import UpstreamError
from bot.voice import children

#: What is longer is no announcement.
MOST_CHARACTERS = 300
SECONDS = 15.0
#: A minute of mono, 22 kHz, 16 bit.
MOST_BYTES = 3 * 1024 * 1024
_PACKAGE = "espeakng_loader"
_PROGRAM = "bot.voice.speech_child"


class Speech(Protocol):
    """A voice."""

    async def speak(self, text: str, language: str) -> bytes:
        """Read a text aloud; answers a sound file, of any kind that `bot.voice.containers` knows.

        Raises:
            UpstreamError: it could not.
        """


class RoomSounds(Protocol):
    """What a community hears in the place of what a cog brings along.

    A service, for `bot.services.find`: it is there where a cog keeps the sounds of communities.
    """

    async def own(self, guild_id: int, occasion: str) -> Sequence[bytes] | None:
        """The packets of the sound that it has chosen for an occasion, such as `recording`; None without."""

    async def spoken(self, guild_id: int, club_id: int, words: str, language: str) -> Sequence[bytes] | None:
        """A text read aloud, as packets; None where no voice is, its club wants none, or it fails."""


class EspeakSpeech:
    """eSpeak NG in a process of its own. Fulfils `Speech`."""

    async def speak(self, text: str, language: str) -> bytes:
        """See `Speech.speak`."""
        try:
            process = await children.started(_PROGRAM, language)
        except OSError as error:
            raise UpstreamError(f"no process can be started to speak in: {error}") from error
        try:
            async with asyncio.timeout(SECONDS):
                said, _ = await process.communicate(text[:MOST_CHARACTERS].encode())
        except TimeoutError as error:
            raise UpstreamError(f"the voice did not answer within {SECONDS:g} s") from error
        finally:
            await children.end(process)
        if process.returncode or not 0 < len(said) <= MOST_BYTES:
            raise UpstreamError(f"the voice ended with {process.returncode} and {len(said)} bytes")
        return said


def find_speech() -> Speech | None:
    """The voice that is installed, if one is."""
    return EspeakSpeech() if importlib.util.find_spec(_PACKAGE) is not None else None
