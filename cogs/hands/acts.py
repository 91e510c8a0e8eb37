"""What the rules of this cog have done on a stage. Whoever knows Discord fulfils it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from cogs.rooms.api import Room


@dataclass(frozen=True, slots=True)
class Report:
    """What somebody says of somebody else, for those who administer the community."""

    guild_id: int
    channel_id: int
    topic: str
    by: int
    about: int
    text: str


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

    async def mute(self, room: Room, user_id: int, *, muted: bool) -> bool:
        """Mute somebody in the community's voice channels, or no more."""

    async def remove(self, room: Room, user_id: int) -> bool:
        """Disconnect somebody from the stage."""

    async def say_time(self, room: Room, user_id: int, seconds_left: int) -> None:
        """Tell a speaker in the stage's chat how long they have the floor; 0 that their time is up."""

    async def report(self, report: Report) -> None:
        """Write a report into its channel."""

    async def roles_of(self, room: Room, user_ids: Sequence[int]) -> Mapping[int, tuple[int, ...]]:
        """Which roles some people have in Discord; who is not found in time is left out."""
