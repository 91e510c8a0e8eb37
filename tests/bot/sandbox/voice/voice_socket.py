"""A voice client in pieces, so that a test can leave one out or send a wrong one."""

from __future__ import annotations

import asyncio
import json
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import aiohttp

from bot.sandbox.voice import discovery
from bot.sandbox.voice.crypto import AES_GCM, Opener, Sealer
from bot.sandbox.voice.rtp import build
from bot.sandbox.voice.server import VoiceServer
from bot.sandbox.voice.sessions import Admission

WAIT_SECONDS = 5


class VoiceSocket:
    """One websocket and one UDP socket; nothing happens by itself."""

    def __init__(self, admission: Admission, ws: aiohttp.ClientWebSocketResponse) -> None:
        self.admission = admission
        self.ws = ws
        self.ssrc = 0
        self.last_seq = -1
        self.udp = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.udp.setblocking(False)
        self.udp.bind(("127.0.0.1", 0))

    async def send(self, op: int, d: Any) -> None:
        await self.ws.send_str(json.dumps({"op": op, "d": d}))

    async def expect(self, op: int) -> Any:
        """The body of the next message with that opcode."""
        async with asyncio.timeout(WAIT_SECONDS):
            while True:
                message = await self.message()
                if message["op"] == op:
                    return message["d"]

    async def message(self) -> dict[str, Any]:
        async with asyncio.timeout(WAIT_SECONDS):
            frame = await self.ws.receive()
        assert frame.type is aiohttp.WSMsgType.TEXT, f"closed with {self.ws.close_code}"
        message: dict[str, Any] = json.loads(frame.data)
        self.last_seq = message.get("seq", self.last_seq)
        return message

    async def close_code(self) -> int | None:
        """The code with which the server ends the connection."""
        async with asyncio.timeout(WAIT_SECONDS):
            while (await self.ws.receive()).type is aiohttp.WSMsgType.TEXT:
                pass
        return self.ws.close_code

    async def identify(self, **other: Any) -> None:
        """Send op 0, with some of its fields changed; None leaves a field out."""
        admission = self.admission
        d = {
            "server_id": str(admission.guild_id),
            "user_id": str(admission.user_id),
            "session_id": admission.session_id,
            "token": admission.token,
            "max_dave_protocol_version": 1,
        } | other
        await self.send(0, {name: value for name, value in d.items() if value is not None})

    async def shake_hands(self, mode: str = AES_GCM) -> None:
        """Go all the way to the session description."""
        await self.identify()
        ready = await self.expect(2)
        self.ssrc, self.server = ready["ssrc"], (ready["ip"], ready["port"])
        await self.select(mode)
        key = bytes((await self.expect(4))["secret_key"])
        self.sealer, self.opener = Sealer(mode, key), Opener(mode, key)

    async def select(self, mode: str = AES_GCM, **other: Any) -> None:
        address, port = self.udp.getsockname()
        data = {"address": address, "port": port, "mode": mode}
        await self.send(1, {"protocol": "udp", "data": data} | other)

    async def speaking(self, flags: int = 1) -> None:
        await self.send(5, {"speaking": flags, "delay": 0, "ssrc": self.ssrc})

    async def settle(self) -> None:
        """Until the server has read all that was sent before."""
        await self.send(3, {"t": 1, "seq_ack": self.last_seq})
        await self.expect(6)

    async def resume(self, seq_ack: int | None = None, **other: Any) -> None:
        d = {
            "server_id": str(self.admission.guild_id),
            "session_id": self.admission.session_id,
            "token": self.admission.token,
            "seq_ack": self.last_seq if seq_ack is None else seq_ack,
        }
        await self.send(7, d | other)

    def packet(self, sequence: int, opus: bytes) -> bytes:
        return self.sealer.seal(build(sequence, sequence * 960, self.ssrc), opus)

    def send_datagram(self, datagram: bytes) -> None:
        self.udp.sendto(datagram, self.server)

    async def datagram(self) -> bytes:
        async with asyncio.timeout(WAIT_SECONDS):
            return await asyncio.get_running_loop().sock_recv(self.udp, 2048)

    async def hear(self) -> tuple[bytes, bytes]:
        """The clear header and the audio of the next packet."""
        datagram = await self.datagram()
        return datagram[:12], self.opener.open(datagram[:12], datagram)

    async def discover(self) -> tuple[str, int] | None:
        self.send_datagram(discovery.request(self.ssrc))
        return discovery.read_response(await self.datagram())


@asynccontextmanager
async def voice_socket(
    server: VoiceServer, admission: Admission, query: str = "v=8"
) -> AsyncIterator[VoiceSocket]:
    """An open connection to the endpoint of an admission."""
    async with aiohttp.ClientSession() as http:
        url = f"wss://{admission.endpoint}/?{query}"
        async with http.ws_connect(url, ssl=server.people.context) as ws:
            connection = VoiceSocket(admission, ws)
            try:
                yield connection
            finally:
                connection.udp.close()
