"""Where one stage's sound goes out: what is played, how far it is, and the counters of its packets.

An outlet outlives voice connections. It is given a `Line` while one stands and loses it
when it ends; without a line its clock stands still, and it goes on where it was. Sequence
and timestamp go on too; the nonce belongs to the key, and so to the line.

Two threads meet here: the sender's calls `make_next`, everybody else's the rest.
"""

from __future__ import annotations

import logging
import socket
import threading
from collections import deque
from collections.abc import Callable
from enum import Enum
from typing import Protocol

from bot.voice import rtp
from bot.voice.counts import Counts
from bot.voice.crypto import CannotSeal, Sealer
from bot.voice.opus import FRAME_SAMPLES, FRAME_SECONDS, SILENCE
from bot.voice.sources import Frames, Live, Source

log = logging.getLogger(__name__)

#: Discord documentation, "Voice Connections", Voice Data Interpolation.
SILENT_FRAMES = 5
MOST_WAITING = 100

_MASK_16, _MASK_32 = rtp.SEQUENCES - 1, rtp.TIMESTAMPS - 1

#: A sealed packet, after what sends it.
Ready = tuple[Callable[[bytes], int], bytes]


def send_all(packets: list[Ready], counts: Counts) -> None:
    """Send what several stages have ready.

    Making and sending each go on at a stretch: a processor that changes from the one to the other for each
    packet has the code of neither at hand, and needs a tenth more.
    """
    for send, packet in packets:
        try:
            send(packet)
        except OSError:
            # The system's buffer is full, or the network is gone: a frame is dropped, never sent later.
            counts.unsent_frames += 1


class Line:
    """One voice connection, as far as sending goes.

    It has a descriptor of its own of the connection's socket, which nobody but the sender
    closes: a descriptor that was closed elsewhere may by then be another connection's.
    """

    __slots__ = ("_socket", "seal", "send", "ssrc")

    def __init__(self, connected: socket.socket, sealer: Sealer, ssrc: int) -> None:
        self._socket = connected.dup()
        self._socket.setblocking(False)  # noqa: FBT003 - the standard library's own signature
        self.send = self._socket.send
        self.seal = sealer.seal
        self.ssrc = ssrc

    def close(self) -> None:
        """Give the descriptor back."""
        self._socket.close()


class Outcome(Enum):
    """How a playing ended."""

    PLAYED = "played"
    STOPPED = "stopped"
    FAILED = "failed"  # its source broke
    LOST = "lost"  # the stage was lost for good


class Playing:
    """One source on its way to one stage."""

    __slots__ = ("_ended", "_outlet", "is_paused", "next", "outcome", "sent_frames", "source")

    def __init__(self, outlet: Outlet, source: Source, ended: Callable[[Playing], None] | None) -> None:
        self._outlet = outlet
        self._ended = ended
        self.source = source
        self.next: Frames = source.frames()
        #: How many frames were sent; it stands still while it is paused, or the stage away.
        self.sent_frames = 0
        self.is_paused = False
        self.outcome: Outcome | None = None

    @property
    def position_seconds(self) -> float:
        """How much of it was heard so far."""
        return self.sent_frames * FRAME_SECONDS

    @property
    def length_seconds(self) -> float | None:
        """How long it is in all; None if nobody knows."""
        length = self.source.length_frames
        return None if length is None else length * FRAME_SECONDS

    def pause(self) -> None:
        """Hold it where it is; the silence that Discord asks for follows."""
        self.is_paused = True

    def resume(self) -> None:
        """Go on."""
        self.is_paused = False
        self._outlet.wake()

    def stop(self) -> None:
        """End it; harmless if it has ended."""
        self._outlet.end(self, Outcome.STOPPED)

    def finish(self, outcome: Outcome) -> None:
        """Take in that it is over; called once, by the outlet."""
        self.outcome = outcome
        self.source.left()
        if self._ended is not None:
            self._ended(self)


class Clock(Protocol):
    """Whoever has outlets send their packets in time."""

    counts: Counts

    def add(self, outlet: Outlet) -> None:
        """Call `make_next` from the next tick on, until it answers False."""

    def retire(self, line: Line) -> None:
        """Close a line once no packet can be on its way over it."""

    def run_live(self, live: Live) -> None:
        """Encode a live source for as long as it is needed."""


