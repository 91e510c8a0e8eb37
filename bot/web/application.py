"""The aiohttp application: `/health`, `/metrics`, and the routes of each cog under its name.

A cog adds its routes while it starts, whether or not the pages are on; they are
served from `start` to `close`. A request has a body of at most a megabyte, and no
error of a page tells a stranger more than a number that the log has too.
"""

from __future__ import annotations

import errno
import logging
import secrets
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from aiohttp import web

from bot.errors import OperatorError
from bot.undo import undoable
from bot.web.metrics import CONTENT_TYPE, Metrics

if TYPE_CHECKING:
    from bot.web.health import Health

log = logging.getLogger(__name__)

MOST_BODY_BYTES = 1 << 20
CLOSE_SECONDS = 5.0
_WHY = {
    errno.EADDRINUSE: "the port is in use by another program",
    errno.EACCES: "this user may not listen on that port",
    errno.EADDRNOTAVAIL: "this machine has no such address",
}

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class WebApp:
    """Collects routes, then serves them."""

    def __init__(self, health: Health, metrics: Metrics) -> None:
        self._health = health
        self._metrics = metrics
        self._routes: dict[str, list[web.AbstractRouteDef]] = {}
        self._runner: web.AppRunner | None = None
        #: Where the pages are, once they are served.
        self.url: str | None = None
        #: Where people reach them, if that is another address, such as a proxy's.
        self.outside_url = ""

    @property
    def public_url(self) -> str | None:
        """Where people reach the pages; None if none are served."""
        return None if self.url is None else self.outside_url or self.url

    def add_routes(self, cog: str, routes: Iterable[web.AbstractRouteDef]) -> None:
        """Serve `routes` under `/<cog>`; call it while the cog starts.

        Raises:
            RuntimeError: the pages are served already.
        """
        if self._runner is not None:
            raise RuntimeError(f"{cog} adds routes after the start")
        added = list(routes)
        self._routes.setdefault(cog, []).extend(added)
        undoable(lambda: self._withdraw(cog, added))

    def _withdraw(self, cog: str, routes: Iterable[web.AbstractRouteDef]) -> None:
        self._routes[cog] = [route for route in self._routes[cog] if route not in routes]
        if not self._routes[cog]:
            del self._routes[cog]

    async def start(self, host: str, port: int) -> None:
        """Begin to serve.

        Raises:
            OperatorError: the address cannot be listened on; says why.
        """
        runner = web.AppRunner(self._application(), access_log=None, shutdown_timeout=CLOSE_SECONDS)
        await runner.setup()
        try:
            await web.TCPSite(runner, host, port).start()
        except OSError as error:
            await runner.cleanup()
            raise OperatorError(
                f"web.host and web.port: cannot serve on {host}:{port}: {_why(error)}"
            ) from error
        self._runner = runner
        self.url = _url(runner)
        log.info("web pages on %s", self.url)

    @asynccontextmanager
    async def paused(self) -> AsyncIterator[None]:
        """Serve nothing inside the block, in which routes may change; then at the same address again.

        Raises:
            OperatorError: another program has taken the address meanwhile.
        """
        if self._runner is None:
            yield
            return
        host, port = self._runner.addresses[0][:2]
        await self.close()
        try:
            yield
        finally:
            await self.start(host, port)

    async def close(self) -> None:
        """Stop serving; running requests get a few seconds to end."""
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None
            self.url = None

    def _application(self) -> web.Application:
        application = web.Application(middlewares=[_sealed], client_max_size=MOST_BODY_BYTES)
        application.router.add_get("/health", self._show_health)
        application.router.add_get("/metrics", self._show_metrics)
        for cog, routes in self._routes.items():
            pages = web.Application()  # the limit of the whole holds in its parts
            pages.add_routes(routes)
            application.add_subapp(f"/{cog}", pages)
        return application

    async def _show_health(self, _request: web.Request) -> web.Response:
        report = await self._health.look()
        return web.json_response(report.as_json(), status=200 if report.ok else 503)

    async def _show_metrics(self, _request: web.Request) -> web.Response:
        report = await self._health.look()
        self._metrics.database_up.set(report.database_seconds is not None)
        self._metrics.database_ping_seconds.set(report.database_seconds or 0)
        self._metrics.gateway_up.set(report.gateway_ready)
        self._metrics.gateway_latency_seconds.set(report.gateway_latency_seconds or 0)
        return web.Response(body=self._metrics.exposition(), headers={"Content-Type": CONTENT_TYPE})


async def refusal_of(host: str, port: int) -> str | None:
    """Why an address cannot be served on, None if it can; nothing is served."""
    runner = web.AppRunner(web.Application(), access_log=None)
    await runner.setup()
    try:
        await web.TCPSite(runner, host, port).start()
    except OSError as error:
        return _why(error)
    finally:
        await runner.cleanup()
    return None


def _why(error: OSError) -> str:
    return _WHY.get(error.errno or 0, error.strerror or str(error))


@web.middleware
async def _sealed(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Answer a page's failure with a number, and log it under that."""
    try:
        return await handler(request)
    except web.HTTPException:
        raise
    except Exception:  # an edge: one page's failure is not the server's
        incident = secrets.token_hex(3)
        log.exception("incident %s: %s %s failed", incident, request.method, request.path)
        return web.json_response({"error": "internal", "incident": incident}, status=500)


def _url(runner: web.AppRunner) -> str:
    host, port = runner.addresses[0][:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
