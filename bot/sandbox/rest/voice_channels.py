"""Sounds and statuses of voice channels; stages refuse both.

Sources: Discord documentation, "Soundboard Resource" and "Channel", Set Voice Channel Status.
"""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import StringConstraints

from bot.sandbox.rest.router import Call, Form, SnowflakeIn, route
from bot.sandbox.world import effects


class SoundToSend(Form):
    """Send Soundboard Sound."""

    sound_id: SnowflakeIn
    source_guild_id: SnowflakeIn | None = None


class VoiceStatus(Form):
    """Set Voice Channel Status."""

    status: Annotated[str, StringConstraints(max_length=500)] | None = None


@route("POST", "/channels/{channel_id}/send-soundboard-sound", body=SoundToSend)
def send_sound(call: Call[SoundToSend]) -> None:
    """Play a sound to a voice channel."""
    _, channel = call.world.guild_channel(call.ids["channel_id"])
    effects.play_sound(call.world, channel, call.user.id, call.body.sound_id)


@route("PUT", "/channels/{channel_id}/voice-status", body=VoiceStatus)
def set_status(call: Call[VoiceStatus]) -> None:
    """Set a voice channel's status."""
    _, channel = call.world.guild_channel(call.ids["channel_id"])
    effects.set_voice_status(call.world, channel, call.user.id, call.body.status)


@route("GET", "/soundboard-default-sounds")
def list_default_sounds(_: Call[None]) -> list[dict[str, Any]]:
    """The sounds that everybody has."""
    return [
        {
            "name": sound.name,
            "sound_id": str(sound.id),
            "volume": 1.0,
            "emoji_id": None,
            "emoji_name": sound.emoji,
            "available": True,
        }
        for sound in effects.DEFAULT_SOUNDS.values()
    ]
