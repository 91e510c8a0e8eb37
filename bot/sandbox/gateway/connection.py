"""One gateway websocket: its frames, its heartbeat and its way out.

Sending is a queue and one task that drains it, so events leave in the order in
which they happened and a slow client delays nobody else. What the frames mean is
in `operations`; what outlives the socket is in `session`.
"""

from __future__ import annotations

import asyncio
import json
import logging
import time
from collections import deque
from typing import TYPE_CHECKING, Any

import orjson
from aiohttp import WSMessage, WSMsgType, web

from bot.sandbox.errors import DiscordError, SandboxGap
from bot.sandbox.gateway import operations
from bot.sandbox.gateway.codes import CloseCode, GatewayClose, Op
from bot.sandbox.gateway.forms import GatewayFrame
from bot.sandbox.rest.router import read_form

if TYPE_CHECKING:
    from bot.sandbox.gateway.compression import Encoder
    from bot.sandbox.gateway.hub import Gateway
    from bot.sandbox.gateway.session import Session

# "Gateway", Sending Events and Rate Limiting.
MAX_PAYLOAD_BYTES = 4096
MAX_FRAMES = 120
FRAMES_WINDOW_SECONDS = 60.0
# How much later than its interval a heartbeat may come; the docs promise tolerance, not how much.
HEARTBEAT_TOLERANCE = 1.5
MAX_REASON_BYTES = 123  # of a websocket close frame

log = logging.getLogger(__name__)


class Connection:
    """A client on the line, with or without a session."""

    def __init__(
        self, gateway: Gateway, socket: web.WebSocketResponse, encoder: Encoder | None, url: str
    ) -> None:
        self.gateway = gateway
        self.url = url  # where this client would come back to
        self.session: Session | None = None
        self._socket = socket
        self._encoder = encoder
        self._transport: asyncio.Transport | None = None
        self._unsent: deque[bytes] = deque()
        self._most_unsent = gateway.options.max_pending
        self._wake = asyncio.Event()
        self._close: tuple[int, str] | None = None
        self._silent = False
        self._received: deque[float] = deque(maxlen=MAX_FRAMES)
        self._heard = time.monotonic()

    async def run(self, request: web.Request) -> None:
        """Serve the connection until either side ends it."""
        self._transport = request.transport
        sending = asyncio.create_task(self._send_all(), name="gateway-send")
        interval = self.gateway.options.heartbeat_interval_ms
        self.send_op(Op.HELLO, {"heartbeat_interval": interval, "_trace": []})
        try:
            await self._receive_all(interval / 1000 * HEARTBEAT_TOLERANCE)
        except GatewayClose as refusal:
            self.close(refusal.code, refusal.reason)
        finally:
            # Whoever closed first decides what becomes of the session.
            code = self._socket.close_code if self._close is None else self._close[0]
            self.gateway.detach(self, code)
            self.close(CloseCode.NORMAL, "")
            await sending

    def send(self, message: bytes) -> None:
        """Queue a message; a client that does not read is let go, and may resume."""
        if self._close is not None or self._silent:
            return
        if len(self._unsent) >= self._most_unsent:
            self._unsent.clear()
            self.close(CloseCode.UNKNOWN_ERROR, "The client does not keep up.")
            return
        self._unsent.append(message)
        self._wake.set()

    @property
    def unsent(self) -> int:
        """How many messages wait to be written."""
        return len(self._unsent)

    def replay(self, messages: list[bytes]) -> None:
        """Queue what was missed; however much it is, the client is not to blame for it."""
        self._most_unsent += len(messages)
        self._unsent.extend(messages)
        self._wake.set()

    def send_op(self, op: Op, body: Any = None) -> None:
        """Queue a message that is no event."""
        self.send(json.dumps({"op": int(op), "s": None, "t": None, "d": body}).encode())

    def heard(self) -> None:
        """Note a heartbeat."""
        self._heard = time.monotonic()

    def close(self, code: int, reason: str) -> None:
        """Close once what is queued has left."""
        if self._close is None:
            self._close = (code, reason)
            self._wake.set()

    def drop(self) -> None:
        """Cut the line without a word, as a broken network does."""
        self._unsent.clear()
        self.close(CloseCode.UNKNOWN_ERROR, "")
        if self._transport is not None:
            self._transport.abort()

    def silence(self) -> None:
        """Send nothing any more and keep the line, as if what is sent were lost on the way."""
        self._unsent.clear()
        self._silent = True

    async def _receive_all(self, patience_seconds: float) -> None:
        while True:
            try:
                async with asyncio.timeout(self._heard + patience_seconds - time.monotonic()):
                    message = await self._socket.receive()
            except TimeoutError:
                raise GatewayClose(CloseCode.SESSION_TIMED_OUT, "Session timed out.") from None
            if message.type not in (WSMsgType.TEXT, WSMsgType.BINARY):
                return
            await self._take(message)

    async def _take(self, message: WSMessage) -> None:
        now = time.monotonic()
        if len(self._received) == MAX_FRAMES and now - self._received[0] < FRAMES_WINDOW_SECONDS:
            raise GatewayClose(CloseCode.RATE_LIMITED, "Rate limited.")
        self._received.append(now)
        try:
            frame = _decode(message.data)
            self.gateway.log.received(frame.op, frame.d)
            await operations.perform(self, frame)
        except SandboxGap as gap:
            self.gateway.world.gaps.append(str(gap))
            raise GatewayClose(CloseCode.UNKNOWN_OPCODE, str(gap)) from gap
        except DiscordError as error:
            # Only a malformed body gets here: "Opcodes and Status Codes", 4002 and 4001.
            raise GatewayClose(CloseCode.DECODE_ERROR, f"{error.message} {error.errors}") from error

    async def _send_all(self) -> None:
        try:
            while self._unsent or self._close is None:
                while self._unsent:
                    await self._send_one(self._unsent.popleft())
                if self._close is None:
                    self._wake.clear()
                    await self._wake.wait()
            code, reason = self._close
            await self._socket.close(code=code, message=reason.encode()[:MAX_REASON_BYTES])
        except ConnectionError as error:
            # The peer went away; the receiving side has noticed or is about to.
            log.debug("a gateway connection broke: %s", error)

    async def _send_one(self, message: bytes) -> None:
        self.gateway.log.sent(message)
        if self._encoder is None:
            await self._socket.send_str(message.decode())
        else:
            await self._socket.send_bytes(self._encoder.encode(message))


def _decode(sent: str | bytes) -> GatewayFrame:
    raw = sent.encode() if isinstance(sent, str) else sent
    if len(raw) > MAX_PAYLOAD_BYTES:
        raise GatewayClose(CloseCode.DECODE_ERROR, "Error while decoding payload.")
    try:
        frame = read_form(GatewayFrame, orjson.loads(raw))
    except (ValueError, DiscordError) as error:
        raise GatewayClose(CloseCode.DECODE_ERROR, "Error while decoding payload.") from error
    assert isinstance(frame, GatewayFrame)
    return frame
