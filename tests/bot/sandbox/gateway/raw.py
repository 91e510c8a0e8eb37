"""A gateway client that does just what a test tells it, right or wrong."""

from __future__ import annotations

import asyncio
import json
import zlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
import zstandard

from bot.sandbox.server import Sandbox

PATIENCE_SECONDS = 5
ALL_INTENTS = 53608447 & ~(1 << 8)  # everything but presences


class Raw:
    """One connection; compressed or not."""

    def __init__(
        self, socket: aiohttp.ClientWebSocketResponse, sandbox: Sandbox, compress: str | None
    ) -> None:
        self.socket = socket
        self.session_id = ""
        self.sequence = 0
        self._sandbox = sandbox
        self._inflate = {
            "zlib-stream": zlib.decompressobj().decompress,
            "zstd-stream": zstandard.ZstdDecompressor().decompressobj().decompress,
            None: None,
        }[compress]

    async def send(self, op: int, body: Any) -> None:
        """Send one frame."""
        await self.socket.send_str(json.dumps({"op": op, "d": body}))

    async def receive(self) -> dict[str, Any]:
        """Receive one frame; fails if the connection is closed instead."""
        message = await self.socket.receive(timeout=PATIENCE_SECONDS)
        assert message.type in (aiohttp.WSMsgType.TEXT, aiohttp.WSMsgType.BINARY), self.socket.close_code
        text = message.data if self._inflate is None else self._inflate(message.data)
        frame: dict[str, Any] = json.loads(text)
        self.sequence = frame["s"] or self.sequence
        return frame

    async def until(self, name: str) -> dict[str, Any]:
        """Skip to the event of that name and answer its body."""
        while True:
            frame = await self.receive()
            if frame["t"] == name:
                body: dict[str, Any] = frame["d"]
                return body

    async def op(self, op: int) -> dict[str, Any]:
        """Skip to a frame with that opcode."""
        while True:
            frame = await self.receive()
            if frame["op"] == op:
                return frame

    async def closed(self) -> int | None:
        """Skip everything until the server closes, and answer its code."""
        async with asyncio.timeout(PATIENCE_SECONDS):
            async for _ in self.socket:
                pass
        return self.socket.close_code

    async def identify(self, **changes: Any) -> dict[str, Any]:
        """Identify and answer READY."""
        await self.send(2, identity(self._sandbox, **changes))
        ready = await self.until("READY")
        self.session_id = ready["session_id"]
        return ready

    async def resume(self, session_id: str, seq: int) -> None:
        """Ask to resume."""
        token = self._sandbox.ready.bot_token
        await self.send(6, {"token": token, "session_id": session_id, "seq": seq})


def identity(sandbox: Sandbox, **changes: Any) -> dict[str, Any]:
    """The body of a correct identify, with changes."""
    token = sandbox.ready.bot_token
    return {"token": token, "intents": ALL_INTENTS, "properties": {"os": "linux"}, **changes}


@asynccontextmanager
async def connect(sandbox: Sandbox, compress: str | None = None, **query: Any) -> AsyncIterator[Raw]:
    """A connection that has been greeted."""
    asked = {"v": "10", "encoding": "json", **query}
    if compress is not None:
        asked["compress"] = compress
    async with (
        aiohttp.ClientSession() as http,
        http.ws_connect(sandbox.ready.gateway, params=asked, max_msg_size=0) as socket,
    ):
        raw = Raw(socket, sandbox, compress)
        assert (await raw.receive())["op"] == 10
        yield raw
