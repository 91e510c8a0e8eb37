"""Scheduled events over REST. Source: Discord documentation, "Guild Scheduled Event"."""

from __future__ import annotations

import dataclasses
import hashlib
import re
from datetime import UTC, datetime
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field, StringConstraints

from bot.sandbox import errors
from bot.sandbox.payloads.scheduled_events import scheduled_event, subscriber
from bot.sandbox.rest.access import guild_of
from bot.sandbox.rest.recurrence import RecurrenceRule
from bot.sandbox.rest.router import Call, Form, SnowflakeIn, read_form, route
from bot.sandbox.world import scheduled_events
from bot.sandbox.world.event_permissions import may_see, require_create, require_modify
from bot.sandbox.world.models import EXTERNAL, EventStatus, Guild, ScheduledEvent

EVENTS = "/guilds/{guild_id}/scheduled-events"
EVENT = EVENTS + "/{guild_scheduled_event_id}"

# "Reference", Image Data.
_IMAGE = re.compile(r"data:image/(?:jpeg|png|gif|webp);base64,[A-Za-z0-9+/]+=*\Z")


def _aware(moment: datetime) -> datetime:
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


def _image_data(value: str) -> str:
    if not _IMAGE.match(value):
        raise ValueError("Invalid image data")
    return value


Moment = Annotated[datetime, AfterValidator(_aware)]
Name = Annotated[str, StringConstraints(min_length=1, max_length=100)]
Description = Annotated[str, StringConstraints(max_length=1000)]
ImageData = Annotated[str, AfterValidator(_image_data)]


class EntityMetadata(Form):
    """Where an external event takes place."""

    location: Annotated[str, StringConstraints(min_length=1, max_length=100)] | None = None


class NewEvent(Form):
    """Create Guild Scheduled Event."""

    name: Name
    privacy_level: Literal[2]
    scheduled_start_time: Moment
    entity_type: Literal[1, 2, 3]
    scheduled_end_time: Moment | None = None
    channel_id: SnowflakeIn | None = None
    entity_metadata: EntityMetadata | None = None
    description: Description | None = None
    image: ImageData | None = None
    recurrence_rule: RecurrenceRule | None = None


class EventChange(Form):
    """Modify Guild Scheduled Event; every field is optional."""

    name: Name | None = None
    privacy_level: Literal[2] | None = None
    scheduled_start_time: Moment | None = None
    entity_type: Literal[1, 2, 3] | None = None
    scheduled_end_time: Moment | None = None
    channel_id: SnowflakeIn | None = None
    entity_metadata: EntityMetadata | None = None
    description: Description | None = None
    image: ImageData | None = None
    recurrence_rule: RecurrenceRule | None = None
    status: Literal[1, 2, 3, 4] | None = None


class CountQuery(Form):
    """Whether to count who is interested."""

    with_user_count: bool = False


class UsersQuery(Form):
    """A page of those who are interested."""

    limit: Annotated[int, Field(ge=1, le=100)] = 100
    with_member: bool = False
    before: SnowflakeIn | None = None
    after: SnowflakeIn | None = None


@route("GET", EVENTS, query=("with_user_count",))
def list_events(call: Call[None]) -> list[dict[str, Any]]:
    """Events planned or under way that the bot may see."""
    guild = guild_of(call)
    count = _with_user_count(call)
    return [
        scheduled_event(call.world, event, with_user_count=count)
        for event in scheduled_events.open_events(guild)
        if may_see(guild, event, call.user.id)
    ]


@route("POST", EVENTS, body=NewEvent)
def create_event(call: Call[NewEvent]) -> dict[str, Any]:
    """Plan an event."""
    guild = guild_of(call)
    event = ScheduledEvent(call.world.new_id(), guild.id, call.user.id, **_fields(call.body))
    if event.entity_type != EXTERNAL:
        event.location = None
    require_create(guild, event, call.user.id)
    scheduled_events.create_event(call.world, event, call.reason)
    return scheduled_event(call.world, event)


@route("GET", EVENT, query=("with_user_count",))
def get_event(call: Call[None]) -> dict[str, Any]:
    """One event."""
    _, event = _visible(call)
    return scheduled_event(call.world, event, with_user_count=_with_user_count(call))


@route("PATCH", EVENT, body=EventChange)
def modify_event(call: Call[EventChange]) -> dict[str, Any]:
    """Change an event, start it or end it."""
    guild, event = _visible(call)
    fields = _fields(call.body)
    after = dataclasses.replace(event, **fields)
    require_modify(guild, event, call.user.id)
    require_modify(guild, after, call.user.id)
    if after.entity_type != EXTERNAL:
        # "This endpoint silently discards entity_metadata for non-EXTERNAL events."
        fields["location"] = None
    status = None if call.body.status is None else EventStatus(call.body.status)
    scheduled_events.modify_event(call.world, event, call.user.id, fields, status, reason=call.reason)
    return scheduled_event(call.world, event)


@route("DELETE", EVENT)
def delete_event(call: Call[None]) -> None:
    """Take an event away."""
    guild, event = _visible(call)
    require_modify(guild, event, call.user.id)
    scheduled_events.delete_event(call.world, event, call.user.id, call.reason)


@route("GET", EVENT + "/users", query=("limit", "with_member", "before", "after"))
def list_subscribers(call: Call[None]) -> list[dict[str, Any]]:
    """Who is interested, ascending by id; of `before` and `after` only `before` counts."""
    guild, event = _visible(call)
    query = read_form(UsersQuery, call.query)
    assert isinstance(query, UsersQuery)
    ids = sorted(event.subscribers)
    if query.before is not None:
        ids = [each for each in ids if each < query.before][-query.limit :]
    else:
        ids = [each for each in ids if each > (query.after or 0)][: query.limit]
    return [subscriber(guild, event, call.world.users[each], with_member=query.with_member) for each in ids]


def _visible(call: Call[Any]) -> tuple[Guild, ScheduledEvent]:
    guild = guild_of(call)
    event = scheduled_events.event_of(call.world, guild.id, call.ids["guild_scheduled_event_id"])
    if not may_see(guild, event, call.user.id):
        raise errors.missing_access()
    return guild, event


def _with_user_count(call: Call[Any]) -> bool:
    query = read_form(CountQuery, call.query)
    assert isinstance(query, CountQuery)
    return query.with_user_count


def _fields(form: NewEvent | EventChange) -> dict[str, Any]:
    """The fields that were sent, as the record has them."""
    sent = {name: getattr(form, name) for name in form.model_fields_set - {"status", "entity_metadata"}}
    for name in ("name", "privacy_level", "scheduled_start_time", "entity_type"):
        if name in sent and sent[name] is None:
            del sent[name]
    if sent.get("image") is not None:
        sent["image"] = hashlib.blake2b(sent["image"].encode(), digest_size=16).hexdigest()
    if sent.get("recurrence_rule") is not None:
        sent["recurrence_rule"] = sent["recurrence_rule"].payload()
    if form.entity_metadata is not None:
        sent["location"] = form.entity_metadata.location
    return sent
