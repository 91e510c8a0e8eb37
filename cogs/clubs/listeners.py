"""What Discord tells of people, roles and channels, told on to the clubs.

With the members intent Discord tells of every role that is given and of everybody who goes. Without it a
person is compared when they show themselves: each interaction, and each voice state, brings their roles
along. That costs something with every event, so it is done only while some club has a role.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import discord

from bot.cog import Cog
from bot.community.switches import CogSwitched
from bot.discord_internals import MemberRoles, hear_member_updates
from bot.undo import undoable
from cogs.clubs.api import ClubChanged
from cogs.clubs.places import Place

if TYPE_CHECKING:
    from bot.client import Bot
    from bot.whereabouts import Change
    from cogs.clubs.keeping import Keeper
    from cogs.clubs.service import ClubBook


class ClubListeners(Cog):
    """Follows what is changed in Discord's own client."""

    def __init__(self, bot: Bot, book: ClubBook, keeper: Keeper) -> None:
        super().__init__(bot)
        self.book = book
        self.keeper = keeper
        self._looks = False
        # The roles that somebody has been compared with since the start: as many as clubs have.
        self._compared: set[int] = set()
        #: Who came into a voice channel, with which roles, and was not compared yet; by community.
        self._came: dict[int, dict[int, frozenset[int]]] = {}
        bot.events.subscribe(ClubChanged, self.club_changed)
        bot.whereabouts.follow(self.came, self.compare)
        bot.events.subscribe(CogSwitched, self.switched)
        if bot.intents.members:
            undoable(hear_member_updates(bot, self.member_updated))

    async def cog_unload(self) -> None:
        """Look at nobody any more."""
        self.bot.remove_listener(self.on_shown, "on_interaction")

    @Cog.listener()
    async def on_guild_available(self, guild: discord.Guild) -> None:
        """Let go of what was deleted while the bot was away, and compare people."""
        cards = list(await self.book.directory.of(guild.id))
        for place in Place:
            for place_id in {getattr(card.club, place.column) for card in cards} - {None}:
                there = guild.get_role(place_id) if place is Place.ROLE else guild.get_channel(place_id)
                if there is None:
                    await self.book.places.lost(guild.id, place, place_id)
        await self._look_if_needed(guild.id)
        self._compared |= set(await self.book.directory.roles(guild.id))
        if cards:
            await self.keeper.begin_walk_at_start(guild.id)

    @Cog.listener()
    async def on_guild_role_delete(self, role: discord.Role) -> None:
        """Let a club go on without its role."""
        await self.book.places.lost(role.guild.id, Place.ROLE, role.id)

    @Cog.listener()
    async def on_guild_channel_delete(self, channel: discord.abc.GuildChannel) -> None:
        """Let a club go on without its stage or its text channel."""
        for place in (Place.STAGE, Place.CHANNEL):
            await self.book.places.lost(channel.guild.id, place, channel.id)

    @Cog.listener()
    async def on_member_join(self, member: discord.Member) -> None:
        """Compare somebody who came with a role, as some invites give one."""
        await self.keeper.seen(member)

    @Cog.listener()
    async def on_raw_member_remove(self, payload: discord.RawMemberRemoveEvent) -> None:
        """Let somebody go who left the community."""
        if not self.keeper.rests(payload.guild_id):
            await self.book.departures.gone(payload.guild_id, payload.user.id)

    async def member_updated(self, seen: MemberRoles) -> None:
        """Compare somebody whose roles may have changed."""
        if not seen.bot and not self.keeper.rests(seen.guild_id):
            await self.book.roles.seen(seen.guild_id, seen.user_id, seen.role_ids)

    async def club_changed(self, event: ClubChanged) -> None:
        """Compare everybody if a club has got a role: some may have had it before."""
        role_id = event.club.role_id
        if role_id is None or role_id in self._compared:
            return
        self._compared.add(role_id)
        await self._look_if_needed(event.guild_id)
        await self.keeper.begin_walk(event.guild_id)

    async def switched(self, event: CogSwitched) -> None:
        """Catch up with what happened while clubs were switched off."""
        if event.on and event.cog == "clubs":
            await self.keeper.begin_walk(event.guild_id)

    async def on_shown(self, interaction: discord.Interaction[Any]) -> None:
        """Compare whoever uses a command or a button."""
        if isinstance(interaction.user, discord.Member):
            await self.keeper.seen(interaction.user)

    def came(self, change: Change) -> bool:
        """Note whoever comes into a voice channel; what they do there says nothing new."""
        if not self._looks or change.before is not None or change.after is None:
            return False
        if not change.member.get("user", {}).get("bot"):
            self._came.setdefault(change.guild_id, {})[change.user_id] = frozenset(change.role_ids)
        return True

    async def compare(self, guild_id: int) -> None:
        """Compare those who came."""
        for user_id, role_ids in self._came.pop(guild_id, {}).items():
            if not self.keeper.rests(guild_id):
                await self.book.roles.seen(guild_id, user_id, role_ids)

    async def _look_if_needed(self, guild_id: int) -> None:
        if self._looks or self.bot.intents.members or not await self.book.roles.has_roles(guild_id):
            return
        self._looks = True
        self.bot.add_listener(self.on_shown, "on_interaction")
