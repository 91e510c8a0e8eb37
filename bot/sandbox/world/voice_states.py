"""Who is in which voice channel, and on a stage in which of its four roles.

Two booleans' worth of state make the roles, as Discord has it:

* audience: suppressed
* hand raised: suppressed, with a timestamp
* invited: not suppressed, with a timestamp
* speaker: not suppressed, no timestamp

Sources: Discord documentation, "Voice Resource" (the caveats of both Modify routes),
"Voice Connections" (user limit) and "Stage Instance", Definitions. That everyone joins
a stage in the audience, moderators and bots too, is not written there; it is what bots meet.
"""

from __future__ import annotations

import secrets
from datetime import UTC, datetime, timedelta
from typing import Literal

from bot.sandbox import errors
from bot.sandbox.payloads.voice_states import voice_state
from bot.sandbox.world import scheduled_events, stages
from bot.sandbox.world.announcements import Announcement, announce
from bot.sandbox.world.models import VOCAL, Channel, ChannelType, Guild, VoiceState
from bot.sandbox.world.permissions import Permission, in_channel, require
from bot.sandbox.world.state import World
from bot.sandbox.world.visibility import look_again

# Voice close codes ("Opcodes and Status Codes", Voice Close Event Codes).
DISCONNECTED = 4014
CALL_TERMINATED = 4022

# A timestamp of "present" was made before the request arrived, on another clock.
PRESENT_TOLERANCE = timedelta(seconds=60)

Timestamp = datetime | Literal["keep"] | None


def voice_state_of(world: World, guild_id: int, user_id: int) -> VoiceState:
    """Where somebody is.

    Raises:
        DiscordError: 10004, or 10065 if they are in no voice channel.
    """
    try:
        return world.guild(guild_id).voice_states[user_id]
    except KeyError:
        raise errors.unknown_voice_state() from None


def may_enter(guild: Guild, channel: Channel, user_id: int) -> bool:
    """Whether somebody may connect, and there is room for them.

    A full channel takes in only who holds MOVE_MEMBERS ("Voice Connections").
    """
    granted = in_channel(guild, channel, user_id)
    if channel.type not in VOCAL or Permission.CONNECT not in granted:
        return False
    if channel.user_limit == 0 or Permission.MOVE_MEMBERS in granted:
        return True
    return sum(state.channel_id == channel.id for state in guild.voice_states.values()) < channel.user_limit


def connect(  # noqa: PLR0917 - the order and names are those of the gateway's own payload
    world: World,
    guild_id: int,
    user_id: int,
    channel_id: int | None,
    self_mute: bool,  # noqa: FBT001 - as above
    self_deaf: bool,  # noqa: FBT001 - as above
    session_id: str | None = None,
) -> None:
    """Obey gateway opcode 4; what is not allowed is met with silence, as by Discord.

    Asking for the channel one is in already changes the self flags; if they are the same, or
    the session is a new one, the client has lost its voice connection and gets another.
    """
    guild = world.guilds.get(guild_id)
    if guild is None or user_id not in guild.members:
        return
    if channel_id is None:
        leave(world, guild_id, user_id)
        return
    state = guild.voice_states.get(user_id)
    if state is None or state.channel_id != channel_id:
        channel = guild.channels.get(channel_id)
        if channel is not None and may_enter(guild, channel, user_id):
            join(
                world,
                guild_id,
                user_id,
                channel_id,
                self_mute=self_mute,
                self_deaf=self_deaf,
                session_id=session_id,
            )
        return
    same = (state.self_mute, state.self_deaf) == (self_mute, self_deaf)
    lost = same if session_id is None else same or session_id != state.session_id
    state.self_mute, state.self_deaf = self_mute, self_deaf
    if lost:
        state.session_id = session_id or secrets.token_hex(16)
    _changed(world, guild, state)
    if lost:
        _admit(world, guild, state)


def join(
    world: World,
    guild_id: int,
    user_id: int,
    channel_id: int,
    *,
    self_mute: bool = False,
    self_deaf: bool = False,
    session_id: str | None = None,
) -> VoiceState:
    """Put somebody into a channel, from nowhere or from another one; VOICE_STATE_UPDATE.

    Whether they may is the caller's question (`may_enter`). A stage is entered in the audience,
    a voice channel as the permission SPEAK has it; nothing of the old channel's role remains.
    """
    guild, channel = world.guild_channel(channel_id)
    member = world.member(guild_id, user_id)
    before = guild.voice_states.get(user_id)
    muffled = channel.type is ChannelType.STAGE or Permission.SPEAK not in in_channel(guild, channel, user_id)
    state = VoiceState(
        guild.id,
        user_id,
        channel_id,
        session_id or (before.session_id if before else secrets.token_hex(16)),
        deaf=member.deaf,
        mute=member.mute,
        self_deaf=self_deaf,
        self_mute=self_mute,
        suppress=muffled,
    )
    guild.voice_states[user_id] = state
    _changed(world, guild, state)
    _look_around(world, guild, user_id)
    if before is not None:
        _channel_left(world, guild, before)
    scheduled_events.people_changed(world, guild, channel_id)
    _admit(world, guild, state)
    return state


