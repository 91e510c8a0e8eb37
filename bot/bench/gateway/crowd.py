"""Thousands of people on one stage: who come, go and ask to speak, as quickly as they are told to."""

from __future__ import annotations

import random

from bot.sandbox.world import voice_states
from bot.sandbox.world.guilds import add_member
from bot.sandbox.world.models import Channel, Guild
from bot.sandbox.world.state import World

#: The same people do the same in every round, and on every side.
SEED = 1


class Crowd:
    """Acts, and knows what is so then."""

    def __init__(self, world: World, guild: Guild, stage: Channel) -> None:
        self._world = world
        self._guild = guild
        self._stage = stage
        self._dice = random.Random(SEED)  # noqa: S311 - nothing secret
        self._there: list[int] = []
        self._away: list[int] = []
        #: Whose hands are up, in the order in which they went up.
        self.hands: dict[int, None] = {}
        #: How often the voice state of somebody has changed.
        self.changes = 0

    def come(self, count: int) -> None:
        """Let people come who were never here."""
        for _ in range(count):
            member = add_member(self._world, self._guild, f"Listener {len(self._there) + len(self._away)}")
            self._join(member.user.id)

    def raise_hands(self, count: int) -> None:
        """Let listeners press Request to Speak."""
        listening = [user_id for user_id in self._there if user_id not in self.hands]
        for user_id in self._dice.sample(listening, min(count, len(listening))):
            voice_states.request_to_speak(self._world, self._guild.id, user_id, raised=True)
            self.hands[user_id] = None
            self.changes += 1

    def lower_hands(self) -> None:
        """Let everybody take their hand down."""
        for user_id in self.hands:
            voice_states.request_to_speak(self._world, self._guild.id, user_id, raised=False)
            self.changes += 1
        self.hands.clear()

    def come_and_go(self, count: int) -> None:
        """Let half of so many leave, whoever it is, and as many come back."""
        for number in range(count):
            if number % 2 and self._away:
                self._join(self._away.pop(0))
            else:
                self._leave()

    def _join(self, user_id: int) -> None:
        voice_states.join(self._world, self._guild.id, user_id, self._stage.id)
        self._there.append(user_id)
        self.changes += 1

    def _leave(self) -> None:
        place = self._dice.randrange(len(self._there))
        self._there[place], self._there[-1] = self._there[-1], self._there[place]
        user_id = self._there.pop()
        voice_states.leave(self._world, self._guild.id, user_id)
        self._away.append(user_id)
        self.hands.pop(user_id, None)
        self.changes += 1
