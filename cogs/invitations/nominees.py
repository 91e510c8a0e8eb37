"""Those from outside who were invited by a sealed link, in memory: every sign of anybody asks for them.

A bot that is not told who joins (Discord's privileged intent) sees people first when they speak up: by a
command, a button, a voice channel. So each of these looks here, and here is no database.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from sqlalchemy import select

from bot.storage.database import Database
from cogs.invitations.api import Invitation, InvitationKind, InvitationState
from cogs.invitations.tables import InvitationRow

#: Who could not be let in is looked at again after this; their club may be closed, or resting.
AGAIN_SECONDS = 60.0


class Nominees:
    """Sealed invitations that wait for whom they name, by community and person."""

    def __init__(self, database: Database, clock: Callable[[], float] = time.monotonic) -> None:
        self._database = database
        self._clock = clock
        self._waiting: dict[tuple[int, int], dict[int, float]] = {}  # and from when they may be looked at

    async def load(self) -> None:
        """Learn who is waited for; before the first sign of anybody."""
        query = select(InvitationRow.id, InvitationRow.guild_id, InvitationRow.invitee_id).where(
            InvitationRow.kind == InvitationKind.SEALED, InvitationRow.state == InvitationState.PENDING
        )
        async with self._database.reading() as session:
            for invitation_id, guild_id, user_id in await session.execute(query):
                if user_id is not None:
                    self._waiting.setdefault((guild_id, user_id), {})[invitation_id] = 0.0

    async def add(self, invitation: Invitation) -> None:
        """Wait for somebody."""
        if invitation.invitee_id is not None:
            key = (invitation.guild_id, invitation.invitee_id)
            self._waiting.setdefault(key, {})[invitation.id] = 0.0

    async def discard(self, invitation: Invitation) -> None:
        """Wait for somebody no more."""
        if invitation.invitee_id is None:
            return
        key = (invitation.guild_id, invitation.invitee_id)
        waiting = self._waiting.get(key, {})
        waiting.pop(invitation.id, None)
        if not waiting:
            self._waiting.pop(key, None)

    async def forget(self, guild_id: int) -> None:
        """Wait for nobody in a community."""
        for key in [key for key in self._waiting if key[0] == guild_id]:
            del self._waiting[key]

    def invitations_for(self, guild_id: int, user_id: int) -> list[int]:
        """The invitations by which a person may come in now; each is named once in a while."""
        waiting = self._waiting.get((guild_id, user_id))
        if waiting is None:
            return []
        now = self._clock()
        due = [invitation_id for invitation_id, at in waiting.items() if at <= now]
        waiting.update(dict.fromkeys(due, now + AGAIN_SECONDS))
        return due

    def waits_for(self, guild_id: int, user_id: int) -> bool:
        """Whether a person is waited for."""
        return (guild_id, user_id) in self._waiting

    def people(self, guild_id: int) -> list[int]:
        """Who is waited for in a community."""
        return [user_id for guild, user_id in self._waiting if guild == guild_id]
