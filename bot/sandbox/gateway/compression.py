"""The transport compressions of the gateway.

One context lives as long as the connection; each message is flushed so that it can be
read alone. Source: Discord documentation, "Gateway", Transport Compression.
"""

from __future__ import annotations

import zlib
from typing import Protocol

import zstandard


class Encoder(Protocol):
    """Turns a message into what goes into one binary websocket frame."""

    def encode(self, message: bytes) -> bytes:
        """Compress one message."""


class ZlibStream:
    """`compress=zlib-stream`: every message ends with the sync marker 00 00 FF FF."""

    def __init__(self) -> None:
        self._context = zlib.compressobj(level=1)

    def encode(self, message: bytes) -> bytes:
        """Compress one message."""
        return self._context.compress(message) + self._context.flush(zlib.Z_SYNC_FLUSH)


class ZstdStream:
    """`compress=zstd-stream`: a message ends a block, never the frame."""

    def __init__(self) -> None:
        self._context = zstandard.ZstdCompressor(level=1).compressobj()

    def encode(self, message: bytes) -> bytes:
        """Compress one message."""
        return self._context.compress(message) + self._context.flush(zstandard.COMPRESSOBJ_FLUSH_BLOCK)


ENCODERS: dict[str, type[Encoder]] = {"zlib-stream": ZlibStream, "zstd-stream": ZstdStream}


def encoder_for(name: str | None) -> Encoder | None:
    """The encoder of that name, or None for plain text frames.

    Raises:
        KeyError: there is no such compression.
    """
    return None if name is None else ENCODERS[name]()
