"""Transport encryption of voice packets, in both modes that Discord still takes.

Theory, in three rules.

1. A packet is sealed under the connection's secret key with a nonce: a 32-bit counter
   that is appended to the packet, and padded on the right with zeros to the cipher's size.
   What is authenticated besides the body is the clear header ("rtpsize").
2. The counter belongs to the key. Two packets under one key and nonce give both away, so
   a sealer is made once for each key and lives as long as it: a resumed connection keeps
   its key, and so its sealer. A used-up counter is an error, never a new beginning.
3. AES-GCM is preferred where the server offers it, XChaCha20-Poly1305 is always there.

A sealer or opener keeps buffers between calls, and so is used by one thread at a time.

Source: Discord documentation, "Voice Connections", Transport Encryption Modes.
"""

from __future__ import annotations

from typing import Protocol

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from nacl import bindings
from nacl.exceptions import CryptoError

from bot.voice.sodium import Sodium, sodium

AES_GCM = "aead_aes256_gcm_rtpsize"
XCHACHA20 = "aead_xchacha20_poly1305_rtpsize"
#: In the order in which we want them.
MODES = (AES_GCM, XCHACHA20)
KEY_BYTES = 32
NONCE_BYTES = 4
TAG_BYTES = 16
#: A body that is longer could not be sent in one datagram over the internet.
LONGEST_BODY_BYTES = 1_400
LARGEST_DATAGRAM_BYTES = 2_048

_NONCES = 1 << 32
_GCM_PADDING = bytes(12 - NONCE_BYTES)
_XCHACHA_PADDING = bytes(24 - NONCE_BYTES)


class BadSeal(ValueError):
    """The packet was not sealed with this key, or was changed on its way."""


class CannotSeal(ValueError):
    """The key has sealed all the packets it may, or the body is too long for a packet."""


class Sealer(Protocol):
    """Seals packets under one key."""

    def seal(self, clear: bytes, body: bytes) -> bytes:
        """Make the datagram of a clear header and a body.

        Raises:
            CannotSeal: the counter is used up, or the body too long.
        """


class Opener(Protocol):
    """Opens packets under one key."""

    def open(self, datagram: bytes, clear_bytes: int) -> bytes:
        """The body of a datagram, of which so many bytes are clear.

        Raises:
            BadSeal: it does not open with this key.
        """


def sealer(mode: str, key: bytes, *, first_nonce: int = 0) -> Sealer:
    """Make the one sealer of a key.

    Raises:
        ValueError: the mode is not known, or the key has another length than it asks for.
    """
    _require(mode, key)
    if mode == AES_GCM:
        return _GcmSealer(key, first_nonce)
    return _XChaChaSealer(key, first_nonce) if sodium is None else _SodiumSealer(sodium, key, first_nonce)


def opener(mode: str, key: bytes) -> Opener:
    """Make an opener for a key.

    Raises:
        ValueError: the mode is not known, or the key has another length than it asks for.
    """
    _require(mode, key)
    if mode == AES_GCM:
        return _GcmOpener(key)
    return _XChaChaOpener(key) if sodium is None else _SodiumOpener(sodium, key)


def _require(mode: str, key: bytes) -> None:
    if mode not in MODES:
        raise ValueError(f"unknown encryption mode {mode}")
    if len(key) != KEY_BYTES:
        raise ValueError(f"a key of {len(key)} bytes; {KEY_BYTES} are needed")


def _refuse(nonce: int, body: bytes) -> CannotSeal:
    if nonce >= _NONCES:
        return CannotSeal("this key has sealed all the packets it may")
    return CannotSeal(f"a body of {len(body)} bytes; {LONGEST_BODY_BYTES} are allowed")


