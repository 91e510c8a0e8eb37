"""The UDP side: one socket for all calls, which takes each speaker's packets to the listeners.

A packet is opened with the speaker's key and sealed again with every listener's, under a
nonce counter of the listener's own; sequence, timestamp and SSRC stay the speaker's.
Nothing that arrives here can raise: what makes no sense is counted, and shown by
`GET /control/voice`.
"""

from __future__ import annotations

import asyncio
import logging
import socket
from dataclasses import asdict, dataclass

from bot.sandbox.voice import discovery
from bot.sandbox.voice.calls import Calls
from bot.sandbox.voice.crypto import NONCE_BYTES, BadSeal
from bot.sandbox.voice.hearing import may_be_heard, may_hear, voice_state
from bot.sandbox.voice.impairments import Impairments
from bot.sandbox.voice.opcodes import VoiceCloseCode
from bot.sandbox.voice.rtp import OPUS_PAYLOAD, BadRtp, RtpHeader, audio, parse
from bot.sandbox.voice.sessions import HELD_SECONDS, Address, HeldPacket, VoiceSession
from bot.sandbox.voice.tracks import HeardPacket, Tracks
from bot.sandbox.world.state import World

#: How many datagrams are taken before others on the loop have their turn.
DRAIN = 64
RECEIVE_BUFFER_BYTES = 4 << 20
_LARGEST_DATAGRAM = 2048
KEEPALIVE_BYTES = 8
#: Stands for the people who are present without a client of their own.
PRESENT = 0

log = logging.getLogger(__name__)


@dataclass(slots=True)
class Strays:
    """Datagrams that belong to no connection."""

    malformed: int = 0
    unknown_ssrc: int = 0
    wrong_address: int = 0
    unknown_payload_type: int = 0
    keepalives: int = 0
    discoveries: int = 0
    unsent: int = 0  # the system's buffer was full


