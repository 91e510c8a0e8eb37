"""Moves many people on the stage of a room: down to the audience, or up from where they are.

Each is a job of `bot.paced`, so it shows its progress, can be cancelled, keeps to Discord's limits and goes
on after a restart. Whoever is meant is looked at again when it is their turn: they may have gone, or come up
by themselves, or the room may be over.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable
from typing import TYPE_CHECKING

import discord

from bot import discord_internals, stage
from bot.i18n import Text
from bot.jobs import Item, Job
from cogs.rooms.api import Room, StageRole
from cogs.rooms.refusals import MovesAlready, NobodyToMove

if TYPE_CHECKING:
    from bot.client import Bot
    from cogs.rooms.service import RoomBook

log = logging.getLogger(__name__)

CLEAR = "rooms.clear"
BRING_UP = "rooms.bring-up"
_UP_THERE = frozenset({StageRole.SPEAKER, StageRole.INVITED})
# Discord documentation, "Opcodes and Status Codes", JSON error codes.
NOT_IN_VOICE = 40032
UNKNOWN_VOICE_STATE = 10065


class Mover:
    """Begins such jobs, and does one person after another."""

    def __init__(self, bot: Bot, rooms: RoomBook) -> None:
        self._bot = bot
        self._rooms = rooms

    def listen(self) -> None:
        """Work, also on what was begun before a restart."""
        self._bot.paced.on(CLEAR, self.to_audience, title=self.title)
        self._bot.paced.on(BRING_UP, self.bring_up, title=self.title)

    async def clear(self, room: Room, by: int) -> Job:
        """Send everybody but the hosts back to the audience; not the owner of the community either.

        Raises:
            NobodyToMove: only they are up there.
            MovesAlready: somebody has begun that a moment ago.
        """
        up = self._rooms.happenings.crowd_on(room.channel_id).up
        down = [user_id for user_id in tuple(up) if not await self._stays(room, user_id)]
        return await self._begin(CLEAR, room, down, by)

    async def panel(self, room: Room, user_ids: Iterable[int], by: int) -> Job:
        """Invite people up, and bring those to the stage who are in voice elsewhere.

        Raises:
            NobodyToMove: all of them are up there.
            MovesAlready: somebody has begun that a moment ago.
        """
        roles = self._rooms.roles_on(room.channel_id)
        down = [user_id for user_id in user_ids if roles.get(user_id) not in _UP_THERE]
        return await self._begin(BRING_UP, room, down, by)

    @staticmethod
    def title(job: Job) -> Text:
        """What is being done, for those who watch."""
        key = "job-clear" if job.kind == CLEAR else "job-bring-up"
        return Text(__name__, key, topic=job.payload["topic"])

    async def to_audience(self, item: Item) -> None:
        """Send one person back to the audience."""
        room = await self._room(item.job)
        if room is None or self._rooms.roles_on(room.channel_id).get(item.target_id) not in _UP_THERE:
            return
        if await self._stays(room, item.target_id):  # they were named a host meanwhile
            return
        try:
            await stage.move_to_audience(self._bot, room.guild_id, room.channel_id, item.target_id)
        except discord.NotFound as error:
            if error.code != UNKNOWN_VOICE_STATE:  # else they left a moment ago
                raise

    async def bring_up(self, item: Item) -> None:
        """Bring one person to the stage, and invite them up."""
        room = await self._room(item.job)
        if room is None or self._rooms.roles_on(room.channel_id).get(item.target_id) in _UP_THERE:
            return
        try:
            if item.target_id not in self._rooms.roles_on(room.channel_id):
                await discord_internals.move_to_channel(
                    self._bot,
                    room.guild_id,
                    item.target_id,
                    room.channel_id,
                    reason=f"panel of room {room.id}",
                )
            await stage.invite_to_speak(self._bot, room.guild_id, room.channel_id, item.target_id)
        except discord.HTTPException as error:
            if error.code not in {NOT_IN_VOICE, UNKNOWN_VOICE_STATE}:
                raise
            log.info("%s is not in voice, and is not brought to room %s", item.target_id, room.id)

    async def _stays(self, room: Room, user_id: int) -> bool:
        """Whether somebody stays where they are: a host of the room, or the owner of the community."""
        guild = self._bot.get_guild(room.guild_id)
        owns_community = guild is not None and user_id == guild.owner_id
        return owns_community or await self._rooms.is_host(room, user_id)

    async def _begin(self, kind: str, room: Room, targets: list[int], by: int) -> Job:
        if not targets:
            raise NobodyToMove
        async with self._bot.database.transaction() as session:
            job = await self._bot.paced.begin(
                session,
                kind,
                str(room.id),
                room.guild_id,
                targets,
                payload={"room_id": room.id, "topic": room.topic},
                begun_by=by,
            )
        if job is None:
            raise MovesAlready
        return job

    async def _room(self, job: Job) -> Room | None:
        """The room in which people are moved; None if it is over."""
        return await self._rooms.lives_on(job.guild_id, job.payload["room_id"])
