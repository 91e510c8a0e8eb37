"""What the gateway tells of stages, told on to the rules; and what the bot does about it."""

from __future__ import annotations

import contextlib
import logging
from typing import TYPE_CHECKING

import aiohttp
import discord

from bot.cog import Cog
from bot.community.membership import BotWent
from bot.community.switches import CogSwitched
from bot.discord_gateway_internals import hear_effects
from bot.errors import UserError
from bot.undo import undoable
from bot.voice.connections import LeftStage
from cogs.rooms.api import CloseReason, NoRoomHere, RoomClosed
from cogs.rooms.keeping import Rights
from cogs.rooms.stage import OpenStage
from cogs.rooms.stages import roles_on

if TYPE_CHECKING:
    from bot.client import Bot
    from bot.whereabouts import Change
    from cogs.rooms.adoption import Adoption
    from cogs.rooms.course import Course
    from cogs.rooms.service import RoomBook
    from cogs.rooms.showing import CardKeeper
    from cogs.rooms.stages import StageDoors

log = logging.getLogger(__name__)

#: How a community's switches call this cog.
ROOMS = "rooms"


class StageListeners(Cog):
    """Follows what becomes of stages."""

    def __init__(
        self,
        bot: Bot,
        rooms: RoomBook,
        doors: StageDoors,
        *,
        cards: CardKeeper,
        adoption: Adoption,
        course: Course,
    ) -> None:
        super().__init__(bot)
        self.rooms = rooms
        self.doors = doors
        self.cards = cards
        self.adoption = adoption
        self.course = course
        self.rights = Rights(rooms, doors, cards.stale)
        bot.events.subscribe(LeftStage, self.left_stage)
        bot.events.subscribe(RoomClosed, self.room_closed)
        bot.events.subscribe(BotWent, self.bot_went)
        bot.events.subscribe(CogSwitched, self.switched)
        bot.whereabouts.follow(self.heard, rooms.happenings.tell_on)
        undoable(hear_effects(bot, self.effect_sent))

    async def room_closed(self, event: RoomClosed) -> None:
        """Leave the stage of a room that is over, whoever ended it."""
        # Not waited for: the bot may still be on its way in, and a handler's time is bounded.
        self.bot.tasks.start(self.doors.leave(event.room), name=f"leave:{event.room.channel_id}")

    async def left_stage(self, event: LeftStage) -> None:
        """Come back to a room's stage if the voice connection ended."""
        await self.doors.presence.left(event.guild_id, event.channel_id, event.trouble)

    async def bot_went(self, event: BotWent) -> None:
        """End the rooms of a community that has removed the bot, whose stages are not ours to close."""
        await self.rooms.reconcile(event.guild_id, {})

    async def switched(self, event: CogSwitched) -> None:
        """Close what is open when a community switches rooms off, or what they need."""
        if self.bot.switches.cause(event.guild_id, ROOMS) is None:
            return
        for room in self.rooms.of(event.guild_id):
            try:
                await self.doors.close(room)
            except (UserError, discord.HTTPException, aiohttp.ClientError, OSError) as error:
                log.warning("the stage %s stays open: %s", room.channel_id, error)
            await self.rooms.close(room.channel_id, CloseReason.HOST)

    @Cog.listener()
    async def on_stage_instance_delete(self, instance: discord.StageInstance) -> None:
        """Follow a stage that closed: by itself, by hand in Discord's client, or because we asked for it."""
        await self.rooms.close(instance.channel_id, self.doors.was_closed(instance.channel_id))

    @Cog.listener()
    async def on_stage_instance_create(self, instance: discord.StageInstance) -> None:
        """Take over a stage that was opened in Discord's own client, if it is a club's."""
        # A command that opens it has its turn, and makes the room.
        async with self.doors.turns[instance.guild.id]:
            stage = instance.channel
            if stage is not None and stage.instance is not None:
                await self._adopt(stage)

    async def _adopt(self, stage: discord.StageChannel) -> None:
        if stage.instance is None or self.rooms.on(stage.id) is not None:
            return
        instance = stage.instance
        opened = OpenStage(
            instance.id, instance.topic, roles_on(stage, self.bot), instance.scheduled_event_id
        )
        room = await self.adoption.adopt(stage.guild.id, stage.id, opened)
        if room is not None:
            log.info("room %s goes on with a stage that was opened in Discord itself", room.id)
            await self.doors.presence.come(stage.guild.id, stage.id)

    def effect_sent(self, channel_id: int, user_id: int) -> None:
        """Count an effect as applause; Discord tells of those on the stage that the bot is on."""
        room = self.rooms.on(channel_id)
        if room is not None and not self.rooms.is_bot(user_id):
            self.course.applaud(room, user_id)

    @Cog.listener()
    async def on_guild_channel_delete(self, channel: discord.abc.GuildChannel) -> None:
        """End the room of a channel that was deleted."""
        await self.rooms.close(channel.id, CloseReason.DELETED)

    @Cog.listener()
    async def on_guild_channel_update(
        self, _before: discord.abc.GuildChannel, after: discord.abc.GuildChannel
    ) -> None:
        """Look at what the bot may on a stage, once its channel has changed."""
        if self.rooms.on(after.id) is not None:
            await self.rights.look_at(after.guild)

    @Cog.listener()
    async def on_guild_role_update(self, _before: discord.Role, after: discord.Role) -> None:
        """Look at what the bot may on stages, once a role has changed."""
        if self.rooms.of(after.guild.id):
            await self.rights.look_at(after.guild)

    @Cog.listener()
    async def on_member_update(self, _before: discord.Member, after: discord.Member) -> None:
        """Look at what the bot may on stages, once it has other roles."""
        if after.id == after.guild.me.id and self.rooms.of(after.guild.id):
            await self.rights.look_at(after.guild)

    def heard(self, change: Change) -> bool:
        """Take in somebody's change on a stage; answers whether there is something to do about it."""
        if not change.own:
            return self.rooms.happenings.heard(change)
        self.cards.all_stale(change.guild_id)
        before, after = change.before, change.after
        if before is not None and after is not None and before.channel_id != after.channel_id:
            moving = self._moved_by_hand(change, before.channel_id, after.channel_id)
            self.bot.tasks.start(moving, name=f"rooms.moved-by-hand:{change.guild_id}")
        return False

    async def _moved_by_hand(self, change: Change, was: int, channel_id: int) -> None:
        guild_id, crew = change.guild_id, self.bot.crew
        if change.user_id in crew.worker_ids:
            # A worker is lent to one stage; if it is moved from another, it is on its way there.
            worker = crew.lent_to(was)
            if worker is not None and worker.user_id == change.user_id:
                await self.doors.presence.left(guild_id, was)
            return
        stays = await self.doors.presence.was_moved(guild_id, channel_id)
        room = self.rooms.on(channel_id)
        if stays and room is not None:
            with contextlib.suppress(NoRoomHere):  # it ended a moment ago
                await self.rooms.wants_voice(room)

    @Cog.listener()
    async def on_stage_instance_update(
        self, _before: discord.StageInstance, after: discord.StageInstance
    ) -> None:
        """Follow a topic that was changed in Discord's own client."""
        room = self.rooms.on(after.channel_id)
        if room is not None and room.topic != after.topic:
            with contextlib.suppress(NoRoomHere):  # it ended a moment ago
                await self.rooms.set_topic(room, after.topic)

    @Cog.listener()
    async def on_guild_available(self, guild: discord.Guild) -> None:
        """Make what is stored agree with what is open, after a start or a lost session."""
        stages = {
            stage.id: OpenStage(stage.instance.id, stage.instance.topic, roles_on(stage, self.bot))
            for stage in guild.stage_channels
            if stage.instance is not None
        }
        await self.rooms.reconcile(guild.id, stages)
        async with self.doors.turns[guild.id]:
            for stage in guild.stage_channels:
                await self._adopt(stage)
            room = await self.rooms.voiced(guild.id)
            if room is not None:  # one voice connection per community
                await self.doors.presence.come(guild.id, room.channel_id)
                for other in self.rooms.of(guild.id):
                    if other.id != room.id:
                        await self.doors.presence.come(guild.id, other.channel_id)

    @Cog.listener()
    async def on_guild_join(self, guild: discord.Guild) -> None:
        """Look at a community that the bot has been let into just now, perhaps not for the first time."""
        await self.on_guild_available(guild)
