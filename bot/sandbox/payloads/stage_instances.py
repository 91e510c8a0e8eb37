"""Stage instances on the wire.

Source: Discord documentation, "Stage Instance Resource", Stage Instance Structure.
"""

from __future__ import annotations

from typing import Any

from bot.sandbox.world.models import StageInstance


def stage_instance(instance: StageInstance) -> dict[str, Any]:
    """A live stage."""
    event_id = instance.guild_scheduled_event_id
    return {
        "id": str(instance.id),
        "guild_id": str(instance.guild_id),
        "channel_id": str(instance.channel_id),
        "topic": instance.topic,
        "privacy_level": instance.privacy_level,
        "discoverable_disabled": False,
        "guild_scheduled_event_id": None if event_id is None else str(event_id),
    }
