"""From the bytes of a file that somebody brought to a clip that fits among what people say.

Decoded by one demuxer that is named, from these bytes and nothing else; cut at the silence before and after;
brought to one loudness; faded in and out; and encoded as the packets that are sent later. Runs in a child
process (`bot.voice.clip_child`), since no decoder is safe against every file. All is in memory: for minutes,
not hours.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from enum import StrEnum
from typing import NoReturn

import av

from bot.voice import loudness, ogg
from bot.voice.clips import opus_packets
from bot.voice.containers import Container
from bot.voice.opus import SAMPLE_RATE
from bot.voice.sound import AudioSegment, leading_silence

#: What is quieter than this at either end is cut off.
SILENCE_DBFS = -50.0
#: Short enough not to be heard as a fade, long enough not to click.
FADE_IN_MS = 5
FADE_OUT_MS = 60
_STEP_MS = 10
_SAMPLE_BYTES = 4


class Fault(StrEnum):
    """Why a file cannot be made a clip of."""

    UNKNOWN = "unknown"  # none of the containers that we read
    BROKEN = "broken"  # it says that it is one, and is not; or is damaged
    NO_SOUND = "no-sound"  # it holds none, or in a codec that does not belong there
    TOO_LONG = "too-long"
    SILENT = "silent"
    TOO_LARGE = "too-large"  # it took more memory, or made more, than a clip may
    TOO_SLOW = "too-slow"  # it took more time than a clip may


class BadSound(ValueError):
    """No clip can be made of these bytes."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.value)
        self.fault = fault


def clip_of(content: bytes, container: Container, longest_seconds: float) -> bytes:
    """Make a clip of a file: an Ogg Opus file of 20 ms packets.

    Raises:
        BadSound: it cannot be; says why.
    """
    return ogg.write(opus_packets(edited(decoded(content, container, longest_seconds))))


def decoded(content: bytes, container: Container, longest_seconds: float) -> AudioSegment:
    """Decode a file to 48 kHz stereo, 16 bit; whatever it says of its own length, no more than is allowed.

    Raises:
        BadSound: it is broken, holds no sound, or too much.
    """
    most_bytes = int(longest_seconds * SAMPLE_RATE) * _SAMPLE_BYTES
    samples = bytearray()
    try:
        for piece in _samples(content, container):
            samples += piece
            if len(samples) > most_bytes:
                raise BadSound(Fault.TOO_LONG)
    except av.error.FFmpegError as error:
        raise BadSound(Fault.BROKEN) from error
    if not samples:
        raise BadSound(Fault.NO_SOUND)
    return AudioSegment(data=bytes(samples), sample_width=2, frame_rate=SAMPLE_RATE, channels=2)


def edited(sound: AudioSegment) -> AudioSegment:
    """Cut the silence at both ends, bring it to the loudness of all, and fade in and out.

    Raises:
        BadSound: there is nothing to hear in it.
    """
    if loudness.measure(sound).is_silent:
        raise BadSound(Fault.SILENT)
    cut = _without_silence(sound)
    levelled = cut.apply_gain(loudness.measure(cut).gain_db)
    return levelled.fade_in(FADE_IN_MS).fade_out(min(FADE_OUT_MS, len(levelled) // 4))


def _without_silence(sound: AudioSegment) -> AudioSegment:
    before = leading_silence(sound, silence_threshold=SILENCE_DBFS, chunk_size=_STEP_MS)
    after = leading_silence(sound.reverse(), silence_threshold=SILENCE_DBFS, chunk_size=_STEP_MS)
    # All of it is quiet, and yet loud enough to be measured: it is kept as it is, and turned up.
    return sound if before + after >= len(sound) else sound[before : len(sound) - after]


def _samples(content: bytes, container: Container) -> Iterator[bytes]:
    """The samples of the first sound in a file, piece by piece."""
    with av.open(
        io.BytesIO(content),
        mode="r",
        format=container.demuxer,
        io_open=_refuse,
        container_options={
            "format_whitelist": ",".join([container.demuxer, *_names_of(container.demuxer)]),
            "codec_whitelist": ",".join(sorted(container.decoders)),
            "protocol_whitelist": "",
        },
    ) as opened:
        stream = next(iter(opened.streams.audio), None)
        if stream is None or stream.codec_context.name not in container.decoders:
            raise BadSound(Fault.NO_SOUND)
        stream.codec_context.thread_count = 1
        resampler = av.AudioResampler("s16", "stereo", SAMPLE_RATE)
        for frame in opened.decode(stream):
            yield from _pieces(resampler, frame)
        yield from _pieces(resampler, None)


def _names_of(demuxer: str) -> list[str]:
    # FFmpeg compares its list with all the names of a demuxer, which has some for each kind of file it reads.
    return {
        "mov": ["mov,mp4,m4a,3gp,3g2,mj2"],
        "matroska": ["matroska,webm"],
    }.get(demuxer, [])


def _pieces(resampler: av.AudioResampler, frame: av.AudioFrame | None) -> Iterator[bytes]:
    for made in resampler.resample(frame):
        yield bytes(memoryview(made.planes[0])[: made.samples * _SAMPLE_BYTES])


def _refuse(url: str, _flags: int, _options: object) -> NoReturn:
    # A file may name others, which are not the given bytes.
    raise PermissionError(f"a sound file asks for another: {url[:100]!r}")
