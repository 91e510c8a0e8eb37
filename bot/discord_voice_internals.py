"""What is touched of discord.py's voice that its documentation does not promise; see `bot.discord_internals`.

discord.py makes the handshake. What becomes of a connection is our own affair:

* It reacts to closes in ways that do not fit a stage (it leaves where a resume would do, waits half a
  minute for what never comes), so its poller is replaced by one that reports, and the ways to
  mend a connection stand here: `resume`, `reopen`, `rejoin`.
* It starts a thread to receive and one for heartbeats for each connection. One shared reader
  and a task stand in for them.
* It knows one of the two ciphers, and takes the server's first; ours come first here.
* It compresses a websocket of a few messages a minute, for a third of a megabyte each.
* It makes a cipher and a counter for itself; here the sealer belongs to the key (`VoiceClient.sealer`).
"""

from __future__ import annotations

import asyncio
import contextlib
import functools
import logging
import socket
import threading
from typing import TYPE_CHECKING, Any, Protocol, Self, cast

import aiohttp
import discord
import orjson
from discord.errors import ConnectionClosed
from discord.gateway import DiscordVoiceWebSocket
from discord.voice_state import ConnectionFlowState, SocketReader, VoiceConnectionState

from bot.discord_release import check
from bot.discord_voice_heart import UNANSWERED_SECONDS, Heart
from bot.voice import crypto, discovery
from bot.voice.reader import LARGEST_DATAGRAM, Reader, Reading
from bot.voice.supervisor import VoiceLost

if TYPE_CHECKING:
    from collections.abc import Callable

log = logging.getLogger(__name__)

#: Linux's default holds a third of a second of ten speakers; this, most of a minute, or a second of four
#: hundred. It is taken as it is needed; the system may allow less.
RECEIVE_BUFFER_BYTES = 16 << 20
#: Of Linux: sets the buffer past what the system allows to all, where the bot may.
_SO_RCVBUFFORCE = 33
#: How often the voice server is asked for the bot's address, in case the question was lost.
_DISCOVERY_SECONDS = 1.0
_DISCOVERY_TRIES = 5
_GOODBYE_SECONDS = 1.0
#: How often the state of a handshake is looked at: discord.py's own event misses changes that come together.
_LOOK_SECONDS = 0.02

_NEEDED: tuple[tuple[type, str], ...] = (
    (discord.VoiceClient, "create_connection_state"),
    *(
        (VoiceConnectionState, name)
        for name in (
            "_connect",
            "_create_socket",
            "_handshake_websocket",
            "_poll_voice_ws",
            "_update_voice_channel",
            "_voice_connect",
            "_voice_disconnect",
            "_wait_for_state",
            "add_socket_listener",
            "disconnect",
            "remove_socket_listener",
            "soft_disconnect",
            "voice_server_update",
            "voice_state_update",
        )
    ),
    *(
        (DiscordVoiceWebSocket, name)
        for name in (
            "close",
            "discover_ip",
            "from_connection_state",
            "identify",
            "initial_connection",
            "poll_event",
            "received_message",
            "received_binary_message",
            "resume",
            "send_as_json",
            "speak",
        )
    ),
)
check(_NEEDED)

#: What discord.py calls of its reader; if it has become more, its own thread is kept.
_READER_METHODS = {"pause", "register", "resume", "run", "stop", "unregister"}


def reader_can_be_shared(reader: type = SocketReader) -> bool:
    """Whether `Reading` has all that this release of discord.py asks of its reader."""
    own = {name for name in vars(reader) if not name.startswith("_")}
    return own == _READER_METHODS and issubclass(reader, threading.Thread)


class Report(Protocol):
    """Who hears what becomes of a connection; everything is called in the event loop."""

    def connected(self) -> None:
        """The handshake is done: there are a socket, a key and an SSRC."""

    def closed(self, code: int | None) -> None:
        """The websocket has ended; None if no close code came."""

    def server_moved(self) -> None:
        """Discord has told an address of a voice server that was not asked for."""

    def left(self) -> None:
        """Discord says that the bot is in no channel, which was not asked for."""

    def message(self, op: int, data: Any) -> None:
        """A message of the voice gateway has come."""

    def ended(self) -> None:
        """The connection is over for good; said once."""


