"""`/control/faults`: doing harm."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from aiohttp import web

from bot.sandbox.control.bodies import read_json

if TYPE_CHECKING:
    from bot.sandbox.server import Sandbox


def routes(sandbox: Sandbox) -> Iterable[web.RouteDef]:
    """The routes of this subject."""

    async def inject(request: web.Request) -> web.Response:
        body = await read_json(request)
        if not isinstance(body, dict) or not isinstance(body.get("kind"), str):
            raise ValueError("kind: a string is needed")
        kind = body.pop("kind")
        result = await sandbox.faults.inject(kind, **body)
        return web.json_response({"kind": kind, "result": result})

    async def show(_: web.Request) -> web.Response:
        return web.json_response({"kinds": sandbox.faults.kinds, "planned": sandbox.rest_faults.planned})

    return [web.post("/faults", inject), web.get("/faults", show)]
