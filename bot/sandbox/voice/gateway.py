"""Where voice websockets arrive.

Source: Discord documentation, "Voice Connections", Voice Gateway Versioning.
"""

from __future__ import annotations

from aiohttp import WSCloseCode, web

from bot.sandbox.voice.connection import CLOSE_SECONDS, Surroundings, VoiceConnection

OLDEST_VERSION, LATEST_VERSION = 4, 8
_LARGEST_MESSAGE_BYTES = 64 << 10


class VoiceGateway:
    """Serves websockets until it is closed."""

    def __init__(self, surroundings: Surroundings) -> None:
        self._surroundings = surroundings
        self._connections: set[VoiceConnection] = set()

    async def serve(self, request: web.Request) -> web.WebSocketResponse:
        """Serve one websocket until it ends.

        Raises:
            HTTPBadRequest: it names no version, or one that Discord no longer accepts.
        """
        asked = request.query.get("v", "")
        if not asked.isdecimal() or not OLDEST_VERSION <= int(asked) <= LATEST_VERSION:
            text = f"voice gateway version {asked or '(none)'} is not accepted; use 4 to 8\n"
            raise web.HTTPBadRequest(text=text)
        socket = web.WebSocketResponse(max_msg_size=_LARGEST_MESSAGE_BYTES, timeout=CLOSE_SECONDS)
        await socket.prepare(request)
        connection = VoiceConnection(self._surroundings, socket, int(asked))
        self._connections.add(connection)
        try:
            await connection.run()
        finally:
            self._connections.discard(connection)
        return socket

    def close(self) -> None:
        """Tell every client that the server goes."""
        for connection in self._connections:
            connection.close(WSCloseCode.GOING_AWAY, "the sandbox is closing")
