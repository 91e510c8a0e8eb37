"""What a room hears as it begins to be recorded, and as that is over: tones, and words in its language.

In `sounds` there is a file for each of the two and each language in which it was said once; in any other
language the tones stand alone.
"""

from __future__ import annotations

import functools
from enum import StrEnum
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


class Said(StrEnum):
    """What is said; the names are those of `bot.voice.speech.RoomSounds`."""

    RECORDING = "recording"  # the room is recorded from now on
    RECORDED = "recorded"  # it is not any more


@functools.cache
def notice(said: Said, language: str) -> tuple[bytes, ...]:
    """Tones and words, as packets; read and made at the first call, so not in the event loop."""
    files = {path.stem: path for path in _SOUNDS.glob("*.opus")}
    words = files.get(f"{said}-{language.partition('-')[0]}")
    return (*tones(said), *(() if words is None else ogg.packets(words.read_bytes())))


@functools.cache
def tones(said: Said) -> tuple[bytes, ...]:
    """Three short tones, which ask for no language: upwards as it begins, downwards as it is over."""
    pause = AudioSegment.silent(duration=_PAUSE_MS, frame_rate=SAMPLE_RATE)
    sound = AudioSegment.silent(duration=_PAUSE_MS, frame_rate=SAMPLE_RATE)
    for frequency in _TONES_HZ if said is Said.RECORDING else _TONES_HZ[::-1]:
        tone = Sine(frequency, sample_rate=SAMPLE_RATE).to_audio_segment(duration=_TONE_MS, volume=_PEAK_DBFS)
        sound = sound + tone.fade_in(8).fade_out(40) + pause
    return tuple(opus_packets(sound))
