"""One loopback port that speaks HTTP and, to whoever opens with a TLS hello, HTTPS.

The ready file names one port. Clients that can be given a base URL use it plainly;
clients that only know https://discord.com are led to the same port by a resolver.
The first byte of a connection tells them apart: 0x16 opens a TLS handshake and
never an HTTP request.
"""

from __future__ import annotations

import asyncio
import logging
import socket
import ssl
from collections.abc import Callable

TLS_HANDSHAKE = 0x16
GREETING_SECONDS = 30
MAX_GREETINGS = 1000  # connections that have said nothing yet

log = logging.getLogger(__name__)


class Listener:
    """Accepts connections and hands each to an HTTP protocol, behind TLS if it asks for it."""

    def __init__(self, protocol_factory: Callable[[], asyncio.Protocol], context: ssl.SSLContext) -> None:
        self._protocol_factory = protocol_factory
        self._context = context
        self._greetings: set[asyncio.Task[None]] = set()
        self._socket: socket.socket | None = None
        self._accepting: asyncio.Task[None] | None = None

    def open(self, host: str, port: int) -> int:
        """Start to listen and answer the port, chosen by the system if 0 was asked for.

        Raises:
            OSError: the port is in use.
        """
        self._socket = socket.create_server((host, port), backlog=1024)
        self._socket.setblocking(False)  # noqa: FBT003 - the standard library takes it so
        self._accepting = asyncio.create_task(self._accept(self._socket), name="sandbox-accept")
        return int(self._socket.getsockname()[1])

    async def close(self) -> None:
        """Stop listening; connections already handed over belong to the HTTP server."""
        tasks = [*self._greetings, *([self._accepting] if self._accepting else [])]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        if self._socket is not None:
            self._socket.close()

    async def _accept(self, listening: socket.socket) -> None:
        loop = asyncio.get_running_loop()
        while True:
            connection, _ = await loop.sock_accept(listening)
            if len(self._greetings) >= MAX_GREETINGS:
                connection.close()
                continue
            greeting = loop.create_task(self._greet(connection), name="sandbox-greeting")
            self._greetings.add(greeting)
            greeting.add_done_callback(self._greetings.discard)

    async def _greet(self, connection: socket.socket) -> None:
        connection.setblocking(False)  # noqa: FBT003 - the standard library takes it so
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        try:
            async with asyncio.timeout(GREETING_SECONDS):
                tls = await _first_byte(connection) == TLS_HANDSHAKE
                await asyncio.get_running_loop().connect_accepted_socket(
                    self._protocol_factory, connection, ssl=self._context if tls else None
                )
        except (OSError, TimeoutError) as error:  # ssl.SSLError is an OSError
            log.debug("a connection to the sandbox came to nothing: %s", error)
            connection.close()
        except asyncio.CancelledError:
            connection.close()
            raise


async def _first_byte(connection: socket.socket) -> int | None:
    """Look at the first byte without taking it; None if the peer hung up."""
    loop = asyncio.get_running_loop()
    readable = asyncio.Event()
    loop.add_reader(connection, readable.set)
    try:
        await readable.wait()
    finally:
        loop.remove_reader(connection)
    return next(iter(connection.recv(1, socket.MSG_PEEK)), None)
