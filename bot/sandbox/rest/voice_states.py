"""Voice states over REST. Source: Discord documentation, "Voice Resource"."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from bot.sandbox.payloads.voice_states import voice_state
from bot.sandbox.rest.access import guild_of
from bot.sandbox.rest.router import Call, Form, SnowflakeIn, route
from bot.sandbox.world import voice_states
from bot.sandbox.world.permissions import Permission, require


class OwnVoiceState(Form):
    """Modify Current User Voice State."""

    channel_id: SnowflakeIn | None = None
    suppress: bool | None = None
    request_to_speak_timestamp: datetime | None = None


class OtherVoiceState(Form):
    """Modify User Voice State; discord.py adds a timestamp that Discord ignores."""

    channel_id: SnowflakeIn | None = None
    suppress: bool | None = None
    request_to_speak_timestamp: Any = None


@route("GET", "/guilds/{guild_id}/voice-states/@me")
def get_own(call: Call[None]) -> dict[str, Any]:
    """Where the bot itself is."""
    guild = guild_of(call)
    return voice_state(guild, voice_states.voice_state_of(call.world, guild.id, call.user.id))


@route("GET", "/guilds/{guild_id}/voice-states/{user_id}")
def get_other(call: Call[None]) -> dict[str, Any]:
    """Where somebody is, for who may connect to that channel."""
    guild = guild_of(call)
    state = voice_states.voice_state_of(call.world, guild.id, call.ids["user_id"])
    require(guild, call.user.id, Permission.CONNECT, guild.channels[state.channel_id])
    return voice_state(guild, state)


@route("PATCH", "/guilds/{guild_id}/voice-states/@me", body=OwnVoiceState)
def modify_own(call: Call[OwnVoiceState]) -> None:
    """Take the stage, leave it, or ask for it."""
    form = call.body
    asked = "request_to_speak_timestamp" in form.model_fields_set
    voice_states.modify_own(
        call.world,
        guild_of(call).id,
        call.user.id,
        channel_id=form.channel_id,
        suppress=form.suppress,
        request_to_speak_timestamp=form.request_to_speak_timestamp if asked else "keep",
    )


@route("PATCH", "/guilds/{guild_id}/voice-states/{user_id}", body=OtherVoiceState)
def modify_other(call: Call[OtherVoiceState]) -> None:
    """Invite somebody to speak, or move them to the audience."""
    voice_states.modify_other(
        call.world,
        guild_of(call).id,
        call.user.id,
        call.ids["user_id"],
        channel_id=call.body.channel_id,
        suppress=call.body.suppress,
    )
