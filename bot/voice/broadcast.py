"""One clock for the sound of all stages of the process, in a thread of its own.

Theory, in five rules.

1. Time goes in *ticks* of 20 ms. A tick is cut into `SLOTS`; each outlet has its slot, so
   that the packets of many stages do not leave, and come, in one heap.
2. A slot that begins late is sent at once. If it is late by a whole frame or more, the
   clock is moved instead, and goes an eighth faster until it is in time again; of a longer
   pause than `MOST_BEHIND_SECONDS` the rest is left out, and counted. Nothing is ever sent
   in a burst.
3. An outlet that has nothing to send is not in the clock, and a clock without outlets
   sleeps: a stage that is only connected costs nothing here.
4. A frame that several stages play is encoded once; only the seal and the packet are each
   stage's own.
5. Live sound is encoded in a second thread, a few frames ahead, so that a slow frame of
   one stage delays no other.

Why a thread: docs/decisions/0009-one-thread-sends-for-all-stages.md. The thread needs Python's
lock fifty times a second or more, and a busy event loop gives it up only every *switch
interval*; that is why the interval is shortened while stages are played to.
"""

from __future__ import annotations

import logging
import sys
import threading
import time

from bot.voice.counts import Counts
from bot.voice.opus import FRAME_SECONDS
from bot.voice.outlet import Line, Outlet, Ready, send_all
from bot.voice.sources import Live

log = logging.getLogger(__name__)

SLOTS = 8
SLOT_SECONDS = FRAME_SECONDS / SLOTS
SWITCH_SECONDS = 0.0005
#: What a clock that has stood still makes up for: so much in all, and so much with each tick.
MOST_BEHIND_SECONDS = 10 * FRAME_SECONDS
MADE_UP_SECONDS = FRAME_SECONDS / 8
#: How long the end waits for a thread.
JOIN_SECONDS = 5.0


