"""Where the gateway is. Source: Discord documentation, "Gateway", Get Gateway and Get Gateway Bot."""

from __future__ import annotations

from typing import Any

from bot.sandbox.gateway.address import gateway_url
from bot.sandbox.rest.router import Call, route


@route("GET", "/gateway", token_in_path=True)
def get_gateway(call: Call[None]) -> dict[str, Any]:
    """Get Gateway; needs no credentials."""
    return {"url": gateway_url(call.host, secure=call.secure)}


@route("GET", "/gateway/bot")
def get_gateway_bot(call: Call[None]) -> dict[str, Any]:
    """Get Gateway Bot."""
    assert call.world.gateway is not None
    return {
        "url": gateway_url(call.host, secure=call.secure),
        "shards": call.world.gateway.recommended_shards(),
        "session_start_limit": call.world.gateway.session_start_limit(),
    }