class VoiceClient(discord.VoiceClient):
    """discord.py's voice client, which reports instead of reconnecting."""

    supported_modes = cast("Any", crypto.MODES)

    def __init__(
        self, client: discord.Client, channel: discord.abc.Connectable, *, reader: Reader, report: Report
    ) -> None:
        self.reader = reader
        self.report = report
        self._is_over = False
        super().__init__(client, channel)

    def create_connection_state(self) -> ConnectionState:
        """Make the part that connects."""
        return ConnectionState(self)

    @property
    def state(self) -> ConnectionState:
        """The part that connects."""
        return cast("ConnectionState", self._connection)

    def cleanup(self) -> None:
        """Forget the connection; discord.py calls it more than once."""
        super().cleanup()
        if not self._is_over:
            self._is_over = True
            self.report.ended()

    def keep_alive(self, counter: int) -> None:
        """Send the datagram without which Discord stops sending after some minutes."""
        with contextlib.suppress(OSError):  # no room, or no network: the next one is soon
            self.state.socket.send(counter.to_bytes(8, "little"))

    async def announce(self, *, speaks: bool) -> None:
        """Say that the bot begins or ends to speak, if there is a connection to say it over."""
        if self.is_connected():
            with contextlib.suppress(ConnectionError, aiohttp.ClientError):  # its end is reported elsewhere
                await self.state.ws.speak(
                    discord.SpeakingState.voice if speaks else discord.SpeakingState.none
                )


