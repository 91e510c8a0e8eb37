"""The Discord face of the hand queue.

Rules live in service.py. Here a command becomes one call to the queue, and its
outcome one reply or one change on the stage.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

import discord
from discord import app_commands

from bot.cog import GroupCog
from bot.i18n import Safe
from bot.interactions import asked_by
from cogs.hands.checks import asks_or_is_asked, desk_of, may_moderate_in, room_of
from cogs.hands.settings import Policy
from cogs.hands.views.asking import open_question_form, raise_hand
from cogs.hands.views.looking import show_deeds, show_queue, show_status
from cogs.hands.views.person import show_person
from cogs.hands.views.reporting import open_report

if TYPE_CHECKING:
    from bot.client import Bot
    from cogs.hands.desk import Desk
    from cogs.hands.showing import Panels
    from cogs.rooms.api import Room

Asked = discord.Interaction[Any]
#: `cogs.hands.settings.Policy`, as an option of a command wants it.
Rule = Literal["first_come", "fair_floor", "newcomers", "weighted", "questions"]


@app_commands.guild_only()
class HandCommands(GroupCog, group_name="hand", group_description="Ask to speak in a room"):
    """Lets listeners queue for the stage and hosts call them up in turn."""

    def __init__(self, bot: Bot, desk: Desk, panels: Panels) -> None:
        super().__init__(bot)
        self.desk = desk
        self.panels = panels
        self.rooms = desk.rooms

    @app_commands.command(name="raise")
    async def raise_(self, interaction: Asked, question: bool = False) -> None:  # noqa: FBT001, FBT002 - an option
        """Ask to speak; with a question, if you like."""
        await (open_question_form if question else raise_hand)(interaction)

    @app_commands.command()
    async def status(self, interaction: Asked) -> None:
        """See your place in the queue, and whose turn it is by which rule."""
        room = await room_of(interaction, self.rooms)
        await show_status(interaction, room)

    @app_commands.command()
    async def rule(self, interaction: Asked, policy: Rule) -> None:
        """Choose whose turn it is in your room from now on."""
        room = await self._hosted(interaction)
        await self.desk.terms.change(room, policy=policy)
        # Not the text: what was typed is escaped, and a rule of two words would be taken for another.
        await self.say(interaction, "rule-changed", policy=Policy(policy))

    @app_commands.command()
    async def lower(self, interaction: Asked) -> None:
        """Give up your place in the queue."""
        room = await room_of(interaction, self.rooms)
        if asks_or_is_asked(interaction):
            await self.desk.calls.lower(room, interaction.user.id)
        else:
            await self.desk.queue.lower_hand(room, interaction.user.id)
        await self.say(interaction, "hand-lowered")

    @app_commands.command(name="queue")
    async def queue_(self, interaction: Asked) -> None:
        """See who waits to speak, in order, and by which rule."""
        room = await room_of(interaction, self.rooms)
        await show_queue(interaction, room)

    @app_commands.command()
    async def next(self, interaction: Asked) -> None:
        """Invite whoever's turn it is."""
        room = await self._hosted(interaction)
        # Discord waits three seconds for an answer; a bucket that is empty may take longer.
        await self.defer(interaction)
        user_id = await self.desk.calls.next(room)
        await self.say(interaction, "speaker-called", speaker=Safe(f"<@{user_id}>"))

    @app_commands.command()
    async def panel(self, interaction: Asked) -> None:
        """Put your room's panel into this channel."""
        room = await self._hosted(interaction)
        await self.defer(interaction)
        assert interaction.channel_id is not None, "Discord says where"
        await self.panels.show(room, interaction.channel_id)
        await self.say(interaction, "panel-shown")

    @app_commands.command()
    async def questions(self, interaction: Asked) -> None:
        """Show your room's written questions here, one at a time."""
        room = await self._hosted(interaction)
        await self.defer(interaction)
        assert interaction.channel_id is not None, "Discord says where"
        await self.panels.show(room, interaction.channel_id, "questions")
        await self.say(interaction, "questions-shown")

    @app_commands.command()
    async def history(self, interaction: Asked) -> None:
        """See what hosts did about people in your club's rooms."""
        await show_deeds(interaction, await self._hosted(interaction))

    async def _hosted(self, interaction: Asked) -> Room:
        return await self.rooms.hosted(*asked_by(interaction))


@app_commands.guild_only()
async def on_stage(interaction: Asked, member: discord.Member) -> None:
    """The menu of a person: for those who may moderate their card, for everybody else a report."""
    desk = desk_of(interaction)
    room = await room_of(interaction, desk.rooms)
    if await may_moderate_in(interaction, room):
        await show_person(interaction, room, member.id)
        return
    await open_report(interaction, room, member.id)
