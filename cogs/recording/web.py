"""Files of replays at their secret addresses, a piece at a time if a player wants it so."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path

from aiohttp import web

from bot.errors import UpstreamError, UserError
from cogs.recording.api import Replay
from cogs.recording.rendering import Renderer
from cogs.recording.replay.links import Links

log = logging.getLogger(__name__)

_ADDRESS = "{token:[A-Za-z0-9_-]{22}}"
TYPES = {".opus": "audio/ogg", ".mp3": "audio/mpeg", ".wav": "audio/wav", ".zip": "application/zip"}
_HEADERS = {
    "Cache-Control": "private, no-cache",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex",
}


class ReplayPages:
    """The routes of links."""

    def __init__(self, links: Links, renderer: Renderer, runs_in: Callable[[int], bool]) -> None:
        """`runs_in` says whether recording is switched on in a community."""
        self._links = links
        self._renderer = renderer
        self._runs_in = runs_in

    def routes(self) -> list[web.AbstractRouteDef]:
        """What is served under `/recording`."""
        return [web.get(f"/file/{_ADDRESS}", self.show)]

    async def show(self, request: web.Request) -> web.StreamResponse:
        """Answer a file, or the piece of it that is asked for.

        Raises:
            HTTPNotFound: the address leads nowhere, any more or ever.
            HTTPServiceUnavailable: the file cannot be made just now.
        """
        found = await self._links.at(request.match_info["token"])
        if found is None or not self._runs_in(found[0].guild_id):
            raise web.HTTPNotFound
        replay, form = found
        return file_response(replay, await made(self._renderer, replay, form))


async def made(renderer: Renderer, replay: Replay, form: str) -> Path:
    """A file of a replay, for whoever waits for it at an address.

    Raises:
        HTTPNotFound: nobody is heard in it.
        HTTPServiceUnavailable: it cannot be made just now.
    """
    try:
        return await renderer.file_of(replay, form)
    except UserError as error:
        raise web.HTTPNotFound from error
    except UpstreamError as error:
        log.warning("a file cannot be served: %s", error)
        raise web.HTTPServiceUnavailable(headers={"Retry-After": "60"}) from error


def file_response(replay: Replay, path: Path) -> web.FileResponse:
    """A file, whole or in part: aiohttp answers ranges, and that it is as it was."""
    name = f"replay-{replay.id}{path.suffix}"
    kind = "attachment" if path.suffix == ".zip" else "inline"
    return web.FileResponse(
        path,
        headers={
            **_HEADERS,
            "Content-Type": TYPES[path.suffix],
            "Content-Disposition": f'{kind}; filename="{name}"',
        },
    )
