"""What a room hears when it is recorded: a pattern of tones, which asks for no voice and no language."""

from __future__ import annotations

import functools

from bot.voice.clips import opus_packets
from bot.voice.sound import AudioSegment, Sine

SAMPLE_RATE = 48_000
# A5 twice, then E6: the "attention, recording" of many a conference system.
_TONES_HZ = (880.0, 880.0, 1318.51)
_TONE_MS, _PAUSE_MS = 160, 120
_PEAK_DBFS = -16.0


@functools.cache
def notice() -> list[bytes]:
    """Three short tones, as packets; made at the first call, so not in the event loop."""
    pause = AudioSegment.silent(duration=_PAUSE_MS, frame_rate=SAMPLE_RATE)
    sound = AudioSegment.silent(duration=_PAUSE_MS, frame_rate=SAMPLE_RATE)
    for frequency in _TONES_HZ:
        tone = Sine(frequency, sample_rate=SAMPLE_RATE).to_audio_segment(duration=_TONE_MS, volume=_PEAK_DBFS)
        sound = sound + tone.fade_in(8).fade_out(40) + pause
    return opus_packets(sound)
