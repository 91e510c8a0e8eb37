"""Any audio file, as the 20 ms Opus packets that Discord carries. PyAV brings the codecs."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import av
import numpy as np
from av.audio.resampler import AudioResampler

from bot.voice import ogg
from bot.voice.opus import FRAME_SAMPLES, SAMPLE_RATE, BadPacket, packet_samples

LONGEST_SECONDS = 15 * 60
LARGEST_FILE_BYTES = 512 << 20
_BIT_RATE = 64_000  # what a stage carries
_CHANNELS = 2


class BadAudio(ValueError):
    """This file cannot be played; the message says why."""


def opus_packets(file: Path) -> list[bytes]:
    """The packets of a file: untouched if it is Ogg Opus in frames of 20 ms, else encoded.

    Raises:
        BadAudio: it is missing, too large, too long, or no audio.
    """
    try:
        if file.stat().st_size > LARGEST_FILE_BYTES:
            raise BadAudio(f"{file} is larger than {LARGEST_FILE_BYTES >> 20} MiB")
        data = file.read_bytes()
    except OSError as error:
        raise BadAudio(f"{file} cannot be read: {error.strerror}") from error
    return _ready_packets(data) or _encoded(file)


def _ready_packets(data: bytes) -> list[bytes]:
    try:
        packets = ogg.packets(data)
        ready = all(packet_samples(packet) == FRAME_SAMPLES for packet in packets)
    except (ogg.BadOgg, BadPacket):
        return []
    return packets if ready and len(packets) * FRAME_SAMPLES <= LONGEST_SECONDS * SAMPLE_RATE else []


def _encoded(file: Path) -> list[bytes]:
    try:
        return [packet for frame in _frames(file) for packet in frame]
    except av.error.FFmpegError as error:
        raise BadAudio(f"{file} is no audio that can be decoded: {error.strerror}") from error


def _frames(file: Path) -> Iterator[list[bytes]]:
    encoder = av.CodecContext.create("libopus", "w")
    assert isinstance(encoder, av.AudioCodecContext)
    encoder.sample_rate, encoder.layout, encoder.format = SAMPLE_RATE, "stereo", av.AudioFormat("s16")
    encoder.bit_rate = _BIT_RATE
    encoder.options = {"frame_duration": "20", "application": "audio"}
    for number, samples in enumerate(_blocks(file)):
        frame = av.AudioFrame.from_ndarray(samples, format="s16", layout="stereo")
        frame.sample_rate, frame.pts = SAMPLE_RATE, number * FRAME_SAMPLES
        yield [bytes(packet) for packet in encoder.encode(frame)]
    yield [bytes(packet) for packet in encoder.encode(None)]


def _blocks(file: Path) -> Iterator[np.ndarray[tuple[int, int], np.dtype[np.int16]]]:
    """Stereo of 20 ms, interleaved; the last block is filled up with silence."""
    wanted = FRAME_SAMPLES * _CHANNELS
    rest = np.zeros((1, 0), np.int16)
    total = 0
    for samples in _decoded(file):
        total += samples.shape[1]
        if total > LONGEST_SECONDS * SAMPLE_RATE * _CHANNELS:
            raise BadAudio(f"{file} is longer than {LONGEST_SECONDS // 60} minutes")
        rest = np.concatenate([rest, samples], axis=1)
        while rest.shape[1] >= wanted:
            yield np.ascontiguousarray(rest[:, :wanted])
            rest = rest[:, wanted:]
    if rest.shape[1]:
        yield np.pad(rest, ((0, 0), (0, wanted - rest.shape[1])))


def _decoded(file: Path) -> Iterator[np.ndarray[tuple[int, int], np.dtype[np.int16]]]:
    resampler = AudioResampler(format="s16", layout="stereo", rate=SAMPLE_RATE)
    with av.open(str(file)) as container:
        if not container.streams.audio:
            raise BadAudio(f"{file} has no audio in it")
        for frame in container.decode(container.streams.audio[0]):
            for resampled in resampler.resample(frame):
                yield resampled.to_ndarray().astype(np.int16, copy=False)
        for resampled in resampler.resample(None):
            yield resampled.to_ndarray().astype(np.int16, copy=False)
