"""The audit log, as far as it concerns stages and events; only the last entries are kept.

Source: Discord documentation, "Audit Logs Resource".
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import IntEnum
from typing import Any

from bot.sandbox.payloads.audit_log import entry as payload_of
from bot.sandbox.world.models import AuditEntry, Guild
from bot.sandbox.world.permissions import Permission, in_guild
from bot.sandbox.world.state import World


class Action(IntEnum):
    """The audit log events that are recorded here."""

    STAGE_INSTANCE_CREATE = 83
    STAGE_INSTANCE_UPDATE = 84
    STAGE_INSTANCE_DELETE = 85
    GUILD_SCHEDULED_EVENT_CREATE = 100
    GUILD_SCHEDULED_EVENT_UPDATE = 101
    GUILD_SCHEDULED_EVENT_DELETE = 102


def record(
    world: World,
    guild: Guild,
    action: Action,
    user_id: int,
    target_id: int,
    *,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
    options: Mapping[str, str] | None = None,
    reason: str | None = None,
) -> None:
    """Note who did what; GUILD_AUDIT_LOG_ENTRY_CREATE, for a bot with VIEW_AUDIT_LOG.

    What is the same in `before` and `after` is no change; one of them is left out for what was
    created or deleted.
    """
    noted = AuditEntry(
        world.new_id(),
        int(action),
        user_id,
        target_id,
        _changes(before or {}, after or {}),
        dict(options or {}),
        reason,
    )
    guild.audit_log.append(noted)
    if Permission.VIEW_AUDIT_LOG in in_guild(guild, world.application.bot.id):
        payload = {"guild_id": str(guild.id), **payload_of(noted)}
        world.emit("GUILD_AUDIT_LOG_ENTRY_CREATE", payload, guild.id)


def _changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[dict[str, Any]]:
    changes = []
    for key in {**before, **after}:
        old, new = before.get(key), after.get(key)
        if old == new:
            continue
        change = {"key": key, "old_value": old, "new_value": new}
        changes.append({name: value for name, value in change.items() if value is not None})
    return changes
