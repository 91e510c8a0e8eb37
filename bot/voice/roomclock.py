"""Where a packet belongs on the one clock of a room, in samples of 48 kHz since it began.

Theory, in five rules.

1. Within an utterance the stream's own timestamps decide: they know nothing of the network.
2. What is between them and the room's clock is the *offset*: arrival less timestamp. A
   packet can only be late, so the smallest offset of the last seconds is the true one.
3. At the beginning of an utterance the offset is set anew. That is how two clocks that do
   not run alike are kept together for hours, without a cut within a word. After a pause the
   offset from before it may be larger by `DRIFT` at the most; what is beyond is the network's.
4. Some senders (bots, most of all) stop their timestamps while they are silent. Where arrival
   and timestamps part by `PARTED_SAMPLES` at the beginning of an utterance, or by
   `BROKEN_SAMPLES` at any time, the timestamps have told nothing, and arrival decides.
5. An utterance begins after a silent frame, or where timestamps leave a gap that is longer
   than lost packets make it.
"""

from __future__ import annotations

from bot.voice.jitter import Unwrapped
from bot.voice.opus import SAMPLE_RATE
from bot.voice.rtp import TIMESTAMPS

PARTED_SAMPLES = SAMPLE_RATE * 60 // 1000
BROKEN_SAMPLES = SAMPLE_RATE
PAUSE_SAMPLES = SAMPLE_RATE * 100 // 1000
#: For how long the smallest offset is remembered, at least; twice as long at most.
WINDOW_SAMPLES = SAMPLE_RATE * 5
#: Clocks that do not run alike part by one in so many: 50 millionths, as quartz of the cheaper kind does.
DRIFT = 20_000


class Placement:
    """Places the packets of one stream; they come in order."""

    def __init__(self) -> None:
        self._unwrapped = Unwrapped(TIMESTAMPS)
        self._offset = 0
        self._expected: int | None = None
        self._was_silent = False
        self._best = self._best_before = 0
        self._window_ends = 0

    def place(self, timestamp: int, samples: int, arrived: int, *, is_silent: bool = False) -> int:
        """The place of a packet that plays so many samples and has arrived at that time of the room."""
        heard_at = self._unwrapped(timestamp)
        offset = arrived - samples - heard_at
        if self._expected is None or abs(offset - self._offset) > BROKEN_SAMPLES:
            self._restart(offset, arrived)
        elif self._was_silent or not 0 <= heard_at - self._expected <= PAUSE_SAMPLES:
            self._begin(offset, arrived)
        else:
            self._remember(offset, arrived)
        self._expected = heard_at + samples
        self._was_silent = is_silent
        return heard_at + self._offset

    def _begin(self, offset: int, arrived: int) -> None:
        if abs(offset - self._offset) > PARTED_SAMPLES:
            self._restart(offset, arrived)
            return
        self._remember(offset, arrived)
        self._offset = min(self._best, self._best_before)

    def _remember(self, offset: int, arrived: int) -> None:
        if arrived >= self._window_ends:
            self._best_before = self._best + (arrived - self._window_ends) // DRIFT
            self._best = offset
            self._window_ends = arrived + WINDOW_SAMPLES
        elif offset < self._best:
            self._best = offset

    def _restart(self, offset: int, arrived: int) -> None:
        self._offset = self._best = self._best_before = offset
        self._window_ends = arrived + WINDOW_SAMPLES
