"""`/control/clock`: moving the time of Discord's rules, and following it."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated

from aiohttp import web
from pydantic import Field

from bot.sandbox.control.bodies import check, read
from bot.sandbox.rest.router import Form

if TYPE_CHECKING:
    from bot.sandbox.server import Sandbox

POLL_SECONDS = 20.0
MAX_ADVANCE_SECONDS = 10 * 366 * 86_400


class Advance(Form):
    """How far to move on."""

    advance_seconds: Annotated[float, Field(ge=0, le=MAX_ADVANCE_SECONDS)]


class Asked(Form):
    """Whether to wait until the offset is another than this one."""

    after: float | None = None


def routes(sandbox: Sandbox) -> Iterable[web.RouteDef]:
    """The routes of this subject."""
    waiting: set[asyncio.Event] = set()  # one for each client that waits

    def tell() -> None:
        for event in waiting:
            event.set()

    sandbox.clock.watch(tell)

    async def advance(request: web.Request) -> web.Response:
        body = await read(request, Advance)
        sandbox.advance(body.advance_seconds)
        return _now(sandbox)

    async def look(request: web.Request) -> web.Response:
        """Answer at once; or, given `after`, when the offset is another or some seconds are over."""
        asked = check(Asked, dict(request.query))
        if asked.after is not None:
            await _until_moved(sandbox, asked.after, waiting)
        return _now(sandbox)

    return [web.post("/clock", advance), web.get("/clock", look)]


async def _until_moved(sandbox: Sandbox, after: float, waiting: set[asyncio.Event]) -> None:
    changed = asyncio.Event()
    waiting.add(changed)
    try:
        # Whoever asked is answered either way, and asks again.
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(POLL_SECONDS):
                while sandbox.clock.offset.total_seconds() == after and not sandbox.closing:
                    changed.clear()
                    await changed.wait()
    finally:
        waiting.discard(changed)


def _now(sandbox: Sandbox) -> web.Response:
    return web.json_response(
        {
            "now": sandbox.clock.now().isoformat(),
            "offset_seconds": sandbox.clock.offset.total_seconds(),
        }
    )
