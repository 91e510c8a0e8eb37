"""A voice server that counts: the voice gateway over TLS, and one UDP port for all sessions.

Not the sandbox: it knows no rules, and so is quick enough not to be what is measured.
Reads commands as JSON lines from its standard input and answers likewise.
"""

from __future__ import annotations

import asyncio
import json
import secrets
import socket
import sys
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from aiohttp import WSMsgType, web

from bot.bench import pinned
from bot.bench.voice.arrivals import Arrivals
from bot.bench.voice.speakers import Speakers
from bot.sandbox.certificates import Certificates
from bot.voice import crypto

HEARTBEAT_MS = 13_750
BACKLOG = 2_048
#: Since this version messages have a number (Discord, "Voice Connections", "Buffered Resume").
NUMBERED_SINCE = 8
_BUFFER_BYTES = 256 << 20
_SO_RCVBUFFORCE = 33
#: Drained this often, so that a sender pays for no wake-up of ours.
_DRAIN_SECONDS = 0.002


@dataclass(slots=True)
class Session:
    """One client."""

    ssrc: int
    key: bytes
    socket: web.WebSocketResponse
    numbered: bool
    mode: str = ""
    address: tuple[str, int] | None = None

    async def say(self, op: int, d: dict[str, Any], seq: int) -> None:
        """Send one message, with its number where the client's version has them."""
        await self.socket.send_json({"op": op, "d": d} | ({"seq": seq} if self.numbered else {}))


class Endpoint:
    """The server."""

    def __init__(self) -> None:
        self.sessions: dict[int, Session] = {}
        self.arrivals = Arrivals()
        self._next = 1_000
        self._udp = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        for option in (_SO_RCVBUFFORCE, socket.SO_RCVBUF):
            try:
                self._udp.setsockopt(socket.SOL_SOCKET, option, _BUFFER_BYTES)
                break
            except OSError:
                continue
        self.arrivals.stamp(self._udp)
        self._udp.bind(("127.0.0.1", 0))
        self._udp.settimeout(0)
        self.speakers: Speakers | None = None

    async def run(self, certificates: Certificates) -> None:
        """Serve until the standard input ends."""
        app = web.Application()
        app.router.add_get("/", self._serve)
        runner = web.AppRunner(app, access_log=None)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0, ssl_context=certificates.server_context, backlog=BACKLOG)
        await site.start()
        threading.Thread(target=self._drain, name="bench-drain", daemon=True).start()
        host, port = runner.addresses[0][:2]
        _say({"endpoint": f"{host}:{port}", "ca_file": str(certificates.ca_file)})
        await self._obey()

    async def _obey(self) -> None:
        loop = asyncio.get_running_loop()
        while line := await loop.run_in_executor(None, sys.stdin.readline):
            command = json.loads(line)
            if command["do"] == "begin":
                self.arrivals.begin()
                _say({})
            elif command["do"] == "end":
                _say(await asyncio.to_thread(self.arrivals.end))
            elif command["do"] == "speak":
                await self._speak(command["speakers"], command["seconds"])
                _say({})
            elif command["do"] == "sent":
                assert self.speakers is not None
                _say({"sent": self.speakers.sent})
            elif command["do"] == "spoken":
                assert self.speakers is not None
                await asyncio.to_thread(self.speakers.join)
                _say({"sent": self.speakers.sent})

    async def _speak(self, count: int, seconds: float) -> None:
        session = max(self.sessions.values(), key=lambda known: known.ssrc)
        assert session.address is not None
        sealer = crypto.sealer(session.mode, session.key)
        self.speakers = Speakers(self._udp, session.address, sealer, count, seconds)
        for ssrc, user_id in self.speakers.names():
            d = {"user_id": str(user_id), "ssrc": ssrc, "speaking": 1, "delay": 0}
            await session.say(5, d, 3)
        self.speakers.start()

    async def _serve(self, request: web.Request) -> web.WebSocketResponse:
        websocket = web.WebSocketResponse(max_msg_size=0)
        await websocket.prepare(request)
        version = int(request.query.get("v", "8"))
        await websocket.send_json({"op": 8, "d": {"v": version, "heartbeat_interval": HEARTBEAT_MS}})
        session: Session | None = None
        async for message in websocket:
            if message.type is WSMsgType.TEXT:
                session = await self._answer(websocket, version, session, json.loads(message.data))
        if session is not None:
            self.sessions.pop(session.ssrc, None)
        return websocket

    async def _answer(
        self, websocket: web.WebSocketResponse, version: int, session: Session | None, message: dict[str, Any]
    ) -> Session | None:
        op, d = message["op"], message["d"]
        if op == 0:
            self._next += 1
            key, numbered = secrets.token_bytes(crypto.KEY_BYTES), version >= NUMBERED_SINCE
            session = Session(self._next, key, websocket, numbered)
            self.sessions[session.ssrc] = session
            ip, port = self._udp.getsockname()
            ready = {"ssrc": session.ssrc, "ip": ip, "port": port, "modes": list(crypto.MODES)}
            await session.say(2, ready | {"experiments": [], "streams": []}, 1)
        elif op == 1 and session is not None:
            session.mode = d["data"]["mode"]
            self.arrivals.expect(session.ssrc, crypto.opener(session.mode, session.key))
            description = {"mode": session.mode, "secret_key": list(session.key), "dave_protocol_version": 0}
            await session.say(4, description | {"audio_codec": "opus", "media_session_id": "m"}, 2)
        elif op == 3:  # noqa: PLR2004 - opcodes are numbers
            await websocket.send_json({"op": 6, "d": {"t": d["t"]} if isinstance(d, dict) else d})
        return session

    def _drain(self) -> None:
        while True:
            time.sleep(_DRAIN_SECONDS)
            for datagram, address in self.arrivals.take(self._udp):
                self._discover(datagram, address)

    def _discover(self, datagram: bytes, address: tuple[str, int]) -> None:
        if len(datagram) != 74 or datagram[1] != 1:  # noqa: PLR2004 - a discovery is as long as that
            return
        ssrc = int.from_bytes(datagram[4:8], "big")
        if ssrc in self.sessions:
            self.sessions[ssrc].address = address
        answer = b"\x00\x02" + datagram[2:8] + address[0].encode().ljust(64, b"\0")
        self._udp.sendto(answer + address[1].to_bytes(2, "big"), address)


def _say(what: dict[str, Any]) -> None:
    print(json.dumps(what), flush=True)  # noqa: T201 - to whoever has started this process


if __name__ == "__main__":
    pinned.to_core(int(sys.argv[1]))
    asyncio.run(Endpoint().run(Certificates(Path(sys.argv[2]))))
