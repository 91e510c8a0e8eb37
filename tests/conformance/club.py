"""A sandbox with a client of another library on it."""

from __future__ import annotations

from dataclasses import dataclass

from bot.sandbox.people.person import Person
from bot.sandbox.server import Sandbox
from bot.sandbox.voice.sessions import VoiceSession
from bot.sandbox.world import voice_states
from bot.sandbox.world.models import Channel
from tests.conformance.clients import OtherClient


@dataclass(frozen=True, slots=True)
class Club:
    """What a test looks at: the client from inside, and the sandbox around it."""

    sandbox: Sandbox
    client: OtherClient
    stage: Channel

    @property
    def bot(self) -> Person:
        """The client's user, as it looks from outside."""
        return self.sandbox.actor(int(self.sandbox.ready.application_id))

    @property
    def call(self) -> VoiceSession | None:
        """The client's voice connection, as the voice server has it."""
        return self.sandbox.voice.calls.session(self.sandbox.guild.id, self.bot.id)

    async def bring_on_stage(self, person: Person) -> None:
        """Let a person join, be invited by the owner, and accept."""
        await person.join(self.stage.id)
        guild = self.sandbox.guild
        voice_states.modify_other(self.sandbox.world, guild.id, guild.owner_id, person.id, suppress=False)
        await person.accept()
