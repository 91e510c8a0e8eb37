"""Transport encryption of voice packets, in both modes that Discord still takes.

The nonce is a 32-bit counter, appended to the packet and padded with zeros on the right;
what is authenticated besides the body is the clear header.

Source: Discord documentation, "Voice Connections", Transport Encryption Modes.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from nacl.bindings import (
    crypto_aead_xchacha20poly1305_ietf_decrypt,
    crypto_aead_xchacha20poly1305_ietf_encrypt,
)
from nacl.exceptions import CryptoError

XCHACHA20 = "aead_xchacha20_poly1305_rtpsize"
AES_GCM = "aead_aes256_gcm_rtpsize"
#: As the documentation ranks them: GCM is to be preferred, XChaCha20 is always there.
MODES = (AES_GCM, XCHACHA20)
KEY_BYTES = 32
NONCE_BYTES = 4
TAG_BYTES = 16
_XCHACHA20_PADDING = bytes(24 - NONCE_BYTES)
_AES_GCM_PADDING = bytes(12 - NONCE_BYTES)

# (key, nonce counter's bytes, body, clear header) -> sealed or opened body
_Transform = Callable[[bytes, bytes, bytes, bytes], bytes]


class BadSeal(ValueError):
    """The packet was not sealed with this key, or was changed on its way."""


def new_key() -> bytes:
    """A fresh secret key."""
    return secrets.token_bytes(KEY_BYTES)


class Sealer:
    """Seals packets under one key; its counter never gives a nonce twice."""

    def __init__(self, mode: str, key: bytes) -> None:
        self._seal = _SEAL[mode]
        self._key = key
        self._counter = 0

    def seal(self, clear: bytes, body: bytes) -> bytes:
        """Make the datagram of a clear header and a body.

        Raises:
            OverflowError: the counter is used up; the client must ask for a new key.
        """
        nonce = self._counter.to_bytes(NONCE_BYTES, "big")
        self._counter += 1
        return clear + self._seal(self._key, nonce, body, clear) + nonce


class Opener:
    """Opens packets under one key."""

    def __init__(self, mode: str, key: bytes) -> None:
        self._open = _OPEN[mode]
        self._key = key

    def open(self, clear: bytes, datagram: bytes) -> bytes:
        """The body of a datagram whose clear header is known.

        Raises:
            BadSeal: it cannot be opened with this key.
        """
        sealed = datagram[len(clear) : -NONCE_BYTES]
        if len(sealed) < TAG_BYTES:
            raise BadSeal("too short for a seal and a nonce")
        try:
            return self._open(self._key, datagram[-NONCE_BYTES:], sealed, clear)
        except (CryptoError, InvalidTag) as error:
            raise BadSeal("it does not open with this session's key") from error


def _seal_xchacha20(key: bytes, nonce: bytes, body: bytes, clear: bytes) -> bytes:
    return crypto_aead_xchacha20poly1305_ietf_encrypt(body, clear, nonce + _XCHACHA20_PADDING, key)


def _open_xchacha20(key: bytes, nonce: bytes, body: bytes, clear: bytes) -> bytes:
    return crypto_aead_xchacha20poly1305_ietf_decrypt(body, clear, nonce + _XCHACHA20_PADDING, key)


def _seal_aes_gcm(key: bytes, nonce: bytes, body: bytes, clear: bytes) -> bytes:
    return AESGCM(key).encrypt(nonce + _AES_GCM_PADDING, body, clear)


def _open_aes_gcm(key: bytes, nonce: bytes, body: bytes, clear: bytes) -> bytes:
    return AESGCM(key).decrypt(nonce + _AES_GCM_PADDING, body, clear)


_SEAL: dict[str, _Transform] = {XCHACHA20: _seal_xchacha20, AES_GCM: _seal_aes_gcm}
_OPEN: dict[str, _Transform] = {XCHACHA20: _open_xchacha20, AES_GCM: _open_aes_gcm}
