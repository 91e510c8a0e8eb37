"""What a bad line does to datagrams: pure, seeded, so that a test can ask for it twice.

The line that suffers is the one from the voice server to a listener; what the server
itself received is unharmed, so all listeners of one stage can lose different packets.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field

#: How late a packet comes that others overtake: the time of two and a half packets.
OVERTAKEN_SECONDS = 0.05


@dataclass(slots=True)
class Impairments:
    """How bad the line is; all zero is a perfect one."""

    loss: float = 0.0
    reorder: float = 0.0
    duplicate: float = 0.0
    delay_seconds: float = 0.0
    seed: int = 0
    #: Everything is lost until this moment of the monotonic clock.
    silent_until: float = 0.0
    _dice: dict[int, random.Random] = field(default_factory=dict)

    def reseed(self, seed: int) -> None:
        """Start over with other dice, for every listener."""
        self.seed = seed
        self._dice.clear()

    def delays(self, listener_id: int, now: float) -> list[float]:
        """When each copy of the next packet to a listener arrives, in seconds; none if it is lost."""
        if now < self.silent_until:
            return []
        if not (self.loss or self.reorder or self.duplicate):
            return [self.delay_seconds]
        dice = self._dice.setdefault(listener_id, random.Random(f"{self.seed}/{listener_id}"))  # noqa: S311 - dice, which anybody may guess
        # Three throws for every packet, so that one fault's dice do not shift another's.
        lost, overtaken, twice = dice.random(), dice.random(), dice.random()
        if lost < self.loss:
            return []
        delay = self.delay_seconds + (OVERTAKEN_SECONDS if overtaken < self.reorder else 0.0)
        return [delay, delay] if twice < self.duplicate else [delay]
