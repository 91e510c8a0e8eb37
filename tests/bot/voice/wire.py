"""The other end of a line: a socket that opens what is sent to it."""

from __future__ import annotations

import socket
import time
from collections.abc import Callable

from bot.voice import crypto, rtp
from bot.voice.outlet import Line

KEY = bytes(range(32))
PATIENCE_SECONDS = 10.0


def until(condition: Callable[[], object]) -> None:
    """Wait for another thread, in a test that has no event loop."""
    end = time.monotonic() + PATIENCE_SECONDS
    while not condition():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.002)


class Wire:
    """Receives packets of any number of lines, and tells them apart by their SSRC."""

    def __init__(self) -> None:
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4 << 20)
        self._socket.bind(("127.0.0.1", 0))
        self._socket.setblocking(False)
        self._openers: dict[int, crypto.Opener] = {}
        self.packets: list[tuple[rtp.Header, bytes]] = []
        self.nonces: list[bytes] = []
        self._lines: list[Line] = []

    def line(self, ssrc: int = 1, sealer: crypto.Sealer | None = None) -> Line:
        """A connection that sends here."""
        self._openers[ssrc] = crypto.opener(crypto.AES_GCM, KEY)
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as connected:
            connected.connect(self._socket.getsockname())
            line = Line(connected, sealer or crypto.sealer(crypto.AES_GCM, KEY), ssrc)
        self._lines.append(line)
        return line

    def audio(self, ssrc: int = 1) -> list[bytes]:
        """The Opus packets that have come from a line."""
        self._receive()
        return [opus for header, opus in self.packets if header.ssrc == ssrc]

    def headers(self) -> list[rtp.Header]:
        """The headers of all that has come."""
        self._receive()
        return [header for header, _ in self.packets]

    def close(self) -> None:
        """Hang up on every line."""
        for line in self._lines:
            line.close()
        self._socket.close()

    def go_deaf(self) -> None:
        """Close the port, of which the system tells a sender at its next packet but one."""
        self._socket.close()

    def _receive(self) -> None:
        while True:
            try:
                datagram = self._socket.recv(2048)
            except BlockingIOError:
                return
            header = rtp.parse(datagram)
            body = self._openers[header.ssrc].open(datagram, header.clear_bytes)
            self.packets.append((header, rtp.audio(header, body)))
            self.nonces.append(datagram[-4:])
