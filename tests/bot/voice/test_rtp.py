"""RTP headers: what is built is read, and whatever arrives, only our own error comes out."""

from __future__ import annotations

import contextlib
import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.voice import rtp

sequences = st.integers(0, rtp.SEQUENCES - 1)
timestamps = st.integers(0, rtp.TIMESTAMPS - 1)


@given(sequences, timestamps, timestamps)
def test_what_is_built_is_read(sequence: int, timestamp: int, ssrc: int) -> None:
    header = rtp.parse(rtp.build(sequence, timestamp, ssrc) + bytes(30))

    assert header == rtp.Header(sequence, timestamp, ssrc)


@given(st.integers(0, 15), st.integers(0, 8), st.integers(0, 20), st.binary(max_size=60))
def test_sources_extension_and_padding_are_found(
    sources: int, words: int, padding: int, audio: bytes
) -> None:
    flags = 0x80 | sources | (0x10 if words else 0) | (0x20 if padding else 0)
    clear = struct.pack(">BBHII", flags, 0xF8, 7, 8, 9) + bytes(4 * sources)
    if words:
        clear += struct.pack(">HH", 0xBEDE, words)
    body = bytes(4 * words) + audio + (bytes(padding - 1) + bytes([padding]) if padding else b"")

    header = rtp.parse(clear + body)

    assert header.clear_bytes == len(clear)
    assert rtp.audio(header, body) == audio


@given(st.binary(max_size=80), st.binary(max_size=40))
def test_any_bytes_are_refused_with_one_kind_of_error(datagram: bytes, body: bytes) -> None:
    with contextlib.suppress(rtp.BadRtp):
        header = rtp.parse(datagram)
        rtp.level(header, body)
        rtp.audio(header, body)


@given(st.integers(0x80, 0xBF), st.binary(max_size=80), st.binary(max_size=40))
def test_any_audio_packet_is_refused_with_one_kind_of_error(flags: int, rest: bytes, body: bytes) -> None:
    with contextlib.suppress(rtp.BadRtp):
        header = rtp.parse(bytes([flags, 0x78]) + rest)
        assert rtp.level(header, body) in {None, *range(128)}
        assert rtp.audio(header, body) in body


@pytest.mark.parametrize("first", [b"\x80\xc9", b"\x00\x78", b"\xc0\x78"])
def test_another_version_or_payload_is_refused(first: bytes) -> None:
    with pytest.raises(rtp.BadRtp, match="not RTP"):
        rtp.parse(first + bytes(40))


def test_padding_of_no_bytes_is_refused() -> None:
    header = rtp.parse(b"\xa0\x78" + bytes(30))

    with pytest.raises(rtp.BadRtp, match="no bytes"):
        rtp.audio(header, b"audio\x00")


@pytest.mark.parametrize(
    ("elements", "level"),
    [
        (b"\x10\x1e\x00\x00", 0x1E),
        (b"\x10\xff\x00\x00", 0x7F),  # the highest bit says that it is speech
        (b"\x00\x00\x10\x05", 5),
        (b"\x21\x01\x02\x10\x06\x00\x00\x00", 6),
        (b"\xf0\x10\x06\x00", None),
        (b"\x00\x00\x00\x10", None),
    ],
)
def test_the_senders_level_is_read(elements: bytes, level: int | None) -> None:
    preamble = struct.pack(">HH", 0xBEDE, len(elements) // 4)
    header = rtp.parse(b"\x90\x78" + bytes(10) + preamble + bytes(20))

    assert rtp.level(header, elements + b"opus") == level


def test_a_packet_without_an_extension_says_no_level() -> None:
    assert rtp.level(rtp.parse(rtp.build(1, 2, 3)), b"\x10\x1e\x00\x00") is None
