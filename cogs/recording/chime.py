"""What a room hears when it is recorded: three tones, and words in its language that were recorded before.

In `sounds` there is a file for each language in which it was said; in any other the tones stand alone.
"""

from __future__ import annotations

import functools
from pathlib import Path

from bot.voice import ogg
from bot.voice.clips import opus_packets
from bot.voice.sound import AudioSegment, Sine

SAMPLE_RATE = 48_000
# A5 twice, then E6: the "attention, recording" of many a conference system.
_TONES_HZ = (880.0, 880.0, 1318.51)
_TONE_MS, _PAUSE_MS = 160, 120
_PEAK_DBFS = -16.0
_SOUNDS = Path(__file__).with_name("sounds")


@functools.cache
def notice(language: str) -> tuple[bytes, ...]:
    """That a room is recorded, as packets; read and made at the first call, so not in the event loop."""
    words = {path.stem: path for path in _SOUNDS.glob("*.opus")}.get(language.partition("-")[0])
    return (*tones(), *(() if words is None else ogg.packets(words.read_bytes())))


@functools.cache
def tones() -> tuple[bytes, ...]:
    """Three short tones, which ask for no language."""
    pause = AudioSegment.silent(duration=_PAUSE_MS, frame_rate=SAMPLE_RATE)
    sound = AudioSegment.silent(duration=_PAUSE_MS, frame_rate=SAMPLE_RATE)
    for frequency in _TONES_HZ:
        tone = Sine(frequency, sample_rate=SAMPLE_RATE).to_audio_segment(duration=_TONE_MS, volume=_PEAK_DBFS)
        sound = sound + tone.fade_in(8).fade_out(40) + pause
    return tuple(opus_packets(sound))
