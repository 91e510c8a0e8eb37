"""Who is what on one stage, kept so that what is shown of it every second need not look at everybody."""

from __future__ import annotations

from collections.abc import Mapping

from cogs.rooms.api import StageRole

_UP = (StageRole.SPEAKER, StageRole.INVITED)


class Crowd:
    """Ten thousand people, of whom a few are up."""

    def __init__(self, roles: Mapping[int, StageRole] | None = None) -> None:
        #: Everybody; bots are nobody.
        self.roles: dict[int, StageRole] = {}
        #: Those who speak or are invited to.
        self.up: dict[int, StageRole] = {}
        #: How many in the audience ask to speak.
        self.hands = 0
        #: Bots but ours, of whom nothing is counted.
        self.bots: set[int] = set()
        for user_id, role in (roles or {}).items():
            self.now_is(user_id, role)

    @property
    def listening(self) -> int:
        """How many are in the audience, with their hands up or not."""
        return len(self.roles) - len(self.up)

    def having(self, role: StageRole) -> list[int]:
        """Who speaks, or who is invited, by id."""
        assert role in _UP, "the others are only counted"
        return sorted(user_id for user_id, now in self.up.items() if now is role)

    def now_is(self, user_id: int, role: StageRole | None) -> StageRole | None:
        """Note what somebody is, None if they are gone; answers what they were."""
        was = self.roles.get(user_id)
        if was is role:
            return was
        if role is None:
            del self.roles[user_id]
        else:
            self.roles[user_id] = role
        self.hands += (role is StageRole.HAND_RAISED) - (was is StageRole.HAND_RAISED)
        if role in _UP:
            self.up[user_id] = role
        elif was in _UP:
            del self.up[user_id]
        return was

    def has_bot(self, user_id: int, *, there: bool) -> bool:
        """Note whether a bot is there; answers whether it has just come."""
        came = there and user_id not in self.bots
        (self.bots.add if there else self.bots.discard)(user_id)
        return came


NOBODY = Crowd()
