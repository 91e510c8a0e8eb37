"""Discord's CDN, as far as a message needs it: attachments by their signed addresses.

It is served beside the API; in the sandbox the payloads name its own address as the CDN's.
Source: Discord documentation, "API Reference", Signed Attachment CDN URLs.
"""

from __future__ import annotations

import hmac

from aiohttp import web

from bot.sandbox.payloads.attachments import signature
from bot.sandbox.world.state import World

PATH = r"/attachments/{channel_id:\d+}/{attachment_id:\d+}/{filename}"


def routes(world: World) -> list[web.RouteDef]:
    """The route that serves every attachment of `world`."""

    async def attachment(request: web.Request) -> web.Response:
        return _attachment(world, request)

    return [web.get(PATH, attachment)]


def _attachment(world: World, request: web.Request) -> web.Response:
    file = world.attachments.get(int(request.match_info["attachment_id"]))
    if file is None or not _is_signed(world, request):
        return web.Response(status=404, text="This content is no longer available.")
    return web.Response(body=file.data, headers={"Content-Type": file.content_type})


def _is_signed(world: World, request: web.Request) -> bool:
    expiry, signed = request.query.get("ex", ""), request.query.get("hm", "")
    try:
        expires = int(expiry, 16)
    except ValueError:
        return False
    channel_id, attachment_id = (int(request.match_info[name]) for name in ("channel_id", "attachment_id"))
    right = hmac.compare_digest(signed, signature(world, channel_id, attachment_id, expiry))
    return right and world.clock.now().timestamp() < expires