class Broadcast:
    """The clock, its thread, and the thread that encodes for it."""

    def __init__(self) -> None:
        self.counts = Counts()
        self._slots: list[list[Outlet]] = [[] for _ in range(SLOTS)]
        self._in: set[Outlet] = set()
        self._lives: list[Live] = []
        self._retired: list[Line] = []
        self._lock = threading.Lock()
        self._work = threading.Event()
        self._encode = threading.Event()
        self._closed = False
        #: Ticks that were sent, and those that were left out.
        self._tick = self._missed = 0
        #: When the next tick is due at the earliest, while nothing is sent; monotonic.
        self._due = 0.0
        self._switch_seconds: float | None = None
        self._threads: list[threading.Thread] = []

    def __len__(self) -> int:
        return len(self._in)

    def add(self, outlet: Outlet) -> None:
        """Serve an outlet from the next tick on, until it has nothing to send."""
        with self._lock:
            if self._closed or outlet in self._in:
                return
            self._in.add(outlet)
            min(self._slots, key=len).append(outlet)
            self._start()
        self._work.set()

    def retire(self, line: Line) -> None:
        """Close a line that is not used any more, once no packet can be on its way over it."""
        with self._lock:
            runs = bool(self._threads) and not self._closed
            if runs:
                self._retired.append(line)
        if runs:
            self._work.set()
        else:
            line.close()

    def run_live(self, live: Live) -> None:
        """Encode a live source ahead of the clock, for as long as a stage plays it."""
        with self._lock:
            if live not in self._lives:
                self._lives.append(live)
            self._start()
        self._encode.set()

    def close(self) -> None:
        """End both threads; what is played stops where it is."""
        with self._lock:
            self._closed = True
            threads = tuple(self._threads)
        self._work.set()
        self._encode.set()
        for thread in threads:
            thread.join(JOIN_SECONDS)
            if thread.is_alive():
                log.error("%s did not end within %g s", thread.name, JOIN_SECONDS)
        self._close_retired()
        if self._switch_seconds is not None:
            sys.setswitchinterval(self._switch_seconds)
            self._switch_seconds = None

    def _start(self) -> None:
        if self._threads:
            return
        self._switch_seconds = sys.getswitchinterval()
        sys.setswitchinterval(min(SWITCH_SECONDS, self._switch_seconds))
        for work, name in ((self._run, "voice-sender"), (self._run_encoder, "voice-encoder")):
            thread = threading.Thread(target=work, name=name, daemon=True)
            self._threads.append(thread)
            thread.start()

    def _run(self) -> None:
        began = time.monotonic()
        while not self._closed:
            if self._in:
                self._run_ticks(began)
            else:
                self._close_retired()
                self._work.wait()
                self._work.clear()

    def _run_ticks(self, began: float) -> None:
        """Tick until no outlet is left; the ticks of a pause are counted too."""
        # A beat later, so that outlets that begin together are all in their slots; and not before the
        # tick's own time, or streams that begin again and again would run ahead of everybody's clock.
        due = max(time.monotonic() + SLOT_SECONDS, self._due)
        self._missed = max(self._missed, int((due - began) / FRAME_SECONDS) - self._tick)
        behind = 0.0
        while self._in and not self._closed:
            stood = self._run_tick(due)
            behind = self._leave_out(behind + stood)
            made_up = min(behind, MADE_UP_SECONDS)
            behind -= made_up
            due += FRAME_SECONDS + stood - made_up
            self._tick += 1
        self._due = due

    def _leave_out(self, behind: float) -> float:
        """Leave out what is too much to be made up for; answers what is not."""
        missed = int(max(0.0, behind - MOST_BEHIND_SECONDS) / FRAME_SECONDS)
        self._missed += missed
        self.counts.late_frames += missed * len(self._in)
        return behind - missed * FRAME_SECONDS

    def _run_tick(self, due: float) -> float:
        """Send one packet of every outlet; answers for how long the clock stood meanwhile."""
        if self._lives:
            self._encode.set()
        stood = 0.0
        for place, slot in enumerate(self._slots):
            if slot:
                stood += self._sleep_until(due + place * SLOT_SECONDS + stood)
                self._send(slot)
        self._close_retired()
        return stood

    def _sleep_until(self, due: float) -> float:
        """Wait for a slot; answers for how long the clock stood, if it was a frame or more."""
        left = due - time.monotonic()
        if left > 0:
            time.sleep(left)
            left = due - time.monotonic()
        late, counts = -left, self.counts
        counts.worst_seconds = max(counts.worst_seconds, late)
        if late < FRAME_SECONDS:
            return 0.0
        counts.stalls += 1
        return late

    def _send(self, slot: list[Outlet]) -> None:
        # A copy: outlets are added from other threads meanwhile, and come to rest within.
        tick, missed = self._tick, self._missed
        packets: list[Ready] = []
        resting = []
        for outlet in slot[:]:
            try:
                if not outlet.make_next(tick, missed, packets):
                    resting.append(outlet)
            except Exception:  # an edge: one stage's broken source is not another's silence
                log.exception("a source failed")
                outlet.fail()
        send_all(packets, self.counts)
        if resting:
            self._rest(slot, resting)

    def _rest(self, slot: list[Outlet], resting: list[Outlet]) -> None:
        with self._lock:
            for outlet in resting:
                if not outlet.has_work():  # it may have got some in this moment
                    slot.remove(outlet)
                    self._in.discard(outlet)

    def _close_retired(self) -> None:
        while self._retired:
            self._retired.pop().close()

    def _run_encoder(self) -> None:
        while not self._closed:
            self._encode.wait()
            self._encode.clear()
            for live in tuple(self._lives):
                self._prepare(live)

    def _prepare(self, live: Live) -> None:
        try:
            live.prepare()
        except Exception:  # an edge: the sound of one source ends, the others go on
            log.exception("a live source failed")
            live.fail()
        if not live.is_needed:
            with self._lock:
                if not live.is_needed:
                    self._lives.remove(live)
