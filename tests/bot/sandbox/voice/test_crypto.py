"""Source: Discord documentation, "Voice Connections", Transport Encryption Modes."""

from __future__ import annotations

import pytest
from nacl.secret import Aead

from bot.sandbox.voice.crypto import AES_GCM, MODES, XCHACHA20, BadSeal, Opener, Sealer, new_key
from bot.sandbox.voice.rtp import build

CLEAR = build(1, 2, 3)


@pytest.mark.parametrize("mode", MODES)
def test_what_was_sealed_opens(mode: str) -> None:
    key = new_key()

    datagram = Sealer(mode, key).seal(CLEAR, b"opus")

    assert len(datagram) == len(CLEAR) + len(b"opus") + 16 + 4
    assert Opener(mode, key).open(CLEAR, datagram) == b"opus"


@pytest.mark.parametrize("mode", MODES)
def test_the_nonce_is_a_counter_appended_in_four_bytes(mode: str) -> None:
    sealer = Sealer(mode, new_key())

    assert [sealer.seal(CLEAR, b"")[-4:] for _ in range(3)] == [
        b"\0\0\0\0",
        b"\0\0\0\1",
        b"\0\0\0\2",
    ]


def test_the_nonce_is_padded_with_zeros_on_the_right() -> None:
    key = new_key()
    datagram = Sealer(XCHACHA20, key).seal(CLEAR, b"opus")

    assert Aead(key).decrypt(datagram[12:-4], CLEAR, datagram[-4:] + bytes(20)) == b"opus"


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("place", [0, 5, 13, -6, -1])
def test_a_change_anywhere_breaks_the_seal(mode: str, place: int) -> None:
    key = new_key()
    datagram = bytearray(Sealer(mode, key).seal(CLEAR, b"opus"))
    datagram[place] ^= 1

    with pytest.raises(BadSeal):
        Opener(mode, key).open(bytes(datagram[:12]), bytes(datagram))


@pytest.mark.parametrize("mode", [XCHACHA20, AES_GCM])
@pytest.mark.parametrize("length", [12, 15, 16, 31])
def test_a_packet_too_short_for_a_seal_is_refused(mode: str, length: int) -> None:
    with pytest.raises(BadSeal):
        Opener(mode, new_key()).open(CLEAR, (CLEAR + bytes(20))[:length])
