"""RTP as Discord uses it: headers made and read, and what a received body holds.

A packet is a clear header, a sealed body and a nonce. Clear are twelve bytes, the
contributing sources, and the four bytes that announce a header extension; the
extension's own words are sealed, in front of the audio, and padding is sealed behind it.

Source: Discord documentation, "Voice Connections", Voice Packet Structure and Transport
Encryption Modes; RFC 3550, section 5.1; RFC 8285, section 4.2.
"""

from __future__ import annotations

import functools
import struct
from typing import NamedTuple

#: Version 2 and payload type 120, as the first two bytes of every packet of ours.
OPUS = 0x8078
HEADER_BYTES = 12
SEQUENCES = 1 << 16
TIMESTAMPS = 1 << 32
#: What somebody sends who is not to be heard at all: the extension's level is in -dBov.
SILENT_LEVEL = 127

_HEADER = struct.Struct(">HHII")
_PREAMBLE = struct.Struct(">HH")
_VERSION, _TWO = 0xC0, 0x80
_PADDED, _EXTENDED, _SOURCES = 0x20, 0x10, 0x0F
_TYPE, _PAYLOAD = 0x7F, 0x78
_WORD = 4
# RFC 8285: elements of one byte head are announced by this profile; id 15 ends them.
_ONE_BYTE_HEADS, _LAST_ID = 0xBEDE, 15
_LEVEL_ID = 1


class BadRtp(ValueError):
    """These bytes are no RTP packet of Opus audio."""


class Header(NamedTuple):
    """The clear part of a packet. A tuple, since one is made for each packet received."""

    sequence: int
    timestamp: int
    ssrc: int
    #: How many bytes are clear, and so authenticated but not sealed.
    clear_bytes: int = HEADER_BYTES
    #: How many of the opened body come before the audio.
    extension_bytes: int = 0
    is_padded: bool = False
    has_levels: bool = False


#: Makes the twelve clear bytes of a packet of its sequence number, its timestamp and its SSRC.
build = functools.partial(_HEADER.pack, OPUS)


def parse(datagram: bytes) -> Header:
    """Read the clear part of a packet.

    Raises:
        BadRtp: it is too short for what its own flags announce, or carries something else.
    """
    if len(datagram) < HEADER_BYTES:
        raise BadRtp("shorter than an RTP header")
    first, sequence, timestamp, ssrc = _HEADER.unpack_from(datagram)
    if first == OPUS:
        return Header(sequence, timestamp, ssrc)
    flags = first >> 8
    if flags & _VERSION != _TWO or first & _TYPE != _PAYLOAD:
        raise BadRtp("not RTP version 2, or not audio")
    end = HEADER_BYTES + _WORD * (flags & _SOURCES)
    extension_bytes, has_levels = 0, False
    if flags & _EXTENDED:
        if len(datagram) < end + _PREAMBLE.size:
            raise BadRtp("shorter than its extension's preamble")
        profile, words = _PREAMBLE.unpack_from(datagram, end)
        extension_bytes, has_levels = words * _WORD, profile == _ONE_BYTE_HEADS
        end += _PREAMBLE.size
    if len(datagram) < end:
        raise BadRtp("shorter than its contributing sources")
    return Header(sequence, timestamp, ssrc, end, extension_bytes, bool(flags & _PADDED), has_levels)


def audio(header: Header, body: bytes) -> bytes:
    """The Opus packet of an opened body, without extension and padding.

    Raises:
        BadRtp: the body is shorter than the header, or its own last byte, says.
    """
    if not header.extension_bytes and not header.is_padded:
        return body
    end = len(body)
    if header.is_padded:
        # The last byte of padding counts the padding, itself included (RFC 3550, section 5.1).
        if not body or body[-1] == 0:
            raise BadRtp("padding of no bytes")
        end -= body[-1]
    if header.extension_bytes > end:
        raise BadRtp("the body is shorter than its extension and padding")
    return body[header.extension_bytes : end]


def level(header: Header, body: bytes) -> int | None:
    """How loud the sender says the packet is, 0 the loudest and 127 silence; None if it says nothing."""
    if not header.has_levels:
        return None
    at, end = 0, min(header.extension_bytes, len(body))
    while at < end:
        kind, length = body[at] >> 4, (body[at] & 0x0F) + 1
        if kind == _LAST_ID:
            return None
        if body[at] == 0:  # filling
            at += 1
            continue
        if kind == _LEVEL_ID and at + 1 < end:
            return body[at + 1] & SILENT_LEVEL
        at += 1 + length
    return None
