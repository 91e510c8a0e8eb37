"""Which kind of sound file some bytes are: told by what they begin with, never by a name.

The answer names the one demuxer of FFmpeg that may read them, and the codecs that may be inside. A file that
FFmpeg would take for a playlist, and open other places for, is none of these. No I/O, and no codec.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

_PCM = frozenset(
    f"pcm_{form}" for form in ("u8", "s16le", "s24le", "s32le", "f32le", "f64le", "alaw", "mulaw")
)


@dataclass(frozen=True, slots=True)
class Container:
    """A kind of file that people may bring."""

    name: str
    #: What FFmpeg calls its reader.
    demuxer: str
    #: What FFmpeg calls the decoders of what may be inside.
    decoders: frozenset[str]


MP3 = Container("MP3", "mp3", frozenset({"mp3", "mp3float"}))
WAV = Container("WAV", "wav", _PCM)
OGG = Container("Ogg", "ogg", frozenset({"opus", "libopus", "vorbis", "libvorbis", "flac"}))
FLAC = Container("FLAC", "flac", frozenset({"flac"}))
M4A = Container("M4A", "mov", frozenset({"aac", "alac", "mp3", "mp3float"}))
WEBM = Container("WebM", "matroska", frozenset({"opus", "libopus", "vorbis", "libvorbis"}))
ALL = (MP3, WAV, OGG, FLAC, M4A, WEBM)


def sniff(content: bytes) -> Container | None:
    """The kind of file that begins like this; None if it is none that we read."""
    return next((kind for kind, begins in _BEGINNINGS if begins(content)), None)


def named(name: str) -> Container:
    """The container of that name."""
    return next(kind for kind in ALL if kind.name == name)


def _is_mpeg_layer_3(content: bytes) -> bool:
    """Tell a frame header (ISO/IEC 11172-3, section 2.4.2.3): sync, layer III, a known rate of both kinds."""
    if len(content) < 3:  # noqa: PLR2004 - the bytes looked at
        return False
    first, second, third = content[0], content[1], content[2]
    synced = first == 0xFF and second & 0xE0 == 0xE0  # noqa: PLR2004 - bits of the header, here and below
    is_layer_3, has_version = second & 0x06 == 0x02, second & 0x18 != 0x08  # noqa: PLR2004 - as above
    has_rates = third & 0xF0 != 0xF0 and third & 0x0C != 0x0C  # noqa: PLR2004 - as above
    return synced and is_layer_3 and has_version and has_rates


_BEGINNINGS: tuple[tuple[Container, Callable[[bytes], bool]], ...] = (
    (WAV, lambda content: content[:4] == b"RIFF" and content[8:12] == b"WAVE"),
    (OGG, lambda content: content[:4] == b"OggS"),
    (FLAC, lambda content: content[:4] == b"fLaC"),
    # EBML, which Matroska is written in as well: what is inside decides.
    (WEBM, lambda content: content[:4] == b"\x1aE\xdf\xa3"),
    (M4A, lambda content: content[4:8] == b"ftyp"),
    (MP3, lambda content: content[:3] == b"ID3" or _is_mpeg_layer_3(content)),
)
