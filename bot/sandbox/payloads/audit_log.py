"""Audit log entries on the wire. Source: Discord documentation, "Audit Logs Resource"."""

from __future__ import annotations

from typing import Any

from bot.sandbox.world.models import AuditEntry


def entry(subject: AuditEntry) -> dict[str, Any]:
    """An entry; `changes`, `options` and `reason` are there only if there are any."""
    payload: dict[str, Any] = {
        "id": str(subject.id),
        "action_type": subject.action_type,
        "user_id": str(subject.user_id),
        "target_id": str(subject.target_id),
    }
    extra = {"changes": subject.changes, "options": subject.options, "reason": subject.reason}
    return payload | {name: value for name, value in extra.items() if value}
