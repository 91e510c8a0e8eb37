"""People who all speak at once into one session, as Discord would pass them on."""

from __future__ import annotations

import socket
import struct
import threading
import time
from collections.abc import Iterator

from bot.bench.voice.sound import opus_frames
from bot.voice.crypto import Sealer
from bot.voice.opus import FRAME_SAMPLES, FRAME_SECONDS

FIRST_SSRC = 0x1000_0000
FIRST_USER_ID = 5_000
# Real clients send their level: an extension of one word, announced in the clear.
_HEADER = struct.Struct(">BBHII4s")
_EXTENSION = b"\xbe\xde\x00\x01"
_LEVEL = b"\x10\xff\x00\x00"
_SLOTS = 10


class Speakers(threading.Thread):
    """Sends 50 packets a second for each of them."""

    def __init__(
        self, opened: socket.socket, address: tuple[str, int], sealer: Sealer, count: int, seconds: float
    ) -> None:
        super().__init__(name="bench-speakers", daemon=True)
        self._send = opened.sendto
        self._address = address
        self._seal = sealer.seal
        self._count = count
        self._ticks = int(seconds / FRAME_SECONDS)
        self.sent = 0

    def names(self) -> Iterator[tuple[int, int]]:
        """SSRC and user id of each."""
        return ((FIRST_SSRC + number, FIRST_USER_ID + number) for number in range(self._count))

    def run(self) -> None:
        """Speak."""
        frames, start = opus_frames(), time.monotonic()
        for tick in range(self._ticks):
            for slot in range(_SLOTS):
                left = start + (tick + slot / _SLOTS) * FRAME_SECONDS - time.monotonic()
                if left > 0:
                    time.sleep(left)
                for number in range(slot, self._count, _SLOTS):
                    self._say(tick, number, frames[(tick + number) % len(frames)])

    def _say(self, tick: int, number: int, frame: bytes) -> None:
        timestamp = tick * FRAME_SAMPLES & 0xFFFFFFFF
        clear = _HEADER.pack(0x90, 0x78, tick & 0xFFFF, timestamp, FIRST_SSRC + number, _EXTENSION)
        try:
            self._send(self._seal(clear, _LEVEL + frame), self._address)
        except OSError:
            return
        self.sent += 1
