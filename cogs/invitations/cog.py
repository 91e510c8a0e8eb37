"""The Discord face of invitations: what a person can type."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

import discord
from discord import app_commands

from bot import replies
from bot.cog import GroupCog
from bot.community.reaching import ReachedBy
from bot.i18n import Safe, Text
from bot.interactions import guild_id_of, is_steward
from cogs.clubs.api import Club, Clubs
from cogs.invitations.checks import club_named
from cogs.invitations.refusals import NamesNoClub, NoSuchInvitation
from cogs.invitations.service import Invitee
from cogs.invitations.trees import AS_PICTURE, AS_TEXT
from cogs.invitations.views.budgets import budget_text, left_of
from cogs.invitations.views.pages import Page, Which, drawn, invitee_of, labels
from cogs.invitations.views.posting import How
from cogs.invitations.views.trees import as_picture, as_text, title_of

if TYPE_CHECKING:
    from bot.client import Bot
    from cogs.invitations.service import InvitationBook
    from cogs.invitations.views.posting import Post

Code = app_commands.Range[str, 1, 100]
_SENT = {
    How.CHANNEL: "sent-in-channel",
    How.DM: "sent-by-dm",
    How.NOWHERE: "sent-nowhere",
    How.LATER: "sent-later",
}
_CHOSEN = {
    ReachedBy.CHANNEL: "receives-in-channel",
    ReachedBy.DM: "receives-by-dm",
    ReachedBy.NOTHING: "receives-nothing",
}


@app_commands.guild_only()
class InvitationCommands(GroupCog, group_name="invitation", group_description="Invitations into clubs"):
    """Lets members bring others into their clubs, and shows who brought whom."""

    def __init__(self, bot: Bot, book: InvitationBook, post: Post) -> None:
        super().__init__(bot)
        self.book = book
        self.post = post

    @app_commands.command()
    async def send(self, interaction: discord.Interaction[Bot], person: discord.User, club: str) -> None:
        """Invite somebody into your club: a member of this server, or anybody by their id."""
        found = await club_named(interaction, club)
        if await self.book.is_waiting(found, person.id):
            await self._let_in(interaction, found, person)
        elif isinstance(person, discord.Member):
            await self._send_to_member(interaction, found, person)
        else:
            await self._send_to_outsider(interaction, found, person)

    @app_commands.command()
    async def code(self, interaction: discord.Interaction[Bot], club: str) -> None:
        """Make a code by which one person, whoever it is, comes into your club."""
        found = await club_named(interaction, club)
        made, code = await self.book.make_code(found, interaction.user.id)
        left = await self._left(interaction, found)
        await self.say(
            interaction, "code-made", club=found.name, code=Safe(code), until=made.expires_at, left=left
        )

    @app_commands.command()
    async def redeem(self, interaction: discord.Interaction[Bot], code: Code) -> None:
        """Come into a club by a code that you were given."""
        accepted = await self.book.redeem(guild_id_of(interaction), interaction.user.id, code)
        club = await self.bot.service(Clubs).get(accepted.invitation.club_id)
        await self.say(interaction, "welcome", club=club.name, number=accepted.membership.number)

    @app_commands.command(name="list")
    async def list_(
        self,
        interaction: discord.Interaction[Bot],
        club: str | None = None,
        everybody: bool = False,  # noqa: FBT001, FBT002 - an option of the command
    ) -> None:
        """See the invitations that you got and gave; in a club you run, all that wait for an answer."""
        found = None if club is None else await club_named(interaction, club)
        if found is None and everybody:
            raise NamesNoClub
        which = Which.WAITING if everybody else Which.GIVEN
        text, view = await drawn(interaction, Page(0 if found is None else found.id, which))
        await replies.say(interaction, text, view=view)

    @app_commands.command()
    async def revoke(self, interaction: discord.Interaction[Bot], invitation: str) -> None:
        """Take an invitation back that nobody has answered."""
        if not invitation.isdecimal() or len(invitation) > 18:  # noqa: PLR2004 - what 64 bits hold for certain
            raise NoSuchInvitation
        ended = await self.book.revoke(
            guild_id_of(interaction), int(invitation), interaction.user.id, steward=is_steward(interaction)
        )
        found = await self.book.offers.get(ended.id)
        key = "revoked" if found is None or self.post.can_delete_link(found[1]) else "revoked-link-stays"
        await self.say(interaction, key, person=invitee_of(ended), known=_known(ended.invitee_id))

    @app_commands.command()
    async def budget(self, interaction: discord.Interaction[Bot], club: str) -> None:
        """See how many you can invite into a club, why, and what brings more."""
        found = await club_named(interaction, club)
        budget, frozen = await self.book.own_budget(found, interaction.user.id)
        rule, counted = await self.book.rule(found), await self.book.counts_rooms(found)
        text = budget_text(interaction, found, budget, rule, frozen=frozen, counted=counted)
        await replies.say(interaction, text)

    @app_commands.command()
    async def tree(
        self,
        interaction: discord.Interaction[Bot],
        club: str,
        person: discord.User | None = None,
        picture: bool = False,  # noqa: FBT001, FBT002 - an option of the command
    ) -> None:
        """See who brought whom into a club, or whom one person brought."""
        found = await club_named(interaction, club)
        look = await self.book.trees.look(
            found,
            interaction.user.id,
            AS_PICTURE if picture else AS_TEXT,
            person_id=None if person is None else person.id,
            steward=is_steward(interaction),
        )
        if picture:
            await replies.say(
                interaction, title_of(interaction, look), file=await as_picture(interaction, look)
            )
        else:
            await replies.say(interaction, as_text(interaction, look))

    @app_commands.command()
    async def freeze(self, interaction: discord.Interaction[Bot], club: str, person: discord.User) -> None:
        """Let nobody whom this person brought, or who came by them, invite any more."""
        found = await club_named(interaction, club)
        await self.book.freezes.freeze(found, interaction.user.id, person.id, steward=is_steward(interaction))
        await self.say(interaction, "frozen", person=Safe(person.mention), club=found.name)

    @app_commands.command()
    async def unfreeze(self, interaction: discord.Interaction[Bot], club: str, person: discord.User) -> None:
        """Let a branch invite again."""
        found = await club_named(interaction, club)
        await self.book.freezes.thaw(found, interaction.user.id, person.id, steward=is_steward(interaction))
        await self.say(interaction, "unfrozen", person=Safe(person.mention), club=found.name)

    @app_commands.command()
    async def receive(
        self, interaction: discord.Interaction[Bot], by: Literal["channel", "dm", "nothing"]
    ) -> None:
        """Choose how you are invited here: by a mention, by direct message, or not at all."""
        chosen = ReachedBy(by)
        await self.book.preferences.choose(
            guild_id_of(interaction), interaction.user.id, chosen, interaction.locale.value
        )
        await self.say(interaction, _CHOSEN[chosen])

    @send.autocomplete("club")
    @code.autocomplete("club")
    @list_.autocomplete("club")
    @budget.autocomplete("club")
    @tree.autocomplete("club")
    @freeze.autocomplete("club")
    @unfreeze.autocomplete("club")
    async def suggest_club(
        self, interaction: discord.Interaction[Bot], typed: str
    ) -> list[app_commands.Choice[str]]:
        """Offer the clubs that fit what was typed so far."""
        names = await self.bot.service(Clubs).suggestions(guild_id_of(interaction), typed)
        return [app_commands.Choice(name=name, value=name) for name in names]

    @revoke.autocomplete("invitation")
    async def suggest_invitation(
        self, interaction: discord.Interaction[Bot], typed: str
    ) -> list[app_commands.Choice[str]]:
        """Offer what the person gave and nobody has answered."""
        offered = await labels(interaction, typed)
        return [app_commands.Choice(name=label, value=str(number)) for number, label in offered]

    async def _let_in(self, interaction: discord.Interaction[Bot], club: Club, person: discord.User) -> None:
        invitee = Invitee(person.id, person.display_name)
        accepted = await self.book.let_in(club, interaction.user.id, invitee)
        await self.say(
            interaction,
            "admitted",
            person=Safe(person.mention),
            club=club.name,
            number=accepted.membership.number,
            left=await self._left(interaction, club),
        )

    async def _send_to_member(
        self, interaction: discord.Interaction[Bot], club: Club, person: discord.Member
    ) -> None:
        place = self.post.place_for(club, person, interaction.channel)
        invitee = Invitee(person.id, person.display_name, is_bot=person.bot)
        made = await self.book.invite(club, interaction.user.id, invitee, show_in=place.id)
        how = await self.post.deliver(made, place.id)
        await self.say(
            interaction,
            _SENT[how],
            person=Safe(person.mention),
            club=club.name,
            channel=Safe(place.mention),
            until=made.expires_at,
            left=await self._left(interaction, club),
        )

    async def _send_to_outsider(
        self, interaction: discord.Interaction[Bot], club: Club, person: discord.User
    ) -> None:
        invitee = Invitee(person.id, person.name, is_bot=person.bot, is_outside=True)
        made = await self.book.invite(club, interaction.user.id, invitee)
        given: dict[str, Any] = {"person": person.name, "club": club.name, "until": made.expires_at}
        link = await self.post.seal(club, made, interaction.channel)
        given["left"] = await self._left(interaction, club)
        if link.code is not None:
            url = Safe(f"{discord.Invite.BASE}/{link.code}")
            await self.say(
                interaction, "sent-by-link", link=url, role="yes" if link.with_role else "no", **given
            )
            return
        assert link.problem is not None, "there is a reason why there is no link"
        problem = self.bot.words.refusal(link.problem, interaction.locale.value)
        code = await self.book.code_instead(made)
        await self.say(interaction, "sent-by-code", problem=problem, code=Safe(code), **given)

    async def _left(self, interaction: discord.Interaction[Bot], club: Club) -> Text | Safe:
        return left_of(await self.book.budget(club, interaction.user.id))


def _known(user_id: int | None) -> str:
    return "no" if user_id is None else "yes"
