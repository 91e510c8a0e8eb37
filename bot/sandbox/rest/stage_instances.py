"""Live stages over REST. Source: Discord documentation, "Stage Instance Resource"."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import StringConstraints

from bot.sandbox.payloads.stage_instances import stage_instance
from bot.sandbox.rest.router import Call, Form, SnowflakeIn, route
from bot.sandbox.world import scheduled_events, stages
from bot.sandbox.world.permissions import STAGE_MODERATOR, Permission, in_channel, require

Topic = Annotated[str, StringConstraints(min_length=1, max_length=120)]


class OpenStage(Form):
    """Create Stage Instance."""

    channel_id: SnowflakeIn
    topic: Topic
    privacy_level: Literal[1, 2] | None = None
    send_start_notification: bool | None = None
    guild_scheduled_event_id: SnowflakeIn | None = None


class EditStage(Form):
    """Modify Stage Instance; its page lost `topic`, which the OpenAPI description has."""

    topic: Topic | None = None
    privacy_level: Literal[1, 2] | None = None


@route("POST", "/stage-instances", body=OpenStage)
def open_stage(call: Call[OpenStage]) -> dict[str, Any]:
    """Make a stage live."""
    form = call.body
    guild, channel = stages.stage_channel(call.world, form.channel_id)
    require(guild, call.user.id, STAGE_MODERATOR, channel)
    may_notify = Permission.MENTION_EVERYONE in in_channel(guild, channel, call.user.id)
    details: dict[str, Any] = {
        "privacy_level": form.privacy_level or 2,
        # Without the permission the notification is left out; the stage opens all the same.
        "notify": bool(form.send_start_notification) and may_notify,
        "reason": call.reason,
    }
    if form.guild_scheduled_event_id is None:
        instance = stages.open_stage(call.world, channel.id, call.user.id, form.topic, **details)
    else:
        event_id = form.guild_scheduled_event_id
        instance = scheduled_events.open_stage_for(
            call.world, event_id, channel.id, call.user.id, form.topic, **details
        )
    return stage_instance(instance)


@route("GET", "/stage-instances/{channel_id}")
def get_stage(call: Call[None]) -> dict[str, Any]:
    """The live stage of a channel."""
    guild, channel = call.world.guild_channel(call.ids["channel_id"])
    require(guild, call.user.id, Permission.VIEW_CHANNEL, channel)
    return stage_instance(stages.live_stage(call.world, channel.id))


@route("PATCH", "/stage-instances/{channel_id}", body=EditStage)
def edit_stage(call: Call[EditStage]) -> dict[str, Any]:
    """Change a live stage's topic or privacy level."""
    channel_id = _moderated(call)
    form = call.body
    instance = stages.edit_stage(
        call.world,
        channel_id,
        call.user.id,
        topic=form.topic,
        privacy_level=form.privacy_level,
        reason=call.reason,
    )
    return stage_instance(instance)


@route("DELETE", "/stage-instances/{channel_id}")
def close_stage(call: Call[None]) -> None:
    """End a live stage."""
    stages.close_stage(call.world, _moderated(call), call.user.id, call.reason)


def _moderated(call: Call[Any]) -> int:
    guild, channel = call.world.guild_channel(call.ids["channel_id"])
    require(guild, call.user.id, STAGE_MODERATOR, channel)
    return channel.id
