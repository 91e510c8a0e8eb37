"""The gateway: all sessions, and the way of an event to those who may see it.

`dispatch` is called by the world at the moment of a change and does its work at once:
numbering and queueing never wait, so every session sees events in the order in which
they happened.
"""

from __future__ import annotations

import asyncio
from typing import Any

import orjson
from aiohttp import web

from bot.sandbox.errors import SandboxGap
from bot.sandbox.gateway import audience
from bot.sandbox.gateway.address import gateway_url
from bot.sandbox.gateway.codes import CloseCode, Op
from bot.sandbox.gateway.compression import Encoder, encoder_for
from bot.sandbox.gateway.connection import Connection
from bot.sandbox.gateway.gateway_log import GatewayLog
from bot.sandbox.gateway.intents import Intent
from bot.sandbox.gateway.session import Session
from bot.sandbox.gateway.starts import SessionStarts
from bot.sandbox.options import GatewayOptions
from bot.sandbox.payloads.guilds import guild_create
from bot.sandbox.payloads.ready import ready
from bot.sandbox.world import voice_states
from bot.sandbox.world.models import Guild
from bot.sandbox.world.state import Happening, World

API_VERSION = "10"
QUERY_WORDS = frozenset({"v", "encoding", "compress"})  # "Gateway", Gateway URL Query String Params
RECONNECT_GRACE_SECONDS = 2.0