class _GcmSealer:
    __slots__ = ("_encrypt", "_nonce")

    def __init__(self, key: bytes, first_nonce: int) -> None:
        self._encrypt = AESGCM(key).encrypt
        self._nonce = first_nonce

    def seal(self, clear: bytes, body: bytes) -> bytes:
        number = self._nonce
        if number >= _NONCES or len(body) > LONGEST_BODY_BYTES:
            raise _refuse(number, body)
        self._nonce = number + 1
        nonce, encrypt = number.to_bytes(NONCE_BYTES, "big"), self._encrypt
        return clear + encrypt(nonce + _GCM_PADDING, body, clear) + nonce


class _GcmOpener:
    def __init__(self, key: bytes) -> None:
        self._decrypt = AESGCM(key).decrypt

    def open(self, datagram: bytes, clear_bytes: int) -> bytes:
        if len(datagram) < clear_bytes + TAG_BYTES + NONCE_BYTES:
            raise BadSeal("too short for a seal and a nonce")
        try:
            return self._decrypt(
                datagram[-NONCE_BYTES:] + _GCM_PADDING,
                datagram[clear_bytes:-NONCE_BYTES],
                datagram[:clear_bytes],
            )
        except InvalidTag as error:
            raise BadSeal("it does not open with this key") from error


class _SodiumSealer:
    """A quarter of the time of PyNaCl's public function, which makes each buffer anew."""

    def __init__(self, library: Sodium, key: bytes, first_nonce: int) -> None:
        self._box = library.box(key, LONGEST_BODY_BYTES + TAG_BYTES)
        self._nonce = first_nonce

    def seal(self, clear: bytes, body: bytes) -> bytes:
        number = self._nonce
        if number >= _NONCES or len(body) > LONGEST_BODY_BYTES:
            raise _refuse(number, body)
        self._nonce = number + 1
        nonce = number.to_bytes(NONCE_BYTES, "big")
        return clear + self._box.encrypt(nonce, body, clear) + nonce


class _SodiumOpener:
    def __init__(self, library: Sodium, key: bytes) -> None:
        self._box = library.box(key, LARGEST_DATAGRAM_BYTES)

    def open(self, datagram: bytes, clear_bytes: int) -> bytes:
        if not clear_bytes + TAG_BYTES + NONCE_BYTES <= len(datagram) <= LARGEST_DATAGRAM_BYTES:
            raise BadSeal("too short for a seal and a nonce, or too long for a packet")
        body = self._box.decrypt(
            datagram[-NONCE_BYTES:], datagram[clear_bytes:-NONCE_BYTES], datagram[:clear_bytes]
        )
        if body is None:
            raise BadSeal("it does not open with this key")
        return body


class _XChaChaSealer:
    """By what PyNaCl promises, where its insides are not as we know them."""

    def __init__(self, key: bytes, first_nonce: int) -> None:
        self._key = key
        self._nonce = first_nonce

    def seal(self, clear: bytes, body: bytes) -> bytes:
        number = self._nonce
        if number >= _NONCES or len(body) > LONGEST_BODY_BYTES:
            raise _refuse(number, body)
        self._nonce = number + 1
        nonce = number.to_bytes(NONCE_BYTES, "big")
        sealed: bytes = bindings.crypto_aead_xchacha20poly1305_ietf_encrypt(
            body, clear, nonce + _XCHACHA_PADDING, self._key
        )
        return clear + sealed + nonce


class _XChaChaOpener:
    def __init__(self, key: bytes) -> None:
        self._key = key

    def open(self, datagram: bytes, clear_bytes: int) -> bytes:
        if len(datagram) < clear_bytes + TAG_BYTES + NONCE_BYTES:
            raise BadSeal("too short for a seal and a nonce")
        nonce = datagram[-NONCE_BYTES:] + _XCHACHA_PADDING
        sealed, clear = datagram[clear_bytes:-NONCE_BYTES], datagram[:clear_bytes]
        try:
            return bytes(bindings.crypto_aead_xchacha20poly1305_ietf_decrypt(sealed, clear, nonce, self._key))
        except CryptoError as error:
            raise BadSeal("it does not open with this key") from error
