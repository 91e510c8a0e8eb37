"""A creator's goal as people see it: a message with a bar, drawn anew as tips come in, and told once."""

from __future__ import annotations

import logging
from functools import partial
from typing import TYPE_CHECKING

import aiohttp
import discord

from bot import replies
from bot.community.records import mention
from bot.interactions import guild_id_of
from bot.layouts import Voice, framed, row, shown, words
from bot.progress import bar
from bot.redraw import Redraws
from bot.timer_store import TimerDue
from bot.undo import undoable
from cogs.tips import amounts
from cogs.tips.api import TipReceived
from cogs.tips.gifts.goals import GOAL_REACHED, Goal, Goals, Wish
from cogs.tips.tipping.giving import Asked
from cogs.tips.tipping.stage import TipOnStage

if TYPE_CHECKING:
    from bot.client import Bot
    from bot.views import LayoutView

log = logging.getLogger(__name__)

#: No goal is drawn more often than this, however many tips come in.
EVERY_SECONDS = 2.0
_TITLE_ROOM = 200


class GoalBoard:
    """Shows the goals that are open."""

    def __init__(self, bot: Bot, goals: Goals) -> None:
        self._bot = bot
        self._goals = goals
        self._redraws = Redraws("goals", every_seconds=EVERY_SECONDS)

    def listen(self) -> None:
        """Follow the tips, for as long as the cog runs."""
        self._bot.events.subscribe(TipReceived, self._received)
        self._bot.timers.on(GOAL_REACHED, self.reached)
        undoable(self._bot.tasks.start(self._redraws.run(), name="tips.goals").cancel)

    async def catch_up(self) -> None:
        """Look at every goal once, after the bot had been away."""
        await self._bot.wait_until_ready()
        for goal in await self._goals.open():
            await self.look(goal.guild_id, goal.creator_id)

    async def look(self, guild_id: int, creator_id: int) -> None:
        """See how far somebody's goal has come, and have it drawn."""
        goal = await self._goals.look(guild_id, creator_id)
        if goal is not None:
            self.stale(goal)

    def stale(self, goal: Goal) -> None:
        """Have a goal drawn soon."""
        self._redraws.stale(goal.id, partial(self._draw, goal.id))

    async def show(self, goal: Goal) -> None:
        """Put a new goal into its channel.

        Raises:
            discord.HTTPException: it cannot be written there.
        """
        message = await self._channel(goal).send(view=await self.drawn(goal), nonce=f"goal{goal.id}")
        await self._goals.stands_in(goal.id, message.id)

    async def reached(self, due: TimerDue) -> None:
        """Say that a goal is reached."""
        goal = await self._goals.get(due.payload["goal_id"])
        if goal is None or self._bot.get_guild(goal.guild_id) is None:
            return
        voice = await self._voice(goal.guild_id)
        amount = await amounts.in_words(self._bot.settings, goal.guild_id, goal.amount_minor, goal.currency)
        text = voice.say("goal-reached", creator=mention(goal.creator_id), title=goal.title, amount=amount)
        try:
            # Told once, also if the process dies before the timer is gone.
            await self._channel(goal).send(text, nonce=f"reached{goal.id}")
        except (discord.Forbidden, discord.NotFound) as error:
            log.info("nobody is told that goal %s is reached: %s", goal.id, error)

    async def drawn(self, goal: Goal, voice: Voice | None = None) -> LayoutView:
        """What the message of a goal looks like; to everybody, or to one reader."""
        voice, settings = voice or await self._voice(goal.guild_id), self._bot.settings
        state = "cancelled" if goal.is_cancelled else "over" if goal.is_over else "open"
        text = voice.say(
            "goal",
            title=shown(goal.title, _TITLE_ROOM)[0],
            creator=mention(goal.creator_id),
            got=await amounts.in_words(settings, goal.guild_id, goal.got_minor, goal.currency),
            amount=await amounts.in_words(settings, goal.guild_id, goal.amount_minor, goal.currency),
            bar=bar(goal.got_minor, goal.amount_minor),
            percent=goal.percent,
            state=state,
        )
        tip = [] if goal.is_over else [row(TipOnStage(0, goal.creator_id, voice.label("card-tip")))]
        return framed([words(text), *tip])

    async def _received(self, event: TipReceived) -> None:
        await self.look(event.guild_id, event.tip.creator_id)

    async def _draw(self, goal_id: int) -> None:
        goal = await self._goals.get(goal_id)
        if goal is None or self._bot.get_guild(goal.guild_id) is None:
            return
        try:
            if goal.message_id is None:
                await self.show(goal)
            else:
                message = self._channel(goal).get_partial_message(goal.message_id)
                await message.edit(view=await self.drawn(goal))
        except (discord.HTTPException, aiohttp.ClientError, OSError) as error:
            log.info("goal %s is not shown: %s", goal.id, error)

    def _channel(self, goal: Goal) -> discord.PartialMessageable:
        # By its id: a thread in which nobody wrote for a while is not among the channels that the bot knows.
        return self._bot.get_partial_messageable(goal.channel_id, guild_id=goal.guild_id)

    async def _voice(self, guild_id: int) -> Voice:
        guild = self._bot.get_guild(guild_id)
        assert guild is not None, "the channel is of it"
        return Voice(self._bot, __name__, await self._bot.language_of(guild))


async def begin_goal(interaction: Asked, title: str, typed: str, currency: str) -> None:
    """Set a goal and show it in the channel in which it was set.

    Raises:
        GoalIsOpen: they have one already.
        discord.HTTPException: nothing can be written here; then there is no goal either.
    """
    bot: Bot = interaction.client
    amount = amounts.parse(typed, interaction.locale.value, currency)
    guild_id, user_id = guild_id_of(interaction), interaction.user.id
    assert interaction.channel_id is not None, "a command is used somewhere"
    wish = Wish(guild_id, user_id, title, amount, currency, interaction.channel_id)
    goal = await bot.service(Goals).begin(wish)
    try:
        await bot.service(GoalBoard).show(goal)
    except discord.HTTPException:
        await bot.service(Goals).end(guild_id, user_id, is_cancelled=True)
        raise
    await replies.say(interaction, replies.text(interaction, __name__, "goal-set"))


async def say_goal(interaction: Asked, creator_id: int) -> None:
    """Show somebody's goal to whoever asks.

    Raises:
        NoGoal: they have none.
    """
    bot: Bot = interaction.client
    goal = await bot.service(Goals).open_of(guild_id_of(interaction), creator_id)
    voice = Voice(bot, __name__, interaction.locale.value)
    await replies.say(interaction, view=await bot.service(GoalBoard).drawn(goal, voice))


async def end_goal(interaction: Asked, *, is_cancelled: bool) -> None:
    """End one's own goal, and draw it so.

    Raises:
        NoGoal: they have none.
    """
    bot: Bot = interaction.client
    goals, guild_id = bot.service(Goals), guild_id_of(interaction)
    goal = await goals.end(guild_id, interaction.user.id, is_cancelled=is_cancelled)
    bot.service(GoalBoard).stale(goal)
    key = "goal-cancelled" if is_cancelled else "goal-ended"
    got = await amounts.in_words(bot.settings, guild_id, goal.got_minor, goal.currency)
    await replies.say(interaction, replies.text(interaction, __name__, key, got=got))
