"""Who may be heard, and who may hear; pure rules over voice states.

Source: Discord documentation, "Voice", Voice State Object (deaf, mute, self_deaf, self_mute,
suppress) and Modify User Voice State: an invited person has `suppress` false but keeps the
timestamp until the invitation is accepted, and is no speaker before that.
"""

from __future__ import annotations

from bot.sandbox.world.models import VoiceState
from bot.sandbox.world.state import World


def voice_state(world: World, guild_id: int, user_id: int) -> VoiceState | None:
    """Where somebody is in voice in a guild, if at all."""
    guild = world.guilds.get(guild_id)
    return None if guild is None else guild.voice_states.get(user_id)


def may_be_heard(state: VoiceState) -> bool:
    """Whether the voice server passes on what this person sends."""
    has_the_floor = not state.suppress and state.request_to_speak_timestamp is None
    return has_the_floor and not state.mute and not state.self_mute


def may_hear(state: VoiceState) -> bool:
    """Whether the voice server sends anything to this person."""
    return not state.deaf and not state.self_deaf
