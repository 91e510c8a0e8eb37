"""One clock for all stages: in order, live sound encoded once, and a stalled clock that sends no burst."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from itertools import pairwise

import numpy as np
import pytest

from bot.voice import broadcast as broadcast_module
from bot.voice.broadcast import MOST_BEHIND_SECONDS, Broadcast
from bot.voice.opus import FRAME_SECONDS, SAMPLE_RATE, SILENCE
from bot.voice.outlet import Outcome, Outlet, Playing, Ready
from bot.voice.sources import AHEAD_FRAMES, FRAME_BYTES, NOTHING, Clip, Encoder, Feed, Frames, Live
from tests.bot.voice.wire import Wire, until

TALK = [b"\xfc" + number.to_bytes(2, "big") * 8 for number in range(10)]
CLOSING = [SILENCE] * 5


@pytest.fixture
def broadcast() -> Iterator[Broadcast]:
    clock = Broadcast()
    yield clock
    clock.close()


@pytest.fixture
def wire() -> Iterator[Wire]:
    opened = Wire()
    yield opened
    opened.close()


def outlet_on(broadcast: Broadcast, wire: Wire, ssrc: int) -> Outlet:
    outlet = Outlet(broadcast)
    outlet.connect(wire.line(ssrc))
    return outlet


def until_more_is_sent(playing: Playing) -> None:
    before = playing.sent_frames
    until(lambda: playing.sent_frames > before)


def test_each_of_many_stages_gets_the_whole_clip(broadcast: Broadcast, wire: Wire) -> None:
    clip = Clip(TALK)

    playings = [outlet_on(broadcast, wire, ssrc).play(clip) for ssrc in range(1, 51)]
    until(lambda: all(playing.outcome for playing in playings) and len(broadcast) == 0)

    assert {playing.outcome for playing in playings} == {Outcome.PLAYED}
    assert all(wire.audio(ssrc) == TALK + CLOSING for ssrc in range(1, 51))
    assert broadcast.counts.frames == 50 * len(TALK)


def test_a_clock_at_rest_begins_again(broadcast: Broadcast, wire: Wire) -> None:
    outlet = outlet_on(broadcast, wire, 1)

    for _ in range(3):
        outlet.play(Clip(TALK))
        until(lambda: len(broadcast) == 0)

    assert wire.audio() == (TALK + CLOSING) * 3


def test_a_stream_that_rests_again_and_again_does_not_run_ahead_of_the_clock(
    broadcast: Broadcast, wire: Wire
) -> None:
    outlet, began = Outlet(broadcast), time.monotonic()
    playing = outlet.play(Clip(TALK * 100))
    for _ in range(20):
        outlet.connect(wire.line())
        until_more_is_sent(playing)
        outlet.connect(None)
        until(lambda: len(broadcast) == 0)

    stamps = [header.timestamp for header in wire.headers()]
    assert (stamps[-1] - stamps[0]) / SAMPLE_RATE <= time.monotonic() - began


def test_live_sound_is_encoded_once_and_is_the_same_everywhere(broadcast: Broadcast, wire: Wire) -> None:
    encodes = 0

    class Counting(Encoder):
        def encode(self, samples: bytes) -> list[bytes]:
            nonlocal encodes
            encodes += 1
            return super().encode(samples)

    feed = Feed()
    live = Live(feed, Counting())
    tone = (np.sin(np.arange(960 * 30) * 0.05) * 9000).astype("<i2").repeat(2).tobytes()
    speaking: list[int] = []
    outlets = [Outlet(broadcast, speaks=lambda _speaks, n=n: speaking.append(n)) for n in (1, 2, 3)]  # type: ignore[misc]  # n is bound
    playings = [outlet.play(live) for outlet in outlets]
    for ssrc, outlet in enumerate(outlets, 1):
        outlet.connect(wire.line(ssrc))
    until(lambda: set(speaking) == {1, 2, 3})  # who joins later hears it from where it is
    feed.put(tone)
    feed.end()
    until(lambda: all(playing.outcome for playing in playings) and len(broadcast) == 0)

    first = [opus for opus in wire.audio(1) if opus != SILENCE]
    assert encodes == 30
    assert len(first) >= 30
    assert first == [opus for opus in wire.audio(2) if opus != SILENCE]
    assert first == [opus for opus in wire.audio(3) if opus != SILENCE]
    until(lambda: live not in broadcast._lives)


def test_a_source_that_breaks_ends_alone(
    broadcast: Broadcast, wire: Wire, caplog: pytest.LogCaptureFixture
) -> None:
    class Broken:
        length_frames = None

        def frames(self, start_frame: int = 0) -> Frames:  # noqa: ARG002 - the protocol's
            def fail(tick: int) -> bytes:
                raise RuntimeError(f"broken at {tick}")

            return fail

        def left(self) -> None:
            pass

    broken = outlet_on(broadcast, wire, 1).play(Broken())
    sound = outlet_on(broadcast, wire, 2).play(Clip(TALK))
    until(lambda: broken.outcome and sound.outcome)

    assert (broken.outcome, sound.outcome) == (Outcome.FAILED, Outcome.PLAYED)
    assert "a source failed" in caplog.text


def test_a_clock_that_stood_still_counts_what_it_left_out_and_goes_on(
    broadcast: Broadcast, wire: Wire
) -> None:
    sent = 0
    outlet = outlet_on(broadcast, wire, 1)
    stalled = threading.Event()

    def stall(_opus: bytes, _timestamp: int) -> None:
        nonlocal sent
        sent += 1
        if sent == 3:
            stalled.wait(0.6)

    outlet.tap = stall
    playing = outlet.play(Clip(TALK))
    until(lambda: playing.outcome and len(broadcast) == 0)

    assert wire.audio() == TALK + CLOSING
    assert broadcast.counts.stalls >= 1
    assert broadcast.counts.late_frames >= 18
    first = wire.headers()[-1]
    outlet.play(Clip(TALK[:1]))
    until(lambda: len(wire.headers()) > len(TALK) + len(CLOSING))
    # The time that was lost is in the stream's clock when the next utterance begins.
    second = wire.headers()[len(TALK) + len(CLOSING)]
    assert (second.timestamp - first.timestamp) // 960 >= 22


class Moments:
    """Time that passes while somebody waits. Has what `bot.voice.broadcast` asks of `time`."""

    now = 100.0

    def monotonic(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.now += seconds


class Stuck(Outlet):
    """Notes when each of its packets is sent; the third holds everything up for a while."""

    def __init__(self, clock: Broadcast, moments: Moments, seconds: float, packets: int) -> None:
        super().__init__(clock)
        self.moments = moments
        self.seconds, self.packets = seconds, packets
        self.sent: list[float] = []

    def make_next(self, tick: int, missed: int, packets: list[Ready]) -> bool:  # noqa: ARG002 - the outlet's own signature
        self.sent.append(self.moments.now)
        if len(self.sent) == 3:
            self.moments.sleep(self.seconds)
        return len(self.sent) < self.packets


def sent_by_a_clock_that_stood(
    monkeypatch: pytest.MonkeyPatch, seconds: float, packets: int
) -> tuple[Broadcast, list[float]]:
    """The clock, and when each packet was sent."""
    moments, clock = Moments(), Broadcast()
    monkeypatch.setattr(broadcast_module, "time", moments)
    outlet = Stuck(clock, moments, seconds, packets)
    clock._in.add(outlet)
    clock._slots[3].append(outlet)
    clock._run_ticks(moments.now)
    return clock, outlet.sent


@pytest.mark.parametrize("seconds", [0.21, 3.0])
def test_what_a_stall_has_held_up_never_goes_in_a_burst(
    monkeypatch: pytest.MonkeyPatch, seconds: float
) -> None:
    clock, sent = sent_by_a_clock_that_stood(monkeypatch, seconds, 12)

    assert len(sent) == 12
    assert min(after - before for before, after in pairwise(sent)) > 0.87 * FRAME_SECONDS
    assert clock.counts.stalls == 1


def test_a_clock_that_stood_for_a_moment_is_in_time_again_and_leaves_nothing_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    clock, sent = sent_by_a_clock_that_stood(monkeypatch, 0.2, 100)

    assert sent[-1] - sent[0] == pytest.approx(99 * FRAME_SECONDS)
    assert clock.counts.late_frames == 0


def test_of_a_long_stall_all_is_left_out_but_what_can_be_made_up_for(monkeypatch: pytest.MonkeyPatch) -> None:
    clock, sent = sent_by_a_clock_that_stood(monkeypatch, 3.0, 120)

    left_out = clock.counts.late_frames
    assert left_out == pytest.approx((3.0 - MOST_BEHIND_SECONDS) / FRAME_SECONDS, abs=2)
    assert sent[-1] - sent[0] == pytest.approx((119 + left_out) * FRAME_SECONDS)


def test_a_closed_clock_takes_nothing_more(wire: Wire) -> None:
    clock = Broadcast()
    outlet = outlet_on(clock, wire, 1)
    outlet.play(Clip(TALK))
    until(wire.headers)
    clock.close()

    sent = len(wire.headers())
    outlet.connect(wire.line(2))

    assert len(clock) <= 1
    assert len(wire.headers()) == sent
    assert not any(thread.name.startswith("voice-") for thread in threading.enumerate())


def test_a_feed_keeps_its_bound_and_fills_its_last_frame() -> None:
    feed = Feed(kept_frames=2)

    feed.put(b"\x01" * FRAME_BYTES * 3 + b"\x02" * 10)
    feed.end()

    assert feed.dropped_frames == 2
    assert feed.read() == b"\x01" * FRAME_BYTES
    last = feed.read()
    assert last is not None
    assert (last[:11], len(last)) == (b"\x02" * 10 + b"\0", FRAME_BYTES)
    assert feed.read() is None


def test_a_feed_without_a_whole_frame_has_nothing_yet() -> None:
    feed = Feed()
    feed.put(bytes(FRAME_BYTES - 4))

    assert feed.read() == NOTHING


def test_a_live_source_prepares_no_more_than_it_needs() -> None:
    feed = Feed()
    feed.put(bytes(FRAME_BYTES * 20))
    live = Live(feed)

    live.prepare()

    frames = live.frames()
    given = [frames(tick) for tick in range(AHEAD_FRAMES + 2)]
    assert [bool(frame) for frame in given] == [True] * AHEAD_FRAMES + [False] * 2
    assert live.late_frames == 2