class Media:
    """The media server."""

    def __init__(self, world: World, calls: Calls) -> None:
        self._world = world
        self._calls = calls
        self._socket: socket.socket | None = None
        self.impairments = Impairments()
        self.strays = Strays()
        self.heard = Tracks()

    def open(self, host: str) -> Address:
        """Bind the socket inside the running loop; answers where clients send to."""
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._socket.setblocking(False)  # noqa: FBT003 - the standard library's own signature
        # Linux's default holds a third of a second of ten speakers.
        self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, RECEIVE_BUFFER_BYTES)
        self._socket.bind((host, 0))
        asyncio.get_running_loop().add_reader(self._socket, self._drain)
        return host, int(self._socket.getsockname()[1])

    def close(self) -> None:
        """Stop receiving and sending."""
        if self._socket is not None:
            asyncio.get_running_loop().remove_reader(self._socket)
            self._socket.close()
            self._socket = None

    def as_dict(self) -> dict[str, int]:
        """For the control API."""
        return asdict(self.strays)

    def speaking_changed(self, session: VoiceSession) -> None:
        """Pass on what arrived shortly before its announcement."""
        now = asyncio.get_running_loop().time()
        if not session.speaking:
            session.fell_silent = now
            return
        while session.held:
            packet = session.held.popleft()
            if now - packet.arrived <= HELD_SECONDS:
                session.traffic.unannounced -= 1
                self._forward(session, packet.header, packet.body)

    def _drain(self) -> None:
        for _ in range(DRAIN):
            try:
                datagram, address = self._opened_socket().recvfrom(_LARGEST_DATAGRAM)
            except BlockingIOError:
                return
            except ConnectionError:
                continue  # a listener has closed its port; the system says so here
            self.receive(datagram, address)

    def receive(self, datagram: bytes, address: Address) -> None:
        """Take one datagram, whatever it is."""
        asked = discovery.read_request(datagram)
        if asked is not None:
            self._discover(asked, address)
        elif len(datagram) == KEEPALIVE_BYTES:
            self.strays.keepalives += 1
            self._send(datagram, address)
        else:
            self._receive_rtp(datagram, address)

    def _discover(self, ssrc: int, address: Address) -> None:
        if self._calls.by_ssrc(ssrc) is None:
            self.strays.unknown_ssrc += 1
            return
        self.strays.discoveries += 1
        self._send(discovery.response(ssrc, *address), address)

    def _receive_rtp(self, datagram: bytes, address: Address) -> None:
        try:
            header = parse(datagram)
        except BadRtp:
            self.strays.malformed += 1
            return
        session = self._calls.by_ssrc(header.ssrc)
        if header.payload_type != OPUS_PAYLOAD:
            self.strays.unknown_payload_type += 1
        elif session is None:
            self.strays.unknown_ssrc += 1
        elif session.address != address:
            self.strays.wrong_address += 1
        else:
            self._take(session, header, datagram)

    def _take(self, session: VoiceSession, header: RtpHeader, datagram: bytes) -> None:
        assert session.opener is not None  # it has an address, so it has selected a mode
        try:
            body = session.opener.open(header.clear, datagram)
        except BadSeal:
            session.traffic.bad += 1
            return
        session.traffic.count(header.sequence)
        self._watch_nonce(session, header, datagram)
        now = asyncio.get_running_loop().time()
        # The last packets of an utterance may come after the message that ends it.
        if session.speaking or (session.has_announced and now - session.fell_silent <= HELD_SECONDS):
            self._forward(session, header, body)
            return
        session.traffic.unannounced += 1
        session.held.append(HeldPacket(now, header, body))
        if not session.has_announced and len(session.held) == 1:
            # Websocket and UDP are two ways, so op 5 may be read a little after what it announces.
            asyncio.get_running_loop().call_later(HELD_SECONDS, self._require_announcement, session)

    def _require_announcement(self, session: VoiceSession) -> None:
        if not session.has_announced and self._calls.by_ssrc(session.ssrc) is session:
            # "or you will be disconnected with an invalid SSRC error" ("Voice Connections", Speaking).
            reason = "Invalid SSRC: audio before op 5"
            self._calls.end(session.admission.key, VoiceCloseCode.BAD_REQUEST, reason)

    def _watch_nonce(self, session: VoiceSession, header: RtpHeader, datagram: bytes) -> None:
        nonce = int.from_bytes(datagram[-NONCE_BYTES:], "big")
        if session.nonces.is_reused(nonce, hash(datagram)):
            session.traffic.nonce_reuses += 1
            if session.traffic.nonce_reuses == 1:
                user_id = session.admission.user_id
                log.warning(
                    "user %s sealed two packets with nonce %s (RTP %s)", user_id, nonce, header.sequence
                )

    def _forward(self, session: VoiceSession, header: RtpHeader, body: bytes) -> None:
        state = voice_state(self._world, *session.admission.key)
        if state is None or not may_be_heard(state):
            session.traffic.refused += 1
            return
        try:
            opus = audio(header, body)
        except BadRtp:
            session.traffic.bad += 1
            return
        session.traffic.forwarded += 1
        self._record(session, HeardPacket(header.ssrc, header.sequence, header.timestamp, opus))
        for listener in self._calls.in_channel(session.admission.channel_id):
            if listener is not session:
                self._pass_on(listener, header.clear, body)

    def _record(self, session: VoiceSession, packet: HeardPacket) -> None:
        loop = asyncio.get_running_loop()
        channel_id, user_id = session.admission.channel_id, session.admission.user_id
        for delay in self.impairments.delays(PRESENT, loop.time()):
            if delay:
                loop.call_later(delay, self.heard.add, channel_id, user_id, packet)
            else:
                self.heard.add(channel_id, user_id, packet)

    def _pass_on(self, listener: VoiceSession, clear: bytes, body: bytes) -> None:
        state = voice_state(self._world, *listener.admission.key)
        if listener.sealer is None or listener.address is None or state is None or not may_hear(state):
            return
        loop = asyncio.get_running_loop()
        listener.traffic.received += 1
        datagram = listener.sealer.seal(clear, body)
        for delay in self.impairments.delays(listener.admission.user_id, loop.time()):
            if delay:
                loop.call_later(delay, self._send, datagram, listener.address)
            else:
                self._send(datagram, listener.address)

    def _send(self, datagram: bytes, address: Address) -> None:
        if self._socket is None or self._is_silent():
            return  # a delayed packet whose server has gone, or the fault `udp_silence`
        try:
            self._socket.sendto(datagram, address)
        except OSError:
            self.strays.unsent += 1

    def _is_silent(self) -> bool:
        return asyncio.get_running_loop().time() < self.impairments.silent_until

    def _opened_socket(self) -> socket.socket:
        assert self._socket is not None
        return self._socket
