"""Puts invitations where people see them, and takes them down again.

Somebody of the community is mentioned in a channel that they can see, or gets a direct message if they have
chosen that. Somebody from outside gets an invite of Discord's that only they can use, or, where Discord does
not allow that, a code. Whatever is shown is changed by a timer once the invitation has ended.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

import aiohttp
import discord

from bot import permissions
from bot.community.reaching import Preference, ReachedBy
from bot.community.records import NOBODY, mention
from bot.discord_internals import create_sealed_invite
from bot.errors import UpstreamError, UserError
from bot.i18n import Safe, Text
from cogs.clubs.api import Clubs
from cogs.invitations.api import Invitation, InvitationState
from cogs.invitations.offers import Shown
from cogs.invitations.refusals import CannotShow, TooManyLinks
from cogs.invitations.views.answers import answer_buttons

if TYPE_CHECKING:
    from bot.client import Bot
    from bot.timer_store import TimerDue
    from cogs.clubs.api import Club
    from cogs.invitations.service import InvitationBook

log = logging.getLogger(__name__)

#: What it takes to show an invitation in a channel.
TO_SHOW = ("view_channel", "send_messages")
TO_INVITE = ("view_channel", "create_instant_invite")
# Discord documentation, "Opcodes and Status Codes", JSON error codes.
CANNOT_MESSAGE_THIS_USER = 50007
NO_MUTUAL_GUILDS = 50278
MAXIMUM_INVITES = 30016
_REFUSED = frozenset({50001, 50013})  # Missing Access, Missing Permissions
_DEAF = frozenset({CANNOT_MESSAGE_THIS_USER, NO_MUTUAL_GUILDS})

Place = discord.TextChannel | discord.VoiceChannel | discord.StageChannel | discord.Thread


class How(StrEnum):
    """How somebody got to see their invitation."""

    CHANNEL = "channel"
    DM = "dm"
    NOWHERE = "nowhere"  # Discord let no direct message through
    LATER = "later"  # Discord did not play along; a timer tries again


@dataclass(frozen=True, slots=True)
class Link:
    """An invite of Discord's for one person, or why there is none."""

    code: str | None = None
    with_role: bool = False
    problem: UserError | None = None