class ConnectionState(VoiceConnectionState):
    """Makes connections, mends them when told to, and reports what becomes of them."""

    def __init__(self, voice_client: VoiceClient) -> None:
        self._report = voice_client.report
        super().__init__(voice_client, hook=self._heard)
        if reader_can_be_shared():
            self._socket_reader.stop()
            self._socket_reader = cast(
                "SocketReader", Reading(voice_client.reader, lambda: cast("object", self.socket))
            )
        else:
            log.warning("discord.py %s has another reader: each connection has a thread", discord.__version__)
        self._sealer: tuple[bytes, str, crypto.Sealer] | None = None

    def sealer(self) -> crypto.Sealer:
        """The one sealer of the key: after a resume its counter goes on."""
        key = bytes(self.secret_key)
        if self._sealer is None or self._sealer[:2] != (key, self.mode):
            self._sealer = (key, self.mode, crypto.sealer(self.mode, key))
        return self._sealer[2]

    def opener(self) -> crypto.Opener:
        """An opener for the key."""
        return crypto.opener(self.mode, bytes(self.secret_key))

    async def resume(self) -> None:
        """Go on with the session: a new websocket, the same key, SSRC and UDP.

        Raises:
            VoiceLost: the server does not have it any more.
        """
        await self._open(resume=True)

    async def reopen(self) -> None:
        """Connect to the voice server that Discord has told last, with a new key and SSRC.

        Raises:
            VoiceLost: it closed the connection.
        """
        await self._drop()
        self._create_socket()
        await self._open(resume=False)

    async def rejoin(self, *, leave: bool) -> None:
        """Ask the gateway for another session in the channel where the bot is.

        Raises:
            VoiceLost: the voice server closed the connection.
        """
        if leave:
            await self._drop()
            await self._voice_disconnect()
            self._expecting_disconnect = self.guild.me.voice is not None
        await self._join(self.self_deaf, self.self_mute)

    async def _connect(self, *given: Any, **options: Any) -> None:
        # discord.py calls it both ways.
        names = ("reconnect", "timeout", "self_deaf", "self_mute", "resume")
        options |= zip(names, given, strict=False)
        self.self_deaf, self.self_mute = options["self_deaf"], options["self_mute"]
        async with asyncio.timeout(options["timeout"]):
            await self._join(self.self_deaf, self.self_mute)

    async def _join(self, self_deaf: bool, self_mute: bool) -> None:  # noqa: FBT001 - discord.py's words
        await self._drop()
        self.state = ConnectionFlowState.set_guild_voice_state
        await self._voice_connect(self_deaf=self_deaf, self_mute=self_mute)
        await self._wait_for_state(ConnectionFlowState.got_both_voice_updates)
        self._create_socket()
        await self._open(resume=False)

    async def _open(self, *, resume: bool) -> None:
        await self._stop_polling()
        try:
            # What was acknowledged in one session is not of the next.
            sequence = self.ws.seq_ack if resume else -1
            self.ws = await VoiceWebSocket.from_connection_state(
                self, resume=resume, hook=self.hook, seq_ack=sequence
            )
            self.state = ConnectionFlowState.websocket_connected
            if resume:
                await self.ws.until_resumed()
            else:
                self.ip = discord.utils.MISSING
                await self._handshake_websocket()
        except (ConnectionClosed, aiohttp.ClientError) as error:
            self.state = ConnectionFlowState.disconnected
            raise VoiceLost(error.code if isinstance(error, ConnectionClosed) else None) from error
        self.state = ConnectionFlowState.connected
        self._runner = asyncio.create_task(self._poll_voice_ws(False), name="voice-websocket")  # noqa: FBT003
        self._report.connected()

    async def _drop(self) -> None:
        """Let go of websocket and socket, and stay in the channel."""
        await self._stop_polling()
        self._socket_reader.pause()
        if self.socket:
            self.socket.close()
        self.ip = self.port = discord.utils.MISSING

    async def _stop_polling(self) -> None:
        runner, self._runner = self._runner, None
        if runner is not None and runner is not asyncio.current_task():
            runner.cancel()
        self.state = ConnectionFlowState.disconnected
        if self.ws:
            # Not 1000, which says that nobody comes back to the session; a dead server does not answer.
            with contextlib.suppress(ConnectionError, aiohttp.ClientError, TimeoutError):
                async with asyncio.timeout(_GOODBYE_SECONDS):
                    await self.ws.close(4000)

    async def _poll_voice_ws(self, reconnect: bool) -> None:  # noqa: FBT001, ARG002 - discord.py's signature
        try:
            while True:
                await self.ws.poll_event()
        except (ConnectionClosed, TimeoutError, aiohttp.ClientError) as error:
            self.state = ConnectionFlowState.disconnected
            self._report.closed(error.code if isinstance(error, ConnectionClosed) else None)

    async def _heard(self, _websocket: DiscordVoiceWebSocket, message: dict[str, Any]) -> None:
        self._report.message(message["op"], message.get("d"))

    async def voice_state_update(self, data: Any) -> None:
        """Take in where Discord says the bot is."""
        if data["channel_id"] is None:
            self._disconnected.set()
            if self._expecting_disconnect:
                self._expecting_disconnect = False
            else:
                self._report.left()
            return
        self.session_id = data["session_id"]
        self._update_voice_channel(int(data["channel_id"]))
        if self.state is ConnectionFlowState.set_guild_voice_state:
            self.state = ConnectionFlowState.got_voice_state_update
        elif self.state is ConnectionFlowState.got_voice_server_update:
            self.state = ConnectionFlowState.got_both_voice_updates

    async def voice_server_update(self, data: Any) -> None:
        """Take in which voice server Discord has for the channel."""
        self.token, self.server_id = data["token"], int(data["guild_id"])
        endpoint = data.get("endpoint")
        if endpoint is None:
            return  # the server has gone, and another is being looked for ("Gateway Events")
        self.endpoint = endpoint.removeprefix("wss://")
        if self.state is ConnectionFlowState.set_guild_voice_state:
            self.state = ConnectionFlowState.got_voice_server_update
        elif self.state is ConnectionFlowState.got_voice_state_update:
            self.state = ConnectionFlowState.got_both_voice_updates
        else:
            self._report.server_moved()

    async def disconnect(self, *, force: bool = True, cleanup: bool = True, wait: bool = False) -> None:
        """Leave the channel; waits to be told so only if Discord is going to tell."""
        if self._runner is not None and self._runner is not asyncio.current_task():
            self._runner.cancel()
            self._runner = None
        self._wake_reader()
        if self.voice_client.client.is_closed():
            await self._stop_polling()  # discord.py fails to tell the gateway first, and leaves the line open
        await super().disconnect(force=force, cleanup=cleanup, wait=wait and self._will_be_told())

    def _will_be_told(self) -> bool:
        # Asked of the guild as it is now: after a new gateway session it is another object.
        client = self.voice_client.client
        guild = client.get_guild(self.guild.id)
        if guild is None or client.is_closed():  # nobody is told over a gateway that has ended
            return False
        return guild.voice_client is self.voice_client and guild.me.voice is not None

    async def soft_disconnect(self, **options: Any) -> None:
        """Let go of the connection; called when connecting is cancelled."""
        self._wake_reader()
        await super().soft_disconnect(**options)

    def _wake_reader(self) -> None:
        # discord.py's own waits up to 30 s on a socket that was closed, but not on one that was shut down.
        if isinstance(self.socket, socket.socket):
            with contextlib.suppress(OSError):  # it was closed, or never connected
                self.socket.shutdown(socket.SHUT_RDWR)

    async def _wait_for_state(
        self,
        *states: Any,
        timeout: float | None = None,  # noqa: ASYNC109 - discord.py's signature
    ) -> None:
        async with asyncio.timeout(timeout):
            while self.state not in states:  # noqa: ASYNC110 - its event is what misses changes
                await asyncio.sleep(_LOOK_SECONDS)

    def _create_socket(self) -> None:
        super()._create_socket()
        _enlarge_buffer(self.socket)


