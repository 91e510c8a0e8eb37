"""The chimes: notes of a bell, made with pydub, nothing recorded."""

from __future__ import annotations

import functools

from bot.voice.sound import AudioSegment, Sine

SAMPLE_RATE = 48_000
# C5 E5 G5 C6: a major chord taken upwards, which is heard as "it begins".
NOTES_HZ = (523.25, 659.26, 783.99, 1046.50)
# G5 E5: a third downwards, which is heard as "it ends soon".
WARNING_NOTES_HZ = (783.99, 659.26)
NOTE_MS = 900
STEP_MS = 220


def chime() -> AudioSegment:
    """The opening chime, about 1.6 s of it."""
    return _chime(NOTES_HZ)


def warning() -> AudioSegment:
    """What a speaker hears whose time is nearly up, about 1.1 s of it."""
    return _chime(WARNING_NOTES_HZ)


@functools.cache
def _chime(notes_hz: tuple[float, ...]) -> AudioSegment:
    """Stereo at 48 kHz, 16 bit, at a level that startles nobody (-14 dBFS peak)."""
    length = STEP_MS * (len(notes_hz) - 1) + NOTE_MS
    sound = AudioSegment.silent(duration=length, frame_rate=SAMPLE_RATE)
    for place, frequency in enumerate(notes_hz):
        sound = sound.overlay(_bell(frequency), position=place * STEP_MS)
    sound = sound.set_channels(2).set_sample_width(2)
    return sound.apply_gain(-14.0 - sound.max_dBFS)


def _bell(frequency: float) -> AudioSegment:
    """One note: a sine and two fainter partials, struck and dying away."""
    note = AudioSegment.silent(duration=NOTE_MS, frame_rate=SAMPLE_RATE)
    for partial, gain_db in ((1.0, -12.0), (2.0, -24.0), (3.01, -32.0)):
        tone = Sine(frequency * partial, sample_rate=SAMPLE_RATE).to_audio_segment(
            duration=NOTE_MS, volume=gain_db
        )
        note = note.overlay(tone)
    return note.fade_in(6).fade_out(NOTE_MS - 40)
