"""The two buttons under an invitation, which only the invited person can press.

All they need is in their custom_id, so they work after a restart, in a direct message too, and in every
message that shows the same invitation. What the message says afterwards is a timer's doing: whoever answers
in their list changes the message in the channel as well.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import discord

from bot import replies
from bot.views import DynamicItem, View
from cogs.clubs.api import Clubs
from cogs.invitations.refusals import NotInCommunity
from cogs.invitations.service import InvitationBook

if TYPE_CHECKING:
    from bot.client import Bot
    from cogs.invitations.api import Invitation

ACCEPT = "invitations:accept"
DECLINE = "invitations:decline"


class AcceptInvitation(
    DynamicItem[discord.ui.Button[Any]], template=r"invitations:accept:(?P<id>[0-9]{1,18})"
):
    """Says yes."""

    def __init__(self, invitation_id: int, label: str = "…") -> None:
        button: discord.ui.Button[Any] = discord.ui.Button(
            label=label, style=discord.ButtonStyle.success, custom_id=f"{ACCEPT}:{invitation_id}"
        )
        super().__init__(button)
        self.invitation_id = invitation_id

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Make whoever presses a member, if it is they who are invited."""
        bot: Bot = interaction.client
        book = bot.service(InvitationBook)
        invitation = await book.require_theirs(self.invitation_id, interaction.user.id)
        await _require_in_community(interaction, invitation)
        accepted = await book.accept(invitation.id, interaction.user.id)
        club = await bot.service(Clubs).get(invitation.club_id)
        number = accepted.membership.number
        await replies.say(
            interaction, replies.text(interaction, __name__, "welcome", club=club.name, number=number)
        )


class DeclineInvitation(
    DynamicItem[discord.ui.Button[Any]], template=r"invitations:decline:(?P<id>[0-9]{1,18})"
):
    """Says no."""

    def __init__(self, invitation_id: int, label: str = "…") -> None:
        button: discord.ui.Button[Any] = discord.ui.Button(
            label=label, custom_id=f"{DECLINE}:{invitation_id}"
        )
        super().__init__(button)
        self.invitation_id = invitation_id

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """End the invitation, if it is whoever presses who is invited."""
        bot: Bot = interaction.client
        declined = await bot.service(InvitationBook).decline(self.invitation_id, interaction.user.id)
        club = await bot.service(Clubs).get(declined.club_id)
        await replies.say(interaction, replies.text(interaction, __name__, "declined", club=club.name))


def answer_buttons(bot: Bot, invitation_id: int, locale: str) -> View:
    """Yes and no, under one invitation."""
    view = View(timeout=None)
    view.add_item(AcceptInvitation(invitation_id, bot.words.plain(__name__, "button-accept", locale)))
    view.add_item(DeclineInvitation(invitation_id, bot.words.plain(__name__, "button-decline", locale)))
    return view


async def _require_in_community(interaction: discord.Interaction[Bot], invitation: Invitation) -> None:
    """Whoever presses in a direct message may have left the community since.

    Raises:
        NotInCommunity: they have.
    """
    if interaction.guild_id is not None:
        return
    guild = interaction.client.get_guild(invitation.guild_id)
    try:
        if guild is None:
            raise NotInCommunity
        await guild.fetch_member(interaction.user.id)
    except discord.NotFound as error:
        raise NotInCommunity from error
