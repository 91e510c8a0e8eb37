"""What a person can do with voice in Discord's client, and what its buttons do not offer.

The client shows Request to Speak only to a listener, an invitation only to who is invited, and
so on; each function refuses, with a reason, what that person would have no button for.
"""

from __future__ import annotations

from bot.sandbox.people.errors import ActorError
from bot.sandbox.world import effects, voice_states
from bot.sandbox.world.models import VOCAL, Channel, ChannelType, Guild, VoiceState
from bot.sandbox.world.permissions import Permission, in_channel
from bot.sandbox.world.stages import is_speaker
from bot.sandbox.world.state import World


def join_voice(world: World, user_id: int, channel_id: int) -> VoiceState:
    """Click on a voice or stage channel; from another one the client moves over.

    Raises:
        ActorError: they cannot see it or enter it, or it is full.
        DiscordError: 10003, there is no such channel.
    """
    guild, channel = world.guild_channel(channel_id)
    name = _name(world, user_id)
    granted = in_channel(guild, channel, user_id)
    if user_id not in guild.members or Permission.VIEW_CHANNEL not in granted:
        raise ActorError(f"{name} cannot see #{channel.name}")
    if channel.type not in VOCAL:
        raise ActorError(f"#{channel.name} is neither a stage nor a voice channel")
    if Permission.CONNECT not in granted:
        raise ActorError(f"{name} may not connect to #{channel.name}")
    if not voice_states.may_enter(guild, channel, user_id):
        raise ActorError(f"#{channel.name} is full")
    here = find_voice_state(world, user_id)
    if here is not None and here.channel_id == channel_id:
        raise ActorError(f"{name} is in #{channel.name} already")
    if here is not None and here.guild_id != guild.id:
        leave_voice(world, user_id)
    return voice_states.join(world, guild.id, user_id, channel_id)


def leave_voice(world: World, user_id: int) -> None:
    """Click on Leave quietly.

    Raises:
        ActorError: they are nowhere.
    """
    voice_states.leave(world, _here(world, user_id).guild_id, user_id)


def raise_hand(world: World, user_id: int) -> VoiceState:
    """Click on Request to Speak.

    Raises:
        ActorError: they are not in the audience of a stage, or may not ask.
    """
    guild, channel, state = _on_stage(world, user_id)
    name = _name(world, user_id)
    if not state.suppress:
        raise ActorError(f"{name} is {'a speaker' if is_speaker(state) else 'invited to speak'} already")
    if state.request_to_speak_timestamp is not None:
        raise ActorError(f"{name}'s hand is raised already")
    if Permission.REQUEST_TO_SPEAK not in in_channel(guild, channel, user_id):
        raise ActorError(f"{name} may not request to speak in #{channel.name}")
    voice_states.request_to_speak(world, guild.id, user_id, raised=True)
    return state


def lower_hand(world: World, user_id: int) -> VoiceState:
    """Click on Request to Speak once more.

    Raises:
        ActorError: their hand is not raised.
    """
    guild, _, state = _on_stage(world, user_id)
    if not state.suppress or state.request_to_speak_timestamp is None:
        raise ActorError(f"{_name(world, user_id)}'s hand is not raised")
    voice_states.request_to_speak(world, guild.id, user_id, raised=False)
    return state


def answer_invitation(world: World, user_id: int, *, accept: bool) -> VoiceState:
    """Accept or decline what a moderator's invitation shows.

    Raises:
        ActorError: nobody invited them.
    """
    guild, _, state = _on_stage(world, user_id)
    if state.suppress or state.request_to_speak_timestamp is None:
        raise ActorError(f"{_name(world, user_id)} is not invited to speak")
    voice_states.answer_invitation(world, guild.id, user_id, accept)
    return state


def take_stage(world: World, user_id: int) -> VoiceState:
    """Click on Speak on Stage, which only moderators are shown.

    Raises:
        ActorError: they may not mute members there, or speak already.
    """
    guild, channel, state = _on_stage(world, user_id)
    if is_speaker(state):
        raise ActorError(f"{_name(world, user_id)} is a speaker already")
    if Permission.MUTE_MEMBERS not in in_channel(guild, channel, user_id):
        raise ActorError(f"{_name(world, user_id)} is no moderator of #{channel.name}")
    voice_states.modify_own(world, guild.id, user_id, suppress=False)
    return state


def step_down(world: World, user_id: int) -> VoiceState:
    """Click on Move to Audience.

    Raises:
        ActorError: they are no speaker.
    """
    guild, _, state = _on_stage(world, user_id)
    if not is_speaker(state):
        raise ActorError(f"{_name(world, user_id)} is no speaker")
    voice_states.modify_own(world, guild.id, user_id, suppress=True)
    return state


def set_self(world: World, user_id: int, *, mute: bool | None = None, deaf: bool | None = None) -> VoiceState:
    """Click on the microphone or the headphones.

    Raises:
        ActorError: they are nowhere.
    """
    state = _here(world, user_id)
    muted = state.self_mute if mute is None else mute
    deafened = state.self_deaf if deaf is None else deaf
    voice_states.set_self_flags(world, state.guild_id, user_id, self_mute=muted, self_deaf=deafened)
    return state


def react(world: World, user_id: int, emoji: str) -> None:
    """Send an emoji over the channel.

    Raises:
        ActorError: they are nowhere.
    """
    effects.react(world, _here(world, user_id).guild_id, user_id, emoji)


def find_voice_state(world: World, user_id: int) -> VoiceState | None:
    """Where a person is; a client is in one voice channel of all guilds at most."""
    for guild in world.guilds.values():
        if user_id in guild.voice_states:
            return guild.voice_states[user_id]
    return None


def _here(world: World, user_id: int) -> VoiceState:
    state = find_voice_state(world, user_id)
    if state is None:
        raise ActorError(f"{_name(world, user_id)} is in no voice channel")
    return state


def _on_stage(world: World, user_id: int) -> tuple[Guild, Channel, VoiceState]:
    state = _here(world, user_id)
    guild = world.guilds[state.guild_id]
    channel = guild.channels[state.channel_id]
    if channel.type is not ChannelType.STAGE:
        raise ActorError(f"#{channel.name} is not a stage")
    return guild, channel, state


def _name(world: World, user_id: int) -> str:
    user = world.user(user_id)
    return user.global_name or user.username
