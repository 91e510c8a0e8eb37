"""Files of replays, a piece at a time if a player wants it so."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping
from pathlib import Path

from aiohttp import web

from bot.errors import UpstreamError, UserError
from cogs.recording.api import Replay
from cogs.recording.rendering import Renderer

log = logging.getLogger(__name__)

TYPES = {".opus": "audio/ogg", ".mp3": "audio/mpeg", ".wav": "audio/wav", ".zip": "application/zip"}
#: When to ask again for what is not to be had just now (RFC 9110, section 10.2.3).
LATER = {"Retry-After": "60"}
#: For what only those are to have who know its address.
SECRET = {
    "Cache-Control": "private, no-cache",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex",
}


async def made(renderer: Renderer, replay: Replay, form: str) -> Path:
    """A file of a replay, for whoever waits for it at an address.

    Raises:
        HTTPNotFound: nobody is heard in it.
        HTTPServiceUnavailable: it cannot be made just now.
    """
    # What is there already need not wait until another is mixed.
    there = await asyncio.to_thread(renderer.kept, replay, form)
    if there is not None:
        return there
    try:
        return await renderer.file_of(replay, form)
    except UserError as error:
        raise web.HTTPNotFound from error
    except UpstreamError as error:
        log.warning("a file cannot be served: %s", error)
        raise web.HTTPServiceUnavailable(headers=LATER) from error


def file_response(replay: Replay, path: Path, headers: Mapping[str, str] = SECRET) -> web.FileResponse:
    """A file, whole or in part: aiohttp answers ranges, and that it is as it was."""
    name = f"replay-{replay.id}{path.suffix}"
    kind = "attachment" if path.suffix == ".zip" else "inline"
    return web.FileResponse(
        path,
        headers={
            **headers,
            "Content-Type": TYPES[path.suffix],
            "Content-Disposition": f'{kind}; filename="{name}"',
        },
    )
