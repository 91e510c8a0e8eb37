"""The jar of a room as people see it: on its card while it is live, and in its chat when it is shared."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

import discord

from bot import replies
from bot.i18n import Text
from bot.layouts import Voice, framed, words
from bot.timer_store import TimerDue
from cogs.rooms.api import Company, Room, Rooms
from cogs.tips.gifts.jars import JAR_CLOSED, JAR_DUE, Jar, Jars
from cogs.tips.settings import TipSettings
from cogs.tips.tipping.giving import Asked, lines_of, sums
from cogs.tips.tipping.goals import GoalBoard
from cogs.tips.tipping.people import People

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.client import Bot
    from bot.views import LayoutView

log = logging.getLogger(__name__)

_SAID = {"planned": "jar-planned", "shared": "jar-shared", "returned": "jar-returned"}


class JarKeeper:
    """Closes the jars of rooms that end, tells who gets what, and has it booked."""

    def __init__(self, bot: Bot, jars: Jars, goals: GoalBoard) -> None:
        self._bot = bot
        self._jars = jars
        self._goals = goals

    def listen(self) -> None:
        """Follow the rooms, for as long as the cog runs."""
        rooms = self._bot.service(Rooms)
        rooms.add_ending(self._ended)
        rooms.add_card_line(self._line)
        self._bot.timers.on(JAR_CLOSED, self.closed)
        self._bot.timers.on(JAR_DUE, self.due)

    async def close_forgotten(self) -> None:
        """Close the jars of rooms that ended while this cog did not run."""
        await self._bot.wait_until_ready()
        await self._jars.close_forgotten(self._bot.service(Company).is_over)

    async def closed(self, due: TimerDue) -> None:
        """Settle who gets what of a jar, tell it, and have it booked after a while."""
        planned = await self._jars.plan(due.payload["room_id"], due.payload["on_stage"])
        if planned is None:
            return
        message_id = planned.message_id or await self._tell(planned)
        await self._jars.promise(planned, message_id)

    async def due(self, due: TimerDue) -> None:
        """Book a jar as it was told, and say so."""
        booked = await self._jars.book(due.payload["room_id"])
        if booked is None:
            return
        for user_id in booked.shares:
            await self._goals.look(booked.guild_id, user_id)
        channel = self._channel(booked)
        if channel is None or booked.message_id is None:
            return
        try:
            await channel.get_partial_message(booked.message_id).edit(view=await self._drawn(booked))
        except discord.HTTPException as error:
            log.info("the jar of room %s is shared and nobody is told: %s", booked.room_id, error)

    async def _ended(self, session: AsyncSession, room: Room) -> None:
        await self._jars.close(session, room, self._bot.service(Company).on_the_floor(room))

    async def _line(self, room: Room) -> Text | None:
        held = await self._jars.held(room.guild_id, room.id)
        if not held:
            return None
        return Text(__name__, "card-jar-line", held=await sums(self._bot.settings, room.guild_id, held))

    async def _tell(self, planned: Jar) -> int | None:
        channel = self._channel(planned)
        if channel is None:
            return None
        try:
            # Told once, also if the process dies before it has noted where.
            nonce = f"jar{planned.room_id}"
            return (await channel.send(view=await self._drawn(planned), nonce=nonce)).id
        except discord.HTTPException as error:
            log.info("nobody is told who gets what of the jar of room %s: %s", planned.room_id, error)
            return None

    def _channel(self, jar: Jar) -> discord.StageChannel | None:
        channel = self._bot.get_channel(jar.channel_id or 0)
        return channel if isinstance(channel, discord.StageChannel) else None

    async def _drawn(self, jar: Jar) -> LayoutView:
        guild = self._bot.get_guild(jar.guild_id)
        assert guild is not None, "the channel is of it"
        voice = Voice(self._bot, __name__, await self._bot.language_of(guild))
        rules = await self._bot.settings.of(TipSettings, jar.guild_id)
        total: dict[str, int] = {}
        for own in jar.shares.values():
            for currency, amount in own.items():
                total[currency] = total.get(currency, 0) + amount
        key = _SAID[jar.state] if jar.shares or jar.state != "planned" else "jar-to-return"
        return framed(
            [
                words(
                    voice.say(
                        key,
                        held=await sums(self._bot.settings, jar.guild_id, total or jar.held),
                        rule=jar.rule,
                        lines=lines_of(jar.shares),
                        minutes=rules.jar_minutes,
                    )
                )
            ]
        )


async def say_jar(interaction: Asked, room: Room) -> None:
    """Show what is in a jar, and who would get what if the room ended now."""
    bot: Bot = interaction.client
    on_stage = [one.id for one in await bot.service(People).on_stage(room)]
    jar = await bot.service(Jars).now(room, on_stage)
    key = "jar-open" if jar.held else "jar-open-empty"
    text = replies.text(
        interaction,
        __name__,
        key,
        held=await sums(bot.settings, room.guild_id, jar.held),
        rule=jar.rule,
        lines=lines_of(jar.shares),
        count=len(jar.shares),
    )
    await replies.say(interaction, text)
