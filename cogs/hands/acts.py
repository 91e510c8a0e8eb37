"""What the rules of this cog have done on a stage. Whoever knows Discord fulfils it."""

from __future__ import annotations

from typing import Protocol

from cogs.rooms.api import Room


class Acts(Protocol):
    """Each of them may be done twice; each answers False if the person is not there any more.

    Raises, all of them:
        MissingPermissions: the bot may not, and which permission it lacks.
        UpstreamError: Discord did not do it now.
    """

    async def invite(self, room: Room, user_id: int) -> bool:
        """Offer somebody the stage."""

    async def lower(self, room: Room, user_id: int) -> bool:
        """Move somebody to the audience: a speaker, who is invited, or whose hand is up."""

    async def say_time(self, room: Room, user_id: int, seconds_left: int) -> None:
        """Tell a speaker in the stage's chat how long they have the floor; 0 that their time is up."""