class Post:
    """Shows invitations."""

    def __init__(self, bot: Bot, book: InvitationBook) -> None:
        self._bot = bot
        self._book = book

    def place_for(self, club: Club, invitee: discord.Member, here: object) -> Place:
        """Where the invited person and the bot both are: the club's channel, or where the command was used.

        Raises:
            MissingPermissions: the bot may not write where they could see it.
            CannotShow: they see neither.
        """
        own = self._bot.get_channel(club.text_channel_id or 0)
        seen = [
            place
            for place in (own, here)
            if isinstance(place, Place) and place.permissions_for(invitee).view_channel
        ]
        for place in seen:
            if not permissions.lacking(place.permissions_for(place.guild.me), TO_SHOW):
                return place
        if not seen:
            raise CannotShow(person=Safe(invitee.mention))
        missing = permissions.lacking(seen[0].permissions_for(seen[0].guild.me), TO_SHOW)
        raise permissions.MissingPermissions(missing, seen[0].mention)

    async def deliver(self, invitation: Invitation, channel_id: int) -> How:
        """Show an invitation to whom it is for.

        Raises:
            MissingPermissions: the bot may not write there after all; the invitation is taken back.
        """
        assert invitation.invitee_id is not None, "somebody is invited"
        preference = await self._book.preferences.of_one(invitation.guild_id, invitation.invitee_id)
        try:
            if preference.by is ReachedBy.DM:
                return await self._deliver_by_dm(invitation, preference)
            return await self._deliver_in(invitation, channel_id)
        except discord.Forbidden as error:
            if error.code not in _REFUSED:
                raise
            await self._book.take_back(invitation.id)
            raise permissions.MissingPermissions(TO_SHOW, f"<#{channel_id}>") from error
        except (discord.DiscordServerError, aiohttp.ClientError, OSError) as error:
            log.warning("invitation %s is shown later: %s", invitation.id, error)
            return How.LATER

    async def deliver_late(self, due: TimerDue) -> None:
        """Show an invitation whose maker did not live to do it, or whom Discord did not let."""
        found = await self._book.offers.get(due.payload["invitation_id"])
        if found is None or found[0].state is not InvitationState.PENDING or found[1].message_id is not None:
            return
        try:
            how = await self.deliver(found[0], due.payload["channel_id"])
        except permissions.MissingPermissions as refusal:
            log.warning("invitation %s cannot be shown: %s", found[0].id, refusal)
            return
        if how is How.LATER:
            raise UpstreamError("Discord does not take the invitation yet")

    async def seal(self, club: Club, invitation: Invitation, here: object) -> Link:
        """Make an invite of Discord's that only the invited person can use, once."""
        assert invitation.invitee_id is not None, "somebody is invited"
        places = list(self._invite_places(club, here))
        place = next((one for one in places if not _lacking(one, TO_INVITE)), None)
        if place is None:
            return Link(problem=_nowhere_to_invite(places))
        role_ids = self._grantable(club, place)
        try:
            code = await self._create(place, invitation, role_ids)
        except discord.HTTPException as error:
            if error.code == MAXIMUM_INVITES:
                return Link(problem=TooManyLinks())
            if error.code not in _REFUSED:
                raise
            return Link(problem=permissions.MissingPermissions(TO_INVITE[1:], place.mention))
        await self._book.offers.shown(invitation.id, Shown(channel_id=place.id, link=code))
        return Link(code, with_role=bool(role_ids))

    async def redraw(self, due: TimerDue) -> None:
        """Change what is shown of an invitation that has ended."""
        found = await self._book.offers.get(due.payload["invitation_id"])
        if found is None:
            return
        invitation, shown = found
        try:
            if shown.link is not None and invitation.state.gives_back:
                await self._bot.delete_invite(shown.link, reason="taken back")
            if shown.message_id is not None and shown.channel_id is not None:
                await self._change_message(invitation, shown.channel_id, shown.message_id)
        except discord.NotFound:
            return  # it was deleted, which says as much
        except discord.Forbidden as error:
            log.warning("what is shown of invitation %s stays: %s", invitation.id, error)

    def can_delete_link(self, shown: Shown) -> bool:
        """Whether an invite of Discord's can be taken back there as well."""
        place = self._bot.get_channel(shown.channel_id or 0)
        return shown.link is None or (isinstance(place, Place) and _can_delete_invites(place))

    async def _deliver_by_dm(self, invitation: Invitation, preference: Preference) -> How:
        guild = self._bot.get_guild(invitation.guild_id)
        locale = preference.locale or ""
        text = await self._text("invitation-in-dm", invitation, locale, community=guild.name if guild else "")
        channel = await self._bot.create_dm(discord.Object(invitation.invitee_id or 0))
        try:
            sent = await channel.send(text, view=answer_buttons(self._bot, invitation.id, locale))
        except discord.Forbidden as error:
            if error.code not in _DEAF:
                raise
            await self._book.offers.shown(invitation.id, Shown())
            return How.NOWHERE
        await self._book.offers.shown(invitation.id, Shown(channel.id, sent.id))
        return How.DM

    async def _deliver_in(self, invitation: Invitation, channel_id: int) -> How:
        locale = await self._locale_of(invitation.guild_id)
        text = await self._text("invitation-in-channel", invitation, locale)
        channel = self._bot.get_partial_messageable(channel_id, guild_id=invitation.guild_id)
        sent = await channel.send(
            text,
            view=answer_buttons(self._bot, invitation.id, locale),
            allowed_mentions=discord.AllowedMentions(users=[discord.Object(invitation.invitee_id or 0)]),
        )
        await self._book.offers.shown(invitation.id, Shown(channel_id, sent.id))
        return How.CHANNEL

    async def _change_message(self, invitation: Invitation, channel_id: int, message_id: int) -> None:
        locale = await self._locale_in(invitation, channel_id)
        key = "invitation-is-over" if invitation.state.gives_back else "invitation-was-accepted"
        text = await self._text(key, invitation, locale)
        channel = self._bot.get_partial_messageable(channel_id, guild_id=invitation.guild_id)
        await channel.get_partial_message(message_id).edit(content=text, view=None)

    async def _text(self, key: str, invitation: Invitation, locale: str, **more: object) -> str:
        club = await self._bot.service(Clubs).get(invitation.club_id)
        return self._bot.words.text(
            __name__,
            key,
            locale,
            inviter=mention_of(invitation.inviter_id),
            invitee=mention_of(invitation.invitee_id),
            club=club.name,
            until=invitation.expires_at,
            **more,
        )

    async def _locale_in(self, invitation: Invitation, channel_id: int) -> str:
        """The language of a channel of the community, or of whoever got a direct message."""
        guild = self._bot.get_guild(invitation.guild_id)
        if guild is None or guild.get_channel_or_thread(channel_id) is None:
            preference = await self._book.preferences.of_one(invitation.guild_id, invitation.invitee_id or 0)
            if preference.locale is not None:
                return preference.locale
        return await self._locale_of(invitation.guild_id)

    async def _locale_of(self, guild_id: int) -> str:
        guild = self._bot.get_guild(guild_id)
        return "" if guild is None else await self._bot.language_of(guild)

    async def _create(self, place: Place, invitation: Invitation, role_ids: list[int]) -> str:
        lasts = invitation.expires_at - invitation.made_at
        return await create_sealed_invite(
            self._bot,
            place.id,
            invitation.invitee_id or 0,
            role_ids=role_ids,
            max_age_seconds=int(lasts.total_seconds()),
            reason=f"invited by {invitation.inviter_id}",
        )

    def _invite_places(self, club: Club, here: object) -> Iterator[Place]:
        guild = self._bot.get_guild(club.guild_id)
        own = [
            self._bot.get_channel(channel_id or 0)
            for channel_id in (club.text_channel_id, club.stage_channel_id)
        ]
        others: list[Any] = [] if guild is None else [guild.system_channel, *guild.text_channels]
        for place in (*own, here, *others):
            # A thread has no invites of its own.
            if isinstance(place, Place) and not isinstance(place, discord.Thread):
                yield place

    def _grantable(self, club: Club, place: Place) -> list[int]:
        """The club's role, if an invite may give it and can be taken back once it should not."""
        role = place.guild.get_role(club.role_id or 0)
        if role is None or not _can_delete_invites(place):
            return []
        me = place.guild.me
        return [role.id] if me.guild_permissions.manage_roles and role < me.top_role else []


def mention_of(user_id: int | None) -> Safe | Text:
    """Name a person in a text."""
    return mention(NOBODY if user_id is None else user_id)


def _lacking(place: Place, needed: tuple[str, ...]) -> list[str]:
    return permissions.lacking(place.permissions_for(place.guild.me), needed)


def _can_delete_invites(place: Place) -> bool:
    # Discord documentation, "Invite", Delete Invite.
    return place.guild.me.guild_permissions.manage_guild or not _lacking(place, ("manage_channels",))


def _nowhere_to_invite(places: list[Place]) -> UserError:
    if not places:
        return permissions.MissingPermissions(TO_INVITE, "")
    return permissions.MissingPermissions(_lacking(places[0], TO_INVITE), places[0].mention)