class Gateway:
    """Everything behind wss://gateway.discord.gg."""

    def __init__(self, world: World, options: GatewayOptions, log: GatewayLog) -> None:
        self.world = world
        self.options = options
        self.log = log
        self.starts = SessionStarts(options)
        self.sessions: dict[str, Session] = {}
        self.full_requests: dict[
            tuple[int, int], float
        ] = {}  # bot, guild -> when all members were last asked for
        self.identified = 0
        self.resumed = 0
        self._connections: set[Connection] = set()
        self._ends: dict[Connection, asyncio.TimerHandle] = {}  # when who was asked to go is hung up on
        world.gateway = self
        world.subscribe(self.dispatch)

    def recommended_shards(self) -> int:
        """How many shards the bot is told to start: one carries 2,500 guilds, more than a sandbox has."""
        return self.options.shards

    def session_start_limit(self) -> dict[str, Any]:
        """How many more sessions may be started."""
        return self.starts.payload()

    async def serve(self, request: web.Request) -> web.StreamResponse:
        """Handle a websocket upgrade.

        Raises:
            SandboxGap: the client asks for an encoding, a compression or something else not modelled.
        """
        _check_query(request)
        encoder = _encoder(request)
        socket = web.WebSocketResponse(max_msg_size=1 << 16, timeout=2.0, compress=False)
        await socket.prepare(request)
        if request.query.get("v") != API_VERSION:
            await socket.close(code=CloseCode.INVALID_API_VERSION, message=b"Invalid API version.")
            return socket
        url = gateway_url(request.host, secure=request.secure)
        connection = Connection(self, socket, encoder, url)
        self._connections.add(connection)
        await connection.run(request)
        return socket

    def dispatch(self, happening: Happening) -> None:
        """Send an event to every session that may see it."""
        # There are two forms at the most, and each is written down once, however many sessions see it.
        bodies: dict[bool, bytes] = {}
        for session in self.sessions.values():
            if not audience.may_receive(self.world, happening, session):
                continue
            bare = audience.hides_content(happening, session)
            if bare not in bodies:
                seen = audience.without_content(happening.payload) if bare else happening.payload
                bodies[bare] = orjson.dumps(seen)
            session.send(happening.name, bodies[bare])

    def send(self, session: Session, name: str, payload: dict[str, Any]) -> None:
        """Send an event to one session only."""
        session.send(name, orjson.dumps(payload))

    def guilds_of(self, session: Session) -> list[Guild]:
        """The guilds of a session's bot on its shard."""
        bot_id = session.application.bot.id
        return [
            guild
            for guild in self.world.guilds.values()
            if bot_id in guild.members and session.has_guild(guild.id)
        ]

    def begin(self, session: Session, connection: Connection, *, sharded: bool) -> None:
        """Start a session: READY, then each of its guilds."""
        self.identified += 1
        self.sessions[session.id] = session
        session.connection = connection
        connection.session = session
        guilds = self.guilds_of(session)
        self.send(session, "READY", ready(session, guilds, connection.url, sharded=sharded))
        if Intent.GUILDS not in session.intents:
            return
        everybody = self.options.send_all_members or Intent.GUILD_PRESENCES in session.intents
        for guild in guilds:
            payload = guild_create(
                self.world,
                guild,
                session.application.bot.id,
                all_members=everybody,
                large_threshold=session.large_threshold,
            )
            self.send(session, "GUILD_CREATE", payload)

    def resume(self, session: Session, connection: Connection, after: int) -> None:
        """Replay what a session has missed and go on."""
        self.resumed += 1
        if session.expiry is not None:
            session.expiry.cancel()
            session.expiry = None
        if session.connection is not None:
            # The old line was not known to be dead; it is now.
            session.connection.session = None
            session.connection.close(CloseCode.UNKNOWN_ERROR, "The session was resumed elsewhere.")
        connection.session = session
        connection.replay(session.missed(after))
        session.connection = connection
        self.send(session, "RESUMED", {"_trace": []})

    def end(self, session: Session) -> None:
        """Forget a session, and the voice states that it had."""
        if session.expiry is not None:
            session.expiry.cancel()
        if self.sessions.pop(session.id, None) is not None:
            voice_states.session_ended(self.world, session.id)

    def detach(self, connection: Connection, code: int | None) -> None:
        """Note that a connection is over; its session waits for a while to be resumed."""
        self._connections.discard(connection)
        self._keep_waiting(connection)
        session = connection.session
        if session is None or session.connection is not connection:
            return
        session.connection = None
        if code in (CloseCode.NORMAL, CloseCode.GOING_AWAY, CloseCode.SESSION_TIMED_OUT):
            self.end(session)
            return
        session.expiry = asyncio.get_running_loop().call_later(
            self.options.session_life_seconds, self.end, session
        )

    def drop(self, code: int | None = None, user_id: int | None = None) -> int:
        """Lose every connection, or all of one bot, with a close code or without a word; sessions stay."""
        dropped = [one for one in self._connections if user_id in (None, _bot_of(one))]
        for connection in dropped:
            if code is None:
                connection.drop()
            else:
                connection.close(code, "")
        return len(dropped)

    def silence(self) -> int:
        """Let every connection that stands stay open and bring nothing any more; sessions stay."""
        for connection in self._connections:
            connection.silence()
        return len(self._connections)

    def reconnect(self) -> int:
        """Ask every client to reconnect and resume (opcode 7), and hang up soon after."""
        asked = list(self._connections)
        loop = asyncio.get_running_loop()
        for connection in asked:
            connection.send_op(Op.RECONNECT)
            self._keep_waiting(connection)
            self._ends[connection] = loop.call_later(
                RECONNECT_GRACE_SECONDS, connection.close, CloseCode.UNKNOWN_ERROR, ""
            )
        return len(asked)

    def invalidate(self, *, resumable: bool = False) -> int:
        """Declare every session invalid (opcode 9); unless resumable, it is forgotten."""
        invalid = list(self._connections)
        for connection in invalid:
            connection.send_op(Op.INVALID_SESSION, resumable)
            if not resumable and connection.session is not None:
                self.end(connection.session)
                connection.session = None
        return len(invalid)

    def request_heartbeats(self) -> int:
        """Ask every client for a heartbeat now (opcode 1)."""
        for connection in self._connections:
            connection.send_op(Op.HEARTBEAT)
        return len(self._connections)

    def close(self) -> None:
        """End every connection and session."""
        for connection in list(self._ends):
            self._keep_waiting(connection)
        for session in list(self.sessions.values()):
            self.end(session)
        for connection in list(self._connections):
            connection.close(CloseCode.GOING_AWAY, "The sandbox is closing.")

    def _keep_waiting(self, connection: Connection) -> None:
        ends = self._ends.pop(connection, None)
        if ends is not None:
            ends.cancel()


def _bot_of(connection: Connection) -> int | None:
    return None if connection.session is None else connection.session.application.bot.id


def _encoder(request: web.Request) -> Encoder | None:
    encoding = request.query.get("encoding", "json")
    if encoding != "json":
        raise SandboxGap(f"the sandbox does not model the gateway encoding {encoding}")
    compress = request.query.get("compress")
    try:
        return encoder_for(compress)
    except KeyError:
        raise SandboxGap(f"the sandbox does not model the gateway compression {compress}") from None


def _check_query(request: web.Request) -> None:
    unknown = sorted(set(request.query) - QUERY_WORDS)
    if unknown:
        raise SandboxGap(f"the sandbox does not know {unknown[0]} in the gateway's address")
