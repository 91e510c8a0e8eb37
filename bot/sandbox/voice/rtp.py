"""RTP headers as Discord uses them; no I/O.

A packet is a clear header, a sealed body and a nonce. The clear part is what SRTP
leaves clear: twelve bytes, the contributing sources, and the four bytes that announce
a header extension. The extension's own words are sealed, in front of the audio.

Source: Discord documentation, "Voice Connections", Voice Packet Structure and Transport
Encryption Modes; RFC 3550, section 5.1; RFC 3711, section 3.1.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass

OPUS_PAYLOAD = 0x78
_FIXED = struct.Struct(">BBHII")
_EXTENSION = struct.Struct(">HH")
_VERSION = 2
_PADDED, _EXTENDED, _SOURCES = 0x20, 0x10, 0x0F
_MARKER = 0x80
_WORD = 4


class BadRtp(ValueError):
    """These bytes are no RTP packet."""


@dataclass(frozen=True, slots=True)
class RtpHeader:
    """The clear part of a packet."""

    clear: bytes
    payload_type: int
    sequence: int
    timestamp: int
    ssrc: int
    extension_bytes: int = 0
    is_padded: bool = False


def parse(datagram: bytes) -> RtpHeader:
    """Read the clear part.

    Raises:
        BadRtp: it is too short for what its own flags announce, or of another version.
    """
    if len(datagram) < _FIXED.size:
        raise BadRtp("shorter than an RTP header")
    flags, kind, sequence, timestamp, ssrc = _FIXED.unpack_from(datagram)
    if flags >> 6 != _VERSION:
        raise BadRtp("not RTP version 2")
    end = _FIXED.size + _WORD * (flags & _SOURCES)
    extension_bytes = 0
    if flags & _EXTENDED:
        if len(datagram) < end + _EXTENSION.size:
            raise BadRtp("shorter than its extension's preamble")
        extension_bytes = _WORD * int(_EXTENSION.unpack_from(datagram, end)[1])
        end += _EXTENSION.size
    if len(datagram) < end:
        raise BadRtp("shorter than its contributing sources")
    return RtpHeader(
        clear=datagram[:end],
        payload_type=kind & ~_MARKER,
        sequence=sequence,
        timestamp=timestamp,
        ssrc=ssrc,
        extension_bytes=extension_bytes,
        is_padded=bool(flags & _PADDED),
    )


def build(sequence: int, timestamp: int, ssrc: int) -> bytes:
    """Make the twelve clear bytes of a packet of audio."""
    return _FIXED.pack(
        _VERSION << 6, OPUS_PAYLOAD, sequence & 0xFFFF, timestamp & 0xFFFFFFFF, ssrc & 0xFFFFFFFF
    )


def audio(header: RtpHeader, body: bytes) -> bytes:
    """The Opus packet of an opened body, without extension and padding.

    Raises:
        BadRtp: the body is shorter than the header says.
    """
    start, end = header.extension_bytes, len(body)
    if header.is_padded and body:
        end -= body[-1]
    if start > end:
        raise BadRtp("the body is shorter than its extension and padding")
    return body[start:end]
