"""Pinned messages over REST, by the routes of 2025 and by the deprecated ones.

Source: Discord documentation, "Message".
"""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

from pydantic import Field

from bot.sandbox.payloads.messages import message as payload_of
from bot.sandbox.payloads.times import timestamp
from bot.sandbox.rest.access import channel_of, holds
from bot.sandbox.rest.messages import message_of
from bot.sandbox.rest.router import Call, Form, read_form, route
from bot.sandbox.world import pins
from bot.sandbox.world.permissions import Permission

MAX_OLD_PINS = 50


class PinsQuery(Form):
    """Get Channel Pins."""

    before: datetime | None = None
    limit: Annotated[int, Field(ge=1, le=50)] = 50


@route("GET", "/channels/{channel_id}/messages/pins", query=tuple(PinsQuery.model_fields))
def list_pins(call: Call[None]) -> dict[str, Any]:
    """Get Channel Pins; without READ_MESSAGE_HISTORY there are none."""
    query = read_form(PinsQuery, call.query)
    found = [each for each in _visible(call) if query.before is None or _pinned_before(each, query.before)]
    page = found[: query.limit]
    items = [
        {"pinned_at": timestamp(each.pinned_at), "message": payload_of(call.world, each)} for each in page
    ]
    return {"items": items, "has_more": len(found) > len(page)}


@route("GET", "/channels/{channel_id}/pins")
def list_pins_old(call: Call[None]) -> list[dict[str, Any]]:
    """Get Pinned Messages (deprecated)."""
    return [payload_of(call.world, each) for each in _visible(call)[:MAX_OLD_PINS]]


@route("PUT", "/channels/{channel_id}/messages/pins/{message_id}")
@route("PUT", "/channels/{channel_id}/pins/{message_id}")
def pin_message(call: Call[None]) -> None:
    """Pin Message."""
    channel = channel_of(call, Permission.PIN_MESSAGES)
    pins.pin(call.world, channel, message_of(call), call.user)


@route("DELETE", "/channels/{channel_id}/messages/pins/{message_id}")
@route("DELETE", "/channels/{channel_id}/pins/{message_id}")
def unpin_message(call: Call[None]) -> None:
    """Unpin Message."""
    channel = channel_of(call, Permission.PIN_MESSAGES)
    pins.unpin(call.world, channel, message_of(call))


def _visible(call: Call[Any]) -> list[Any]:
    channel = channel_of(call, Permission.VIEW_CHANNEL)
    return pins.pins(call.world, channel) if holds(call, channel, Permission.READ_MESSAGE_HISTORY) else []


def _pinned_before(message: Any, moment: datetime) -> bool:
    return bool(message.pinned_at < moment)
