"""Live stages: opened, renamed, closed, and closed by Discord when nobody speaks.

Source: Discord documentation, "Stage Instance Resource".
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from bot.sandbox import errors
from bot.sandbox.payloads.stage_instances import stage_instance
from bot.sandbox.world.announcements import Announcement, announce
from bot.sandbox.world.audit_log import Action, record
from bot.sandbox.world.event_status import set_status
from bot.sandbox.world.models import Channel, ChannelType, EventStatus, Guild, StageInstance, VoiceState
from bot.sandbox.world.state import World

# "On the order of minutes" is all that Discord says ("Stage Instance", Auto Closing).
AUTO_CLOSE_SECONDS = 180.0


def is_speaker(state: VoiceState) -> bool:
    """Not suppressed and not asking ("Stage Instance", Definitions, Speakers)."""
    return not state.suppress and state.request_to_speak_timestamp is None


def stage_channel(world: World, channel_id: int) -> tuple[Guild, Channel]:
    """The stage channel of that id, with its guild.

    Raises:
        DiscordError: 10003 if there is none of that id, 50024 if it is no stage.
    """
    guild, channel = world.guild_channel(channel_id)
    if channel.type is not ChannelType.STAGE:
        raise errors.wrong_channel_type()
    return guild, channel


def live_stage(world: World, channel_id: int) -> StageInstance:
    """The instance of a channel that is live.

    Raises:
        DiscordError: 10067 if it is not live, 10003 if there is no such channel.
    """
    guild, _ = world.guild_channel(channel_id)
    try:
        return guild.stage_instances[channel_id]
    except KeyError:
        raise errors.unknown_stage_instance() from None


def open_stage(
    world: World,
    channel_id: int,
    opener_id: int,
    topic: str,
    *,
    privacy_level: int = 2,
    event_id: int | None = None,
    notify: bool = False,
    reason: str | None = None,
) -> StageInstance:
    """Make a stage live; STAGE_INSTANCE_CREATE. `notify` mentions everyone in its chat.

    Raises:
        DiscordError: 50024 (no stage), 150006 (live already), 20031 (a word in the topic).
    """
    guild, channel = stage_channel(world, channel_id)
    if channel_id in guild.stage_instances:
        raise errors.stage_already_open()
    _check_words(world, topic)
    instance = StageInstance(world.new_id(), guild.id, channel_id, topic, privacy_level, event_id, opener_id)
    guild.stage_instances[channel_id] = instance
    world.emit("STAGE_INSTANCE_CREATE", stage_instance(instance), guild.id)
    _record(world, instance, Action.STAGE_INSTANCE_CREATE, opener_id, after=_facts(instance), reason=reason)
    announce(world, channel, opener_id, Announcement.STAGE_START, topic, mention_everyone=notify)
    speakers_changed(world, guild, channel_id)
    return instance


def edit_stage(
    world: World,
    channel_id: int,
    editor_id: int,
    *,
    topic: str | None = None,
    privacy_level: int | None = None,
    reason: str | None = None,
) -> StageInstance:
    """Change what is given; STAGE_INSTANCE_UPDATE.

    Raises:
        DiscordError: 10067 (not live), 20031 (a word in the topic).
    """
    instance = live_stage(world, channel_id)
    before = _facts(instance)
    renamed = topic is not None and topic != instance.topic
    if topic is not None:
        _check_words(world, topic)
        instance.topic = topic
    if privacy_level is not None:
        instance.privacy_level = privacy_level
    world.emit("STAGE_INSTANCE_UPDATE", stage_instance(instance), instance.guild_id)
    changes = {"before": before, "after": _facts(instance)}
    _record(world, instance, Action.STAGE_INSTANCE_UPDATE, editor_id, **changes, reason=reason)
    if renamed:
        channel = world.guilds[instance.guild_id].channels[channel_id]
        announce(world, channel, editor_id, Announcement.STAGE_TOPIC, instance.topic)
    return instance


def close_stage(world: World, channel_id: int, closer_id: int | None, reason: str | None = None) -> None:
    """End a live stage; STAGE_INSTANCE_DELETE. Those connected stay in the channel.

    Without a closer it is Discord that closes it.

    Raises:
        DiscordError: 10067 (not live).
    """
    instance = live_stage(world, channel_id)
    guild = world.guilds[instance.guild_id]
    _end(world, guild, instance)
    if closer_id is not None:
        before = _facts(instance)
        _record(world, instance, Action.STAGE_INSTANCE_DELETE, closer_id, before=before, reason=reason)
    author_id = instance.opener_id if closer_id is None else closer_id
    announce(world, guild.channels[channel_id], author_id, Announcement.STAGE_END, instance.topic)


def channel_deleted(world: World, guild: Guild, channel_id: int) -> None:
    """End the stage of a channel that goes, without a word in its chat, which goes too."""
    instance = guild.stage_instances.get(channel_id)
    if instance is not None:
        _end(world, guild, instance)


def speakers_changed(world: World, guild: Guild, channel_id: int) -> None:
    """Start or stop the wait after which a stage without speakers is closed.

    "When a Stage channel has no speakers for a certain period of time (on the order of
    minutes), the Stage instance will be automatically deleted" (Auto Closing).
    """
    instance = guild.stage_instances.get(channel_id)
    if instance is None:
        return
    here = (state for state in guild.voice_states.values() if state.channel_id == channel_id)
    if any(is_speaker(state) for state in here):
        instance.silent_since = None
    elif instance.silent_since is None:
        since = instance.silent_since = world.clock.now()
        due = since + timedelta(seconds=AUTO_CLOSE_SECONDS)
        world.clock.at(due, lambda: _close_if_still_silent(world, instance, since))


def _close_if_still_silent(world: World, instance: StageInstance, since: datetime) -> None:
    guild = world.guilds.get(instance.guild_id)
    live = guild is not None and guild.stage_instances.get(instance.channel_id) is instance
    if live and instance.silent_since == since:
        close_stage(world, instance.channel_id, None)


def _facts(instance: StageInstance) -> dict[str, Any]:
    return {"topic": instance.topic, "privacy_level": instance.privacy_level}


def _record(world: World, instance: StageInstance, action: Action, user_id: int, **details: Any) -> None:
    where = {"channel_id": str(instance.channel_id)}
    record(world, world.guilds[instance.guild_id], action, user_id, instance.id, options=where, **details)


def _end(world: World, guild: Guild, instance: StageInstance) -> None:
    del guild.stage_instances[instance.channel_id]
    world.emit("STAGE_INSTANCE_DELETE", stage_instance(instance), guild.id)
    # Not documented, but to be seen in reports (discord-api-docs issue 8537, pull request 4583):
    # a stage and the event it was opened for end together.
    event = guild.scheduled_events.get(instance.guild_scheduled_event_id or 0)
    if event is not None and event.status is EventStatus.ACTIVE:
        set_status(world, event, EventStatus.COMPLETED)


def _check_words(world: World, topic: str) -> None:
    if world.blocked_words & set(topic.casefold().split()):
        raise errors.words_not_allowed()
