"""What a listener would say of the bot on a stage."""

from __future__ import annotations

from bot.sandbox.server import Sandbox


def bot_is_heard(sandbox: Sandbox, stage_id: int, bot_id: int | None = None) -> bool:
    """Whether a bot, the first if none is named, is a speaker there by a connection that stands, of there."""
    key = (sandbox.guild.id, bot_id or sandbox.world.application.bot.id)
    state, session = sandbox.guild.voice_states.get(key[1]), sandbox.voice.calls.session(*key)
    if state is None or session is None:
        return False
    speaks = (state.channel_id, state.suppress, state.request_to_speak_timestamp) == (stage_id, False, None)
    stands = session.mailbox.wire is not None and session.mode is not None
    return speaks and stands and session.admission.session_id == state.session_id
