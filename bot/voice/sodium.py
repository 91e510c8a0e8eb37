"""libsodium through PyNaCl's own binding, with buffers that are kept.

PyNaCl's public function makes three buffers and checks five arguments for each packet,
which is four fifths of its time. Its binding underneath is private: it is looked at when
this module is imported, and where it is not as we know it, `sodium` is None and the
public function is used.
"""

from __future__ import annotations

import importlib
from typing import Any

_NAMES = ("crypto_aead_xchacha20poly1305_ietf_encrypt", "crypto_aead_xchacha20poly1305_ietf_decrypt")
_TAG_BYTES = 16
_NONCE_BYTES = 24


class Sodium:
    """The library, and what of it is used."""

    def __init__(self, ffi: Any, library: Any) -> None:
        self.ffi = ffi
        self.encrypt, self.decrypt = (getattr(library, name) for name in _NAMES)

    def box(self, key: bytes, room_bytes: int) -> Box:
        """Make the buffers for one key and for results of at most that length."""
        return Box(self, key, room_bytes)


class Box:
    """XChaCha20-Poly1305 under one key; for one thread."""

    def __init__(self, library: Sodium, key: bytes, room_bytes: int) -> None:
        self._null = library.ffi.NULL
        self._encrypt, self._decrypt = library.encrypt, library.decrypt
        self._out = library.ffi.new("unsigned char[]", room_bytes)
        self._nonce = library.ffi.new("unsigned char[]", _NONCE_BYTES)
        self._key = library.ffi.new("unsigned char[]", key)
        self._result = library.ffi.buffer(self._out)
        self._counter = library.ffi.buffer(self._nonce)

    def encrypt(self, nonce: bytes, body: bytes, clear: bytes) -> bytes:
        """Seal; the caller has seen to it that there is room."""
        self._counter[: len(nonce)] = nonce
        size = len(body)
        null = self._null
        self._encrypt(self._out, null, body, size, clear, len(clear), null, self._nonce, self._key)
        sealed: bytes = self._result[: size + _TAG_BYTES]
        return sealed

    def decrypt(self, nonce: bytes, sealed: bytes, clear: bytes) -> bytes | None:
        """Open; None if it does not. The caller has seen to it that there is room."""
        self._counter[: len(nonce)] = nonce
        size, null = len(sealed), self._null
        failed = self._decrypt(self._out, null, null, sealed, size, clear, len(clear), self._nonce, self._key)
        if failed:
            return None
        body: bytes = self._result[: size - _TAG_BYTES]
        return body


def find() -> Sodium | None:
    """The binding, if it is as we know it: proved by sealing and opening."""
    try:
        binding = importlib.import_module("nacl._sodium")
        found = Sodium(binding.ffi, binding.lib)
        box = found.box(bytes(32), 64)
        sealed = box.encrypt(bytes(4), b"proof", b"clear")
        return found if box.decrypt(bytes(4), sealed, b"clear") == b"proof" else None
    except (ImportError, AttributeError, TypeError):
        return None


sodium = find()
