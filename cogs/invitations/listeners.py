"""What is heard of people and clubs, told on to the invitations: above all the first sign of a nominee.

Somebody from outside who came by a link is let in as soon as the bot knows that they are there. With the
members intent Discord tells of everybody who comes. Without it they show themselves: by a command, a button,
a voice channel. After a restart, and when a link is too old to be used any more, the bot asks for them.
"""

from __future__ import annotations

import contextlib
import logging
from typing import TYPE_CHECKING

import discord

from bot.cog import Cog
from bot.errors import UserError
from cogs.clubs.api import ClubBanned, ClubErased, ClubJoined, ClubLeft
from cogs.invitations.api import InvitationKind, InvitationState
from cogs.invitations.offers import EXPIRE

if TYPE_CHECKING:
    from bot.client import Bot
    from bot.timer_store import TimerDue
    from bot.whereabouts import Change
    from cogs.invitations.service import InvitationBook

log = logging.getLogger(__name__)


class InvitationListeners(Cog):
    """Follows who comes, and what becomes of clubs and their members."""

    def __init__(self, bot: Bot, book: InvitationBook) -> None:
        super().__init__(bot)
        self.book = book
        bot.events.subscribe(ClubJoined, self.joined)
        bot.events.subscribe(ClubLeft, self.left)
        bot.events.subscribe(ClubBanned, self.banned)
        bot.events.subscribe(ClubErased, self.erased)
        bot.timers.on(EXPIRE, self.expired)
        self._came: dict[int, dict[int, None]] = {}  # by community
        bot.whereabouts.follow(self.came, self.let_in)

    async def joined(self, event: ClubJoined) -> None:
        """End what waits for somebody who has come in by another way."""
        await self.book.overtaken(event.club.id, event.club.guild_id, event.user_id)

    async def left(self, event: ClubLeft) -> None:
        """Take back what somebody gave who is a member no more."""
        await self.book.withdraw(event.club.id, event.user_id)

    async def banned(self, event: ClubBanned) -> None:
        """Take back what waits for somebody who is kept out."""
        await self.book.banned(event.club.id, event.club.guild_id, event.user_id)

    async def erased(self, event: ClubErased) -> None:
        """Erase what is kept of a club that is not there any more."""
        await self.book.erase_club(event.club)

    async def expired(self, due: TimerDue) -> None:
        """End an invitation that nobody has answered in time, unless it was used and nobody saw it."""
        found = await self.book.invitation(due.payload["invitation_id"])
        if found is None or found.state is not InvitationState.PENDING:
            return
        if found.kind is InvitationKind.SEALED and await self._is_here(found.guild_id, found.invitee_id or 0):
            with contextlib.suppress(UserError):  # their club does not take them any more
                await self.book.came_late(found)
        await self.book.expire(found.id)

    @Cog.listener()
    async def on_guild_available(self, guild: discord.Guild) -> None:
        """Look whether those who are waited for came while nobody looked."""
        if self.book.offers.nominees.people(guild.id):
            self.bot.tasks.start(self._look_for_nominees(guild), name=f"invitations.look:{guild.id}")

    @Cog.listener()
    async def on_member_join(self, member: discord.Member) -> None:
        """Let somebody in who was invited from outside, where the bot is told who comes."""
        await self._arrived(member.guild.id, member.id)

    @Cog.listener()
    async def on_interaction(self, interaction: discord.Interaction[Bot]) -> None:
        """The same, at the first command or button of theirs."""
        if interaction.guild_id is not None:
            await self._arrived(interaction.guild_id, interaction.user.id)

    def came(self, change: Change) -> bool:
        """The same, when they join a voice channel or a stage; of most people memory says it is not them."""
        guild_id, user_id = change.guild_id, change.user_id
        comes = change.before is None and change.after is not None
        if not comes or not self.book.offers.nominees.waits_for(guild_id, user_id):
            return False
        self._came.setdefault(guild_id, {})[user_id] = None
        return True

    async def let_in(self, guild_id: int) -> None:
        """Let in those who came."""
        for user_id in self._came.pop(guild_id, {}):
            await self._arrived(guild_id, user_id)

    async def _arrived(self, guild_id: int, user_id: int) -> None:
        if self.bot.switches.cause(guild_id, "invitations") is None:
            await self.book.arrived(guild_id, user_id)

    async def _look_for_nominees(self, guild: discord.Guild) -> None:
        # One after the other: discord.py waits where Discord says so.
        for user_id in self.book.offers.nominees.people(guild.id):
            try:
                here = await self._is_here(guild.id, user_id)
            except discord.HTTPException as error:
                log.warning("cannot look for %s in %s: %s", user_id, guild.id, error)
                return
            if here:
                await self._arrived(guild.id, user_id)

    async def _is_here(self, guild_id: int, user_id: int) -> bool:
        guild = self.bot.get_guild(guild_id)
        if guild is None:
            return False
        try:
            await guild.fetch_member(user_id)
        except discord.NotFound:
            return False
        return True
