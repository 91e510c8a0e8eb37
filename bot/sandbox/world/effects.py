"""Effects in a voice channel (emoji, soundboard) and a voice channel's status.

Sources: Discord documentation, "Gateway Events", Voice Channel Effect Send; "Soundboard
Resource", Send Soundboard Sound; "Channel", Set Voice Channel Status. None of the permissions
for sounds and status applies to stages ("Permissions"), where both are refused.
"""

from __future__ import annotations

from dataclasses import dataclass

from bot.sandbox import errors
from bot.sandbox.world.models import Channel, ChannelType, VoiceState
from bot.sandbox.world.permissions import Permission, require
from bot.sandbox.world.state import World

# "Animation Types": PREMIUM is for Nitro subscribers, everybody else's is BASIC.
BASIC_ANIMATION = 1
ANIMATIONS = 21


@dataclass(frozen=True, slots=True)
class Sound:
    """A default soundboard sound, which every guild has."""

    id: int
    name: str
    emoji: str


DEFAULT_SOUNDS = {
    sound.id: sound
    for sound in (
        Sound(1, "quack", "🦆"),
        Sound(2, "airhorn", "🔊"),
        Sound(3, "cricket", "🦗"),
        Sound(4, "golf clap", "👏"),
        Sound(5, "sad horn", "🎺"),
        Sound(7, "ba dum tss", "🥁"),
    )
}


def react(world: World, guild_id: int, user_id: int, emoji: str) -> None:
    """Send an emoji into the voice channel one is in; VOICE_CHANNEL_EFFECT_SEND.

    Raises:
        DiscordError: 40032, they are in no channel.
    """
    state = world.guild(guild_id).voice_states.get(user_id)
    if state is None:
        raise errors.not_connected_to_voice()
    _send(world, state, emoji)


def play_sound(world: World, channel: Channel, user_id: int, sound_id: int) -> None:
    """Play a default sound to a voice channel one is in; VOICE_CHANNEL_EFFECT_SEND.

    Raises:
        DiscordError: 50024 (a stage), 50013, 40032 (not connected), 50167 (deaf, muted or
            suppressed), 10097 (no such sound).
    """
    guild, _ = world.guild_channel(channel.id)
    if channel.type is not ChannelType.VOICE:
        raise errors.wrong_channel_type()
    require(guild, user_id, Permission.SPEAK | Permission.USE_SOUNDBOARD, channel)
    state = guild.voice_states.get(user_id)
    if state is None or state.channel_id != channel.id:
        raise errors.not_connected_to_voice()
    if state.deaf or state.self_deaf or state.mute or state.suppress:
        raise errors.muffled()
    if sound_id not in DEFAULT_SOUNDS:
        raise errors.unknown_sound()
    sound = DEFAULT_SOUNDS[sound_id]
    _send(world, state, sound.emoji, sound_id=sound_id, sound_volume=1.0)


def set_voice_status(world: World, channel: Channel, user_id: int, status: str | None) -> None:
    """Set what stands below a voice channel's name; VOICE_CHANNEL_STATUS_UPDATE.

    Raises:
        DiscordError: 50024 (a stage has a topic instead), 50013.
    """
    guild, _ = world.guild_channel(channel.id)
    if channel.type is not ChannelType.VOICE:
        raise errors.wrong_channel_type()
    state = guild.voice_states.get(user_id)
    needed = Permission.SET_VOICE_CHANNEL_STATUS
    if state is None or state.channel_id != channel.id:
        needed |= Permission.MANAGE_CHANNELS
    require(guild, user_id, needed, channel)
    channel.voice_status = status or None
    payload = {"id": str(channel.id), "guild_id": str(guild.id), "status": channel.voice_status}
    world.emit("VOICE_CHANNEL_STATUS_UPDATE", payload, guild.id)


def _send(world: World, sender: VoiceState, emoji: str, **sound: float) -> None:
    """Tell of an effect; only who is connected to that channel hears of it, the bot included."""
    own = world.guild(sender.guild_id).voice_states.get(world.application.bot.id)
    if own is None or own.channel_id != sender.channel_id:
        return
    payload = {
        "channel_id": str(sender.channel_id),
        "guild_id": str(sender.guild_id),
        "user_id": str(sender.user_id),
        "emoji": {"id": None, "name": emoji, "animated": False},
        "animation_type": BASIC_ANIMATION,
        "animation_id": world.new_id() % ANIMATIONS,
        **sound,
    }
    world.emit("VOICE_CHANNEL_EFFECT_SEND", payload, sender.guild_id)
