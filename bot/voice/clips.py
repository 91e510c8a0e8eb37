"""From a short sound in memory to Opus packets that can be sent as they are.

A clip is encoded once and played on any number of stages: sending ready packets
costs no codec work at all. For sounds of a minute or so; long ones are streamed.
"""

from __future__ import annotations

from collections.abc import Iterator

import av
import numpy as np

from bot.voice.sound import AudioSegment

SAMPLE_RATE = 48_000
FRAME_SAMPLES = 960  # 20 ms, what Discord's clients send
# A stage carries 64 kbit/s at the most (Discord documentation, "Channel", Modify Channel).
BITRATE = 64_000


def opus_packets(sound: AudioSegment) -> list[bytes]:
    """Encode a sound as 20 ms Opus packets, 48 kHz stereo; the last frame is filled with silence."""
    encoder = av.CodecContext.create("libopus", "w")
    assert isinstance(encoder, av.AudioCodecContext), "libopus encodes audio"
    encoder.sample_rate = SAMPLE_RATE
    encoder.layout = "stereo"
    encoder.format = "s16"
    encoder.bit_rate = BITRATE
    encoder.options = {"frame_duration": "20", "application": "audio"}
    packets = [bytes(packet) for frame in _frames(sound) for packet in encoder.encode(frame)]
    packets.extend(bytes(packet) for packet in encoder.encode(None))
    return packets


def _frames(sound: AudioSegment) -> Iterator[av.AudioFrame]:
    stereo = sound.set_frame_rate(SAMPLE_RATE).set_channels(2).set_sample_width(2)
    samples = np.frombuffer(stereo.raw_data, dtype="<i2")
    samples = np.pad(samples, (0, -len(samples) % (FRAME_SAMPLES * 2)))
    for number, start in enumerate(range(0, len(samples), FRAME_SAMPLES * 2)):
        block = samples[start : start + FRAME_SAMPLES * 2].reshape(1, -1)
        frame = av.AudioFrame.from_ndarray(block, format="s16", layout="stereo")
        frame.sample_rate = SAMPLE_RATE
        frame.pts = number * FRAME_SAMPLES
        yield frame
