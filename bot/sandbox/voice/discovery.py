"""How a client learns its own address as the server sees it; no I/O.

Source: Discord documentation, "Voice Connections", IP Discovery.
"""

from __future__ import annotations

import struct

REQUEST, RESPONSE = 1, 2
_PACKET = struct.Struct(">HHI64sH")
_LENGTH = 70  # without the type and the length themselves


def request(ssrc: int) -> bytes:
    """The 74 bytes that ask."""
    return _PACKET.pack(REQUEST, _LENGTH, ssrc, b"", 0)


def response(ssrc: int, address: str, port: int) -> bytes:
    """The 74 bytes that answer."""
    return _PACKET.pack(RESPONSE, _LENGTH, ssrc, address.encode(), port)


def read_request(datagram: bytes) -> int | None:
    """The SSRC of who asks, or None if this is no such request."""
    if len(datagram) != _PACKET.size:
        return None
    kind, length, ssrc, _, _ = _PACKET.unpack(datagram)
    return int(ssrc) if (kind, length) == (REQUEST, _LENGTH) else None


def read_response(datagram: bytes) -> tuple[str, int] | None:
    """The address and port that the server saw, or None if this is no answer."""
    if len(datagram) != _PACKET.size:
        return None
    kind, length, _, address, port = _PACKET.unpack(datagram)
    if (kind, length) != (RESPONSE, _LENGTH):
        return None
    return address.split(b"\0", 1)[0].decode("ascii", "replace"), int(port)
