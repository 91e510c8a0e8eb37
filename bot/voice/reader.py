"""One thread that receives for all voice connections, in place of one for each.

discord.py's own reader uses `select`, which fails on descriptors above 1,023: with three of
them for a stage, the bot could be on no more than a few hundred stages.

A `Reading` has the methods of discord.py's reader. It has a descriptor of its own of the
connection's socket, which only this thread closes, so that no datagram is ever read from
a descriptor that has meanwhile become another connection's.
"""

from __future__ import annotations

import logging
import os
import selectors
import socket
import threading
import time
from collections import deque
from collections.abc import Callable

log = logging.getLogger(__name__)

Callback = Callable[[bytes], object]

#: After a wake-up, what else comes is gathered this long: one wake-up for many packets.
GATHER_SECONDS = 0.008
#: How often what is due is looked for, while anybody wants that.
SWEEP_SECONDS = 0.1
#: How many datagrams of one connection are taken before others have their turn.
DRAIN = 512
LARGEST_DATAGRAM = 2_048
JOIN_SECONDS = 5.0


class Reading:
    """Receives for one connection, over whatever socket it has at the time."""

    def __init__(self, reader: Reader, current: Callable[[], object]) -> None:
        self._reader = reader
        self._current = current
        self._socket: socket.socket | None = None
        self._callbacks: tuple[Callback, ...] = ()

    def start(self) -> None:
        """Begin when there is a socket: see `resume`."""

    def register(self, callback: Callback) -> None:
        """Call it with each datagram, in the reader's thread."""
        self._callbacks = (*self._callbacks, callback)

    def unregister(self, callback: Callback) -> None:
        """Call it no more; harmless if it is not called."""
        self._callbacks = tuple(known for known in self._callbacks if known != callback)

    def resume(self, *, force: bool = False) -> None:  # noqa: ARG002 - discord.py's signature
        """Receive from the socket that the connection has now."""
        self.pause()
        current = self._current()
        if isinstance(current, socket.socket) and current.fileno() >= 0:
            self._socket = current.dup()
            self._reader.add(self._socket, self)

    def pause(self) -> None:
        """Receive no more from the socket, which is about to be closed."""
        gone, self._socket = self._socket, None
        if gone is not None:
            self._reader.remove(gone)

    def stop(self) -> None:
        """Receive no more, for good."""
        self.pause()
        self._callbacks = ()

    def is_alive(self) -> bool:
        """Whether anything is received."""
        return self._socket is not None

    def take(self, datagram: bytes) -> None:
        """Hand a datagram on; called by the reader."""
        for callback in self._callbacks:
            try:
                callback(datagram)
            except Exception:  # an edge: one connection's failure does not deafen the others
                log.exception("%r failed on a datagram", callback)


class Reader:
    """The thread, which begins with the first socket and sleeps while nothing comes."""

    def __init__(self) -> None:
        self._selector = selectors.DefaultSelector()
        self._changes: deque[tuple[socket.socket, Reading | None]] = deque()
        self._lock = threading.Lock()
        self._wake_read, self._wake_write = os.pipe()
        os.set_blocking(self._wake_read, False)
        self._selector.register(self._wake_read, selectors.EVENT_READ)
        self._thread: threading.Thread | None = None
        self._sweeps: tuple[Callable[[float], None], ...] = ()
        self._closed = False

    def add(self, readable: socket.socket, reading: Reading) -> None:
        """Receive from a socket, which from now on is the reader's to close."""
        self._change(readable, reading)

    def remove(self, readable: socket.socket) -> None:
        """Receive from it no more, and close it."""
        self._change(readable, None)

    def sweep(self, callback: Callable[[float], None]) -> None:
        """Call it every `SWEEP_SECONDS` with the monotonic time, in the reader's thread."""
        with self._lock:
            self._sweeps = (*self._sweeps, callback)
        self._wake()

    def sweep_no_more(self, callback: Callable[[float], None]) -> None:
        """Call it no more; harmless if it is not called."""
        with self._lock:
            self._sweeps = tuple(known for known in self._sweeps if known != callback)

    def close(self) -> None:
        """End the thread and close what is left."""
        with self._lock:
            if self._closed:
                return
            self._closed = True
            thread = self._thread
        os.write(self._wake_write, b"\0")
        if thread is not None:
            thread.join(JOIN_SECONDS)
            if thread.is_alive():
                log.error("voice-reader did not end within %g s", JOIN_SECONDS)
                return
        self._obey()
        for key in tuple(self._selector.get_map().values()):
            if isinstance(key.fileobj, socket.socket):
                key.fileobj.close()
        self._selector.close()
        os.close(self._wake_read)
        os.close(self._wake_write)

    def _change(self, readable: socket.socket, reading: Reading | None) -> None:
        with self._lock:
            if self._closed:
                readable.close()
                return
            self._changes.append((readable, reading))
        self._wake()

    def _wake(self) -> None:
        with self._lock:
            if self._closed:
                return
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="voice-reader", daemon=True)
                self._thread.start()
            os.write(self._wake_write, b"\0")

    def _run(self) -> None:
        sweep_at = 0.0
        while not self._closed:
            ready = self._selector.select(SWEEP_SECONDS if self._sweeps else None)
            is_behind = False
            for key, _ in ready:
                if key.data is None:
                    os.read(self._wake_read, LARGEST_DATAGRAM)
                    self._obey()
                elif not drain(key.fileobj, key.data.take):  # type: ignore[arg-type]  # only sockets carry data
                    is_behind = True
            now = time.monotonic()
            if self._sweeps and now >= sweep_at:
                sweep_at = now + SWEEP_SECONDS
                self._sweep_all(now)
            if not is_behind:
                time.sleep(GATHER_SECONDS)

    def _sweep_all(self, now: float) -> None:
        for callback in self._sweeps:
            try:
                callback(now)
            except Exception:  # an edge: one recording's failure does not deafen the others
                log.exception("%r failed", callback)

    def _obey(self) -> None:
        while self._changes:
            readable, reading = self._changes.popleft()
            if reading is not None:
                self._selector.register(readable, selectors.EVENT_READ, reading)
            else:
                self._selector.unregister(readable)
                readable.close()


def drain(readable: socket.socket, take: Callback) -> bool:
    """Take what has come, up to `DRAIN` datagrams; answers whether that was all."""
    receive = readable.recv
    try:
        for _ in range(DRAIN):
            take(receive(LARGEST_DATAGRAM))
    except BlockingIOError:
        return True
    except OSError as error:
        # Somebody refuses what we send; Linux says so here, and the next call receives again.
        log.debug("a voice socket: %s", error)
        return True
    return False
