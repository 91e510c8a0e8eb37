"""What plays in a measure: ours, discord.py's own player, discord-ext-songbird.

Each is connected by what its library offers, and plays what a bot would have it play.
"""

from __future__ import annotations

import asyncio
import functools
import importlib
import io
import struct
from collections.abc import Awaitable, Callable
from typing import Any

import discord

from bot.bench.voice.main_gateway import BenchClient, add_stage
from bot.bench.voice.sound import SECONDS, opus_frames, pcm
from bot.voice import ogg
from bot.voice.codecs import load_opus
from bot.voice.sources import FRAME_BYTES, Clip, Live, Loop

#: How many connect at once.
AT_ONCE = 16
CONNECT_SECONDS = 60.0
_LONG_SECONDS = 300

Play = Callable[[BenchClient, discord.StageChannel], Awaitable[None]]
_kept: list[Any] = []


class _Again:
    """The same sound over and over, as somebody who makes it while it is heard."""

    def __init__(self) -> None:
        self._sound, self._at = pcm(), 0

    def read(self) -> bytes:
        frame = self._sound[self._at : self._at + FRAME_BYTES]
        self._at = (self._at + FRAME_BYTES) % len(self._sound)
        return frame


class _ReadyFrames(discord.AudioSource):
    def __init__(self) -> None:
        self._frames, self._at = opus_frames(), -1

    def is_opus(self) -> bool:
        return True

    def read(self) -> bytes:
        self._at = (self._at + 1) % len(self._frames)
        return self._frames[self._at]


class _LivePcm(discord.AudioSource):
    def __init__(self) -> None:
        self._again = _Again()

    def read(self) -> bytes:
        return self._again.read()


async def ours_idle(client: BenchClient, stage: discord.StageChannel) -> None:
    """Connected, and nothing else."""
    await client.voice.join(stage)


async def ours_clips(client: BenchClient, stage: discord.StageChannel) -> None:
    """A ready clip, over and over."""
    (await client.voice.join(stage)).start(Loop(Clip(opus_frames())))


async def ours_live(client: BenchClient, stage: discord.StageChannel) -> None:
    """One live source for all."""
    if not any(isinstance(kept, Live) for kept in _kept):
        _kept.append(Live(_Again()))
    live = next(kept for kept in _kept if isinstance(kept, Live))
    (await client.voice.join(stage)).start(live)


async def discord_py_idle(_client: BenchClient, stage: discord.StageChannel) -> None:
    """Connected, and nothing else."""
    _kept.append(await stage.connect(timeout=CONNECT_SECONDS, reconnect=False, self_deaf=True))


async def discord_py_clips(_client: BenchClient, stage: discord.StageChannel) -> None:
    """Ready packets, which is the cheapest that discord.py can play."""
    voice: discord.VoiceClient = await stage.connect(timeout=CONNECT_SECONDS, reconnect=False, self_deaf=True)
    voice.play(_ReadyFrames())
    _kept.append(voice)


async def discord_py_live(_client: BenchClient, stage: discord.StageChannel) -> None:
    """PCM, encoded for each stage, with discord.py's defaults."""
    load_opus()
    voice: discord.VoiceClient = await stage.connect(timeout=CONNECT_SECONDS, reconnect=False, self_deaf=True)
    voice.play(_LivePcm())
    _kept.append(voice)


async def songbird_clips(_client: BenchClient, stage: discord.StageChannel) -> None:
    """An Ogg Opus file from memory, longer than any measure: a loop in one ends its thread."""
    await _songbird(stage, _long_file())


@functools.cache
def _long_file() -> bytes:
    frames = opus_frames()
    return ogg.write(frames * (_LONG_SECONDS // SECONDS))


async def songbird_live(_client: BenchClient, stage: discord.StageChannel) -> None:
    """PCM as a WAV from memory, encoded for each stage."""
    sound = pcm()
    head = struct.pack(
        "<4sI8sIHHIIHH4sI", b"RIFF", 36 + len(sound), b"WAVEfmt ", 16, 1, 2, 48_000, 192_000, 4, 16, b"data",
        len(sound),
    )  # fmt: skip
    await _songbird(stage, head + sound)


async def _songbird(stage: discord.StageChannel, file: bytes) -> None:
    songbird: Any = importlib.import_module("discord.ext.songbird")
    config = songbird.ConfigBuilder.send_only().crypto_mode(songbird.CryptoMode.Aes256Gcm)
    client = songbird.SongbirdClient.WithConfig(config)
    voice = await stage.connect(cls=client, timeout=CONNECT_SECONDS, reconnect=False)
    track = songbird.Track(songbird.RawBufferSource(io.BytesIO(file))).set_loop(True)
    queued = voice.queue.enqueue(track)
    if asyncio.iscoroutine(queued) or asyncio.isfuture(queued):
        await queued
    _kept.extend((voice, track))


KINDS: dict[str, Play] = {
    play.__name__: play
    for play in (
        ours_idle,
        ours_clips,
        ours_live,
        discord_py_idle,
        discord_py_clips,
        discord_py_live,
        songbird_clips,
        songbird_live,
    )
}


async def play_on(kind: str, client: BenchClient, count: int) -> None:
    """Connect to so many stages and play on each."""
    gate = asyncio.Semaphore(AT_ONCE)

    async def one(number: int) -> None:
        async with gate:
            await KINDS[kind](client, add_stage(client, number))

    await asyncio.gather(*(one(number) for number in range(count)))
