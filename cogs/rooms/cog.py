"""The Discord face of rooms: two commands, and what the gateway tells of stages.

Opening is a conversation with Discord in three steps (store the plan, open the
stage, note that it is live), so that a crash after any of them is found and
finished at the next start.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections import defaultdict
from typing import TYPE_CHECKING

import aiohttp
import discord
from discord import app_commands

from bot import permissions
from bot.cog import Cog, GroupCog
from bot.community.membership import BotWent
from bot.community.switches import CogSwitched
from bot.errors import UpstreamError, UserError
from bot.i18n import Safe
from bot.interactions import guild_id_of, role_ids_of, voice_channel_id_of
from bot.voice.connections import LeftStage, StageLost
from cogs.clubs.api import Clubs
from cogs.rooms.api import CloseReason, Room, RoomClosed, StageRole
from cogs.rooms.checks import stage_for
from cogs.rooms.presence import Presence
from cogs.rooms.refusals import BadTopic, ClosedMeanwhile, StageAlreadyOpen
from cogs.rooms.settings import RoomSettings
from cogs.rooms.stage import OpenStage, role_of

if TYPE_CHECKING:
    from bot.client import Bot
    from cogs.rooms.service import RoomBook

log = logging.getLogger(__name__)

# Discord documentation, "Opcodes and Status Codes", JSON error codes.
STAGE_ALREADY_OPEN = 150006
BLOCKED_WORDS = 20031
MISSING_ACCESS = 50001
MISSING_PERMISSIONS = 50013
UNKNOWN_STAGE_INSTANCE = 10067

#: How a community's switches call this cog.
ROOMS = "rooms"

Topic = app_commands.Range[str, 1, 120]


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

    async def tell(self, channel_id: int, refusal: UserError) -> None:
        """See `Stages.tell`."""
        stage = self._bot.get_channel(channel_id)
        if not isinstance(stage, discord.StageChannel):
            return
        try:
            language = await self._bot.language_of(stage.guild)
            await stage.send(self._bot.words.refusal(refusal, language))
        except discord.HTTPException as error:
            log.warning("cannot say so in the chat of the stage %s: %s", channel_id, error)


@app_commands.guild_only()
class RoomCommands(GroupCog, group_name="room", group_description="Audio rooms of a club"):
    """Lets hosts open and close rooms, and follows what becomes of the stage."""

    def __init__(self, bot: Bot, rooms: RoomBook) -> None:
        super().__init__(bot)
        self.rooms = rooms
        self.presence = Presence(BotOnStages(bot), rooms, bot.tasks)
        bot.events.subscribe(LeftStage, self.left_stage)
        bot.events.subscribe(RoomClosed, self.room_closed)
        bot.events.subscribe(BotWent, self.bot_went)
        bot.events.subscribe(CogSwitched, self.switched)
        # Stages on which a command is at work, so that what Discord tells of them is its own doing.
        self._opening: set[int] = set()
        self._closing: set[int] = set()
        # In a community one room opens after the other: each takes a stage and perhaps the bot, and
        # what is free is known only once the one before has them, or has failed.
        self._turns: defaultdict[int, asyncio.Lock] = defaultdict(asyncio.Lock)

    @app_commands.command(name="open")
    async def open_(
        self,
        interaction: discord.Interaction[Bot],
        club: str,
        topic: Topic,
        stage: discord.StageChannel | None = None,
    ) -> None:
        """Open a room of your club on a stage."""
        # Opening the stage and coming up on it takes more than Discord's three seconds.
        await self.defer(interaction)
        found = await self.bot.service(Clubs).named(guild_id_of(interaction), club)
        async with self._turns[guild_id_of(interaction)]:
            chosen = await stage_for(interaction, found, stage, self.rooms)
            permissions.require(chosen, permissions.ON_STAGE)
            plan = await self.rooms.plan(
                found, chosen.id, topic, interaction.user.id, role_ids_of(interaction)
            )
            heard = await self._open_stage(plan, chosen)
        key = "room-opened" if heard else "room-opened-unheard"
        told = "yes" if await self._may_tell(plan, chosen) else "no"
        await self.say(interaction, key, topic=plan.topic, stage=Safe(chosen.mention), told=told)

    @open_.autocomplete("club")
    async def suggest(
        self, interaction: discord.Interaction[Bot], typed: str
    ) -> list[app_commands.Choice[str]]:
        """Offer the clubs that fit what was typed so far."""
        names = await self.bot.service(Clubs).suggestions(guild_id_of(interaction), typed)
        return [app_commands.Choice(name=name, value=name) for name in names]

    @app_commands.command()
    async def close(self, interaction: discord.Interaction[Bot]) -> None:
        """Close the room you host."""
        room = await self.rooms.hosted(
            guild_id_of(interaction), voice_channel_id_of(interaction), interaction.user.id
        )
        await self.defer(interaction)
        await self._close_stage(room)
        await self.rooms.close(room.channel_id, CloseReason.HOST)
        await self.say(interaction, "room-closed", topic=room.topic)

    async def _open_stage(self, plan: Room, stage: discord.StageChannel) -> bool:
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
                room = await self.rooms.go_live(plan.id, instance.id)
                await self.rooms.found_present(room, self._present(stage.id))
            except BaseException:
                await self._take_back(plan, stage)
                await self.presence.go(plan)
                raise
        finally:
            closed = stage.id not in self._opening
            self._opening.discard(stage.id)
        if closed:
            await self.rooms.close(stage.id, CloseReason.DISCORD)
            raise ClosedMeanwhile(topic=plan.topic)
        return heard

    async def _may_tell(self, plan: Room, stage: discord.StageChannel) -> bool:
        """Whether those were told who the club wants told: Discord leaves it out if the bot may not do it."""
        rules = await self.bot.settings.of(RoomSettings, plan.guild_id, plan.club_id)
        missing = permissions.lacking(stage.permissions_for(stage.guild.me), ("mention_everyone",))
        return not (rules.notify_everybody and missing)

    def _present(self, stage_id: int) -> dict[int, StageRole]:
        # Asked anew: if the gateway session was lost meanwhile, what we had of the stage is of the old one.
        stage = self.bot.get_channel(stage_id)
        return _roles(stage) if isinstance(stage, discord.StageChannel) else {}

    async def _create_instance(self, plan: Room, stage: discord.StageChannel) -> discord.StageInstance:
        try:
            rules = await self.bot.settings.of(RoomSettings, plan.guild_id, plan.club_id)
            return await stage.create_instance(
                topic=plan.topic, send_start_notification=rules.notify_everybody
            )
        except discord.HTTPException as error:
            await self.rooms.cancel(plan.id)
            raise _refusal(error, stage) or error from error
        except (aiohttp.ClientError, OSError) as error:
            # The answer was lost, and with it whether the stage opened.
            await self._take_back(plan, stage)
            raise UpstreamError(f"the stage {stage.id} could not be opened: {error}") from error

    async def _take_back(self, plan: Room, stage: discord.StageChannel) -> None:
        """Leave no open stage behind that carries no room: no command could close it."""
        await self.rooms.cancel(plan.id)
        try:
            instance = await stage.fetch_instance()
            if instance.topic == plan.topic:
                await instance.delete()
        except discord.NotFound:
            return  # it never opened
        except (discord.HTTPException, aiohttp.ClientError, OSError):
            log.warning("the stage %s stays open without a room", stage.id, exc_info=True)

    async def _close_stage(self, room: Room) -> None:
        stage = self.bot.get_channel(room.channel_id)
        if not isinstance(stage, discord.StageChannel):
            return
        # Of two hosts who close it at once the first one says until when it is their doing.
        is_first = stage.id not in self._closing
        self._closing.add(stage.id)
        try:
            await (await stage.fetch_instance()).delete()
        except discord.HTTPException as error:
            # Closed by itself or by a moderator in the same moment: that is what was asked.
            if error.code != UNKNOWN_STAGE_INSTANCE:
                raise _refusal(error, stage) or error from error
        finally:
            if is_first:
                self._closing.discard(stage.id)

    async def room_closed(self, event: RoomClosed) -> None:
        """Leave the stage of a room that is over, whoever ended it."""
        # Not waited for: the bot may still be on its way in, and a handler's time is bounded.
        self.bot.tasks.start(self._leave(event.room), name=f"leave:{event.room.channel_id}")

    async def _leave(self, room: Room) -> None:
        # A room that is opening may be the one that the bot goes to next.
        async with self._turns[room.guild_id]:
            await self.presence.go(room)

    async def left_stage(self, event: LeftStage) -> None:
        """Come back to a room's stage if the voice connection ended."""
        await self.presence.left(event.guild_id, event.channel_id)

    async def bot_went(self, event: BotWent) -> None:
        """End the rooms of a community that has removed the bot, whose stages are not ours to close."""
        await self.rooms.reconcile(event.guild_id, {})

    async def switched(self, event: CogSwitched) -> None:
        """Close what is open when a community switches rooms off, or what they need."""
        if self.bot.switches.cause(event.guild_id, ROOMS) is None:
            return
        for room in self.rooms.of(event.guild_id):
            try:
                await self._close_stage(room)
            except (UserError, discord.HTTPException, aiohttp.ClientError, OSError) as error:
                log.warning("the stage %s stays open: %s", room.channel_id, error)
            await self.rooms.close(room.channel_id, CloseReason.HOST)

    @Cog.listener()
    async def on_stage_instance_delete(self, instance: discord.StageInstance) -> None:
        """Follow a stage that closed: by itself, by hand in Discord's client, or because we asked for it."""
        self._opening.discard(instance.channel_id)
        # Not left to the command that asked: Discord's answer to it may be lost.
        by_host = instance.channel_id in self._closing
        await self.rooms.close(instance.channel_id, CloseReason.HOST if by_host else CloseReason.DISCORD)

    @Cog.listener()
    async def on_voice_state_update(
        self, member: discord.Member, before: discord.VoiceState, after: discord.VoiceState
    ) -> None:
        """Tell of a person's change on a stage."""
        if member.id != member.guild.me.id:
            # Asked of those with a hand up alone: a list of roles for each of ten thousand costs something.
            role_ids = tuple(role.id for role in member.roles) if after.requested_to_speak_at else ()
            await self.rooms.moved(member.guild.id, member.id, _place(before), _place(after), role_ids)

    @Cog.listener()
    async def on_guild_available(self, guild: discord.Guild) -> None:
        """Make what is stored agree with what is open, after a start or a lost session."""
        stages = {
            stage.id: OpenStage(stage.instance.id, stage.instance.topic, _roles(stage))
            for stage in guild.stage_channels
            if stage.instance is not None
        }
        await self.rooms.reconcile(guild.id, stages)
        async with self._turns[guild.id]:
            live = self.rooms.of(guild.id)
            if live:  # one voice connection per community: the room that opened first has it
                await self.presence.come(guild.id, live[0].channel_id)

    @Cog.listener()
    async def on_guild_join(self, guild: discord.Guild) -> None:
        """Look at a community that the bot has been let into just now, perhaps not for the first time."""
        await self.on_guild_available(guild)


def _roles(stage: discord.StageChannel) -> dict[int, StageRole]:
    # Not `.listeners` or `.speakers`: those know only members that are cached, and none are.
    own = stage.guild.me.id
    return {user_id: _role(state) for user_id, state in stage.voice_states.items() if user_id != own}


def _role(state: discord.VoiceState) -> StageRole:
    return role_of(suppress=state.suppress, requested=state.requested_to_speak_at is not None)


def _place(state: discord.VoiceState) -> tuple[int, StageRole] | None:
    return (state.channel.id, _role(state)) if isinstance(state.channel, discord.StageChannel) else None


def _refusal(error: discord.HTTPException, stage: discord.StageChannel) -> Exception | None:
    refusals: dict[int, Exception] = {
        STAGE_ALREADY_OPEN: StageAlreadyOpen(channel=stage.name),
        BLOCKED_WORDS: BadTopic(),
        MISSING_ACCESS: permissions.refused_in(stage),
        MISSING_PERMISSIONS: permissions.refused_in(stage),
    }
    return refusals.get(error.code)