class Outlet:
    """The sound of one stage: one playing at a time, others wait for their turn."""

    __slots__ = (
        "_clock",
        "_counts",
        "_first_timestamp",
        "_is_speaking",
        "_line",
        "_lock",
        "_missed",
        "_playing",
        "_sequence",
        "_silences_left",
        "_speaks",
        "_waiting",
        "is_worn_out",
        "tap",
    )

    def __init__(
        self,
        clock: Clock,
        *,
        speaks: Callable[[bool], None] = lambda _speaks: None,
        first_sequence: int = 0,
        first_timestamp: int = 0,
    ) -> None:
        """Make an outlet; `speaks` hears, in the sender's thread, that sound begins and ends."""
        self._clock, self._speaks = clock, speaks
        self._counts = clock.counts
        self._line: Line | None = None
        self._playing: Playing | None = None
        self._waiting: deque[Playing] = deque()
        self._lock = threading.Lock()
        self._silences_left = 0
        self._is_speaking = False
        self._sequence = first_sequence & _MASK_16
        self._first_timestamp = first_timestamp
        self._missed = 0
        #: Hears each packet that is made and its timestamp, in the sender's thread.
        self.tap: Callable[[bytes, int], None] | None = None
        #: The key is used up: the connection has to be made anew.
        self.is_worn_out = False

    @property
    def playing(self) -> Playing | None:
        """What is played now, also if it is paused or has no line."""
        return self._playing

    @property
    def waiting(self) -> tuple[Playing, ...]:
        """What comes after it."""
        return tuple(self._waiting)

    def play(self, source: Source, ended: Callable[[Playing], None] | None = None) -> Playing:
        """Play a source after what is there already; `ended` is called in whatever thread ends it.

        Raises:
            OverflowError: too much waits already.
        """
        with self._lock:
            if len(self._waiting) >= MOST_WAITING:
                raise OverflowError(f"{MOST_WAITING} sounds wait on this stage already")
            playing = Playing(self, source, ended)
            self._waiting.append(playing)
        if isinstance(source, Live):
            self._clock.run_live(source)
        self.wake()
        return playing

    def end(self, playing: Playing, outcome: Outcome) -> None:
        """End one playing, whether it has begun or not; harmless if it has ended."""
        with self._lock:
            if playing.outcome is not None:
                return
            playing.outcome = outcome
            if playing is self._playing:
                self._playing = None
            elif playing in self._waiting:
                self._waiting.remove(playing)
        playing.finish(outcome)
        self.wake()

    def end_all(self, outcome: Outcome) -> None:
        """End everything that is played and waits."""
        for playing in [*([self._playing] if self._playing else []), *self._waiting]:
            self.end(playing, outcome)

    def fail(self) -> None:
        """End what is played: its source is broken."""
        if self._playing is not None:
            self.end(self._playing, Outcome.FAILED)

    def connect(self, line: Line | None) -> None:
        """Send over this line from now on, or over none."""
        before, self._line = self._line, line
        self._is_speaking = False
        self.is_worn_out = False
        if before is not None:
            self._clock.retire(before)
        if line is not None:
            self.wake()

    def wake(self) -> None:
        """Have the sender look whether there is something to send."""
        if self._line is not None:
            self._clock.add(self)

    def has_work(self) -> bool:
        """Whether the sender has to come again."""
        if self._line is None or self.is_worn_out:
            return False
        playing = self._playing
        if playing is not None:
            return not playing.is_paused or (self._is_speaking and self._silences_left > 0)
        return bool(self._waiting) or (self._is_speaking and self._silences_left > 0)

    def make_next(self, tick: int, missed: int, packets: list[Ready]) -> bool:
        """Put the packet of this tick to the others, if there is one; False if the outlet has come to rest.

        `missed` is how many ticks the clock has left out so far. The stream's own clock takes them in at the
        beginning of each utterance, so that within one no gap is heard that was none.
        """
        # The one path that is gone through fifty times a second for each stage.
        line, playing = self._line, self._playing
        if line is None or self.is_worn_out:
            return False
        if playing is None or playing.is_paused:
            return self._between(line, tick, missed, packets)
        if not self._is_speaking:
            return self._announce(missed)
        frame_of = playing.next  # looked up first: Python 3.11 is slow at calling what an object only keeps
        frame = frame_of(tick)
        if frame:
            playing.sent_frames += 1
            self._counts.frames += 1
            self._silences_left = SILENT_FRAMES
            self._put(line, tick, frame, packets)
            return True
        if frame is None:
            self.end(playing, Outcome.PLAYED)
            return self._between(line, tick, missed, packets)
        return True

    def _announce(self, missed: int) -> bool:
        """Say that sound begins, a tick before it does: Discord wants to know before the first packet."""
        self._is_speaking = True
        self._missed = missed
        self._speaks(True)  # noqa: FBT003
        return True

    def _between(self, line: Line, tick: int, missed: int, packets: list[Ready]) -> bool:
        """Begin what waits, or close with silence."""
        if self._playing is None and self._begin():
            return self.make_next(tick, missed, packets)
        if self._silences_left and self._is_speaking:
            self._silences_left -= 1
            self._put(line, tick, SILENCE, packets)
            return True
        if self._is_speaking:
            self._is_speaking = False
            self._speaks(False)  # noqa: FBT003
        return self.has_work()

    def _begin(self) -> bool:
        with self._lock:
            if not self._waiting:
                return False
            self._playing = self._waiting.popleft()
        return True

    def _put(self, line: Line, tick: int, opus: bytes, packets: list[Ready]) -> None:
        self._sequence = sequence = (self._sequence + 1) & _MASK_16
        # The clock of the stream goes on while nothing is sent, as in Discord's own clients.
        timestamp = (self._first_timestamp + (tick + self._missed) * FRAME_SAMPLES) & _MASK_32
        try:
            seal = line.seal
            packets.append((line.send, seal(rtp.build(sequence, timestamp, line.ssrc), opus)))
        except CannotSeal:
            log.warning("the key of a voice connection is used up")
            self.is_worn_out = True
            return
        if self.tap is not None:
            self.tap(opus, timestamp)
