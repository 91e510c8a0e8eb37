"""Sound files of every kind, made here: nothing recorded, nothing downloaded."""

from __future__ import annotations

import io

import av
import numpy as np

from bot.voice.sound import AudioSegment, Sine

RATE = 48_000
#: What FFmpeg calls the writer and the encoder, by the name that we give the container.
KINDS = {
    "MP3": ("mp3", "libmp3lame"),
    "WAV": ("wav", "pcm_s16le"),
    "Ogg": ("ogg", "libopus"),
    "FLAC": ("flac", "flac"),
    "M4A": ("mp4", "aac"),
    "WebM": ("webm", "libopus"),
}


def tone(milliseconds: int = 1000, *, dbfs: float = -20.0, hertz: float = 440.0) -> AudioSegment:
    """A sine in stereo; `dbfs` is its peak."""
    made = Sine(hertz, sample_rate=RATE).to_audio_segment(duration=milliseconds, volume=dbfs)
    return made.set_channels(2).set_sample_width(2)


def silence(milliseconds: int) -> AudioSegment:
    """Nothing, in stereo."""
    return AudioSegment.silent(milliseconds, RATE).set_channels(2)


def file_of(sound: AudioSegment, kind: str = "WAV") -> bytes:
    """A sound as a file of that kind."""
    form, encoder = KINDS[kind]
    written = io.BytesIO()
    with av.open(written, "w", format=form) as out:
        stream = out.add_stream(encoder, rate=RATE)
        assert isinstance(stream, av.AudioStream)
        stream.codec_context.layout = "stereo"
        frame = av.AudioFrame.from_ndarray(
            np.frombuffer(sound.raw_data, "<i2").reshape(1, -1), format="s16", layout="stereo"
        )
        frame.sample_rate = RATE
        for packet in [*stream.encode(frame), *stream.encode(None)]:
            out.mux(packet)
    return written.getvalue()
