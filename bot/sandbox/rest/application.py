"""Who the bot is, and the lists that are the same for everybody.

Source: Discord documentation, "Application", "OAuth2", "Voice" and "Sticker".
"""

from __future__ import annotations

from typing import Any

from bot.sandbox.payloads.application import application
from bot.sandbox.rest.access import guild_of
from bot.sandbox.rest.router import Call, route

REGIONS = ("rotterdam", "us-east", "singapore")


@route("GET", "/applications/@me")
def get_current_application(call: Call[None]) -> dict[str, Any]:
    """Get Current Application."""
    return application(call.world, call.user.id)


@route("GET", "/oauth2/applications/@me")
def get_current_bot_application(call: Call[None]) -> dict[str, Any]:
    """Get Current Bot Application Information."""
    return application(call.world, call.user.id)


@route("GET", "/voice/regions")
def list_voice_regions(_: Call[None]) -> list[dict[str, Any]]:
    """List Voice Regions."""
    return [_region(name) for name in REGIONS]


@route("GET", "/guilds/{guild_id}/regions")
def get_guild_voice_regions(call: Call[None]) -> list[dict[str, Any]]:
    """Get Guild Voice Regions."""
    guild_of(call)
    return [_region(name) for name in REGIONS]


@route("GET", "/sticker-packs")
def list_sticker_packs(_: Call[None]) -> dict[str, Any]:
    """List Sticker Packs: the sandbox has none."""
    return {"sticker_packs": []}


def _region(name: str) -> dict[str, Any]:
    return {
        "id": name,
        "name": name.replace("-", " ").title(),
        "optimal": name == REGIONS[0],
        "deprecated": False,
        "custom": False,
    }
