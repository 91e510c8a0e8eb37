"""One voice connection: what was promised to a client, and what it has made of it."""

from __future__ import annotations

import asyncio
from collections import deque
from dataclasses import asdict, dataclass, field
from typing import Any

from bot.sandbox.voice.crypto import Opener, Sealer, new_key
from bot.sandbox.voice.mailbox import Mailbox
from bot.sandbox.voice.nonces import NonceWatch
from bot.sandbox.voice.rtp import RtpHeader

Address = tuple[str, int]

#: Audio may overtake the message that announces it; this much is kept until that comes.
HELD_PACKETS = 25
HELD_SECONDS = 0.5
_SEQUENCES = 1 << 16


@dataclass(frozen=True, slots=True)
class Admission:
    """Who is expected at which endpoint, and the token that proves it."""

    guild_id: int
    user_id: int
    channel_id: int
    session_id: str
    token: str
    endpoint: str

    @property
    def key(self) -> tuple[int, int]:
        """A client has one voice connection in a guild."""
        return self.guild_id, self.user_id


@dataclass(slots=True)
class Traffic:
    """What a client sent, and what became of it."""

    packets: int = 0
    #: Missing sequence numbers.
    lost: int = 0
    #: Did not open with the session's key, or made no sense when opened.
    bad: int = 0
    #: A nonce that had sealed another packet under the same key.
    nonce_reuses: int = 0
    #: From somebody suppressed or muted.
    refused: int = 0
    #: Not announced by opcode 5.
    unannounced: int = 0
    forwarded: int = 0
    received: int = 0  # sent to this client
    _last: int | None = None

    def count(self, sequence: int) -> None:
        """Note the next packet's sequence number."""
        self.packets += 1
        if self._last is None:
            self._last = sequence
            return
        step = (sequence - self._last + _SEQUENCES // 2) % _SEQUENCES - _SEQUENCES // 2
        if step > 0:
            self.lost += step - 1
            self._last = sequence
        elif step < 0:  # it was only late
            self.lost = max(0, self.lost - 1)

    def as_dict(self) -> dict[str, int]:
        """For the control API."""
        return {name: value for name, value in asdict(self).items() if not name.startswith("_")}


@dataclass(frozen=True, slots=True)
class HeldPacket:
    """A packet that waits for opcode 5."""

    arrived: float
    header: RtpHeader
    body: bytes


@dataclass(slots=True, eq=False)
class VoiceSession:
    """A client that has identified itself."""

    admission: Admission
    ssrc: int
    mailbox: Mailbox
    mode: str | None = None
    address: Address | None = None
    sealer: Sealer | None = None
    opener: Opener | None = None
    nonces: NonceWatch = field(default_factory=NonceWatch)
    speaking: int = 0
    #: Opcode 5 has come at least once; audio before that ends the connection.
    has_announced: bool = False
    #: The monotonic moment when `speaking` was last set to 0.
    fell_silent: float = 0.0
    held: deque[HeldPacket] = field(default_factory=lambda: deque(maxlen=HELD_PACKETS))
    traffic: Traffic = field(default_factory=Traffic)
    #: What the others in the call were told of `speaking`; 0 for who may not be heard.
    told_speaking: int = 0
    #: Set while no websocket is open: ends the session if its client does not resume.
    expiry: asyncio.TimerHandle | None = None

    def stop_waiting(self) -> None:
        """The client is back, or no longer wanted."""
        if self.expiry is not None:
            self.expiry.cancel()
            self.expiry = None

    def arm(self, mode: str, address: Address) -> bytes:
        """Make a fresh key for the mode and address that the client selected."""
        key = new_key()
        self.mode, self.address = mode, address
        self.sealer, self.opener, self.nonces = Sealer(mode, key), Opener(mode, key), NonceWatch()
        return key

    def as_dict(self) -> dict[str, Any]:
        """For the control API; no key, no token."""
        return {
            "guild_id": str(self.admission.guild_id),
            "channel_id": str(self.admission.channel_id),
            "user_id": str(self.admission.user_id),
            "endpoint": self.admission.endpoint,
            "ssrc": self.ssrc,
            "mode": self.mode,
            "speaking": self.speaking,
            "is_connected": self.mailbox.wire is not None,
            "traffic": self.traffic.as_dict(),
        }
