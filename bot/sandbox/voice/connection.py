"""One websocket of the voice gateway: the handshake, heartbeats, speaking and resume.

It has one reader (the request's handler) and one writer (a task), so that the world may
make it speak, or close it, from synchronous code.

Source: Discord documentation, "Voice Connections"; the section is named where a rule is obeyed.
"""

from __future__ import annotations

import asyncio
import contextlib
import secrets
from dataclasses import dataclass
from typing import Any

import orjson
from aiohttp import WSCloseCode, WSMsgType, web

from bot.sandbox.voice import forms
from bot.sandbox.voice.calls import Calls
from bot.sandbox.voice.mailbox import Mailbox, MessagesLost
from bot.sandbox.voice.media import Media
from bot.sandbox.voice.opcodes import DAVE_CLIENT_OPS, VoiceClose, VoiceCloseCode, VoiceOp
from bot.sandbox.voice.options import VoiceOptions
from bot.sandbox.voice.sessions import Address, VoiceSession
from bot.sandbox.world.state import World

BUFFERING_VERSION = 8
_OUTBOX_MESSAGES = 2048
CLOSE_SECONDS = 5.0
# A client's own timer may be late; after this many intervals without a heartbeat it is gone.
_PATIENCE = 1.5


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What every connection needs of the server."""

    world: World
    calls: Calls
    media: Media
    options: VoiceOptions
    udp_address: Address

    def confess(self, gap: str) -> None:
        """Note, once, what a client asked for that is not modelled."""
        text = f"voice gateway: {gap}: MLS is not modelled"
        if text not in self.world.gaps:
            self.world.gaps.append(text)


class VoiceConnection:
    """One websocket; it becomes the wire of a session once that is identified or resumed."""

    def __init__(self, surroundings: Surroundings, socket: web.WebSocketResponse, version: int) -> None:
        self._around = surroundings
        self._socket = socket
        self._version = version
        self._session: VoiceSession | None = None
        self._mailbox = Mailbox(is_numbered=version >= BUFFERING_VERSION)
        self._mailbox.wire = self
        self._outbox: asyncio.Queue[str | tuple[int, str]] = asyncio.Queue(_OUTBOX_MESSAGES)
        self._is_closing = False
        self._last_heartbeat = asyncio.get_running_loop().time()

    def send(self, text: str) -> None:
        """Put a message on its way; a client that reads nothing is given up."""
        if self._is_closing:
            return
        if self._outbox.qsize() >= _OUTBOX_MESSAGES - 1:  # the last place is for the close
            self.close(VoiceCloseCode.SESSION_TIMEOUT, "the client does not read")
        else:
            self._outbox.put_nowait(text)

    def close(self, code: int, reason: str) -> None:
        """End the connection after what was sent before."""
        if not self._is_closing:
            self._is_closing = True
            self._outbox.put_nowait((code, reason))

    async def run(self) -> None:
        """Speak with the client until either side ends it."""
        reader = asyncio.create_task(self._read(), name="sandbox-voice-reader")
        writer = asyncio.create_task(self._write(), name="sandbox-voice-writer")
        try:
            # A client may go without a word; its session may then be resumed.
            with contextlib.suppress(ConnectionError, TimeoutError):
                await asyncio.wait({reader, writer}, return_when=asyncio.FIRST_COMPLETED)
                if self._is_closing:
                    await self._close(reader, writer)
                elif reader.done():
                    reader.result()
        finally:
            reader.cancel()
            writer.cancel()
            await asyncio.gather(reader, writer, return_exceptions=True)
            self._let_go()

    async def _close(self, reader: asyncio.Task[None], writer: asyncio.Task[tuple[int, str]]) -> None:
        async with asyncio.timeout(CLOSE_SECONDS):
            code, reason = await writer
        self._let_go()
        # aiohttp drops the connection at once if somebody still reads from it, and then a client
        # that was busy never learns the code. Without a reader it waits for the client's answer.
        reader.cancel()
        await asyncio.gather(reader, return_exceptions=True)
        # A close frame's reason holds 123 bytes (RFC 6455, section 5.5).
        await self._socket.close(code=code, message=reason.encode()[:123])

    async def _write(self) -> tuple[int, str]:
        """Send what is put into the outbox, up to the close that ends it."""
        while True:
            message = await self._outbox.get()
            if isinstance(message, tuple):
                return message
            await self._socket.send_str(message)

    async def _read(self) -> None:
        interval = self._around.options.heartbeat_interval_ms
        self._mailbox.reply(VoiceOp.HELLO, {"v": self._version, "heartbeat_interval": interval})
        while not self._is_closing:
            try:
                async with asyncio.timeout_at(self._last_heartbeat + interval / 1000 * _PATIENCE):
                    message = await self._socket.receive()
            except TimeoutError:
                self._fail(VoiceClose(VoiceCloseCode.SESSION_TIMEOUT, "no heartbeat came"))
                return
            if message.type in (WSMsgType.CLOSE, WSMsgType.CLOSING, WSMsgType.CLOSED, WSMsgType.ERROR):
                return
            try:
                self._obey(message.type, message.data)
            except VoiceClose as mistake:
                self._fail(mistake)

    def _fail(self, mistake: VoiceClose) -> None:
        if self._session is not None and self._session.mailbox.wire is self:
            self._around.calls.end(self._session.admission.key, mistake.code, mistake.reason)
        self.close(mistake.code, mistake.reason)

    def _let_go(self) -> None:
        """Leave the session to be resumed, unless the client took its leave."""
        session = self._session
        if session is None or session.mailbox.wire is not self:
            return
        session.mailbox.wire = None
        if self._around.calls.session(*session.admission.key) is not session:
            return
        if self._socket.close_code in (WSCloseCode.OK, WSCloseCode.GOING_AWAY) and not self._is_closing:
            self._around.calls.hang_up(session)
            return
        self._around.calls.await_resume(session, self._around.options.resume_seconds)

    def _obey(self, kind: WSMsgType, data: Any) -> None:
        if kind is not WSMsgType.TEXT:
            self._gap("binary messages of the DAVE protocol")
        try:
            envelope = forms.read(forms.Envelope, orjson.loads(data))
        except ValueError as error:
            raise VoiceClose(VoiceCloseCode.FAILED_TO_DECODE, "this is not JSON") from error
        if envelope.op in DAVE_CLIENT_OPS:
            self._gap(f"opcode {envelope.op} of the DAVE protocol")
        try:
            obey = _OPCODES[VoiceOp(envelope.op)]
        except (KeyError, ValueError):
            raise VoiceClose(
                VoiceCloseCode.UNKNOWN_OPCODE, f"a client sends no opcode {envelope.op}"
            ) from None
        obey(self, envelope.d)

    def _gap(self, what: str) -> None:
        self._around.confess(what)
        raise VoiceClose(VoiceCloseCode.UNKNOWN_OPCODE, f"the sandbox does not model {what}")

    def _identify(self, d: Any) -> None:
        if self._session is not None:
            raise VoiceClose(VoiceCloseCode.ALREADY_AUTHENTICATED, "this connection is identified already")
        form = forms.read(forms.Identify, d)
        calls, options = self._around.calls, self._around.options
        session = calls.identify(form.server_id, form.user_id, form.session_id, form.token, self._mailbox)
        self._session = session
        if options.demands_dave_outside_stages and calls.is_end_to_end(session.admission):
            if form.max_dave_protocol_version == 0:
                raise VoiceClose(VoiceCloseCode.DAVE_REQUIRED, "E2EE/DAVE protocol required")
            self._around.confess("an end-to-end encrypted call")
        ip, port = self._around.udp_address
        ready = {"ssrc": session.ssrc, "ip": ip, "port": port, "modes": list(options.modes)}
        # Documented as erroneous and to be ignored; a client that heeds it shows itself here.
        self._mailbox.post(VoiceOp.READY, ready | {"heartbeat_interval": 1, "experiments": [], "streams": []})

    def _select_protocol(self, d: Any) -> None:
        session = self._identified()
        protocol = d.get("protocol") if isinstance(d, dict) else None
        if isinstance(protocol, str) and protocol != "udp":
            raise VoiceClose(VoiceCloseCode.UNKNOWN_PROTOCOL, f"unknown protocol {protocol}")
        form = forms.read(forms.SelectProtocol, d)
        if form.data.mode not in self._around.options.modes:
            raise VoiceClose(VoiceCloseCode.UNKNOWN_ENCRYPTION_MODE, f"unknown mode {form.data.mode}")
        key = session.arm(form.data.mode, (str(form.data.address), form.data.port))
        description = {
            "mode": form.data.mode,
            "secret_key": list(key),
            # Stages are not end-to-end encrypted ("Voice Connections", DAVE Protocol, lists what is).
            "dave_protocol_version": 0,
            "audio_codec": "opus",
            "video_codec": "H264",
            "media_session_id": secrets.token_hex(16),
        }
        self._mailbox.post(VoiceOp.SESSION_DESCRIPTION, description)
        self._around.calls.welcome(session)

    def _heartbeat(self, d: Any) -> None:
        self._last_heartbeat = asyncio.get_running_loop().time()
        if self._version < BUFFERING_VERSION:
            self._mailbox.reply(VoiceOp.HEARTBEAT_ACK, d)
            return
        form = forms.read(forms.Heartbeat, d)
        try:
            if form.seq_ack >= 0:
                self._mailbox.acknowledge(form.seq_ack)
        except MessagesLost as error:
            raise VoiceClose(VoiceCloseCode.BAD_REQUEST, f"seq_ack: {error}") from error
        self._mailbox.reply(VoiceOp.HEARTBEAT_ACK, {"t": form.t})

    def _speaking(self, d: Any) -> None:
        session = self._identified()
        form = forms.read(forms.Speaking, d)
        if form.ssrc not in (None, session.ssrc):
            raise VoiceClose(VoiceCloseCode.BAD_REQUEST, f"Invalid SSRC: {form.ssrc} is not this session's")
        session.has_announced = True
        if session.speaking != form.speaking:
            session.speaking = form.speaking
            # Before the first packet, so that a listener knows whose it is.
            self._around.calls.tell_speaking(session)
            self._around.media.speaking_changed(session)

    def _resume(self, d: Any) -> None:
        if self._session is not None:
            raise VoiceClose(VoiceCloseCode.ALREADY_AUTHENTICATED, "this connection is identified already")
        form = forms.read(forms.Resume, d)
        session = self._around.calls.resume(form.server_id, form.session_id, form.token)
        try:
            missed = session.mailbox.missed(form.seq_ack)
        except MessagesLost as error:
            reason = f"cannot resume: {error}"
            self._around.calls.end(session.admission.key, VoiceCloseCode.SESSION_NO_LONGER_VALID, reason)
            raise VoiceClose(VoiceCloseCode.SESSION_NO_LONGER_VALID, reason) from error
        if session.mailbox.wire is not None:
            session.mailbox.wire.close(VoiceCloseCode.DISCONNECTED, "resumed on another connection")
        self._session, self._mailbox = session, session.mailbox
        session.mailbox.wire = self
        session.mailbox.reply(VoiceOp.RESUMED, None)
        for text in missed:
            self.send(text)

    def _identified(self) -> VoiceSession:
        if self._session is None:
            raise VoiceClose(VoiceCloseCode.NOT_AUTHENTICATED, "identify first")
        return self._session


_OPCODES = {
    VoiceOp.IDENTIFY: VoiceConnection._identify,
    VoiceOp.SELECT_PROTOCOL: VoiceConnection._select_protocol,
    VoiceOp.HEARTBEAT: VoiceConnection._heartbeat,
    VoiceOp.SPEAKING: VoiceConnection._speaking,
    VoiceOp.RESUME: VoiceConnection._resume,
}
