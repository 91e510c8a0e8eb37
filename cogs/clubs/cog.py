"""The Discord face of clubs: what a person can type."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import discord
from discord import app_commands

from bot import replies
from bot.cog import GroupCog
from bot.i18n import Safe
from bot.interactions import guild_id_of, role_ids_of
from cogs.clubs.api import ClubRole, ToldBy
from cogs.clubs.bindings import Wish
from cogs.clubs.checks import actor_of, person_of
from cogs.clubs.places import Place
from cogs.clubs.views import editing, following, handing, joining
from cogs.clubs.views.bans import bans_page
from cogs.clubs.views.card import show_card
from cogs.clubs.views.history import history_page
from cogs.clubs.views.lists import found_page, list_page, mine_page
from cogs.clubs.views.members import Spot, member_card, members_page
from cogs.clubs.views.parts import Speaker
from cogs.clubs.views.waitlist import waitlist_page

if TYPE_CHECKING:
    from bot.client import Bot
    from bot.jobs import Job
    from cogs.clubs.api import Club
    from cogs.clubs.bindings import Bindings
    from cogs.clubs.directory import Card
    from cogs.clubs.service import ClubBook

Asked = discord.Interaction["Bot"]
Choices = list[app_commands.Choice[str]]
Reason = app_commands.Range[str, 1, 300]
Searched = app_commands.Range[str, 1, 100]


@app_commands.guild_only()
class ClubCommands(GroupCog, group_name="club", group_description="Clubs of this community"):
    """Lets people found clubs, come in, and run them."""

    make = app_commands.Group(name="make", description="Have something made for a club")
    bind = app_commands.Group(name="bind", description="Give a club something that is there")

    def __init__(self, bot: Bot, clubs: ClubBook, bindings: Bindings) -> None:
        super().__init__(bot)
        self.clubs = clubs
        self.bindings = bindings

    # --- for everybody

    @app_commands.command()
    async def create(self, interaction: Asked, name: str) -> None:
        """Found a club; you become its owner."""
        club = await self.clubs.create(
            guild_id_of(interaction),
            name,
            interaction.user.id,
            roles=role_ids_of(interaction),
            steward=actor_of(interaction).steward,
        )
        await self.say(interaction, "club-created", club=club.name)

    @app_commands.command(name="list")
    async def list_(self, interaction: Asked) -> None:
        """See the clubs of this community."""
        cards = await self.clubs.listed(guild_id_of(interaction))
        if not cards:
            await self.say(interaction, "no-clubs-yet")
            return
        await replies.say(interaction, view=list_page(Speaker.to(interaction), cards))

    @app_commands.command()
    async def search(self, interaction: Asked, words: Searched) -> None:
        """Find clubs by their name and by what they say of themselves."""
        cards = await self.clubs.found(guild_id_of(interaction), words)
        if not cards:
            await self.say(interaction, "found-nothing", typed=words)
            return
        await replies.say(interaction, view=found_page(Speaker.to(interaction), cards, words))

    @app_commands.command()
    async def info(self, interaction: Asked, club: str, public: bool = False) -> None:  # noqa: FBT001, FBT002 - an option
        """See a club's card: what it is about, its rules, its links and its next room."""
        await show_card(interaction, await self._card(interaction, club), public=public)

    @app_commands.command()
    async def mine(self, interaction: Asked) -> None:
        """See which clubs you are in, wait for and follow."""
        await replies.say(interaction, await mine_page(interaction))

    @app_commands.command()
    async def join(self, interaction: Asked, club: str) -> None:
        """Become a member of a club, or ask to."""
        await joining.come_in(interaction, await self._card(interaction, club))

    @app_commands.command()
    async def leave(self, interaction: Asked, club: str) -> None:
        """Leave a club, or its waitlist."""
        await joining.go(interaction, await self._card(interaction, club))

    @app_commands.command()
    async def follow(self, interaction: Asked, club: str, how: Literal["channel", "dm"]) -> None:
        """Be told when a club opens a room, without joining it."""
        card = await self._card(interaction, club)
        await replies.say(interaction, await following.follow(interaction, card, ToldBy(how)))

    @app_commands.command()
    async def unfollow(self, interaction: Asked, club: str) -> None:
        """Be told of a club's rooms no more."""
        card = await self._card(interaction, club)
        await self.clubs.following.unfollow(card.club.id, interaction.user.id)
        await self.say(interaction, "unfollowed", club=card.club.name)

    @app_commands.command()
    async def members(
        self,
        interaction: Asked,
        club: str,
        role: Literal["owner", "admin", "leader", "member", "banned"] | None = None,
    ) -> None:
        """See who is in a club."""
        card = await self._card(interaction, club)
        if role == "banned":
            await replies.say(interaction, view=await bans_page(interaction, card))
            return
        spot = Spot(card.club.id, role=None if role is None else ClubRole(role))
        await replies.say(interaction, view=await members_page(interaction, card, spot))

    @app_commands.command()
    async def member(self, interaction: Asked, club: str, person: discord.User | None = None) -> None:
        """See somebody's member card: their number, and who invited them."""
        card = await self._card(interaction, club)
        user_id = interaction.user.id if person is None else person.id
        await replies.say(interaction, await member_card(interaction, card, user_id))

    # --- for those who run a club

    @app_commands.command()
    async def edit(
        self, interaction: Asked, club: str, what: Literal["profile", "picture", "way-in"] = "profile"
    ) -> None:
        """Change what a club says of itself, its picture, or how people come in."""
        card = await self._card(interaction, club)
        forms = {
            "profile": editing.edit_profile,
            "picture": editing.edit_picture,
            "way-in": editing.edit_way_in,
        }
        await forms[what](interaction, card)

    @app_commands.command()
    async def waitlist(self, interaction: Asked, club: str) -> None:
        """See who wants to come into a club, and decide."""
        card = await self._card(interaction, club)
        await replies.say(interaction, view=await waitlist_page(interaction, card))

    @app_commands.command()
    async def promote(
        self,
        interaction: Asked,
        club: str,
        person: discord.User,
        role: Literal["admin", "leader"] | None = None,
    ) -> None:
        """Give a member a higher role."""
        card, wanted = await self._card(interaction, club), None if role is None else ClubRole(role)
        after = await self.clubs.staff.promote(card.club.id, actor_of(interaction), person.id, wanted)
        await self._say_of(interaction, "promoted", card, person, role=after)

    @app_commands.command()
    async def demote(
        self,
        interaction: Asked,
        club: str,
        person: discord.User,
        role: Literal["leader", "member"] | None = None,
    ) -> None:
        """Give a member a lower role, or step down yourself."""
        card, wanted = await self._card(interaction, club), None if role is None else ClubRole(role)
        after = await self.clubs.staff.demote(card.club.id, actor_of(interaction), person.id, wanted)
        await self._say_of(interaction, "demoted", card, person, role=after)

    @app_commands.command()
    async def remove(
        self, interaction: Asked, club: str, person: discord.User, reason: Reason | None = None
    ) -> None:
        """Send a member away; they may come back."""
        card = await self._card(interaction, club)
        await self.clubs.staff.remove(card.club.id, actor_of(interaction), person.id, reason or "")
        await self._say_of(interaction, "removed", card, person)

    @app_commands.command()
    async def ban(
        self, interaction: Asked, club: str, person: discord.User, reason: Reason | None = None
    ) -> None:
        """Keep somebody out of a club, and send them away if they are in it."""
        card, user_id = await self._card(interaction, club), person_of(person)
        await self.clubs.staff.ban(card.club.id, actor_of(interaction), user_id, reason or "")
        await self._say_of(interaction, "banned", card, person)

    @app_commands.command()
    async def unban(self, interaction: Asked, club: str, person: discord.User) -> None:
        """Let somebody come into a club again."""
        card = await self._card(interaction, club)
        await self.clubs.staff.unban(card.club.id, actor_of(interaction), person.id)
        await self._say_of(interaction, "unbanned", card, person)

    @app_commands.command()
    async def transfer(self, interaction: Asked, club: str, person: discord.User) -> None:
        """Hand a club over to another member."""
        await handing.ask_to_hand_over(interaction, await self._card(interaction, club), person_of(person))

    @app_commands.command()
    async def archive(self, interaction: Asked, club: str) -> None:
        """Let a club rest; its name and its members are kept."""
        card = await self._card(interaction, club)
        await self.clubs.profiles.archive(card.club.id, actor_of(interaction))
        await self.say(interaction, "archived", club=card.club.name)

    @app_commands.command()
    async def restore(self, interaction: Asked, club: str) -> None:
        """Let an archived club go on."""
        card = await self._card(interaction, club)
        await self.clubs.profiles.restore(card.club.id, actor_of(interaction))
        await self.say(interaction, "restored", club=card.club.name)

    @app_commands.command()
    async def history(self, interaction: Asked, club: str) -> None:
        """See who did what in a club."""
        card = await self._card(interaction, club)
        await replies.say(interaction, view=await history_page(interaction, card))

    # --- what a club has in Discord

    @make.command(name="role")
    async def make_role(self, interaction: Asked, club: str) -> None:
        """Make a role that a club's members have, and keep the two in step."""
        card = await self._card(interaction, club)
        await self.defer(interaction)
        role, job = await self.bindings.make_role(wish_of(interaction, card.club))
        await self._say_role(interaction, card, role, job)

    @make.command(name="stage")
    async def make_stage(self, interaction: Asked, club: str, members_only: bool = False) -> None:  # noqa: FBT001, FBT002 - an option
        """Make a stage for a club's rooms."""
        await self._make_channel(interaction, club, Place.STAGE, members_only=members_only)

    @make.command(name="channel")
    async def make_channel(self, interaction: Asked, club: str, members_only: bool = False) -> None:  # noqa: FBT001, FBT002 - an option
        """Make a text channel for a club."""
        await self._make_channel(interaction, club, Place.CHANNEL, members_only=members_only)

    @bind.command(name="role")
    async def bind_role(self, interaction: Asked, club: str, role: discord.Role) -> None:
        """Make a role the one that a club's members have, and keep the two in step."""
        card = await self._card(interaction, club)
        job = await self.bindings.bind_role(wish_of(interaction, card.club), role)
        await self._say_role(interaction, card, role, job)

    @bind.command(name="stage")
    async def bind_stage(self, interaction: Asked, club: str, stage: discord.StageChannel) -> None:
        """Open a club's rooms on a stage that is there."""
        await self._bind_channel(interaction, club, Place.STAGE, stage.id)

    @bind.command(name="channel")
    async def bind_channel(self, interaction: Asked, club: str, channel: discord.TextChannel) -> None:
        """Write to a club in a text channel that is there."""
        await self._bind_channel(interaction, club, Place.CHANNEL, channel.id)

    @app_commands.command()
    async def unbind(self, interaction: Asked, club: str, what: Literal["role", "stage", "channel"]) -> None:
        """Take a role or a channel from a club; in Discord it stays."""
        card, place = await self._card(interaction, club), Place(what)
        place_id = await self.clubs.places.unbind(card.club.id, actor_of(interaction), place)
        await self.say(interaction, "unbound", club=card.club.name, place=place.mention(place_id))

    # --- what they share

    async def _make_channel(self, interaction: Asked, club: str, place: Place, *, members_only: bool) -> None:
        card = await self._card(interaction, club)
        await self.defer(interaction)
        wish = wish_of(interaction, card.club)
        channel = await self.bindings.make_channel(wish, place, members_only=members_only)
        await self.say(interaction, "bound", club=card.club.name, place=place.mention(channel.id))

    async def _bind_channel(self, interaction: Asked, club: str, place: Place, channel_id: int) -> None:
        card = await self._card(interaction, club)
        await self.bindings.bind_channel(wish_of(interaction, card.club), place, channel_id)
        await self.say(interaction, "bound", club=card.club.name, place=place.mention(channel_id))

    async def _say_role(self, interaction: Asked, card: Card, role: discord.Role, job: Job | None) -> None:
        key = "role-bound-listed" if self.bot.intents.members else "role-bound"
        await self.say(interaction, key, club=card.club.name, role=Safe(role.mention))
        if job is not None:
            await self.bot.progress.show(interaction, job)

    async def _say_of(
        self,
        interaction: Asked,
        key: str,
        card: Card,
        person: discord.User,
        role: ClubRole = ClubRole.MEMBER,
    ) -> None:
        await self.say(interaction, key, club=card.club.name, person=Safe(person.mention), role=role)

    async def _card(self, interaction: Asked, club: str) -> Card:
        return await self.clubs.card(guild_id_of(interaction), club)

    async def suggest(self, interaction: Asked, typed: str) -> Choices:
        """Offer the clubs that fit what was typed so far."""
        names = await self.clubs.suggestions(guild_id_of(interaction), typed)
        return [app_commands.Choice(name=name, value=name) for name in names]

    search.autocomplete("words")(suggest)

    @restore.autocomplete("club")
    async def suggest_archived(self, interaction: Asked, typed: str) -> Choices:
        """Offer the archived clubs that fit what was typed so far."""
        names = await self.clubs.archived(guild_id_of(interaction), typed)
        return [app_commands.Choice(name=name, value=name) for name in names]

    for _command in (
        *(edit, info, join, leave, follow, unfollow, members, member, waitlist, promote, demote),
        *(remove, ban, unban, transfer, archive, history, unbind),
        *(make_role, make_stage, make_channel, bind_role, bind_stage, bind_channel),
    ):
        _command.autocomplete("club")(suggest)


def wish_of(interaction: Asked, club: Club) -> Wish:
    """Who wants something for a club, and where."""
    assert interaction.guild is not None, "the command is for guilds only"
    assert isinstance(interaction.user, discord.Member), "the command is for guilds only"
    return Wish(interaction.guild, club, actor_of(interaction), interaction.user)
