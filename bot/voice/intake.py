"""What comes in from one stage: datagrams opened, named and handed on.

It outlives voice connections, as an outlet does: each brings a key, and may bring other
SSRCs. Whose an SSRC is, the voice gateway says (opcode 5), and often later than the first
packets come; those are held. `take` is called by the reader's thread, the rest by the
event loop.
"""

from __future__ import annotations

import logging
import time
from collections import OrderedDict, deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.voice import crypto, rtp
from bot.voice.opus import SILENCE
from bot.voice.recording import Packet, Recording

log = logging.getLogger(__name__)

KEEPALIVE_BYTES = 8
#: Five seconds of one speaker, of a few speakers: what is held until somebody says whose it is.
UNNAMED_PACKETS, UNNAMED_STREAMS = 250, 64
#: How long somebody speaks who was heard just now.
SPEAKS_SECONDS = 0.25

#: A connection's mode and key, as it has them at the time; no key yet is an empty one.
Keys = Callable[[], tuple[str, Sequence[int]]]


@dataclass(slots=True)
class Received:
    """What has come, and what became of it; written by the reader's thread."""

    datagrams: int = 0
    packets: int = 0
    #: Neither audio nor anything else that is known.
    strange: int = 0
    #: Did not open with the key.
    bad: int = 0
    #: Of nothing but zeros, as some voice servers send them.
    zeros: int = 0
    #: Held for a name that did not come in time.
    unnamed: int = 0
    echoes: int = 0


class Intake:
    """Receives from one stage."""

    def __init__(self) -> None:
        self.received = Received()
        #: When anything came last, and when the server last answered a keepalive; monotonic.
        self.heard_at = 0.0
        self.recording: Recording | None = None
        self._keys: Keys | None = None
        self._key: Sequence[int] = ()
        self._opener: crypto.Opener | None = None
        self._names: dict[int, int] = {}
        self._unnamed: OrderedDict[int, deque[tuple[int, Packet]]] = OrderedDict()
        self._spoke: dict[int, float] = {}

    def connect(self, keys: Keys | None) -> None:
        """Open what comes with the keys of this connection from now on."""
        self._keys = keys
        self.heard_at = time.monotonic()
        self.received.echoes = 0

    def begin_session(self) -> None:
        """Forget whose the SSRCs are: a new session has its own."""
        self._names = {}
        self._unnamed.clear()

    def name(self, ssrc: int, user_id: int) -> None:
        """Learn whose an SSRC is, and hand on what was held for it."""
        # The reader may hold one more packet in this moment; it is handed on with the next.
        self._names[ssrc] = user_id

    def speaking(self) -> frozenset[int]:
        """Who is heard right now."""
        now = time.monotonic()
        return frozenset(who for who, until in tuple(self._spoke.items()) if until > now)

    def is_silent(self, seconds: float) -> bool:
        """Whether a server that used to answer keepalives has sent nothing at all for so long."""
        return self.received.echoes > 0 and time.monotonic() - self.heard_at > seconds

    def take(self, datagram: bytes) -> None:
        """Take a datagram, whatever it is."""
        now = self.heard_at = time.monotonic()
        received = self.received
        received.datagrams += 1
        if len(datagram) == KEEPALIVE_BYTES:
            received.echoes += 1
            return
        try:
            header = rtp.parse(datagram)
            opus = self._open(datagram, header.clear_bytes)
            if header.extension_bytes or header.is_padded:
                opus = rtp.audio(header, opus)
        except rtp.BadRtp:
            received.strange += 1
            return
        except crypto.BadSeal:
            received.bad += 1
            return
        if not opus or (opus[0] == 0 and not opus.strip(b"\0")):
            received.zeros += 1
            return
        received.packets += 1
        self._hand_on(header, Packet(header.timestamp, now, opus))

    def _open(self, datagram: bytes, clear_bytes: int) -> bytes:
        if self._keys is None:
            raise crypto.BadSeal("there is no key yet")
        mode, key = self._keys()
        if key is not self._key:  # another connection, or another session of it
            self._opener = crypto.opener(mode, bytes(key)) if key else None
            self._key = key
        if self._opener is None:
            raise crypto.BadSeal("there is no key yet")
        return self._opener.open(datagram, clear_bytes)

    def _hand_on(self, header: rtp.Header, packet: Packet) -> None:
        ssrc = header.ssrc
        user_id = self._names.get(ssrc)
        if user_id is None:
            # Without a recording nothing is kept of anybody, for however short a time.
            if self.recording is not None:
                self._hold(ssrc, header.sequence, packet)
            return
        if packet.opus != SILENCE:
            self._spoke[user_id] = packet.arrived + SPEAKS_SECONDS
        recording = self.recording
        if recording is None:
            self._unnamed.pop(ssrc, None)
            return
        if ssrc in self._unnamed:
            for sequence, held in self._unnamed.pop(ssrc):
                recording.take(user_id, ssrc, sequence, held)
        recording.take(user_id, ssrc, header.sequence, packet)

    def _hold(self, ssrc: int, sequence: int, packet: Packet) -> None:
        held = self._unnamed.get(ssrc)
        if held is None:
            held = self._unnamed[ssrc] = deque(maxlen=UNNAMED_PACKETS)
            if len(self._unnamed) > UNNAMED_STREAMS:
                _, dropped = self._unnamed.popitem(last=False)
                self.received.unnamed += len(dropped)
        if len(held) == UNNAMED_PACKETS:
            self.received.unnamed += 1
        held.append((sequence, packet))

    def sweep(self, now: float) -> None:
        """Hand on what was held and has a name by now, and forget who has fallen silent."""
        recording = self.recording
        for ssrc in [ssrc for ssrc in tuple(self._unnamed) if ssrc in self._names]:
            held = self._unnamed.pop(ssrc, None)
            if recording is not None and held is not None:
                for sequence, packet in held:
                    recording.take(self._names[ssrc], ssrc, sequence, packet)
        self._spoke = {who: until for who, until in self._spoke.items() if until > now}
        if recording is not None:
            recording.sweep(now)