#: Source: Discord documentation, "Opcodes and Status Codes", Voice; each of ten thousand who come and go.
_PEOPLE = frozenset({11, 13})
_CLOSES = (
    aiohttp.WSMsgType.ERROR,
    aiohttp.WSMsgType.CLOSED,
    aiohttp.WSMsgType.CLOSE,
    aiohttp.WSMsgType.CLOSING,
)


class VoiceWebSocket(DiscordVoiceWebSocket):
    """discord.py's websocket, without its thread, its compression and its patience with lost datagrams."""

    _has_resumed = False

    @classmethod
    async def from_connection_state(
        cls, state: VoiceConnectionState, *, resume: bool = False, hook: Any = None, seq_ack: int = -1
    ) -> Self:
        """Open a websocket and say who we are."""
        client = state.voice_client
        gateway = f"wss://{state.endpoint}/?v=8"
        opened = await client._state.http.ws_connect(gateway, compress=0)
        websocket = cls(opened, loop=client.loop, hook=hook)
        websocket.gateway, websocket.seq_ack, websocket._connection = gateway, seq_ack, state
        websocket._max_heartbeat_timeout = UNANSWERED_SECONDS
        websocket.thread_id = threading.get_ident()
        await (websocket.resume() if resume else websocket.identify())
        return websocket

    async def until_resumed(self) -> None:
        """Read until the server says that the session goes on.

        Raises:
            ConnectionClosed: it does not.
        """
        while not self._has_resumed:
            await self.poll_event()

    async def poll_event(self) -> None:
        """Take the next message, without a timer of its own once the heart beats: it guards the line.

        Raises:
            ConnectionClosed: the line is closed.
        """
        if self._keep_alive is None:
            await super().poll_event()
            return
        message = await self.ws.receive()
        if message.type is aiohttp.WSMsgType.TEXT:
            await self.received_message(orjson.loads(message.data))
        elif message.type is aiohttp.WSMsgType.BINARY:
            await self.received_binary_message(message.data)
        elif message.type in _CLOSES:
            raise ConnectionClosed(self.ws, shard_id=None, code=self._close_code)

    async def received_message(self, msg: dict[str, Any]) -> None:
        """Take a message; the heart is ours, and who comes and goes is no concern of discord.py's."""
        if msg["op"] in _PEOPLE:
            self.seq_ack = msg.get("seq", self.seq_ack)
            await self._hook(self, msg)
            return
        if msg["op"] == self.HELLO:
            self._keep_alive = cast("Any", Heart(self, msg["d"]["heartbeat_interval"] / 1000))
        elif msg["op"] == self.RESUMED:
            self._has_resumed = True
        else:
            await super().received_message(msg)

    async def initial_connection(self, data: dict[str, Any]) -> None:
        """Choose a cipher by our own preference, and find out our address."""
        ours = [mode for mode in crypto.MODES if mode in data["modes"]]
        await super().initial_connection({**data, "modes": ours or data["modes"]})

    async def discover_ip(self) -> tuple[str, int]:
        """Ask for our address a few times: datagrams are lost.

        Raises:
            TimeoutError: no answer came; the server may have ended the session meanwhile.
        """
        state = self._connection
        answer: asyncio.Future[tuple[str, int]] = self.loop.create_future()
        take = functools.partial(_answer, self.loop, answer)
        state.add_socket_listener(take)
        try:
            for _ in range(_DISCOVERY_TRIES):
                await self.loop.sock_sendall(state.socket, discovery.request(state.ssrc))
                await asyncio.wait((answer,), timeout=_DISCOVERY_SECONDS)
                if answer.done():
                    return answer.result()
        finally:
            state.remove_socket_listener(take)
        raise TimeoutError("the voice server does not answer over UDP")


def _answer(
    loop: asyncio.AbstractEventLoop, answer: asyncio.Future[tuple[str, int]], datagram: bytes
) -> None:
    if discovery.is_response(datagram[:LARGEST_DATAGRAM]):
        loop.call_soon_threadsafe(_settle, answer, datagram)


def _settle(answer: asyncio.Future[tuple[str, int]], datagram: bytes) -> None:
    with contextlib.suppress(discovery.BadDiscovery):  # from somebody else: the server's may still come
        if not answer.done():
            answer.set_result(discovery.read(datagram))


def _enlarge_buffer(opened: socket.socket) -> None:
    for option in (_SO_RCVBUFFORCE, socket.SO_RCVBUF):
        with contextlib.suppress(OSError):
            opened.setsockopt(socket.SOL_SOCKET, option, RECEIVE_BUFFER_BYTES)
            return


def maker(reader: Reader, report: Report) -> Callable[[discord.Client, discord.abc.Connectable], VoiceClient]:
    """What discord.py's `connect` takes as its class."""
    return functools.partial(VoiceClient, reader=reader, report=report)
