"""The application on the wire. Source: Discord documentation, "Application", Application Object."""

from __future__ import annotations

from typing import Any

from bot.sandbox.payloads.users import user
from bot.sandbox.world.state import World


def application(world: World, bot_id: int) -> dict[str, Any]:
    """A bot's own application, as it sees it."""
    subject = world.applications[bot_id]
    return {
        "id": str(subject.id),
        "name": subject.name,
        "icon": None,
        "description": "",
        "summary": "",
        "type": None,
        "bot": user(subject.bot),
        "bot_public": True,
        "bot_require_code_grant": False,
        "verify_key": "0" * 64,
        "owner": user(subject.owner),
        "team": None,
        "flags": subject.flags,
        "flags_new": str(subject.flags),
        "tags": [],
        "rpc_origins": [],
        "redirect_uris": [],
        "eligible_oauth2_scopes": [],
        "hook": True,
        "interactions_endpoint_url": None,
        "role_connections_verification_url": None,
        "event_webhooks_url": None,
        "event_webhooks_status": 1,
        "event_webhooks_types": [],
        "explicit_content_filter": 0,
        "integration_types_config": {"0": {}},
        "approximate_guild_count": sum(subject.bot.id in each.members for each in world.guilds.values()),
        "approximate_user_install_count": 0,
        "approximate_user_authorization_count": 0,
    }
