"""What one person says alone is copied; where several speak it is mixed; and all of it is at its time."""

from __future__ import annotations

import io
from pathlib import Path

import av
import numpy as np
import pytest
from numpy.typing import NDArray

from bot.voice import ogg, weaving
from bot.voice.opus import FRAME_SAMPLES, LONGEST_SAMPLES, SAMPLE_RATE
from bot.voice.sources import Encoder
from bot.voice.tracks import Track
from bot.voice.weaving import Phrase, Woven, _pieces, _Voice, decoder, is_silent, weave

SECONDS = 6


class Kept(io.BytesIO):
    """A file that is in memory, and stays readable after its end. Fulfils `bot.voice.tracks.Sink`."""

    def close(self) -> None:
        """Keep what was written."""


def tone(hertz: float, frames: int) -> list[bytes]:
    """A tone, in packets of 20 ms."""
    encoder, at = Encoder(), np.arange(frames * FRAME_SAMPLES)
    sound = np.repeat((np.sin(at * 2 * np.pi * hertz / SAMPLE_RATE) * 8_000).astype(np.int16), 2)
    return [b"".join(encoder.encode(part.tobytes())) for part in np.split(sound, frames)]


def track(path: Path, *parts: tuple[float, list[bytes]]) -> Path:
    """A track in which packets are heard from some seconds on."""
    sink = Kept()
    made = Track(sink, 1, {})
    for seconds, packets in parts:
        for number, packet in enumerate(packets):
            made.add(round(seconds * SAMPLE_RATE) + number * FRAME_SAMPLES, packet, FRAME_SAMPLES, seconds)
    made.close(SECONDS * SAMPLE_RATE)
    path.write_bytes(sink.getvalue())
    return path


def woven(tmp_path: Path, *tracks: Path) -> tuple[Path, Woven]:
    """One file of these."""
    target = tmp_path / "mix.opus"
    with target.open("wb") as file:
        done = weave(tracks, file, samples=SECONDS * SAMPLE_RATE, tags={"TITLE": "Evening"})
    return target, done


def said(path: Path) -> list[bytes]:
    """The packets of a file that are no silence."""
    return [packet for packet in ogg.packets(path.read_bytes()) if not is_silent(packet)]


def strength(path: Path, hertz: float, start: float, end: float) -> float:
    """How much of a tone there is in a file between two times."""
    with av.open(str(path)) as file:
        made = av.AudioResampler("s16", "mono", SAMPLE_RATE)
        sound = np.concatenate(
            [part.to_ndarray().reshape(-1) for frame in file.decode(audio=0) for part in made.resample(frame)]
        )
    part = sound[round(start * SAMPLE_RATE) : round(end * SAMPLE_RATE)].astype(float)
    spectrum = np.abs(np.fft.rfft(part)) / part.size
    return float(spectrum[round(hertz * part.size / SAMPLE_RATE)])


def test_who_speaks_alone_is_copied_packet_by_packet(tmp_path: Path) -> None:
    ada, bob = tone(500, 50), tone(900, 50)
    first = track(tmp_path / "1.opus", (0.5, ada), (4.0, ada))
    second = track(tmp_path / "2.opus", (2.0, bob))

    mix, done = woven(tmp_path, first, second)

    assert said(mix) == ada + bob + ada
    assert done == Woven(SECONDS * SAMPLE_RATE, 0)
    assert ogg.read(mix.read_bytes()).tags == {"TITLE": "Evening"}


def test_where_two_speak_both_are_heard_and_the_rest_stays_as_it_came(tmp_path: Path) -> None:
    ada, bob = tone(500, 50), tone(900, 50)
    first = track(tmp_path / "1.opus", (0.5, ada), (4.0, ada))
    second = track(tmp_path / "2.opus", (1.0, bob))

    mix, done = woven(tmp_path, first, second)

    assert said(mix)[-50:] == ada
    assert done.mixed_samples == pytest.approx(1.5 * SAMPLE_RATE, abs=2 * FRAME_SAMPLES)
    assert done.samples == SECONDS * SAMPLE_RATE
    for hertz, start, end in ((500, 0.6, 1.4), (900, 1.1, 1.9), (500, 4.1, 4.9)):
        assert strength(mix, hertz, start, end) > 1_000
    assert strength(mix, 900, 0.6, 0.9) < 100
    assert strength(mix, 500, 1.6, 1.9) < 100


def test_a_phrase_without_an_end_is_woven_in_pieces(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.voice.weaving.LONGEST_PHRASE_SAMPLES", SAMPLE_RATE)
    music, bob = tone(500, 250), tone(900, 20)

    mix, done = woven(
        tmp_path, track(tmp_path / "1.opus", (0.1, music)), track(tmp_path / "2.opus", (2.3, bob))
    )

    assert abs(done.mixed_samples - 0.6 * SAMPLE_RATE) <= 2 * FRAME_SAMPLES
    assert said(mix)[:100] == music[:100]
    assert said(mix)[-100:] == music[-100:]
    assert abs(len(ogg.packets(mix.read_bytes())) - SECONDS * 50) < LONGEST_SAMPLES // FRAME_SAMPLES * 50


def frame(voice: _Voice, place: int) -> NDArray[np.int32]:
    """What a voice says in one frame."""
    heard = np.zeros(2 * FRAME_SAMPLES, np.int32)
    voice.add_to(heard, place)
    return heard


def test_a_piece_sounds_from_its_beginning_as_it_does_in_the_whole(tmp_path: Path) -> None:
    path = track(tmp_path / "1.opus", (0.0, tone(500, 250)))
    pieces = list(_pieces(0, [path.read_bytes()]))
    packets = [packet for piece in pieces for packet in piece.packets]
    whole, middle = _Voice(Phrase(0, 0, pieces[-1].end, packets)), pieces[5]
    *_, expected = (frame(whole, place) for place in range(0, middle.start + 1, FRAME_SAMPLES))

    error = np.abs(frame(_Voice(middle), middle.start) - expected).mean()

    assert [len(piece.packets) for piece in pieces] == [10] * 25
    assert error < 0.1 * np.abs(expected).mean()


def test_pieces_that_are_mixed_one_after_the_other_share_a_decoder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = []

    def counted() -> av.AudioCodecContext:
        made.append(decoder())
        return made[-1]

    monkeypatch.setattr(weaving, "decoder", counted)
    ada = track(tmp_path / "1.opus", (0.1, tone(500, 250)))
    bob = track(tmp_path / "2.opus", (0.3, tone(900, 240)))

    _, done = woven(tmp_path, ada, bob)

    assert len(made) == 2
    assert done.mixed_samples > 4.5 * SAMPLE_RATE


def test_nobody_who_speaks_is_silence_of_the_same_length(tmp_path: Path) -> None:
    mix, done = woven(tmp_path, track(tmp_path / "1.opus"))

    assert (said(mix), done.samples) == ([], SECONDS * SAMPLE_RATE)