def leave(world: World, guild_id: int, user_id: int, close_code: int = DISCONNECTED) -> None:
    """Take somebody out of voice, if they are in it; VOICE_STATE_UPDATE without a channel."""
    guild = world.guild(guild_id)
    state = guild.voice_states.pop(user_id, None)
    if state is None:
        return
    world.emit("VOICE_STATE_UPDATE", voice_state(guild, state, left=True), guild.id)
    if world.voice_server is not None:
        world.voice_server.dismiss(guild.id, user_id, close_code)
    _channel_left(world, guild, state)
    _look_around(world, guild, user_id)


def session_ended(world: World, session_id: str) -> None:
    """Take the bot out of voice wherever it was by a gateway session that is over.

    Source: "Opcodes and Status Codes", Voice Close Event Codes: 4014, "main gateway session
    dropped".
    """
    for guild in world.guilds.values():
        for state in list(guild.voice_states.values()):
            if state.session_id == session_id:
                leave(world, guild.id, state.user_id)


def channel_deleted(world: World, guild_id: int, channel_id: int) -> None:
    """End the stage and the calls of a channel that goes; each in it leaves voice (4022)."""
    guild = world.guild(guild_id)
    stages.channel_deleted(world, guild, channel_id)
    for state in [state for state in guild.voice_states.values() if state.channel_id == channel_id]:
        leave(world, guild_id, state.user_id, CALL_TERMINATED)


def move(world: World, guild_id: int, user_id: int, channel_id: int | None) -> None:
    """Move somebody who is in voice, or disconnect them ("Guild", Modify Guild Member).

    Raises:
        DiscordError: 40032 if they are not connected, 50024 if nobody can be in that channel.
    """
    state = _connected(world, guild_id, user_id)
    if channel_id is None:
        leave(world, guild_id, user_id)
        return
    _, channel = world.guild_channel(channel_id)
    if channel.type not in VOCAL:
        raise errors.wrong_channel_type()
    if channel_id != state.channel_id:
        join(
            world,
            guild_id,
            user_id,
            channel_id,
            self_mute=state.self_mute,
            self_deaf=state.self_deaf,
        )


def silence(
    world: World, guild_id: int, user_id: int, *, mute: bool | None = None, deaf: bool | None = None
) -> None:
    """Mute or deafen somebody server-wide, or let them again ("Guild", Modify Guild Member).

    Raises:
        DiscordError: 40032 if they are not connected.
    """
    state = _connected(world, guild_id, user_id)
    member = world.member(guild_id, user_id)
    if mute is not None:
        member.mute = state.mute = mute
    if deaf is not None:
        member.deaf = state.deaf = deaf
    _changed(world, world.guild(guild_id), state)


def set_self_flags(world: World, guild_id: int, user_id: int, *, self_mute: bool, self_deaf: bool) -> None:
    """Mute or deafen oneself; VOICE_STATE_UPDATE.

    Raises:
        DiscordError: 10065, they are in no voice channel.
    """
    state = voice_state_of(world, guild_id, user_id)
    state.self_mute, state.self_deaf = self_mute, self_deaf
    _changed(world, world.guild(guild_id), state)


def request_to_speak(world: World, guild_id: int, user_id: int, raised: bool) -> None:  # noqa: FBT001 - all that is said
    """Raise or lower one's own hand, as the button Request to Speak does.

    Raises:
        DiscordError: as `modify_own`.
    """
    moment = world.clock.now() if raised else None
    modify_own(world, guild_id, user_id, request_to_speak_timestamp=moment)


def answer_invitation(world: World, guild_id: int, user_id: int, accept: bool) -> None:  # noqa: FBT001 - all that is said
    """Become a speaker, or go back to the audience, after a moderator's invitation.

    Raises:
        DiscordError: as `modify_own`.
    """
    modify_own(world, guild_id, user_id, suppress=not accept, request_to_speak_timestamp=None)


