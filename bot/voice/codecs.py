"""Finds libopus and FFmpeg without the system's package manager.

Both come with PyAV's wheel, which is a dependency of ours. A libopus that the host
named (`LIBOPUS`) or installed comes first. Ready Opus packets need neither; decoding
what people bring, and discord.py's own encoder, do.
"""

from __future__ import annotations

import ctypes
import ctypes.util
import functools
import os
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

import av
import discord

from bot.errors import OperatorError

VARIABLE = "LIBOPUS"
#: What people bring, and what we make: without these the audio side is lame.
NEEDED_DECODERS = ("opus", "vorbis", "mp3", "aac", "flac", "pcm_s16le")
NEEDED_ENCODERS = ("libopus",)


@dataclass(frozen=True, slots=True)
class Found:
    """A library, its version, and where it was found."""

    name: str
    version: str
    source: str

    def __str__(self) -> str:
        return f"{self.name} {self.version} ({self.source})"


class MissingCodec(OperatorError):
    """A library that audio needs is not there."""


@functools.cache
def load_opus() -> Found:
    """Load the first libopus that works, for discord.py too.

    Raises:
        MissingCodec: there is none; says what was tried and what to do.
    """
    tried: list[str] = []
    for source, path in _candidates():
        try:
            version = _version(path)
            discord.opus.load_opus(path)
        except (OSError, AttributeError) as error:
            tried.append(f"{source}: {error}")
            continue
        return Found("libopus", version, f"{source}: {path}")
    raise MissingCodec(
        f"no libopus ({'; '.join(tried) or 'looked at the system and at PyAV'}):"
        f" `pip install --force-reinstall av` brings one, or set {VARIABLE} to the file of yours"
    )


def find_ffmpeg() -> Found:
    """FFmpeg's libraries inside PyAV.

    Raises:
        MissingCodec: PyAV was built without a codec that is needed.
    """
    lacks = [name for name in NEEDED_DECODERS if not _has(name, "r")]
    lacks += [name for name in NEEDED_ENCODERS if not _has(name, "w")]
    if lacks:
        raise MissingCodec(
            f"this PyAV lacks {', '.join(lacks)}: install its wheel, `pip install --only-binary=:all: av`"
        )
    return Found("FFmpeg", str(av.ffmpeg_version_info), f"PyAV {metadata.version('av')}")


def describe() -> list[str]:
    """Say in a line each what was found, or what to do where it was not."""
    lines: list[str] = []
    for find in (load_opus, find_ffmpeg):
        try:
            lines.append(str(find()))
        except MissingCodec as error:
            lines.append(str(error))
    return lines


def _candidates() -> Iterator[tuple[str, str]]:
    named = os.environ.get(VARIABLE)
    if named:
        yield VARIABLE, named
    system = ctypes.util.find_library("opus")
    if system:
        yield "system", system
    for path in _in_wheel():
        yield "PyAV", str(path)


def _in_wheel() -> Iterator[Path]:
    """Where the wheels of Linux, Windows and macOS keep it."""
    home = Path(str(av.__file__)).parent
    for folder, pattern in ((home.parent / "av.libs", "libopus*"), (home / ".dylibs", "libopus*")):
        yield from sorted(folder.glob(pattern))


def _version(path: str) -> str:
    library = ctypes.CDLL(path)
    library.opus_get_version_string.restype = ctypes.c_char_p
    said: bytes = library.opus_get_version_string()
    return said.decode(errors="replace").removeprefix("libopus ")


def _has(codec: str, mode: str) -> bool:
    try:
        av.Codec(codec, mode)  # type: ignore[arg-type]  # PyAV wants a literal
    except ValueError:
        return False
    return True
