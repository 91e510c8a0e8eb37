"""A voice client for the people of the sandbox: websocket over TLS, UDP, one user, one call.

It shares nothing with any Discord library, so what a bot and a person agree on was said
over the wire. It does what Discord's own client does: op 5 before audio, packets paced at
20 ms, five frames of silence when it stops ("Voice Connections", Voice Data Interpolation).
"""

from __future__ import annotations

import asyncio
import json
import random
import socket
import ssl
from collections import OrderedDict, deque
from collections.abc import Sequence
from typing import Any

import aiohttp

from bot.sandbox.voice import discovery
from bot.sandbox.voice.crypto import XCHACHA20, BadSeal, Opener, Sealer
from bot.sandbox.voice.media import RECEIVE_BUFFER_BYTES
from bot.sandbox.voice.opcodes import VoiceOp
from bot.sandbox.voice.rtp import BadRtp, audio, build, parse
from bot.sandbox.voice.sessions import Admission
from bot.sandbox.voice.tracks import HeardPacket, Tracks
from bot.voice.opus import FRAME_SAMPLES, FRAME_SECONDS, SAMPLE_RATE, SILENCE

HANDSHAKE_SECONDS = 10.0
VERSION = 8
_SILENT_FRAMES = 5
_MICROPHONE = 1
#: Packets that wait for op 5 to say whose they are, and the speakers they may be of.
_UNNAMED_PACKETS, _UNNAMED_SPEAKERS = 250, 64


class HungUp(Exception):
    """The voice connection is over; `close_code` is the server's."""

    def __init__(self, close_code: int | None) -> None:
        super().__init__(f"the voice connection was closed with {close_code}")
        self.close_code = close_code