def modify_own(
    world: World,
    guild_id: int,
    user_id: int,
    *,
    channel_id: int | None = None,
    suppress: bool | None = None,
    request_to_speak_timestamp: Timestamp = "keep",
) -> None:
    """Modify Current User Voice State; VOICE_STATE_UPDATE.

    To unsuppress oneself takes MUTE_MEMBERS, but who is unsuppressed already (invited) may say
    so again: that is how an invitation is accepted. A change of `suppress` alone ends a request.

    Raises:
        DiscordError: 10065 (not there), 50024 (no stage), 50013, 50035 (a time that is past).
    """
    guild, channel, state = _on_stage(world, guild_id, user_id, channel_id)
    moment = None if suppress is not None else state.request_to_speak_timestamp
    if request_to_speak_timestamp != "keep":
        moment = request_to_speak_timestamp
        if moment is not None:
            require(guild, user_id, Permission.REQUEST_TO_SPEAK, channel)
            moment = _present_or_future(world, moment)
    if suppress is False and state.suppress:
        require(guild, user_id, Permission.MUTE_MEMBERS, channel)
    _set_role(world, guild, state, suppress=state.suppress if suppress is None else suppress, moment=moment)


def modify_other(
    world: World,
    guild_id: int,
    moderator_id: int,
    user_id: int,
    *,
    channel_id: int | None = None,
    suppress: bool | None = None,
) -> None:
    """Modify User Voice State; VOICE_STATE_UPDATE.

    A person who is unsuppressed gets a timestamp, which makes it an invitation that is theirs to
    accept; a bot gets none and speaks at once. Whoever is suppressed loses the timestamp.

    Raises:
        DiscordError: 10065 (not there), 50024 (no stage), 50013 (without MUTE_MEMBERS).
    """
    guild, channel, state = _on_stage(world, guild_id, user_id, channel_id)
    require(guild, moderator_id, Permission.MUTE_MEMBERS, channel)
    moment = state.request_to_speak_timestamp
    if suppress:
        moment = None
    elif suppress is False and state.suppress:
        moment = None if world.user(user_id).bot else world.clock.now()
    _set_role(world, guild, state, suppress=state.suppress if suppress is None else suppress, moment=moment)


def _on_stage(
    world: World, guild_id: int, user_id: int, channel_id: int | None
) -> tuple[Guild, Channel, VoiceState]:
    guild = world.guild(guild_id)
    if channel_id is not None:
        stages.stage_channel(world, channel_id)
    state = voice_state_of(world, guild_id, user_id)
    if channel_id not in (None, state.channel_id):
        raise errors.unknown_voice_state()
    _, channel = stages.stage_channel(world, state.channel_id)
    return guild, channel, state


def _connected(world: World, guild_id: int, user_id: int) -> VoiceState:
    state = world.guild(guild_id).voice_states.get(user_id)
    if state is None:
        raise errors.not_connected_to_voice()
    return state


def _present_or_future(world: World, moment: datetime) -> datetime:
    # discord.py 2.7 sends UTC without an offset.
    aware = moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)
    # A client whose own clock did not follow when the sandbox's was moved still means now.
    if aware < world.clock.now() - world.clock.offset - PRESENT_TOLERANCE:
        raise errors.invalid_field(
            "request_to_speak_timestamp", "DATE_TIME_TOO_EARLY", "Must be a present or future time."
        )
    return aware.astimezone(UTC)


def _set_role(
    world: World, guild: Guild, state: VoiceState, *, suppress: bool, moment: datetime | None
) -> None:
    spoke = stages.is_speaker(state)
    state.suppress = suppress
    state.request_to_speak_timestamp = moment
    _changed(world, guild, state)
    speaks = stages.is_speaker(state)
    if speaks == spoke:
        return
    stages.speakers_changed(world, guild, state.channel_id)
    if speaks and state.channel_id in guild.stage_instances:
        channel = guild.channels[state.channel_id]
        announce(world, channel, state.user_id, Announcement.STAGE_SPEAKER)


def _channel_left(world: World, guild: Guild, before: VoiceState) -> None:
    if stages.is_speaker(before):
        stages.speakers_changed(world, guild, before.channel_id)
    scheduled_events.people_changed(world, guild, before.channel_id)


def _look_around(world: World, guild: Guild, user_id: int) -> None:
    # "Permission to view a channel" comes with being connected to it, too ("Channel", Obfuscated Channels).
    if user_id == world.application.bot.id:
        look_again(world, guild)


def _changed(world: World, guild: Guild, state: VoiceState) -> None:
    world.emit("VOICE_STATE_UPDATE", voice_state(guild, state), guild.id)
    if world.voice_server is not None:
        world.voice_server.refresh(guild.id, state.user_id)


def _admit(world: World, guild: Guild, state: VoiceState) -> None:
    # Only applications have a gateway session to tell; people's clients are the sandbox's own.
    if world.voice_server is None or state.user_id not in world.applications:
        return
    token, endpoint = world.voice_server.admit(guild.id, state.user_id, state.channel_id, state.session_id)
    payload = {"token": token, "guild_id": str(guild.id), "endpoint": endpoint}
    world.emit("VOICE_SERVER_UPDATE", payload, guild.id, to=state.user_id)
