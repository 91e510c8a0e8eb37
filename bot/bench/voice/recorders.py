"""What records in a measure: ours, and discord-ext-voice-recv with PCM and with Opus."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from pathlib import Path
from typing import Any, BinaryIO, cast

import discord

from bot.bench.voice.main_gateway import BenchClient
from bot.bench.voice.senders import CONNECT_SECONDS
from bot.bench.voice.speakers import FIRST_USER_ID
from bot.voice.codecs import load_opus

Received = Callable[[], int]


async def ours(client: BenchClient, stage: discord.StageChannel, folder: Path) -> Received:
    """Opus packets as they came, in one Ogg file for each speaker."""
    connection = await client.voice.join(stage, self_deaf=False)
    recording = await connection.record(folder, allows=lambda user_id: user_id >= FIRST_USER_ID)
    return lambda: sum(recording.quality_of(user_id).packets for user_id in recording.speakers())


async def voice_recv_pcm(_client: BenchClient, stage: discord.StageChannel, folder: Path) -> Received:
    """Decoded, one file of PCM for each speaker."""
    load_opus()
    return await _voice_recv(stage, folder, wants_opus=False)


async def voice_recv_opus(_client: BenchClient, stage: discord.StageChannel, folder: Path) -> Received:
    """Opus packets, one file for each speaker, each packet after its length."""
    return await _voice_recv(stage, folder, wants_opus=True)


async def _voice_recv(stage: discord.StageChannel, folder: Path, *, wants_opus: bool) -> Received:
    voice_recv: Any = importlib.import_module("discord.ext.voice_recv")
    files: dict[int, BinaryIO] = {}
    received = 0

    def write(user: Any, data: Any) -> None:
        nonlocal received
        user_id = 0 if user is None else user.id
        file = files.get(user_id)
        if file is None:
            file = files[user_id] = (folder / str(user_id)).open("wb")
        packet = data.opus if wants_opus else data.pcm
        if wants_opus:
            file.write(len(packet).to_bytes(2, "little"))
        file.write(packet)
        received += 1

    voice = await stage.connect(cls=voice_recv.VoiceRecvClient, timeout=CONNECT_SECONDS, reconnect=False)
    cast("Any", voice).listen(voice_recv.BasicSink(write, decode=not wants_opus))
    return lambda: received


KINDS = {recorder.__name__: recorder for recorder in (ours, voice_recv_pcm, voice_recv_opus)}
