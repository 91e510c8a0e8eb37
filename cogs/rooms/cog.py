"""The Discord face of rooms: what hosts ask for. What Discord tells of stages is in `listeners`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import discord
from discord import app_commands

from bot import permissions, replies
from bot.cog import GroupCog
from bot.i18n import Safe
from bot.interactions import guild_id_of, is_steward, role_ids_of
from bot.layouts import shortened
from cogs.clubs.api import Clubs
from cogs.rooms.api import CloseReason, RoomKind
from cogs.rooms.bindings import Opening, Wish
from cogs.rooms.checks import (
    guild_of,
    host_of,
    hosted_by,
    member_of,
    offered_to,
    room_asked_for,
    stage_for,
    stage_to_rehearse_on,
    topic_on,
)
from cogs.rooms.refusals import OpenToAll
from cogs.rooms.rehearsing import Rehearsal
from cogs.rooms.reports import Reports
from cogs.rooms.views.panel import panel_choice
from cogs.rooms.views.rehearsal import rehearsed
from cogs.rooms.views.report import report_for, show_balance, show_report

if TYPE_CHECKING:
    from bot.client import Bot
    from cogs.rooms.bindings import Gate
    from cogs.rooms.greenroom import GreenRooms
    from cogs.rooms.hosting import Hosting
    from cogs.rooms.making import StageMaker
    from cogs.rooms.moving import Mover
    from cogs.rooms.service import RoomBook
    from cogs.rooms.showing import CardKeeper
    from cogs.rooms.stages import StageDoors
    from cogs.rooms.telling import Teller

Topic = app_commands.Range[str, 1, 120]
Kind = Literal["open", "social", "closed"]
Name = app_commands.Range[str, 1, 100]
Asked = discord.Interaction["Bot"]


@app_commands.guild_only()
class RoomCommands(GroupCog, group_name="room", group_description="Audio rooms of a club"):
    """Lets hosts open and close rooms, and run them together."""

    cohost = app_commands.Group(name="cohost", description="Run a room together")
    link = app_commands.Group(name="link", description="Links on the card of a room")

    def __init__(
        self,
        bot: Bot,
        rooms: RoomBook,
        doors: StageDoors,
        *,
        hosting: Hosting,
        cards: CardKeeper,
        gate: Gate,
        maker: StageMaker,
        mover: Mover,
        green_rooms: GreenRooms,
        teller: Teller,
    ) -> None:
        super().__init__(bot)
        self.rooms = rooms
        self.doors = doors
        self.hosting = hosting
        self.cards = cards
        self.gate = gate
        self.maker = maker
        self.mover = mover
        self.green_rooms = green_rooms
        self.teller = teller
        self.opening = Opening(rooms, doors, gate, maker)

    def plain(self, interaction: Asked, key: str) -> str:
        """A text for a place without Markdown, in the asker's language."""
        return self.bot.words.plain(__name__, key, interaction.locale.value)

    @app_commands.command(name="open")
    async def open_(
        self,
        interaction: Asked,
        club: str,
        topic: Topic,
        stage: discord.StageChannel | None = None,
        kind: Kind = "open",
    ) -> None:
        """Open a room of your club on a stage."""
        # Opening the stage and coming up on it takes more than Discord's three seconds.
        await self.defer(interaction)
        found = await self.bot.service(Clubs).named(guild_id_of(interaction), club)
        async with self.doors.turns[guild_id_of(interaction)]:
            chosen = await stage_for(interaction, found, stage, self.rooms)
            wish = Wish(
                guild_of(interaction),
                found,
                topic,
                interaction.user.id,
                role_ids_of(interaction),
                RoomKind(kind),
            )
            opened = await self.opening.open(wish, chosen)
        key = "room-opened" if opened.heard else "room-opened-unheard"
        told = "yes" if await self.doors.may_tell(opened.room, opened.stage) else "no"
        await self.say(interaction, key, topic=topic, stage=Safe(opened.stage.mention), told=told)

    @app_commands.command()
    async def adopt(self, interaction: Asked, club: str, stage: discord.StageChannel) -> None:
        """Make a room of your club of a stage that was opened in Discord itself."""
        await self.defer(interaction)
        found = await self.bot.service(Clubs).named(guild_id_of(interaction), club)
        await self.rooms.caught_up(guild_id_of(interaction))
        async with self.doors.turns[guild_id_of(interaction)]:
            permissions.require(stage, permissions.ON_STAGE)
            plan = await self.rooms.openings.plan(
                found, stage.id, topic_on(stage), interaction.user.id, role_ids_of(interaction)
            )
            await self.doors.adopt(plan, stage)
        await self.say(interaction, "room-adopted", topic=plan.topic, club=found.name)

    @app_commands.command()
    async def close(self, interaction: Asked) -> None:
        """Close the room you host."""
        room = await hosted_by(interaction, self.rooms)
        await self.defer(interaction)
        await self.doors.close(room)
        await self.rooms.close(room.channel_id, CloseReason.HOST)
        await self.say(interaction, "room-closed", topic=room.topic)

    @app_commands.command()
    async def topic(self, interaction: Asked, topic: Topic) -> None:
        """Change what the room you host is about."""
        room = await hosted_by(interaction, self.rooms)
        await self.defer(interaction)
        changed = await self.doors.set_topic(room, topic)
        await self.say(interaction, "topic-changed", topic=changed.topic)

    @app_commands.command()
    async def rename(self, interaction: Asked, name: Name) -> None:
        """Give the stage of the room you host another name, if it is the room's or the club's own."""
        room = await hosted_by(interaction, self.rooms)
        await self.defer(interaction)
        club = await self.bot.service(Clubs).get(room.club_id)
        await self.maker.rename(room, club, name)
        await self.say(interaction, "stage-renamed", name=name)

    @app_commands.command()
    async def kind(self, interaction: Asked, kind: Kind) -> None:
        """Say who may come into the room you host; whoever is there stays."""
        room = await hosted_by(interaction, self.rooms)
        await self.defer(interaction)
        changed = await self.gate.change(
            room, await self.bot.service(Clubs).get(room.club_id), RoomKind(kind)
        )
        await self.say(interaction, "kind-changed", topic=room.topic, kind=changed.kind)

    @app_commands.command()
    async def admit(self, interaction: Asked, person: discord.Member) -> None:
        """Let somebody come into the room you host, which is not open to all."""
        room = await hosted_by(interaction, self.rooms)
        if room.kind is RoomKind.OPEN:
            raise OpenToAll(topic=room.topic)
        await self.defer(interaction)
        await self.gate.let_in(room, [person.id])
        await self.say(interaction, "person-admitted", topic=room.topic, person=Safe(person.mention))

    @app_commands.command()
    async def voice(self, interaction: Asked) -> None:
        """Bring my voice to the room you host, for the chime, recordings and applause."""
        room = await hosted_by(interaction, self.rooms)
        await self.defer(interaction)
        await self.doors.bring_voice(room, interaction.user.id, steward=is_steward(interaction))
        await self.say(interaction, "voice-brought", topic=room.topic)

    @app_commands.command()
    async def handover(self, interaction: Asked, person: discord.Member) -> None:
        """Make somebody on the stage the host of your room; you stay as a co-host."""
        room = await hosted_by(interaction, self.rooms)
        await self.hosting.hand_over(room, host_of(person), interaction.user.id)
        await self.say(interaction, "handed-over", topic=room.topic, person=Safe(person.mention))

    @app_commands.command()
    async def card(self, interaction: Asked) -> None:
        """Put the card of the room you host at the end of its chat."""
        room = await hosted_by(interaction, self.rooms)
        await self.defer(interaction)
        await self.cards.show_anew(room)
        await self.say(interaction, "card-comes", stage=Safe(f"<#{room.channel_id}>"))

    @app_commands.command()
    async def clear(self, interaction: Asked) -> None:
        """Send everybody but the hosts of your room back to the audience."""
        room = await hosted_by(interaction, self.rooms)
        job = await self.mover.clear(room, interaction.user.id)
        await self.bot.progress.show(interaction, job)

    @app_commands.command()
    async def panel(self, interaction: Asked) -> None:
        """Choose whom to bring up on the stage of your room, all at once."""
        room = await hosted_by(interaction, self.rooms)
        waiting = await self.green_rooms.waiting(room)
        view = panel_choice(waiting, self.plain(interaction, "choose-panel"))
        await self.say(interaction, "whom-to-bring-up", topic=room.topic, view=view)

    @app_commands.command()
    async def green(self, interaction: Asked, person: discord.Member | None = None) -> None:
        """Have a private voice channel where those wait who speak next, and let somebody in."""
        room = await hosted_by(interaction, self.rooms)
        await self.defer(interaction)
        channel = await self.green_rooms.open(room, self.plain(interaction, "green-room-name"))
        if person is not None:
            await self.green_rooms.let_in(room, channel, person.id)
        who = "" if person is None else Safe(person.mention)
        key = "green-room" if person is None else "green-room-for"
        await self.say(interaction, key, channel=Safe(channel.mention), person=who)

    @app_commands.command()
    async def ping(self, interaction: Asked, person: discord.Member) -> None:
        """Ask somebody into your room who follows the club, in the way they have chosen."""
        room = await hosted_by(interaction, self.rooms)
        await self.teller.ping(room, person.id, interaction.user.id)
        await self.say(interaction, "pinged", topic=room.topic, person=Safe(person.mention))

    @link.command(name="add")
    async def add_link(
        self, interaction: Asked, url: str, label: app_commands.Range[str, 1, 60] | None = None
    ) -> None:
        """Pin a link to the card of your room."""
        room = await hosted_by(interaction, self.rooms)
        pinned = await self.cards.pins.add(room, url, label)
        self.cards.stale(room)
        await self.say(interaction, "link-added", label=pinned.shown)

    @link.command(name="remove")
    async def remove_link(self, interaction: Asked, label: str) -> None:
        """Take a link off the card of your room."""
        room = await hosted_by(interaction, self.rooms)
        await self.cards.pins.remove(room, label)
        self.cards.stale(room)
        await self.say(interaction, "link-removed", label=label)

    @remove_link.autocomplete("label")
    async def suggest_link(
        self, interaction: discord.Interaction[Bot], typed: str
    ) -> list[app_commands.Choice[str]]:
        """Offer the links of the room."""
        links = await self.cards.pins.of(await hosted_by(interaction, self.rooms))
        fitting = [link.label for link in links if typed.casefold() in link.label.casefold()]
        return [app_commands.Choice(name=label, value=label) for label in fitting]

    @app_commands.command()
    async def report(self, interaction: Asked, room: str | None = None) -> None:
        """See how a room of yours went: who spoke, who listened, hands and applause."""
        await self.defer(interaction)
        room_id = await room_asked_for(interaction, room)
        await show_report(interaction, await report_for(interaction, room_id))

    @report.autocomplete("room")
    async def suggest_room(
        self, interaction: discord.Interaction[Bot], typed: str
    ) -> list[app_commands.Choice[str]]:
        """Offer the newest rooms whose report the person may read."""
        offered = await offered_to(interaction)
        return [
            app_commands.Choice(
                name=shortened(f"{room.opened_at:%Y-%m-%d} {room.topic}", 100), value=str(room.id)
            )
            for room in offered
            if typed.casefold() in room.topic.casefold()
        ]

    @app_commands.command()
    async def balance(self, interaction: Asked, club: str, weeks: app_commands.Range[int, 1, 26] = 8) -> None:
        """See who spoke for how long in the rooms of your club, week by week."""
        await self.defer(interaction)
        found = await self.bot.service(Reports).balance(
            guild_id_of(interaction), club, interaction.user.id, weeks, steward=is_steward(interaction)
        )
        await show_balance(interaction, found)

    @app_commands.command()
    async def rehearse(
        self,
        interaction: Asked,
        club: str,
        stage: discord.StageChannel | None = None,
        kind: Kind = "open",
    ) -> None:
        """Play an evening with people who are not there, and see what would fail; nothing is changed."""
        found = await self.bot.service(Clubs).named(guild_id_of(interaction), club)
        place = await stage_to_rehearse_on(interaction, found, stage, self.rooms)
        rehearsal = Rehearsal(self.bot, self.rooms)
        played = await rehearsal.play(found, place, member_of(interaction), RoomKind(kind))
        await replies.say(interaction, rehearsed(interaction, place, played, kind))

    @balance.autocomplete("club")
    @rehearse.autocomplete("club")
    @adopt.autocomplete("club")
    @open_.autocomplete("club")
    async def suggest(self, interaction: Asked, typed: str) -> list[app_commands.Choice[str]]:
        """Offer the clubs that fit what was typed so far."""
        names = await self.bot.service(Clubs).suggestions(guild_id_of(interaction), typed)
        return [app_commands.Choice(name=name, value=name) for name in names]

    @cohost.command(name="add")
    async def add_cohost(self, interaction: Asked, person: discord.Member) -> None:
        """Let somebody run your room beside you."""
        room = await hosted_by(interaction, self.rooms)
        await self.hosting.name_cohost(room, host_of(person))
        await self.say(interaction, "cohost-added", topic=room.topic, person=Safe(person.mention))

    @cohost.command(name="remove")
    async def remove_cohost(self, interaction: Asked, person: discord.User) -> None:
        """Let a co-host run your room no more; or step down yourself."""
        room = await hosted_by(interaction, self.rooms)
        await self.hosting.remove_cohost(room, person.id)
        await self.say(interaction, "cohost-removed", topic=room.topic, person=Safe(person.mention))
