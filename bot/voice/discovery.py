"""How a client learns its own address as the voice server sees it; no I/O.

Source: Discord documentation, "Voice Connections", IP Discovery.
"""

from __future__ import annotations

import struct

_REQUEST, _RESPONSE = 1, 2
_PACKET = struct.Struct(">HHI64sH")
_LENGTH = _PACKET.size - 4  # without the type and the length themselves


class BadDiscovery(ValueError):
    """These bytes are no answer to a discovery."""


def request(ssrc: int) -> bytes:
    """The 74 bytes that ask."""
    return _PACKET.pack(_REQUEST, _LENGTH, ssrc, b"", 0)


def is_response(datagram: bytes) -> bool:
    """Whether this is an answer, as opposed to audio."""
    return len(datagram) == _PACKET.size and datagram[:2] == b"\x00\x02"


def read(datagram: bytes) -> tuple[str, int]:
    """The address and port that the server saw.

    Raises:
        BadDiscovery: it is no answer, or names no address.
    """
    if not is_response(datagram):
        raise BadDiscovery("this is no answer to a discovery")
    _, _, _, address, port = _PACKET.unpack(datagram)
    text = address.partition(b"\0")[0]
    if not text.isascii() or not text or not port:
        raise BadDiscovery("the answer names no address")
    return text.decode("ascii"), int(port)
