"""What goes out to one stage: order, counters, pauses, and a line that is lost and comes back."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.voice import crypto
from bot.voice.counts import Counts
from bot.voice.opus import SILENCE
from bot.voice.outlet import MOST_WAITING, Line, Outcome, Outlet, Playing, Ready, send_all
from bot.voice.sources import NOTHING, Clip, Frames, Live, Loop
from tests.bot.voice.wire import KEY, Wire

TALK = [b"\xfc" + number.to_bytes(2, "big") * 8 for number in range(25)]
CLOSING = [SILENCE] * 5


class HandClock:
    """A clock that ticks when it is told to."""

    def __init__(self) -> None:
        self.counts = Counts()
        self.outlets: set[Outlet] = set()
        self.now = 0

    def add(self, outlet: Outlet) -> None:
        self.outlets.add(outlet)

    def retire(self, line: Line) -> None:
        line.close()

    def run_live(self, live: Live) -> None:
        raise AssertionError(f"nothing here plays {live}")

    def tick(self, times: int = 1) -> None:
        for _ in range(times):
            self.now += 1
            packets: list[Ready] = []
            self.outlets = {outlet for outlet in self.outlets if outlet.make_next(self.now, 0, packets)}
            send_all(packets, self.counts)


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
def wire() -> Iterator[Wire]:
    opened = Wire()
    yield opened
    opened.close()


def test_a_clip_is_sent_packet_by_packet_and_closed_with_silence(clock: HandClock, wire: Wire) -> None:
    outlet = Outlet(clock)
    outlet.connect(wire.line())

    playing = outlet.play(Clip(TALK))
    clock.tick(50)

    assert wire.audio() == TALK + CLOSING
    assert (playing.outcome, playing.sent_frames) == (Outcome.PLAYED, len(TALK))
    assert clock.counts.frames == len(TALK)
    assert not clock.outlets


def test_speaking_is_announced_a_tick_before_the_first_packet(clock: HandClock, wire: Wire) -> None:
    said: list[bool] = []
    outlet = Outlet(clock, speaks=said.append)
    outlet.connect(wire.line())
    outlet.play(Clip(TALK[:2]))

    clock.tick()
    assert (said, wire.audio()) == ([True], [])
    clock.tick(50)

    assert said == [True, False]


def test_two_clips_follow_each_other_without_a_gap(clock: HandClock, wire: Wire) -> None:
    outlet = Outlet(clock)
    outlet.connect(wire.line())

    outlet.play(Clip(TALK[:3]))
    outlet.play(Clip(TALK[3:]))
    clock.tick(50)

    assert wire.audio() == TALK + CLOSING


def test_sequence_and_timestamp_wrap_around(clock: HandClock, wire: Wire) -> None:
    outlet = Outlet(clock, first_sequence=65_530, first_timestamp=(1 << 32) - 9_600)
    outlet.connect(wire.line())

    outlet.play(Clip(TALK))
    clock.tick(50)

    headers = wire.headers()
    assert [(after.sequence - before.sequence) % 65_536 for before, after in pairwise(headers)] == [1] * 29
    assert {(b.timestamp - a.timestamp) % (1 << 32) for a, b in pairwise(headers)} == {960}


def test_a_pause_is_silence_and_it_goes_on_where_it_was(clock: HandClock, wire: Wire) -> None:
    outlet = Outlet(clock)
    outlet.connect(wire.line())
    playing = outlet.play(Clip(TALK))

    clock.tick(11)
    playing.pause()
    clock.tick(20)
    assert wire.audio() == TALK[:10] + CLOSING
    playing.resume()
    clock.tick(50)

    assert wire.audio() == TALK[:10] + CLOSING + TALK[10:] + CLOSING


def test_the_streams_clock_goes_on_in_a_pause(clock: HandClock, wire: Wire) -> None:
    outlet = Outlet(clock)
    outlet.connect(wire.line())
    outlet.play(Clip(TALK[:1]))
    clock.tick(100)

    outlet.play(Clip(TALK[1:2]))
    clock.tick(2)

    first, second = wire.headers()[0], wire.headers()[-1]
    assert second.timestamp - first.timestamp == 100 * 960
    assert second.sequence - first.sequence == 6


@given(cuts=st.lists(st.integers(1, 8), max_size=4))
def test_it_goes_on_over_another_line_with_nothing_lost_or_twice(cuts: list[int]) -> None:
    clock, wire = HandClock(), Wire()
    outlet = Outlet(clock)
    playing = outlet.play(Clip(TALK))

    for number, ticks in enumerate(cuts):
        outlet.connect(wire.line(number))
        clock.tick(ticks)
        outlet.connect(None)
        clock.tick(3)
    outlet.connect(wire.line(99))
    clock.tick(60)

    sequences = [header.sequence for header in wire.headers()]
    heard = [opus for _, opus in wire.packets if opus != SILENCE]
    wire.close()
    assert heard == TALK
    assert playing.outcome is Outcome.PLAYED
    assert sequences == list(range(1, len(sequences) + 1))


def test_a_resumed_connection_goes_on_with_its_keys_nonces(clock: HandClock, wire: Wire) -> None:
    sealer = crypto.sealer(crypto.AES_GCM, KEY)
    outlet = Outlet(clock)
    outlet.connect(wire.line(1, sealer))
    outlet.play(Clip(TALK))
    clock.tick(10)

    outlet.connect(wire.line(1, sealer))
    clock.tick(50)

    assert wire.audio() == TALK + CLOSING
    assert wire.nonces == [number.to_bytes(4, "big") for number in range(30)]


def test_a_used_up_key_stops_the_stage_and_says_so(clock: HandClock, wire: Wire) -> None:
    sealer = crypto.sealer(crypto.AES_GCM, KEY, first_nonce=(1 << 32) - 3)
    outlet = Outlet(clock)
    outlet.connect(wire.line(1, sealer))
    outlet.play(Clip(TALK))

    clock.tick(50)

    assert outlet.is_worn_out
    assert wire.audio() == TALK[:3]


def test_what_is_stopped_ends_with_silence_and_the_next_begins(clock: HandClock, wire: Wire) -> None:
    ended: list[Playing] = []
    outlet = Outlet(clock)
    outlet.connect(wire.line())
    first, second = outlet.play(Clip(TALK), ended.append), outlet.play(Clip(TALK[:2]), ended.append)
    clock.tick(4)

    first.stop()
    first.stop()
    clock.tick(50)

    assert wire.audio() == TALK[:3] + TALK[:2] + CLOSING
    assert [playing.outcome for playing in ended] == [Outcome.STOPPED, Outcome.PLAYED]
    assert ended == [first, second]


def test_what_waits_can_be_stopped_too(clock: HandClock, wire: Wire) -> None:
    outlet = Outlet(clock)
    outlet.connect(wire.line())
    outlet.play(Clip(TALK[:2]))

    outlet.play(Clip(TALK)).stop()
    clock.tick(50)

    assert wire.audio() == TALK[:2] + CLOSING


def test_losing_the_stage_ends_everything(clock: HandClock) -> None:
    outlet = Outlet(clock)
    playings = [outlet.play(Clip(TALK)) for _ in range(3)]

    outlet.end_all(Outcome.LOST)

    assert [playing.outcome for playing in playings] == [Outcome.LOST] * 3
    assert outlet.playing is None
    assert outlet.waiting == ()


def test_no_more_waits_than_allowed(clock: HandClock) -> None:
    outlet = Outlet(clock)
    for _ in range(MOST_WAITING):
        outlet.play(Clip(TALK))

    with pytest.raises(OverflowError, match="100"):
        outlet.play(Clip(TALK))


def test_each_packet_is_tapped(clock: HandClock, wire: Wire) -> None:
    tapped: list[bytes] = []
    outlet = Outlet(clock)
    outlet.connect(wire.line())
    outlet.tap = lambda opus, _timestamp: tapped.append(opus)

    outlet.play(Clip(TALK))
    clock.tick(50)

    assert tapped == wire.audio()


def test_a_packet_that_the_system_does_not_take_is_dropped_and_counted(clock: HandClock, wire: Wire) -> None:
    outlet = Outlet(clock)
    outlet.connect(wire.line())
    wire.go_deaf()
    outlet.play(Clip(TALK))

    clock.tick(50)

    assert 0 < clock.counts.unsent_frames <= len(TALK + CLOSING)
    assert clock.counts.frames == len(TALK)


def test_a_loop_goes_on_until_it_is_stopped(clock: HandClock, wire: Wire) -> None:
    outlet = Outlet(clock)
    outlet.connect(wire.line())
    playing = outlet.play(Loop(Clip(TALK[:2])))

    clock.tick(8)
    playing.stop()
    clock.tick(20)

    assert wire.audio() == [*TALK[:2] * 3, TALK[0], *CLOSING]
    assert playing.length_seconds is None


def test_a_source_with_nothing_ready_leaves_the_tick_out(clock: HandClock, wire: Wire) -> None:
    class Stutters:
        length_frames = None

        def frames(self, start_frame: int = 0) -> Frames:  # noqa: ARG002 - the protocol's
            frames = iter([TALK[0], NOTHING, NOTHING, TALK[1], None])
            return lambda _tick: next(frames)

        def left(self) -> None:
            pass

    outlet = Outlet(clock)
    outlet.connect(wire.line())
    outlet.play(Stutters())
    clock.tick(20)

    first, second = wire.headers()[:2]
    assert wire.audio() == TALK[:2] + CLOSING
    assert second.timestamp - first.timestamp == 3 * 960
    assert second.sequence - first.sequence == 1


def test_an_empty_clip_cannot_be_repeated_and_a_wrong_packet_is_refused() -> None:
    with pytest.raises(ValueError, match="empty"):
        Loop(Clip([]))
    with pytest.raises(ValueError, match="20 ms"):
        Clip([b"\x00\x00"])
