"""The audit log over REST. Source: Discord documentation, "Audit Logs Resource"."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Field

from bot.sandbox.payloads.audit_log import entry
from bot.sandbox.payloads.users import user
from bot.sandbox.rest.access import guild_of
from bot.sandbox.rest.router import Call, Form, SnowflakeIn, read_form, route
from bot.sandbox.world.models import AuditEntry
from bot.sandbox.world.permissions import Permission


class LogQuery(Form):
    """Get Guild Audit Log."""

    user_id: SnowflakeIn | None = None
    action_type: int | None = None
    before: SnowflakeIn | None = None
    after: SnowflakeIn | None = None
    limit: Annotated[int, Field(ge=1, le=100)] = 50


@route("GET", "/guilds/{guild_id}/audit-logs", query=tuple(LogQuery.model_fields))
def get_audit_log(call: Call[None]) -> dict[str, Any]:
    """A page of entries: newest first, or with `after` oldest first."""
    guild = guild_of(call, Permission.VIEW_AUDIT_LOG)
    query = read_form(LogQuery, call.query)
    assert isinstance(query, LogQuery)
    found = [each for each in guild.audit_log if _fits(each, query)]
    page = (found if query.after is not None else found[::-1])[: query.limit]
    people = {each.user_id for each in page}
    return {
        "audit_log_entries": [entry(each) for each in page],
        "users": [user(call.world.users[each]) for each in sorted(people)],
        "application_commands": [],
        "auto_moderation_rules": [],
        "guild_scheduled_events": [],
        "integrations": [],
        "threads": [],
        "webhooks": [],
    }


def _fits(subject: AuditEntry, query: LogQuery) -> bool:
    return (
        (query.user_id is None or subject.user_id == query.user_id)
        and (query.action_type is None or subject.action_type == query.action_type)
        and (query.before is None or subject.id < query.before)
        and (query.after is None or subject.id > query.after)
    )
