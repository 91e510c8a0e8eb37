"""Source: Discord documentation, "Voice Connections", Voice Packet Structure; RFC 3550, section 5.1."""

from __future__ import annotations

import contextlib
import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.sandbox.voice.rtp import BadRtp, audio, build, parse


def test_a_packet_of_discords_has_twelve_clear_bytes() -> None:
    header = parse(build(7, 960, 1234) + b"sealed")

    assert header.clear == bytes.fromhex("80780007000003c0000004d2")
    assert (header.payload_type, header.sequence, header.timestamp, header.ssrc) == (0x78, 7, 960, 1234)


def test_sequence_and_timestamp_wrap_around() -> None:
    header = parse(build(65_536 + 3, (1 << 32) + 5, 1))

    assert (header.sequence, header.timestamp) == (3, 5)


def test_the_extensions_preamble_is_clear_and_its_words_are_not() -> None:
    preamble = b"\xbe\xde" + struct.pack(">H", 1)

    header = parse(b"\x90" + build(1, 2, 3)[1:] + preamble + b"sealed")

    assert header.clear.endswith(preamble)
    assert audio(header, b"\x10\xff\x00\x00opus") == b"opus"


def test_contributing_sources_are_clear() -> None:
    header = parse(b"\x82" + build(1, 2, 3)[1:] + bytes(8) + b"sealed")

    assert len(header.clear) == 20


def test_padding_is_no_audio() -> None:
    header = parse(b"\xa0" + build(1, 2, 3)[1:])

    assert audio(header, b"opus\x00\x00\x03") == b"opus"


@pytest.mark.parametrize(
    "datagram", [b"", b"\x80\x78", b"\x00" * 12, b"\x90" + bytes(11), b"\x81" + bytes(11)]
)
def test_what_is_too_short_for_its_own_flags_is_refused(datagram: bytes) -> None:
    with pytest.raises(BadRtp):
        parse(datagram)


@given(st.binary(max_size=80), st.binary(max_size=80))
def test_no_bytes_at_all_raise_anything_else(datagram: bytes, body: bytes) -> None:
    with contextlib.suppress(BadRtp):
        audio(parse(datagram), body)
