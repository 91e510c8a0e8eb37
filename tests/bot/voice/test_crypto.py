"""Both modes of encryption, against the sandbox's own implementation and against themselves."""

from __future__ import annotations

import contextlib
import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.sandbox.voice import crypto as others
from bot.voice import crypto
from bot.voice.crypto import BadSeal, CannotSeal, Opener, Sealer
from bot.voice.sodium import sodium

KEY = bytes(range(32))
HEADER = b"\x80\x78" + bytes(10)


def makers(mode: str, key: bytes = KEY) -> list[tuple[Sealer, Opener]]:
    """Every way in which we do this mode."""
    made: list[tuple[Sealer, Opener]] = [(crypto.sealer(mode, key), crypto.opener(mode, key))]
    if mode == crypto.XCHACHA20:
        made.append((crypto._XChaChaSealer(key, 0), crypto._XChaChaOpener(key)))
    return made


@pytest.mark.parametrize("mode", crypto.MODES)
@given(st.binary(max_size=crypto.LONGEST_BODY_BYTES), st.binary(min_size=12, max_size=72))
def test_the_other_side_opens_what_is_sealed_and_the_reverse(mode: str, body: bytes, clear: bytes) -> None:
    theirs = others.Sealer(mode, KEY)
    for sealer, opener in makers(mode):
        assert others.Opener(mode, KEY).open(clear, sealer.seal(clear, body)) == body
        assert opener.open(theirs.seal(clear, body), len(clear)) == body


@pytest.mark.parametrize("mode", crypto.MODES)
def test_no_nonce_comes_twice(mode: str) -> None:
    for sealer, _ in makers(mode):
        nonces = {sealer.seal(HEADER, b"same")[-4:] for _ in range(1000)}

        assert nonces == {number.to_bytes(4, "big") for number in range(1000)}


@pytest.mark.parametrize("mode", crypto.MODES)
def test_a_used_up_key_seals_no_more(mode: str) -> None:
    sealer = crypto.sealer(mode, KEY, first_nonce=(1 << 32) - 1)
    sealer.seal(HEADER, b"the last one")

    for _ in range(2):
        with pytest.raises(CannotSeal, match="all the packets"):
            sealer.seal(HEADER, b"one too many")


@pytest.mark.parametrize("mode", crypto.MODES)
def test_a_body_that_is_too_long_is_refused_and_costs_no_nonce(mode: str) -> None:
    for sealer, _ in makers(mode):
        with pytest.raises(CannotSeal, match="1400"):
            sealer.seal(HEADER, bytes(crypto.LONGEST_BODY_BYTES + 1))

        assert sealer.seal(HEADER, b"next")[-4:] == bytes(4)


@pytest.mark.parametrize("mode", crypto.MODES)
@given(st.data())
def test_a_flipped_bit_is_noticed(mode: str, data: st.DataObject) -> None:
    for sealer, opener in makers(mode):
        datagram = bytearray(sealer.seal(HEADER, b"twenty milliseconds"))
        place = data.draw(st.integers(0, len(datagram) - 1))
        datagram[place] ^= 1 << data.draw(st.integers(0, 7))

        with pytest.raises(BadSeal):
            opener.open(bytes(datagram), len(HEADER))


@pytest.mark.parametrize("mode", crypto.MODES)
@given(st.binary(max_size=2_100), st.integers(12, 100))
def test_any_bytes_are_refused_with_one_kind_of_error(mode: str, datagram: bytes, clear_bytes: int) -> None:
    for _, opener in makers(mode):
        with contextlib.suppress(BadSeal):
            opener.open(datagram, clear_bytes)


@pytest.mark.parametrize("mode", crypto.MODES)
def test_another_key_does_not_open(mode: str) -> None:
    for sealer, _ in makers(mode):
        with pytest.raises(BadSeal):
            crypto.opener(mode, os.urandom(32)).open(sealer.seal(HEADER, b"secret"), len(HEADER))


def test_an_unknown_mode_or_a_short_key_is_refused() -> None:
    with pytest.raises(ValueError, match="xsalsa20"):
        crypto.sealer("xsalsa20_poly1305", KEY)
    with pytest.raises(ValueError, match="31 bytes"):
        crypto.opener(crypto.AES_GCM, KEY[1:])


def test_this_pynacl_has_what_the_quick_way_needs() -> None:
    """Not a promise of PyNaCl's: where it fails, XChaCha20 costs four times as much."""
    assert sodium is not None
