"""What one room hears, frame by frame: pieces without a gap, music beneath, sounds over both."""

from __future__ import annotations

from collections import deque

import numpy as np
import pytest

from bot.voice.clips import opus_packets
from bot.voice.deck import Deck
from bot.voice.decoding import ClipPcm
from bot.voice.mixing import DUCKED_GAIN
from bot.voice.opus import FRAME_SAMPLES
from bot.voice.sources import FRAME_BYTES, Clip
from tests.bot.voice.files import tone


class Steady:
    """The same amplitude for a number of frames."""

    def __init__(self, amplitude: int, frames: int = 1000) -> None:
        self._frame = np.full(FRAME_SAMPLES * 2, amplitude, "<i2").tobytes()
        self.left = frames

    def read(self) -> bytes | None:
        self.left -= 1
        return self._frame if self.left >= 0 else None


def level(deck: Deck) -> int:
    """The last sample of the next frame."""
    frame = deck.read()
    assert frame is not None
    return int(np.frombuffer(frame, "<i2")[-1])


def levels(deck: Deck, frames: int) -> list[int]:
    return [level(deck) for _ in range(frames)]


def test_pieces_follow_each_other_without_a_gap_and_the_deck_ends_with_the_last() -> None:
    pieces = deque([Steady(100, 2), Steady(200, 1), Steady(0, 0), Steady(300, 1)])
    deck = Deck(next_piece=lambda: pieces.popleft() if pieces else None)

    assert levels(deck, 4) == [100, 100, 200, 300]
    assert deck.goes_on
    assert deck.read() is None
    assert not deck.goes_on
    assert not deck.lay_over(Steady(1))
    assert not deck.play_beneath(Steady(1))


def test_a_skipped_piece_is_followed_at_once() -> None:
    pieces = deque([Steady(100), Steady(200)])
    deck = Deck(next_piece=lambda: pieces.popleft() if pieces else None)
    assert level(deck) == 100

    deck.skip()

    assert level(deck) == 200


def test_music_is_silent_under_a_piece_and_comes_back_after_it() -> None:
    pieces = deque([Steady(100, 60)])
    deck = Deck(next_piece=lambda: pieces.popleft() if pieces else None)
    deck.play_beneath(Steady(1000))

    under = levels(deck, 60)
    after = levels(deck, 60)

    assert under[-1] == 100
    assert after[-1] == 1000


def test_music_goes_down_under_a_sound_and_under_speech() -> None:
    speaks = False
    deck = Deck(speaks=lambda: speaks)
    deck.play_beneath(Steady(10_000))
    level(deck)

    deck.lay_over(Steady(0, 30))
    assert deck.sound_count == 1
    assert levels(deck, 30)[-1] == pytest.approx(10_000 * DUCKED_GAIN, abs=2)
    assert levels(deck, 90)[-1] == pytest.approx(10_000, abs=2)
    speaks = True
    assert levels(deck, 30)[-1] == pytest.approx(10_000 * DUCKED_GAIN, abs=2)


def test_music_that_is_taken_away_fades_out_and_the_deck_ends() -> None:
    deck = Deck()
    deck.play_beneath(Steady(10_000))
    level(deck)

    deck.end_music()
    faded = [np.frombuffer(frame, "<i2")[-1] for frame in iter(deck.read, None)]

    assert not deck.has_music
    assert 10 < len(faded) < 100
    assert list(faded) == sorted(faded, reverse=True)
    assert faded[-1] == 0


def test_the_volume_is_led_to_where_it_shall_be() -> None:
    deck = Deck(next_piece=lambda: Steady(1000), volume=0.5)
    assert level(deck) == 500

    deck.turn(1.5)

    assert levels(deck, 60)[-1] == 1500


def test_a_clip_is_decoded_frame_by_frame_and_may_go_round() -> None:
    clip = Clip(opus_packets(tone(100, dbfs=-12)))
    once, again = ClipPcm(clip), ClipPcm(clip, repeats=True)

    frames = list(iter(once.read, None))

    assert {len(frame) for frame in frames} == {FRAME_BYTES}
    assert len(frames) == clip.length_frames
    assert np.abs(np.frombuffer(b"".join(frames), "<i2")).max() > 5_000
    assert once.position_seconds == once.length_seconds
    assert all(again.read() for _ in range(3 * clip.length_frames))
    with pytest.raises(ValueError, match="empty"):
        ClipPcm(Clip([]), repeats=True)
