"""When packets arrived, against when they should have; every packet is opened."""

from __future__ import annotations

import socket
import struct
import threading
import time
from array import array
from collections.abc import Iterator

import numpy as np

from bot.voice import crypto, rtp

_SO_TIMESTAMPNS = 35
_TIME = struct.Struct("qq")
_DATAGRAM_BYTES = 2_048
_FRAME_MS = 20.0
_SEQUENCES = 1 << 16


class Arrivals:
    """What came within a window of time."""

    def __init__(self) -> None:
        self._openers: dict[int, crypto.Opener] = {}
        self._streams: dict[int, tuple[array[int], array[int]]] = {}
        self._lock = threading.Lock()
        self._is_on = False
        self._bad = 0
        self._began = 0.0

    @staticmethod
    def stamp(opened: socket.socket) -> None:
        """Have the kernel note when a datagram came, where it can."""
        try:
            opened.setsockopt(socket.SOL_SOCKET, _SO_TIMESTAMPNS, 1)
        except OSError:
            return

    def expect(self, ssrc: int, opener: crypto.Opener) -> None:
        """Open what comes under this SSRC."""
        self._openers[ssrc] = opener

    def begin(self) -> None:
        """Count from now on."""
        with self._lock:
            self._streams = {}
            self._bad = 0
            self._began = time.monotonic()
            self._is_on = True

    def take(self, opened: socket.socket) -> Iterator[tuple[bytes, tuple[str, int]]]:
        """Take all that has come; answers what is no audio."""
        while True:
            try:
                datagram, ancillary, _, address = opened.recvmsg(_DATAGRAM_BYTES, 64)
            except BlockingIOError:
                return
            except OSError:
                continue  # somebody has closed their port
            if datagram[0] >> 6 != 2:  # noqa: PLR2004 - RTP's version
                yield datagram, address
            elif self._is_on:
                seconds, nanoseconds = (
                    _TIME.unpack(ancillary[0][2][:16]) if ancillary else (0, time.time_ns())
                )
                self._note(datagram, seconds * 1_000_000_000 + nanoseconds)

    def _note(self, datagram: bytes, arrived_ns: int) -> None:
        try:
            header = rtp.parse(datagram)
            self._openers[header.ssrc].open(datagram, header.clear_bytes)
        except (rtp.BadRtp, crypto.BadSeal, KeyError):
            self._bad += 1
            return
        with self._lock:
            stream = self._streams.get(header.ssrc)
            if stream is None:
                stream = self._streams[header.ssrc] = (array("q"), array("q"))
        stream[0].append(header.sequence)
        stream[1].append(arrived_ns)

    def end(self) -> dict[str, float]:
        """Count no more; answers how complete and how punctual the streams were."""
        seconds = time.monotonic() - self._began
        time.sleep(0.05)
        with self._lock:
            self._is_on = False
            streams = list(self._streams.values())
        worst, fewest = 0.0, float("inf")
        for sequences, times in streams:
            fewest = min(fewest, len(times))
            worst = max(worst, lateness_ms(sequences, times))
        return {
            "seconds": seconds,
            "streams": len(streams),
            "packets": sum(len(times) for _, times in streams),
            "share": fewest / (seconds * 1000 / _FRAME_MS) if streams else 0.0,
            "p99_ms": worst,
            "bad": self._bad,
        }


def lateness_ms(sequences: array[int], times: array[int]) -> float:
    """How late the latest of a hundred packets is, against the earliest possible slot of its stream."""
    if len(times) < 2:  # noqa: PLR2004 - one packet is in its place
        return 0.0
    counted = np.unwrap(np.array(sequences, dtype=np.float64), period=_SEQUENCES)
    late = np.array(times, dtype=np.float64) / 1e6 - counted * _FRAME_MS
    return float(np.percentile(late - late.min(), 99))
