"""Communities on the wire.

Source: Discord documentation, "Guild", Guild Object, and "Gateway Events", Guild Create.
"""

from __future__ import annotations

from typing import Any

from bot.sandbox.payloads.members import member
from bot.sandbox.payloads.roles import role
from bot.sandbox.payloads.scheduled_events import scheduled_event
from bot.sandbox.payloads.stage_instances import stage_instance
from bot.sandbox.payloads.times import timestamp
from bot.sandbox.payloads.voice_states import partial_voice_state
from bot.sandbox.world.models import EventStatus, Guild
from bot.sandbox.world.state import World
from bot.sandbox.world.visibility import as_seen

# "Gateway", Identify: a guild is large above the threshold, 50 unless the client says otherwise.
LARGE_THRESHOLD = 50


def guild(subject: Guild, *, with_counts: bool = False) -> dict[str, Any]:
    """A guild as GET answers it and GUILD_UPDATE sends it."""
    payload = (
        _settings(subject)
        | _fixed()
        | {
            "id": str(subject.id),
            "owner_id": str(subject.owner_id),
            "roles": [role(each) for each in subject.roles.values()],
        }
    )
    if with_counts:
        payload["approximate_member_count"] = len(subject.members)
        payload["approximate_presence_count"] = len(subject.members)
    return payload


def guild_create(
    world: World,
    subject: Guild,
    bot_id: int | None = None,
    *,
    all_members: bool = False,
    large_threshold: int = LARGE_THRESHOLD,
) -> dict[str, Any]:
    """The body of GUILD_CREATE, for the first application's bot if none is named.

    Members are the bot and whoever is in voice; `all_members` is for sessions with the
    GUILD_PRESENCES intent, as the page on this event says.
    """
    bot_id = bot_id or world.application.bot.id
    seen = subject.members if all_members else {bot_id, *subject.voice_states} & subject.members.keys()
    return guild(subject) | {
        "joined_at": timestamp(subject.members[bot_id].joined_at),
        "large": len(subject.members) > large_threshold,
        "unavailable": False,
        "member_count": len(subject.members),
        "members": [member(subject, subject.members[user_id]) for user_id in seen],
        "channels": as_seen(world, subject, bot_id),
        "threads": [],
        "presences": [],
        "voice_states": [partial_voice_state(each) for each in subject.voice_states.values()],
        "stage_instances": [stage_instance(each) for each in subject.stage_instances.values()],
        "guild_scheduled_events": [
            scheduled_event(world, each)
            for each in subject.scheduled_events.values()
            if each.status in (EventStatus.SCHEDULED, EventStatus.ACTIVE)
        ],
        "soundboard_sounds": [],
    }


def guild_joined(world: World, subject: Guild, bot_id: int) -> dict[str, Any]:
    """The body of GUILD_CREATE when a bot was added: clients know it by the missing `unavailable`."""
    payload = guild_create(world, subject, bot_id)
    del payload["unavailable"]
    return payload


def _settings(subject: Guild) -> dict[str, Any]:
    return {
        "name": subject.name,
        "description": subject.description,
        "features": subject.features,
        "preferred_locale": subject.preferred_locale,
        "verification_level": subject.verification_level,
        "default_message_notifications": subject.default_message_notifications,
        "explicit_content_filter": subject.explicit_content_filter,
        "afk_channel_id": _id(subject.afk_channel_id),
        "afk_timeout": subject.afk_timeout,
        "system_channel_id": _id(subject.system_channel_id),
        "system_channel_flags": subject.system_channel_flags,
        "rules_channel_id": _id(subject.rules_channel_id),
        "public_updates_channel_id": _id(subject.public_updates_channel_id),
        "safety_alerts_channel_id": _id(subject.safety_alerts_channel_id),
        "premium_progress_bar_enabled": subject.premium_progress_bar_enabled,
    }


def _fixed() -> dict[str, Any]:
    """What no guild of the sandbox has, or all have alike."""
    return {
        "icon": None,
        "splash": None,
        "discovery_splash": None,
        "home_header": None,
        "banner": None,
        "application_id": None,
        "region": "deprecated",
        "widget_enabled": False,
        "widget_channel_id": None,
        "emojis": [],
        "stickers": [],
        "mfa_level": 0,
        "max_presences": None,
        "max_members": 500_000,
        "max_stage_video_channel_users": 50,
        "max_video_channel_users": 25,
        "vanity_url_code": None,
        "premium_tier": 0,
        "premium_subscription_count": 0,
        "nsfw": False,
        "nsfw_level": 0,
        "incidents_data": None,
    }


def _id(value: int | None) -> str | None:
    return None if value is None else str(value)