class PersonClient(asyncio.DatagramProtocol):
    """One person's connection to one call."""

    def __init__(self, admission: Admission, context: ssl.SSLContext, mode: str = XCHACHA20) -> None:
        self.admission = admission
        self.mode = mode
        self.heard = Tracks()
        self.messages: deque[dict[str, Any]] = deque(maxlen=1000)
        self.close_code: int | None = None
        self.is_open = False
        self._context = context
        self._http: aiohttp.ClientSession | None = None
        self._socket: aiohttp.ClientWebSocketResponse | None = None
        self._udp: asyncio.DatagramTransport | None = None
        self._discovered: asyncio.Future[tuple[str, int]] | None = None
        self._tasks: list[asyncio.Task[None]] = []
        self._sequence_seen = -1
        self._ssrc = 0
        self._sealer: Sealer | None = None
        self._opener: Opener | None = None
        self._names: dict[int, int] = {}  # SSRC -> user id
        self._unnamed: OrderedDict[int, deque[HeardPacket]] = OrderedDict()
        self._sequence = random.randrange(1 << 16)  # noqa: S311 - RFC 3550 wants it random, not secret
        self._timestamp = random.randrange(1 << 32)  # noqa: S311 - as above
        self._spoke_until = 0.0

    async def connect(self) -> None:
        """Go through the whole handshake.

        Raises:
            HungUp: the server refused.
            TimeoutError: it did not answer.
        """
        self._http = aiohttp.ClientSession()
        try:
            async with asyncio.timeout(HANDSHAKE_SECONDS):
                await self._handshake(self._http)
        except BaseException:
            await self.close()
            raise
        self.is_open = True
        self._start(self._read(), "reader")

    async def close(self) -> None:
        """Hang up."""
        self.is_open = False
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        if self._socket is not None:
            await self._socket.close()
        if self._udp is not None:
            self._udp.close()
        if self._http is not None:
            await self._http.close()

    async def speak(self, packets: Sequence[bytes]) -> None:
        """Send packets of 20 ms in their own time, and the silence that ends an utterance.

        Raises:
            HungUp: the connection ended meanwhile.
        """
        await self._send(VoiceOp.SPEAKING, {"speaking": _MICROPHONE, "delay": 0, "ssrc": self._ssrc})
        loop = asyncio.get_running_loop()
        start = loop.time()
        if self._spoke_until:
            # A client's RTP clock goes on while nobody speaks.
            self._timestamp += max(0, round((start - self._spoke_until) * SAMPLE_RATE))
        frames = [*packets, *[SILENCE] * _SILENT_FRAMES]
        for number, packet in enumerate(frames):
            await asyncio.sleep(start + number * FRAME_SECONDS - loop.time())
            self._send_packet(packet)
        self._spoke_until = start + len(frames) * FRAME_SECONDS
        await self._send(VoiceOp.SPEAKING, {"speaking": 0, "delay": 0, "ssrc": self._ssrc})

    def datagram_received(self, data: bytes, addr: tuple[str | Any, int]) -> None:  # noqa: ARG002 - asyncio's signature
        """Called by asyncio."""
        found = discovery.read_response(data)
        if found is not None:
            if self._discovered is not None and not self._discovered.done():
                self._discovered.set_result(found)
        elif self._opener is not None:
            self._hear(data, self._opener)

    def _hear(self, datagram: bytes, opener: Opener) -> None:
        try:
            header = parse(datagram)
            opus = audio(header, opener.open(header.clear, datagram))
        except (BadRtp, BadSeal):
            return  # a stranger's datagram, as on any UDP port
        packet = HeardPacket(header.ssrc, header.sequence, header.timestamp, opus)
        if header.ssrc in self._names:
            self.heard.add(self.admission.channel_id, self._names[header.ssrc], packet)
            return
        self._unnamed.setdefault(header.ssrc, deque(maxlen=_UNNAMED_PACKETS)).append(packet)
        if len(self._unnamed) > _UNNAMED_SPEAKERS:
            self._unnamed.popitem(last=False)

    def _name(self, ssrc: int, user_id: int) -> None:
        self._names[ssrc] = user_id
        for packet in self._unnamed.pop(ssrc, ()):
            self.heard.add(self.admission.channel_id, user_id, packet)

    async def _handshake(self, http: aiohttp.ClientSession) -> None:
        url = f"wss://{self.admission.endpoint}/?v={VERSION}"
        self._socket = await http.ws_connect(url, ssl=self._context)
        hello = await self._expect(VoiceOp.HELLO)
        self._start(self._beat(hello["heartbeat_interval"] / 1000), "heartbeat")
        await self._send(VoiceOp.IDENTIFY, self._identity())
        ready = await self._expect(VoiceOp.READY)
        self._ssrc = ready["ssrc"]
        address, port = await self._discover(ready["ip"], ready["port"])
        data = {"address": address, "port": port, "mode": self.mode}
        await self._send(VoiceOp.SELECT_PROTOCOL, {"protocol": "udp", "data": data})
        description = await self._expect(VoiceOp.SESSION_DESCRIPTION)
        key = bytes(description["secret_key"])
        self._sealer, self._opener = Sealer(self.mode, key), Opener(self.mode, key)

    def _identity(self) -> dict[str, Any]:
        return {
            "server_id": str(self.admission.guild_id),
            "user_id": str(self.admission.user_id),
            "session_id": self.admission.session_id,
            "token": self.admission.token,
            # It speaks no MLS; the sandbox, unlike Discord, goes on without (see `VoiceOptions`).
            "max_dave_protocol_version": 1,
        }

    async def _discover(self, ip: str, port: int) -> tuple[str, int]:
        loop = asyncio.get_running_loop()
        udp = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        udp.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, RECEIVE_BUFFER_BYTES)
        udp.setblocking(False)  # noqa: FBT003 - the standard library's own signature
        udp.connect((ip, port))
        self._discovered = loop.create_future()
        self._udp, _ = await loop.create_datagram_endpoint(lambda: self, sock=udp)
        self._udp.sendto(discovery.request(self._ssrc))
        return await self._discovered

    async def _beat(self, interval_seconds: float) -> None:
        while True:
            nonce = random.randrange(1 << 31)  # noqa: S311 - a number to recognise the answer by
            await self._send(VoiceOp.HEARTBEAT, {"t": nonce, "seq_ack": self._sequence_seen})
            await asyncio.sleep(interval_seconds)

    async def _read(self) -> None:
        try:
            while True:
                self._note(await self._receive())
        except HungUp:
            self.is_open = False

    async def _expect(self, op: VoiceOp) -> Any:
        while True:
            message = await self._receive()
            self._note(message)
            if message["op"] == op:
                return message["d"]

    async def _receive(self) -> dict[str, Any]:
        assert self._socket is not None
        frame = await self._socket.receive()
        if frame.type is not aiohttp.WSMsgType.TEXT:
            self.close_code = self._socket.close_code
            raise HungUp(self.close_code)
        message: dict[str, Any] = json.loads(frame.data)
        return message

    def _note(self, message: dict[str, Any]) -> None:
        self.messages.append(message)
        self._sequence_seen = message.get("seq", self._sequence_seen)
        if message["op"] == VoiceOp.SPEAKING:
            self._name(message["d"]["ssrc"], int(message["d"]["user_id"]))

    async def _send(self, op: VoiceOp, d: Any) -> None:
        assert self._socket is not None
        try:
            await self._socket.send_str(json.dumps({"op": op.value, "d": d}))
        except ConnectionError as error:
            raise HungUp(self.close_code or self._socket.close_code) from error

    def _send_packet(self, opus: bytes) -> None:
        if not self.is_open or self._udp is None or self._sealer is None:
            raise HungUp(self.close_code)
        clear = build(self._sequence, self._timestamp, self._ssrc)
        self._udp.sendto(self._sealer.seal(clear, opus))
        self._sequence += 1
        self._timestamp += FRAME_SAMPLES

    def _start(self, work: Any, what: str) -> None:
        name = f"sandbox-person-{self.admission.user_id}-{what}"
        self._tasks.append(asyncio.create_task(work, name=name))
