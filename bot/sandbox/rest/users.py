"""Accounts. Source: Discord documentation, "User"."""

from __future__ import annotations

from typing import Any

from bot.sandbox.payloads.users import own_user, user
from bot.sandbox.rest.router import Call, route


@route("GET", "/users/@me")
def get_current_user(call: Call[None]) -> dict[str, Any]:
    """Get Current User."""
    return own_user(call.user)


@route("GET", "/users/{user_id}")
def get_user(call: Call[None]) -> dict[str, Any]:
    """Get User."""
    return user(call.world.user(call.ids["user_id"]))
