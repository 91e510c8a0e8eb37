"""What the application sells and who has bought it, on the wire.

Sources: Discord documentation, "Entitlement Resource" and "SKU Resource".
"""

from __future__ import annotations

from typing import Any

from bot.sandbox.payloads.times import timestamp
from bot.sandbox.world.models import Application, Entitlement, Sku


def entitlement(subject: Entitlement) -> dict[str, Any]:
    """An entitlement; `user_id` and `guild_id` are there only if it is that one's."""
    payload: dict[str, Any] = {
        "id": str(subject.id),
        "sku_id": str(subject.sku_id),
        "application_id": str(subject.application_id),
        "promotion_id": None,
        "type": subject.type,
        "deleted": subject.deleted,
        "gift_code_flags": 0,
        "consumed": subject.consumed,
        "starts_at": timestamp(subject.starts_at),
        "ends_at": timestamp(subject.ends_at),
        "subscription_id": None,
    }
    if subject.user_id is not None:
        payload["user_id"] = str(subject.user_id)
    if subject.guild_id is not None:
        payload["guild_id"] = str(subject.guild_id)
    return payload


def sku(application: Application, subject: Sku) -> dict[str, Any]:
    """Something for sale."""
    return {
        "id": str(subject.id),
        "type": int(subject.type),
        "dependent_sku_id": None,
        "application_id": str(application.id),
        "manifest_labels": None,
        "access_type": 1,
        "name": subject.name,
        "features": [],
        "release_date": None,
        "premium": False,
        "slug": subject.name.lower().replace(" ", "-"),
        "flags": subject.flags,
        "show_age_gate": False,
    }
