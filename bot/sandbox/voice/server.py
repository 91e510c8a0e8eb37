"""The voice server: what the world asks of it, and the sockets it answers on.

It has two addresses, so that a client can be moved from one voice server to another
(`move`); behind both is the same process.
"""

from __future__ import annotations

import ssl
from typing import Any

from aiohttp import web

from bot.sandbox.voice.calls import Calls
from bot.sandbox.voice.connection import Surroundings
from bot.sandbox.voice.gateway import VoiceGateway
from bot.sandbox.voice.media import Media
from bot.sandbox.voice.opcodes import VoiceCloseCode
from bot.sandbox.voice.options import VoiceOptions
from bot.sandbox.voice.people import PeopleVoice
from bot.sandbox.world.state import World

_ADDRESSES = 2
_SHUTDOWN_SECONDS = 2.0


class VoiceServer:
    """Implements what `bot.sandbox.world.state.VoiceServer` promises to the world."""

    def __init__(
        self,
        world: World,
        server_context: ssl.SSLContext,
        client_context: ssl.SSLContext,
        options: VoiceOptions | None = None,
    ) -> None:
        self.world = world
        self.calls = Calls(world)
        self.media = Media(world, self.calls)
        self.people = PeopleVoice(world, self.calls, self, client_context)
        self._options = options or VoiceOptions()
        self._server_context = server_context
        self._gateway: VoiceGateway | None = None
        self._runner: web.AppRunner | None = None
        self._endpoints: list[str] = []

    async def start(self, host: str = "127.0.0.1") -> None:
        """Open the sockets and become the world's voice server."""
        udp_address = self.media.open(host)
        around = Surroundings(self.world, self.calls, self.media, self._options, udp_address)
        self._gateway = VoiceGateway(around)
        app = web.Application()
        app.router.add_get("/", self._gateway.serve)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=_SHUTDOWN_SECONDS)
        await self._runner.setup()
        for _ in range(_ADDRESSES):
            await web.TCPSite(self._runner, host, 0, ssl_context=self._server_context).start()
        self._endpoints = [f"{address[0]}:{address[1]}" for address in self._runner.addresses]
        self.world.voice_server = self

    async def close(self) -> None:
        """Hang up on everybody and close the sockets."""
        self.world.voice_server = None
        await self.people.close()
        if self._gateway is not None:
            self._gateway.close()
        if self._runner is not None:
            await self._runner.cleanup()
        self.calls.close()
        self.media.close()

    def admit(self, guild_id: int, user_id: int, channel_id: int, session_id: str) -> tuple[str, str]:
        """Expect this client; answer the token and `host:port` endpoint it must use."""
        return self._admit(guild_id, user_id, channel_id, session_id, self._endpoints[0])

    def dismiss(self, guild_id: int, user_id: int, close_code: int) -> None:
        """End this client's voice connection, if it has one, with a voice close code."""
        code = VoiceCloseCode(close_code)
        self.calls.end((guild_id, user_id), code, code.name.replace("_", " ").lower())

    def refresh(self, guild_id: int, user_id: int) -> None:
        """Look again at who hears whom; packets are judged one by one, so only words are left."""
        session = self.calls.session(guild_id, user_id)
        if session is not None:
            self.calls.tell_speaking(session)

    def move(self, guild_id: int, user_id: int) -> bool:
        """Move somebody to another voice server: new endpoint, token, key and SSRC.

        Answers whether there was a connection to move. The application is told by
        VOICE_SERVER_UPDATE, and its old websocket ends with 4022, "voice server changed".
        """
        before = self.calls.admission(guild_id, user_id)
        if before is None:
            return False
        self.calls.end(before.key, VoiceCloseCode.CALL_TERMINATED, "the voice server changed")
        others = [endpoint for endpoint in self._endpoints if endpoint != before.endpoint]
        token, endpoint = self._admit(guild_id, user_id, before.channel_id, before.session_id, others[0])
        if user_id in self.world.applications:
            update = {"token": token, "guild_id": str(guild_id), "endpoint": endpoint}
            self.world.emit("VOICE_SERVER_UPDATE", update, guild_id, to=user_id)
        return True

    def as_dict(self) -> dict[str, Any]:
        """Everything that `GET /control/voice` shows."""
        return {
            "endpoints": self._endpoints,
            "sessions": [session.as_dict() for session in self.calls],
            "ended": [
                {
                    "guild_id": str(ended.guild_id),
                    "user_id": str(ended.user_id),
                    "close_code": ended.close_code,
                    "reason": ended.reason,
                }
                for ended in self.calls.ended
            ],
            "strays": self.media.as_dict(),
        }

    def _admit(
        self, guild_id: int, user_id: int, channel_id: int, session_id: str, endpoint: str
    ) -> tuple[str, str]:
        admission = self.calls.admit(guild_id, user_id, channel_id, session_id, endpoint)
        return admission.token, admission.endpoint
