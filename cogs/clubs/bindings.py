"""A club's role and channels in Discord: made, or taken over from what is there.

Everything is checked before anything is done: what the bot lacks is named with the place, and whoever
offers something of Discord's may change it there themselves, so that no club is a way around Discord's
permissions. A channel always names the bot in its overwrites: one that it cannot see tells it nothing,
not even its name (Discord documentation, "Channel", obfuscated channels), and it could not open a room there.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import discord

from bot import permissions
from bot.community.settings import CommunitySettings
from bot.i18n import Safe
from bot.jobs import Job
from bot.markdown import escape
from cogs.clubs.api import Club
from cogs.clubs.places import Place
from cogs.clubs.refusals import (
    NeedsRoleFirst,
    NoRoomInCommunity,
    NoStagesHere,
    NotYoursToBind,
    RoleHasPower,
    RoleNotUsable,
    RoleTooHigh,
)
from cogs.clubs.roles import Actor

if TYPE_CHECKING:
    from bot.client import Bot
    from cogs.clubs.service import ClubBook

log = logging.getLogger(__name__)

#: What the bot needs in a text channel: to be there and to write, with the club's picture.
IN_TEXT = ("view_channel", "send_messages", "attach_files", "read_message_history")
TO_MAKE = ("view_channel", "manage_channels", "manage_roles")
TO_GIVE_ROLES = ("manage_roles",)
# Discord documentation, "Opcodes and Status Codes", JSON error codes: 30005 roles, 30013 channels.
_FULL = frozenset({30005, 30013})
#: What a role may not allow that everybody in a club gets: whatever gives power over others or the server.
_POWERS = (
    *(
        "administrator",
        "manage_guild",
        "manage_roles",
        "manage_channels",
        "manage_webhooks",
        "manage_messages",
    ),
    *("kick_members", "ban_members", "moderate_members", "mute_members", "deafen_members", "move_members"),
    *("manage_nicknames", "manage_events", "manage_threads", "mention_everyone", "view_audit_log"),
)


@dataclass(frozen=True, slots=True)
class Wish:
    """Who wants something for which club, and where."""

    guild: discord.Guild
    club: Club
    actor: Actor
    by: discord.Member


class Bindings:
    """Makes and binds what clubs have in Discord."""

    def __init__(self, bot: Bot, book: ClubBook) -> None:
        self._bot = bot
        self._book = book

    async def make_role(self, wish: Wish) -> tuple[discord.Role, Job | None]:
        """Make a role that allows nothing, and give it to the members of a club.

        Raises:
            MissingPermissions: the bot may not; names what it lacks.
            NoRoomInCommunity: Discord allows no more roles.
            UserError: the club has one, or this person may not; see `Places.require_free`.
        """
        guild, club, actor = wish.guild, wish.club, wish.actor
        await self._book.places.require_free(club.id, actor, Place.ROLE, make=True)
        _require_in_guild(guild, TO_GIVE_ROLES)
        try:
            role = await guild.create_role(
                name=club.name, permissions=discord.Permissions.none(), reason=_reason(club)
            )
        except discord.HTTPException as error:
            raise _refusal(error) from error
        return role, await self._bind_or_undo(club, actor, Place.ROLE, role)

    async def bind_role(self, wish: Wish, role: discord.Role) -> Job | None:
        """Make a role that is there the club's, and give it to the club's members.

        Raises:
            RoleNotUsable: it is everyone's, or Discord gives it by itself.
            RoleHasPower: it allows more than to be recognised; names what.
            NotYoursToBind: whoever asks may not give it in Discord.
            RoleTooHigh: it does not stand below the bot's.
            MissingPermissions: the bot may not give roles.
            UserError: the club has one, or this person may not; see `Places.bind`.
        """
        guild, club, actor = wish.guild, wish.club, wish.actor
        await self._book.places.require_free(club.id, actor, Place.ROLE, make=False)
        if role.is_default() or role.managed:
            raise RoleNotUsable(role=Safe(role.mention))
        powers = [name for name in _POWERS if getattr(role.permissions, name)]
        if powers:
            raise RoleHasPower(role=Safe(role.mention), permissions=permissions.names(powers))
        if not _may_give(guild, wish.by, role):
            raise NotYoursToBind(permissions=permissions.names(TO_GIVE_ROLES))
        _require_in_guild(guild, TO_GIVE_ROLES)
        if role >= guild.me.top_role:
            raise RoleTooHigh(role=Safe(role.mention), mine=Safe(guild.me.top_role.mention))
        return await self._book.places.bind(club.id, actor, Place.ROLE, role.id)

    async def make_channel(self, wish: Wish, place: Place, *, members_only: bool) -> discord.abc.GuildChannel:
        """Make a stage or a text channel for a club, where the community wants its stages.

        Raises:
            MissingPermissions: the bot may not; names what it lacks, and where.
            NoStagesHere: the server has no stages at all.
            NeedsRoleFirst: for members only it can be only with a role.
            NoRoomInCommunity: Discord allows no more channels.
            UserError: the club has one, or this person may not; see `Places.require_free`.
        """
        guild, club, actor = wish.guild, wish.club, wish.actor
        await self._book.places.require_free(club.id, actor, place, make=True)
        if place is Place.STAGE and "COMMUNITY" not in guild.features:
            raise NoStagesHere
        role = None if club.role_id is None else guild.get_role(club.role_id)
        if members_only and role is None:
            raise NeedsRoleFirst(club=club.name)
        needed = _needed(place)
        _require_in_guild(guild, dict.fromkeys((*TO_MAKE, *needed)))
        category = await self._category(guild)
        if category is not None:
            permissions.require(category, TO_MAKE)
        options: dict[str, Any] = {
            "name": club.name,
            "category": category or discord.utils.MISSING,
            "overwrites": overwrites(guild, needed, role if members_only else None),
            "reason": _reason(club),
        }
        make = guild.create_stage_channel if place is Place.STAGE else guild.create_text_channel
        try:
            channel = await make(**options)
        except discord.HTTPException as error:
            raise _refusal(error) from error
        await self._bind_or_undo(club, actor, place, channel)
        return channel

    async def bind_channel(self, wish: Wish, place: Place, channel_id: int) -> None:
        """Make a channel that is there the club's.

        Raises:
            NotYoursToBind: whoever asks may not change it in Discord.
            MissingPermissions: the bot may not do there what it has to.
            UserError: the club has one, or this person may not; see `Places.bind`.
        """
        guild, club, actor = wish.guild, wish.club, wish.actor
        await self._book.places.require_free(club.id, actor, place, make=False)
        channel = await _fetched(guild, channel_id)
        if not (actor.steward or channel.permissions_for(wish.by).manage_channels):
            raise NotYoursToBind(permissions=permissions.names(("manage_channels",)))
        permissions.require(channel, _needed(place))
        await _name_the_bot(channel, _needed(place), _reason(club))
        await self._book.places.bind(club.id, actor, place, channel_id)

    async def _bind_or_undo(
        self, club: Club, actor: Actor, place: Place, made: discord.Role | discord.abc.GuildChannel
    ) -> Job | None:
        try:
            return await self._book.places.bind(club.id, actor, place, made.id)
        except Exception:
            # A second click was quicker, or the club is gone: nobody wants what was just made.
            await made.delete(reason=_reason(club))
            raise

    async def _category(self, guild: discord.Guild) -> discord.CategoryChannel | None:
        chosen = (await self._bot.settings.of(CommunitySettings, guild.id)).stage_category
        found = None if chosen is None else guild.get_channel(chosen)
        return found if isinstance(found, discord.CategoryChannel) else None


def overwrites(
    guild: discord.Guild, needed: tuple[str, ...], only: discord.Role | None
) -> Mapping[discord.Role | discord.Member, discord.PermissionOverwrite]:
    """Who may what in a channel of a club: the bot always, and others than members not at all if `only`."""
    mine = discord.PermissionOverwrite(**dict.fromkeys(needed, True))
    found: dict[discord.Role | discord.Member, discord.PermissionOverwrite] = {guild.me: mine}
    if only is not None:
        found[guild.default_role] = discord.PermissionOverwrite(view_channel=False)
        found[only] = discord.PermissionOverwrite(view_channel=True, connect=True)
    return found


async def _name_the_bot(channel: discord.abc.GuildChannel, needed: tuple[str, ...], reason: str) -> None:
    """Keep the bot in a channel that may be made a private one later, if it may say so there."""
    me = channel.guild.me
    if channel.overwrites_for(me).view_channel or not channel.permissions_for(me).manage_roles:
        return
    try:
        await channel.set_permissions(
            me,
            overwrite=discord.PermissionOverwrite(**dict.fromkeys(needed, True)),
            reason=reason,
        )
    except discord.HTTPException as error:
        log.info("the bot is not named in the overwrites of %s: %s", channel.id, error)


async def _fetched(guild: discord.Guild, channel_id: int) -> discord.abc.GuildChannel:
    """A channel as it is now: of one that the bot cannot see, Discord tells it no changes."""
    try:
        channel = await guild.fetch_channel(channel_id)
    except discord.Forbidden as error:
        raise permissions.MissingPermissions(("view_channel",), f"<#{channel_id}>") from error
    assert not isinstance(channel, discord.Thread), "the command takes channels"
    return channel


def _needed(place: Place) -> tuple[str, ...]:
    return permissions.ON_STAGE if place is Place.STAGE else IN_TEXT


def _require_in_guild(guild: discord.Guild, needed: Any) -> None:
    missing = permissions.lacking(guild.me.guild_permissions, needed)
    if missing:
        raise permissions.MissingPermissions(missing, f"**{escape(guild.name)}**")


def _may_give(guild: discord.Guild, by: discord.Member, role: discord.Role) -> bool:
    """Whether a person may give a role in Discord ("Permissions", Permission Hierarchy)."""
    return guild.owner_id == by.id or (by.guild_permissions.manage_roles and role < by.top_role)


def _refusal(error: discord.HTTPException) -> Exception:
    return NoRoomInCommunity() if error.code in _FULL else error


def _reason(club: Club) -> str:
    return f"club {club.name}"
