"""A stage of the sandbox, and people on it."""

from __future__ import annotations

from bot.sandbox.server import Sandbox
from bot.sandbox.voice.sessions import Admission
from bot.sandbox.world import voice_states
from bot.sandbox.world.guilds import add_member


class Stage:
    """The sandbox's first stage."""

    def __init__(self, sandbox: Sandbox) -> None:
        self.sandbox = sandbox
        self.world = sandbox.world
        self.guild_id = sandbox.guild.id
        self.channel_id = sandbox.house.stage.id

    def listener(self, name: str = "Listener", *, self_deaf: bool = False) -> int:
        """Somebody new in the audience."""
        user_id = add_member(self.world, self.sandbox.guild, name).user.id
        voice_states.join(self.world, self.guild_id, user_id, self.channel_id, self_deaf=self_deaf)
        return user_id

    def speaker(self, name: str = "Speaker") -> int:
        """Somebody new who was invited and has accepted."""
        user_id = self.listener(name)
        self.invite(user_id)
        voice_states.answer_invitation(self.world, self.guild_id, user_id, True)
        return user_id

    def invite(self, user_id: int) -> None:
        owner = self.sandbox.guild.owner_id
        voice_states.modify_other(self.world, self.guild_id, owner, user_id, suppress=False)

    def admit(self, user_id: int) -> Admission:
        """What that person's client needs to connect."""
        state = voice_states.voice_state_of(self.world, self.guild_id, user_id)
        voice = self.sandbox.voice
        voice.admit(self.guild_id, user_id, state.channel_id, state.session_id)
        admission = voice.calls.admission(self.guild_id, user_id)
        assert admission is not None
        return admission
