"""Opens and closes the stages of rooms in Discord.

Opening is a conversation in three steps (store the plan, open the stage, note that it is live), so that a
crash after any of them is found and finished at the next start.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections import defaultdict
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import aiohttp
import discord

from bot import permissions
from bot.errors import UpstreamError, UserError
from bot.i18n import Text
from bot.voice.connections import StageLost
from bot.workers.crew import NoWorker
from cogs.rooms.api import CloseReason, Room, RoomClosing, StageRole
from cogs.rooms.presence import Presence
from cogs.rooms.refusals import (
    BadTopic,
    ClosedMeanwhile,
    EventIsOver,
    NotOpen,
    StageAlreadyOpen,
    VoiceIsElsewhere,
    VoiceIsHere,
)
from cogs.rooms.settings import RoomSettings
from cogs.rooms.stage import role_of

if TYPE_CHECKING:
    from bot.client import Bot
    from cogs.rooms.plans import Plans
    from cogs.rooms.service import RoomBook

log = logging.getLogger(__name__)

# Discord documentation, "Opcodes and Status Codes", JSON error codes.
STAGE_ALREADY_OPEN = 150006
BLOCKED_WORDS = 20031
MISSING_ACCESS = 50001
MISSING_PERMISSIONS = 50013
UNKNOWN_STAGE_INSTANCE = 10067
_NO_SUCH_EVENT = frozenset({10070, 50091, 180000})


class BotOnStages:
    """What the bot itself does on stages. Fulfils `cogs.rooms.presence.Stages`."""

    def __init__(self, bot: Bot) -> None:
        self._bot = bot

    async def come_up(self, channel_id: int) -> None:
        """See `Stages.come_up`."""
        stage = self._bot.get_channel(channel_id)
        if not isinstance(stage, discord.StageChannel):
            raise UpstreamError(f"the stage {channel_id} is not there")
        # Whoever is thrown out in that moment was in: `left` is called, and decides what follows.
        with contextlib.suppress(StageLost):
            await self._bot.voice.join(stage)

    async def leave(self, guild_id: int) -> None:
        """See `Stages.leave`."""
        await self._bot.voice.leave(guild_id)

    async def borrow(self, channel_id: int) -> bool:
        """See `Stages.borrow`."""
        stage = self._bot.get_channel(channel_id)
        if not isinstance(stage, discord.StageChannel):
            raise UpstreamError(f"the stage {channel_id} is not there")
        try:
            await self._bot.crew.lend(stage)
        except NoWorker as lacking:
            log.debug("no voice for the stage %s: %s", channel_id, lacking)
            return False
        return True

    async def give_back(self, guild_id: int, channel_id: int) -> None:
        """See `Stages.give_back`."""
        await self._bot.crew.take_back(guild_id, channel_id)

    async def tell(self, channel_id: int, refusal: UserError) -> None:
        """See `Stages.tell`."""
        await _say(self._bot, channel_id, lambda language: self._bot.words.refusal(refusal, language))


class StageDoors:
    """Opens the stages of rooms, and closes them."""

    def __init__(self, bot: Bot, rooms: RoomBook, plans: Plans) -> None:
        self._bot = bot
        self._rooms = rooms
        self._plans = plans
        self.presence = Presence(BotOnStages(bot), rooms, bot.tasks)
        # Stages on which a command is at work, so that what Discord tells of them is its own doing.
        self._opening: set[int] = set()
        self._closing: set[int] = set()
        # In a community one room opens after the other: each takes a stage and perhaps the bot, and
        # what is free is known only once the one before has them, or has failed.
        self.turns: defaultdict[int, asyncio.Lock] = defaultdict(asyncio.Lock)

    def is_opening(self, channel_id: int) -> bool:
        """Whether a command opens that stage just now."""
        return channel_id in self._opening

    def was_closed(self, channel_id: int) -> CloseReason:
        """Note that Discord closed a stage; answers whose doing that was."""
        self._opening.discard(channel_id)
        # Not left to the command that asked: Discord's answer to it may be lost.
        return CloseReason.HOST if channel_id in self._closing else CloseReason.DISCORD

    async def open(self, plan: Room, stage: discord.StageChannel) -> bool:
        """Open the stage of a planned room; answers whether the bot can be heard on it.

        Raises:
            ClosedMeanwhile: somebody closed it in Discord's own client before that was done.
        """
        self._opening.add(stage.id)
        try:
            instance = await self._create_instance(plan, stage)
            try:
                # A room without the bot's voice is still a room: it is opened, and says what it lacks.
                heard = await self.presence.come(stage.guild.id, stage.id)
                room = await self._rooms.openings.go_live(plan.id, instance.id)
                await self._rooms.found_present(room, self._present(stage.id))
            except BaseException:
                await self._take_back(plan, stage)
                await self.presence.go(plan)
                raise
        finally:
            closed = stage.id not in self._opening
            self._opening.discard(stage.id)
        if closed:
            await self._rooms.close(stage.id, CloseReason.DISCORD)
            raise ClosedMeanwhile(topic=plan.topic)
        return heard

    async def adopt(self, plan: Room, stage: discord.StageChannel) -> bool:
        """Make a planned room of a stage that was opened in Discord itself; answers whether the bot is heard.

        Raises:
            NotOpen: it is closed.
            RoomAlreadyLive: another room went live there first.
        """
        if stage.instance is None:
            await self._rooms.openings.cancel(plan.id)
            raise NotOpen(channel=stage.name)
        try:
            room = await self._rooms.openings.go_live(plan.id, stage.instance.id)
        except BaseException:
            await self._rooms.openings.cancel(plan.id)
            raise
        await self._rooms.found_present(room, self._present(stage.id))
        return await self.presence.come(stage.guild.id, stage.id)

    async def may_tell(self, plan: Room, stage: discord.StageChannel) -> bool:
        """Whether those were told who the club wants told: Discord leaves it out if the bot may not do it."""
        rules = await self._bot.settings.of(RoomSettings, plan.guild_id, plan.club_id)
        missing = permissions.lacking(stage.permissions_for(stage.guild.me), ("mention_everyone",))
        return not (rules.notify_everybody and missing)

    async def close(self, room: Room) -> None:
        """Close the stage of a room; harmless if it is closed already.

        Raises:
            MissingPermissions: the bot may not; names what it lacks.
        """
        stage = self._bot.get_channel(room.channel_id)
        if not isinstance(stage, discord.StageChannel):
            return
        # Of two hosts who close it at once the first one says until when it is their doing.
        is_first = stage.id not in self._closing
        self._closing.add(stage.id)
        try:
            if is_first:
                await self._bot.events.publish(RoomClosing(room))
            await (await stage.fetch_instance()).delete()
        except discord.HTTPException as error:
            # Closed by itself or by a moderator in the same moment: that is what was asked.
            if error.code != UNKNOWN_STAGE_INSTANCE:
                raise _refusal(error, stage) or error from error
        finally:
            if is_first:
                self._closing.discard(stage.id)

    async def set_topic(self, room: Room, topic: str) -> Room:
        """Give a stage another topic.

        Raises:
            BadTopic: Discord has words that it does not allow.
            MissingPermissions: the bot may not; names what it lacks.
            NoRoomHere: the room ended a moment ago.
        """
        stage = self._bot.get_channel(room.channel_id)
        if isinstance(stage, discord.StageChannel):
            try:
                await (await stage.fetch_instance()).edit(topic=topic)
            except discord.HTTPException as error:
                if error.code != UNKNOWN_STAGE_INSTANCE:
                    raise _refusal(error, stage) or error from error
        return await self._rooms.set_topic(room, topic)

    async def bring_voice(self, room: Room, user_id: int, *, steward: bool) -> None:
        """Bring the bot's one voice in the community to a room.

        Raises:
            VoiceIsHere: it is there.
            VoiceIsElsewhere: it is in a live room that this person does not host.
            UserError: the bot cannot come up there; says why.
        """
        async with self.turns[room.guild_id]:
            connection = self._bot.voice.get(room.guild_id)
            other = None if connection is None else self._rooms.on(connection.channel.id)
            if other is not None and other.id == room.id:
                raise VoiceIsHere(topic=room.topic)
            if other is not None and not (steward or await self._rooms.is_host(other, user_id)):
                raise VoiceIsElsewhere(topic=other.topic)
            await self.presence.move(room.guild_id, room.channel_id)
            await self._rooms.wants_voice(room)

    async def tell(self, channel_id: int, text: Text) -> None:
        """Say something in the chat of a stage, if that can be done."""
        words = self._bot.words
        await _say(
            self._bot,
            channel_id,
            lambda language: words.text(text.owner, text.key, language, **text.placeholders),
        )

    async def leave(self, room: Room) -> None:
        """Leave the stage of a room that is over, for the next room if there is one."""
        # A room that is opening may be the one that the bot goes to next.
        async with self.turns[room.guild_id]:
            await self.presence.go(room)

    def _present(self, stage_id: int) -> dict[int, StageRole]:
        # Asked anew: if the gateway session was lost meanwhile, what we had of the stage is of the old one.
        stage = self._bot.get_channel(stage_id)
        return roles_on(stage, self._bot) if isinstance(stage, discord.StageChannel) else {}

    async def _create_instance(self, plan: Room, stage: discord.StageChannel) -> discord.StageInstance:
        try:
            rules = await self._bot.settings.of(RoomSettings, plan.guild_id, plan.club_id)
            return await self._create(plan, stage, notify=rules.notify_everybody)
        except discord.HTTPException as error:
            await self._rooms.openings.cancel(plan.id)
            raise _refusal(error, stage) or error from error
        except (aiohttp.ClientError, OSError) as error:
            # The answer was lost, and with it whether the stage opened.
            await self._take_back(plan, stage)
            raise UpstreamError(f"the stage {stage.id} could not be opened: {error}") from error

    async def _create(
        self, plan: Room, stage: discord.StageChannel, *, notify: bool
    ) -> discord.StageInstance:
        """Open the stage, for the event that begins with it if one does."""
        given: dict[str, Any] = {"topic": plan.topic, "send_start_notification": notify}
        planned = await self._plans.beginning(plan)
        if planned is None:
            return await stage.create_instance(**given)
        try:
            return await stage.create_instance(**given, scheduled_event=discord.Object(planned.event_id))
        except discord.HTTPException as error:
            # Cancelled or moved in that moment; a room that was not opened for it needs it not.
            if error.code not in _NO_SUCH_EVENT or self._plans.is_starting(stage.id):
                raise
            return await stage.create_instance(**given)

    async def _take_back(self, plan: Room, stage: discord.StageChannel) -> None:
        """Leave no open stage behind that carries no room: no command could close it."""
        await self._rooms.openings.cancel(plan.id)
        try:
            instance = await stage.fetch_instance()
            if instance.topic == plan.topic:
                await instance.delete()
        except discord.NotFound:
            return  # it never opened
        except (discord.HTTPException, aiohttp.ClientError, OSError):
            log.warning("the stage %s stays open without a room", stage.id, exc_info=True)


async def _say(bot: Bot, channel_id: int, text: Callable[[str], str]) -> None:
    stage = bot.get_channel(channel_id)
    if not isinstance(stage, discord.StageChannel):
        return
    try:
        await stage.send(text(await bot.language_of(stage.guild)))
    except (discord.HTTPException, aiohttp.ClientError, OSError) as error:
        log.warning("cannot say so in the chat of the stage %s: %s", channel_id, error)


def people_in(channel: discord.StageChannel | discord.VoiceChannel, bot: Bot) -> set[int]:
    """Who is in a channel. Bots are no people, neither ours nor others'."""
    # Not `.members`, `.listeners` or `.speakers`: those know only members that are cached, and none are.
    return channel.voice_states.keys() - bot.crew.own_ids - bot.whereabouts.bots


def roles_on(stage: discord.StageChannel, bot: Bot) -> dict[int, StageRole]:
    """What people are on a stage."""
    people, states = people_in(stage, bot), stage.voice_states  # which is made anew whenever it is asked for
    return {user_id: _role(state) for user_id, state in states.items() if user_id in people}


def _role(state: discord.VoiceState) -> StageRole:
    return role_of(suppress=state.suppress, requested=state.requested_to_speak_at is not None)


def _refusal(error: discord.HTTPException, stage: discord.StageChannel) -> Exception | None:
    refusals: dict[int, Exception] = {
        **dict.fromkeys(_NO_SUCH_EVENT, EventIsOver()),
        STAGE_ALREADY_OPEN: StageAlreadyOpen(channel=stage.name),
        BLOCKED_WORDS: BadTopic(),
        MISSING_ACCESS: permissions.refused_in(stage),
        MISSING_PERMISSIONS: permissions.refused_in(stage),
    }
    return refusals.get(error.code)
