"""Notices a nonce that is used twice under one key, which breaks both ciphers.

Discord asks for a "32-bit incremental integer value" ("Voice Connections", Transport
Encryption Modes). The last few thousand are remembered one by one; an older one is
known by the counter having gone far back. The same packet twice is no reuse: networks
duplicate.
"""

from __future__ import annotations

from collections import OrderedDict

REMEMBERED = 4096
_MODULUS = 1 << 32


class NonceWatch:
    """The nonces that one sender used under one key."""

    def __init__(self) -> None:
        self._packets: OrderedDict[int, int] = OrderedDict()  # nonce -> what it sealed
        self._highest: int | None = None

    def is_reused(self, nonce: int, packet: int) -> bool:
        """Whether `nonce` has sealed another packet before; `packet` tells packets apart."""
        if nonce in self._packets:
            return self._packets[nonce] != packet
        reused = self._highest is not None and self._is_far_behind(nonce, self._highest)
        self._remember(nonce, packet)
        return reused

    def _remember(self, nonce: int, packet: int) -> None:
        self._packets[nonce] = packet
        if len(self._packets) > REMEMBERED:
            self._packets.popitem(last=False)
        if self._highest is None or 0 < (nonce - self._highest) % _MODULUS < _MODULUS // 2:
            self._highest = nonce

    @staticmethod
    def _is_far_behind(nonce: int, highest: int) -> bool:
        return REMEMBERED < (highest - nonce) % _MODULUS < _MODULUS // 2
