"""The sounds that come with Rostra: notes of a bell, ticks and chords, made with pydub, nothing recorded."""

from __future__ import annotations

import functools

from bot.voice.sound import AudioSegment, Sine

SAMPLE_RATE = 48_000
# C5 E5 G5 C6: a major chord taken upwards, which is heard as "it begins".
NOTES_HZ = (523.25, 659.26, 783.99, 1046.50)
# G5 E5: a third downwards, which is heard as "it ends soon".
WARNING_NOTES_HZ = (783.99, 659.26)
# G5 C6, a fourth upwards: "your attention, please".
ATTENTION_NOTES_HZ = (783.99, 1046.50)
NOTE_MS = 900
STEP_MS = 220
#: The ticks of a countdown, one a second, and the tone after the last of them.
TICKS = 5
TICK_HZ, END_HZ = 880.0, 1318.51
TICK_MS, END_MS = 90, 500
# C, A minor, F and G: what can go round for ever. In the octave below the voices of most people.
CHORDS_HZ = (
    (130.81, 196.00, 329.63),
    (110.00, 220.00, 261.63),
    (87.31, 174.61, 220.00),
    (98.00, 196.00, 246.94),
)
CHORD_MS = 4_000


def chime() -> AudioSegment:
    """The opening chime, about 1.6 s of it."""
    return _chime(NOTES_HZ)


def closing() -> AudioSegment:
    """The same downwards, as a room ends."""
    return _chime(NOTES_HZ[::-1])


def warning() -> AudioSegment:
    """What a speaker hears whose time is nearly up, about 1.1 s of it."""
    return _chime(WARNING_NOTES_HZ)


def attention() -> AudioSegment:
    """What goes before an announcement."""
    return _chime(ATTENTION_NOTES_HZ)


@functools.cache
def countdown() -> AudioSegment:
    """The last seconds of somebody's time: a tick each, and a tone at the end."""
    sound = AudioSegment.silent(duration=TICKS * 1000 + END_MS, frame_rate=SAMPLE_RATE)
    for second in range(TICKS):
        sound = sound.overlay(_tone(TICK_HZ, TICK_MS), position=second * 1000)
    return _levelled(sound.overlay(_tone(END_HZ, END_MS), position=TICKS * 1000), -18.0)


@functools.cache
def music() -> AudioSegment:
    """Sixteen seconds of slow chords that can be repeated: each comes and goes."""
    sound = AudioSegment.silent(duration=CHORD_MS * len(CHORDS_HZ), frame_rate=SAMPLE_RATE)
    for place, chord in enumerate(CHORDS_HZ):
        for frequency in chord:
            note = _tone(frequency, CHORD_MS).fade_in(1_400).fade_out(1_800)
            sound = sound.overlay(note, position=place * CHORD_MS)
    return _levelled(sound, -20.0)


@functools.cache
def _chime(notes_hz: tuple[float, ...]) -> AudioSegment:
    """Stereo at 48 kHz, 16 bit, at a level that startles nobody (-14 dBFS peak)."""
    length = STEP_MS * (len(notes_hz) - 1) + NOTE_MS
    sound = AudioSegment.silent(duration=length, frame_rate=SAMPLE_RATE)
    for place, frequency in enumerate(notes_hz):
        sound = sound.overlay(_bell(frequency), position=place * STEP_MS)
    return _levelled(sound, -14.0)


def _levelled(sound: AudioSegment, peak_dbfs: float) -> AudioSegment:
    sound = sound.set_channels(2).set_sample_width(2)
    return sound.apply_gain(peak_dbfs - sound.max_dBFS)


def _bell(frequency: float) -> AudioSegment:
    """One note: a sine and two fainter partials, struck and dying away."""
    note = AudioSegment.silent(duration=NOTE_MS, frame_rate=SAMPLE_RATE)
    for partial, gain_db in ((1.0, -12.0), (2.0, -24.0), (3.01, -32.0)):
        tone = Sine(frequency * partial, sample_rate=SAMPLE_RATE).to_audio_segment(
            duration=NOTE_MS, volume=gain_db
        )
        note = note.overlay(tone)
    return note.fade_in(6).fade_out(NOTE_MS - 40)


def _tone(frequency: float, milliseconds: int) -> AudioSegment:
    tone = Sine(frequency, sample_rate=SAMPLE_RATE).to_audio_segment(duration=milliseconds, volume=-18.0)
    return tone.fade_in(6).fade_out(40)
