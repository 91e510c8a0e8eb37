"""A whole sandbox: sockets, world, and the way to start and close it.

`async with Sandbox.start(SandboxOptions()) as sandbox:` is the face for tests and
for the demo; `rostra sandbox` starts the same in a process of its own.
"""

from __future__ import annotations

import tempfile
from collections.abc import AsyncIterator, Iterable
from contextlib import AsyncExitStack, asynccontextmanager
from functools import partial
from pathlib import Path
from typing import Self

from aiohttp import web

from bot.sandbox import cdn, rest
from bot.sandbox.alarms import Alarms
from bot.sandbox.certificates import Certificates
from bot.sandbox.clock import SandboxClock
from bot.sandbox.control.app import PREFIX as CONTROL_PREFIX
from bot.sandbox.control.app import control_app
from bot.sandbox.default_world import furnish
from bot.sandbox.errors import SandboxGap
from bot.sandbox.faults import Faults
from bot.sandbox.gateway import faults as gateway_faults
from bot.sandbox.gateway.gateway_log import GatewayLog
from bot.sandbox.gateway.hub import Gateway
from bot.sandbox.json_lines import JsonLines
from bot.sandbox.listener import Listener
from bot.sandbox.options import SandboxOptions
from bot.sandbox.people import faults as interaction_faults
from bot.sandbox.people.person import Person
from bot.sandbox.ready import ReadyFile
from bot.sandbox.rest.bodies import MAX_BODY_BYTES
from bot.sandbox.rest.faults import RestFaults
from bot.sandbox.rest.rate_limits import RateLimits
from bot.sandbox.rest.transport import PREFIX, ROOT, Transport
from bot.sandbox.voice.faults import VoiceFaults
from bot.sandbox.voice.server import VoiceServer
from bot.sandbox.world.guilds import add_member, add_user, install_bot
from bot.sandbox.world.models import Application, Guild
from bot.sandbox.world.state import add_application, new_world

# `rest` is imported for what its import does: every route registers itself.
__all__ = ["Sandbox", "SandboxOptions", "rest"]

SHUTDOWN_SECONDS = 2.0


