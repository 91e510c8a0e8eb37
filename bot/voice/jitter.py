"""Puts the packets of one stream in order again; knows nothing of sockets, clocks or files.

Theory, in five rules (RFC 3550, appendix A.1, for the bounds).

1. A sequence number has 16 bits and a timestamp 32; both wrap around. Of two numbers the
   later one is that which is less than half the range ahead.
2. A packet that is next in turn goes out at once. After a gap, packets wait for those
   that are missing, until `HELD_PACKETS` wait; then what is missing is lost.
3. What comes twice, or after it was given up, is dropped and counted.
4. The first packet need not be the one that comes first: the stream begins with
   `FIRST_PACKETS` of them, or with as many as there are when it is drained.
5. A jump that no network makes (`LONGEST_JUMP`) is a sender who has begun anew, once a
   second packet confirms it; alone it is a stray.

State is kept for each SSRC: another SSRC is another stream with numbers of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Generic, TypeVar

from bot.voice.rtp import SEQUENCES

#: 160 ms: nobody waits for a recording, and networks reorder by less.
HELD_PACKETS = 8
FIRST_PACKETS = 3
LONGEST_JUMP = 3_000
_HALF = SEQUENCES // 2

T = TypeVar("T")


class Unwrapped:
    """Counts on where a number of `modulus` values wraps around."""

    def __init__(self, modulus: int) -> None:
        self._modulus = modulus
        self._half = modulus // 2
        self._last: int | None = None

    def __call__(self, number: int) -> int:
        """The number that never wraps; older ones than the last may come, and do not count on."""
        last = self._last
        if last is None:
            self._last = number
            return number
        step = (number - last + self._half) % self._modulus - self._half
        if step > 0:
            self._last = last + step
        return last + step


class Reorder(Generic[T]):
    """One stream."""

    def __init__(self) -> None:
        self._next: int | None = None
        self._held: dict[int, T] = {}
        self._strayed: tuple[int, T] | None = None
        self.lost = 0
        self.late = 0
        self.duplicates = 0
        self.restarts = 0

    def push(self, sequence: int, packet: T) -> Sequence[T]:
        """Take a packet; answers those whose turn it is now, in order."""
        expected = self._next
        if expected is None:
            return self._first(sequence, packet)
        if sequence == expected and not self._held:
            self._next = (sequence + 1) % SEQUENCES
            return (packet,)
        ahead = _ahead(sequence, expected)
        if not -LONGEST_JUMP < ahead < LONGEST_JUMP:
            return self._strays(sequence, packet)
        self._strayed = None
        if ahead < 0:
            self.late += 1  # or a duplicate: which of them cannot be told any more
            return ()
        return self._hold(sequence, packet, expected)

    def drain(self) -> Sequence[T]:
        """Give up what is missing, and answer all that waits, in order."""
        if not self._held:
            return ()
        expected = self._earliest() if self._next is None else self._next
        order = sorted(self._held, key=lambda sequence: (sequence - expected) % SEQUENCES)
        packets = [self._held[sequence] for sequence in order]
        span = (order[-1] - expected) % SEQUENCES + 1
        self.lost += span - len(order)
        self._held.clear()
        self._next = (order[-1] + 1) % SEQUENCES
        return packets

    @property
    def waits(self) -> bool:
        """Whether packets are held back because others are missing."""
        return bool(self._held)

    def _first(self, sequence: int, packet: T) -> Sequence[T]:
        held = self._held
        if sequence in held:
            self.duplicates += 1
            return ()
        if held and not -LONGEST_JUMP < _ahead(sequence, next(iter(held))) < LONGEST_JUMP:
            return [*self.drain(), *self.push(sequence, packet)]
        held[sequence] = packet
        if len(held) < FIRST_PACKETS:
            return ()
        self._next = self._earliest()
        return self._in_turn(self._next)

    def _earliest(self) -> int:
        first = next(iter(self._held))
        return min(self._held, key=lambda sequence: _ahead(sequence, first))

    def _hold(self, sequence: int, packet: T, expected: int) -> Sequence[T]:
        if sequence in self._held:
            self.duplicates += 1
            return ()
        self._held[sequence] = packet
        if sequence != expected and len(self._held) > HELD_PACKETS:
            expected = min(self._held, key=lambda held: (held - expected) % SEQUENCES)
            self.lost += (expected - (self._next or 0)) % SEQUENCES
        return self._in_turn(expected)

    def _in_turn(self, expected: int) -> list[T]:
        ready: list[T] = []
        while expected in self._held:
            ready.append(self._held.pop(expected))
            expected = (expected + 1) % SEQUENCES
        if ready:
            self._next = expected
        return ready

    def _strays(self, sequence: int, packet: T) -> Sequence[T]:
        before, self._strayed = self._strayed, (sequence, packet)
        if before is None or sequence != (before[0] + 1) % SEQUENCES:
            return ()
        ready = [*self.drain(), before[1], packet]
        self._next = (sequence + 1) % SEQUENCES
        self._strayed = None
        self.restarts += 1
        return ready


def _ahead(sequence: int, of: int) -> int:
    """How far one sequence number is ahead of another; negative if it is behind."""
    return (sequence - of + _HALF) % SEQUENCES - _HALF
