"""From a short sound in memory to Opus packets that can be sent as they are.

A clip is encoded once and played on any number of stages: sending ready packets
costs no codec work at all. For sounds of a minute or so; long ones are streamed.
"""

from __future__ import annotations

from collections.abc import Iterator

import av

from bot.voice.sound import AudioSegment

SAMPLE_RATE = 48_000
FRAME_SAMPLES = 960  # 20 ms, what Discord's clients send
# A stage carries 64 kbit/s at the most (Discord documentation, "Channel", Modify Channel).
BITRATE = 64_000
_FRAME_BYTES = FRAME_SAMPLES * 2 * 2  # stereo, 16 bit


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
    samples = stereo.raw_data + bytes(-len(stereo.raw_data) % _FRAME_BYTES)
    for number, start in enumerate(range(0, len(samples), _FRAME_BYTES)):
        frame = av.AudioFrame("s16", "stereo", FRAME_SAMPLES)
        frame.planes[0].update(samples[start : start + _FRAME_BYTES])
        frame.sample_rate = SAMPLE_RATE
        frame.pts = number * FRAME_SAMPLES
        yield frame
