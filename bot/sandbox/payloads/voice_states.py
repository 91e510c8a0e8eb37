"""Voice states on the wire.

Source: Discord documentation, "Voice Resource", Voice State Structure.
"""

from __future__ import annotations

from typing import Any

from bot.sandbox.payloads.members import member
from bot.sandbox.payloads.times import timestamp
from bot.sandbox.world.models import Guild, VoiceState


def voice_state(
    guild: Guild, state: VoiceState, *, with_member: bool = True, left: bool = False
) -> dict[str, Any]:
    """A voice state; `left` is the one that reports a departure, whose channel is null."""
    payload = {"guild_id": str(guild.id), **partial_voice_state(state)}
    if left:
        payload["channel_id"] = None
    # Somebody who was removed from the guild leaves voice afterwards, no longer a member.
    if with_member and state.user_id in guild.members:
        payload["member"] = member(guild, guild.members[state.user_id])
    return payload


def partial_voice_state(state: VoiceState) -> dict[str, Any]:
    """As GUILD_CREATE lists it: without `guild_id` ("Gateway Events", Guild Create Extra Fields)."""
    return {
        "channel_id": str(state.channel_id),
        "user_id": str(state.user_id),
        "session_id": state.session_id,
        "deaf": state.deaf,
        "mute": state.mute,
        "self_deaf": state.self_deaf,
        "self_mute": state.self_mute,
        "self_video": state.self_video,
        "self_stream": state.self_stream,
        "suppress": state.suppress,
        "request_to_speak_timestamp": timestamp(state.request_to_speak_timestamp),
    }