class Sandbox:
    """A running local Discord; made by `start` or `open`."""

    ready: ReadyFile

    def __init__(self, options: SandboxOptions) -> None:
        self.options = options
        self.closing = False
        self.clock = SandboxClock()
        self.world = new_world(self.clock, options.bot_token)
        self.faults = Faults()
        self.rest_faults = RestFaults(self.faults)
        self.house = furnish(self.world, options)
        self._folder = tempfile.TemporaryDirectory(prefix="rostra-sandbox-")
        self.certificates = Certificates(Path(self._folder.name))
        self._gateway_log = JsonLines(options.gateway_log)
        self._request_log = JsonLines(options.request_log)
        self.gateway = Gateway(self.world, options.gateway, GatewayLog(self._gateway_log))
        gateway_faults.register(self.faults, self.gateway)
        interaction_faults.register(self.faults, self.world)
        trusted = self.certificates
        self.voice = VoiceServer(self.world, trusted.server_context, trusted.client_context, options.voice)
        VoiceFaults(self.voice).register(self.faults)
        limits = partial(RateLimits, enabled=options.rate_limits, scale=options.rate_limit_scale)
        self.transport = Transport(self.world, limits, self._request_log, self.rest_faults.intercept)
        self._runner = web.AppRunner(self._app(), access_log=None, shutdown_timeout=SHUTDOWN_SECONDS)

    @classmethod
    @asynccontextmanager
    async def start(cls, options: SandboxOptions | None = None) -> AsyncIterator[Self]:
        """Run a sandbox for the length of a block.

        Raises:
            OSError: the port is in use, or a log cannot be written.
        """
        sandbox = await cls.open(options)
        try:
            yield sandbox
        finally:
            await sandbox.close()

    @classmethod
    async def open(cls, options: SandboxOptions | None = None) -> Self:
        """Start a sandbox; whoever does must `close` it.

        Raises:
            OSError: the port is in use, or a log cannot be written.
        """
        sandbox = cls(options or SandboxOptions())
        await sandbox._listen()
        return sandbox

    async def close(self) -> None:
        """End every connection and task; the world stays to be looked at."""
        self.closing = True
        self.advance(0)  # wakes whoever waits for the clock
        await self._opened.aclose()

    @property
    def guild(self) -> Guild:
        """The guild that the sandbox started with."""
        return self.house.guild

    def person(self, name: str, *, locale: str = "en-US", role_ids: Iterable[int] = ()) -> Person:
        """Let somebody new join the guild, who can then act."""
        member = add_member(self.world, self.guild, name, locale=locale, role_ids=role_ids)
        return self.actor(member.user.id)

    def outsider(self, name: str, *, locale: str = "en-US") -> Person:
        """Somebody with an account who is not in the guild, and may be let in by an invite."""
        return self.actor(add_user(self.world, name, locale=locale).id)

    def actor(self, user_id: int) -> Person:
        """Somebody who is there already, able to act; they type in the text channel."""
        return Person(
            self.world,
            user_id,
            guild_id=self.guild.id,
            channel_id=self.house.text.id,
            speech=self.voice.people,
        )

    def another_bot(self, name: str, *, installed: bool = True) -> Application:
        """Another bot, with a token of its own; in the guild it may do what the first one may."""
        application = add_application(self.world, name)
        if installed:
            install_bot(self.world, self.guild, int(self.options.bot_permissions), application)
        return application

    def advance(self, seconds: float) -> None:
        """Move the time of Discord's rules forward."""
        self.clock.advance(seconds)

    async def _listen(self) -> None:
        async with AsyncExitStack() as opened:
            opened.callback(self._folder.cleanup)
            for lines in (self._request_log, self._gateway_log):
                lines.open()
                opened.callback(lines.close)
            opened.push_async_callback(Alarms(self.clock).close)
            await self._runner.setup()
            opened.push_async_callback(self._runner.cleanup)
            opened.push_async_callback(self.voice.close)
            await self.voice.start(self.options.host)
            assert self._runner.server is not None
            listener = Listener(self._runner.server, self.certificates.server_context)
            opened.push_async_callback(listener.close)
            port = listener.open(self.options.host, self.options.port)
            opened.callback(self.gateway.close)
            self._opened = opened.pop_all()
        self.ready = self._ready_file(f"{self.options.host}:{port}")
        self.world.cdn_url = f"http://{self.options.host}:{port}"

    def _app(self) -> web.Application:
        app = web.Application(client_max_size=MAX_BODY_BYTES)
        app.router.add_get("/", self._gateway)
        app.add_subapp(CONTROL_PREFIX, control_app(self))
        app.router.add_route("*", ROOT + "/{below:.*}", self.transport.serve)
        app.add_routes(cdn.routes(self.world))
        app.router.add_route("*", "/{other:.*}", self._unknown)
        return app

    async def _gateway(self, request: web.Request) -> web.StreamResponse:
        try:
            return await self.gateway.serve(request)
        except SandboxGap as gap:
            return self._gap(str(gap))

    async def _unknown(self, request: web.Request) -> web.Response:
        return self._gap(f"the sandbox has no route {request.method} {request.path}")

    def _gap(self, message: str) -> web.Response:
        self.world.gaps.append(message)
        return web.json_response({"message": message, "code": 0}, status=501)

    def _ready_file(self, address: str) -> ReadyFile:
        return ReadyFile(
            api=f"http://{address}{PREFIX}",
            gateway=f"ws://{address}",
            control=f"http://{address}{CONTROL_PREFIX}",
            ca_file=str(self.certificates.ca_file),
            bot_token=self.world.application.token,
            application_id=str(self.world.application.id),
            guild_id=str(self.house.guild.id),
            stage_channel_id=str(self.house.stage.id),
            text_channel_id=str(self.house.text.id),
        )
