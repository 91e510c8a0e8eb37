"""The READY event. Source: Discord documentation, "Gateway Events", Ready."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from bot.sandbox.payloads.users import own_user
from bot.sandbox.world.models import Guild

if TYPE_CHECKING:
    from bot.sandbox.gateway.session import Session


def ready(session: Session, guilds: Iterable[Guild], resume_url: str, *, sharded: bool) -> dict[str, Any]:
    """What a new session is told first; its guilds are unavailable until GUILD_CREATE."""
    payload: dict[str, Any] = {
        "v": 10,
        "user": own_user(session.application.bot),
        "guilds": [{"id": str(guild.id), "unavailable": True} for guild in guilds],
        "session_id": session.id,
        "session_type": "normal",
        "resume_gateway_url": resume_url,
        "application": {"id": str(session.application.id), "flags": session.application.flags},
        # Not documented, always there, and read by some clients.
        "user_settings": {},
        "relationships": [],
        "private_channels": [],
        "presences": [],
        "_trace": [],
    }
    if sharded:
        payload["shard"] = list(session.shard)
    return payload
