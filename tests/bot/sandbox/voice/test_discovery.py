"""Source: Discord documentation, "Voice Connections", IP Discovery."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.sandbox.voice import discovery


def test_a_request_is_74_bytes_that_name_the_ssrc() -> None:
    datagram = discovery.request(0x01020304)

    assert datagram == bytes.fromhex("0001 0046 01020304") + bytes(66)
    assert discovery.read_request(datagram) == 0x01020304


def test_a_response_names_the_address_ended_by_a_zero_and_the_port() -> None:
    datagram = discovery.response(9, "127.0.0.1", 50_000)

    assert datagram[:8] == bytes.fromhex("0002 0046 00000009")
    assert datagram[8:72] == b"127.0.0.1" + bytes(55)
    assert datagram[72:] == b"\xc3\x50"
    assert discovery.read_response(datagram) == ("127.0.0.1", 50_000)


def test_one_is_not_taken_for_the_other() -> None:
    assert discovery.read_request(discovery.response(1, "127.0.0.1", 5)) is None
    assert discovery.read_response(discovery.request(1)) is None


@given(st.binary(max_size=80) | st.binary(min_size=74, max_size=74))
def test_no_bytes_raise(datagram: bytes) -> None:
    discovery.read_request(datagram)
    discovery.read_response(datagram)
