"""Tells those who follow a club that a room of it is open, each in the way they have chosen.

What is owed is written in the transaction in which the room goes live, as two jobs: a mention for each
group of those who want one in the club's text channel, a direct message for each of the others. So nobody
is forgotten by a crash and nobody is hurried; and whoever has ended it meanwhile, or whose room is over
before it is their turn, is not told any more.
"""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator, Sequence
from typing import TYPE_CHECKING

import discord
from sqlalchemy import delete
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from bot.community.records import mention
from bot.errors import UpstreamError
from bot.i18n import Safe, Text
from bot.jobs import Item, Job
from bot.storage.constraints import violated_constraint
from cogs.clubs.api import Club, Clubs, Follower, ToldBy
from cogs.rooms.api import Room, RoomKind
from cogs.rooms.refusals import IsHereAlready, NotFollowing, NowhereToMention, PingedAlready
from cogs.rooms.tables import PingRow

if TYPE_CHECKING:
    from bot.client import Bot
    from cogs.rooms.plans import Plans
    from cogs.rooms.service import RoomBook

log = logging.getLogger(__name__)

BY_DM = "rooms.tell-by-dm"
IN_CHANNEL = "rooms.tell-in-channel"
PING = "rooms.ping"
#: A message has room for that many mentions beside its text (Discord documentation, "Message").
MENTIONED_AT_ONCE = 50
_PAGE = 500
# Discord documentation, "Opcodes and Status Codes", JSON error codes.
CANNOT_WRITE_TO_THEM = 50007


class Teller:
    """Owes a word to every follower of a club whose room opens, and pays it."""

    def __init__(self, bot: Bot, rooms: RoomBook, plans: Plans) -> None:
        self._bot = bot
        self._rooms = rooms
        self._plans = plans

    def listen(self) -> None:
        """Tell, also what was owed before a restart."""
        self._bot.paced.on(BY_DM, self.write_to, title=self.title)
        self._bot.paced.on(IN_CHANNEL, self.mention, title=self.title)
        self._bot.paced.on(PING, self.ping_one, title=self.title)
        self._rooms.add_opening(self.owe)
        self._rooms.add_ending(self.forget)
        self._bot.service(Clubs).add_card_line(self.line)

    async def owe(self, session: AsyncSession, room: Room) -> None:
        """Write down who is to be told of a room, in the transaction in which it goes live."""
        if room.kind is RoomKind.CLOSED:  # they could not come in
            return
        followers = [one async for one in self._followers(room.club_id) if one.user_id != room.host_id]
        by_dm = [one.user_id for one in followers if one.told_by is ToldBy.DM]
        in_channel = [one.user_id for one in followers if one.told_by is ToldBy.CHANNEL]
        for kind, targets in ((BY_DM, by_dm), (IN_CHANNEL, in_channel[::MENTIONED_AT_ONCE])):
            if targets:
                # Where a group ends does not depend on who follows by the time it is told.
                payload = {"room_id": room.id, "topic": room.topic}
                payload |= {"firsts": targets if kind == IN_CHANNEL else []}
                key, guild_id = str(room.id), room.guild_id
                await self._bot.paced.begin(session, kind, key, guild_id, targets, payload=payload)

    @staticmethod
    def title(job: Job) -> Text:
        """What is being done, for those who watch."""
        return Text(__name__, "job-tell", topic=job.payload["topic"])

    async def line(self, club: Club) -> Text | None:
        """What a club's card says of its rooms: the one that is open, or the next that is planned."""
        live = [room for room in self._rooms.of(club.guild_id) if room.club_id == club.id]
        if live:
            return Text(__name__, "live-now", topic=live[0].topic, stage=_stage(live[0].channel_id))
        found = [(event.start_time, event.name, event.channel_id or 0) for event in self._planned_on(club)]
        if (planned := await self._plans.next_of(club.guild_id, club.id)) is not None:
            found.append((planned.starts_at, planned.topic, planned.channel_id))
        if not found:
            return None
        moment, topic, channel_id = min(found)
        return Text(__name__, "next-room", topic=topic, moment=moment, stage=_stage(channel_id))

    def _planned_on(self, club: Club) -> list[discord.ScheduledEvent]:
        """The events of Discord's that will take place on the club's own stage."""
        guild = self._bot.get_guild(club.guild_id)
        return [
            event
            for event in (guild.scheduled_events if guild is not None and club.stage_channel_id else ())
            if event.channel_id == club.stage_channel_id and event.status is discord.EventStatus.scheduled
        ]

    async def write_to(self, item: Item) -> None:
        """Tell one follower by direct message."""
        room = await self._room(item.job)
        follower = None if room is None else await self._follower(room.club_id, item.target_id)
        if room is None or follower is None or follower.told_by is not ToldBy.DM:
            return
        community = self._guild(room).name
        text = await self._said("told-by-dm", follower.locale, room, community=community)
        try:
            channel = await self._bot.create_dm(discord.Object(follower.user_id))
            await channel.send(text)
        except (discord.Forbidden, discord.NotFound) as error:
            if isinstance(error, discord.Forbidden) and error.code != CANNOT_WRITE_TO_THEM:
                raise
            # They take no messages from this server after all, which keeps nobody else from being told.
            log.info("a follower could not be told: %s", error)

    async def mention(self, item: Item) -> None:
        """Mention one group of followers in the club's text channel."""
        room = await self._room(item.job)
        people = [] if room is None else await self._group(room, item)
        if room is not None and people:
            await self._mention(room, people)

    async def ping(self, room: Room, user_id: int, by: int) -> None:
        """Ask somebody in who follows the club, in the way they have chosen to be told of its rooms.

        Raises:
            NotFollowing: they have not asked to be told.
            IsHereAlready: they are on the stage.
            NowhereToMention: they want to be mentioned in the club's channel, and it has none.
            PingedAlready: they were asked into this room before.
        """
        follower = await self._follower(room.club_id, user_id)
        if follower is None:
            raise NotFollowing(person=mention(user_id))
        if user_id in self._rooms.roles_on(room.channel_id):
            raise IsHereAlready(person=mention(user_id))
        club = await self._bot.service(Clubs).get(room.club_id)
        if follower.told_by is ToldBy.CHANNEL and self._channel_of(room, club) is None:
            raise NowhereToMention(person=mention(user_id), club=club.name)
        try:
            async with self._bot.database.transaction() as session:
                session.add(PingRow(room_id=room.id, user_id=user_id, asked_at=self._rooms.now()))
                await session.flush()
                payload = {"room_id": room.id, "topic": room.topic}
                key, guild_id = f"{room.id}:{user_id}", room.guild_id
                await self._bot.paced.begin(
                    session, PING, key, guild_id, [user_id], payload=payload, begun_by=by
                )
        except IntegrityError as error:
            if violated_constraint(error) != "pk_rooms_ping":
                raise
            raise PingedAlready(person=mention(user_id)) from error

    @staticmethod
    async def forget(session: AsyncSession, room: Room) -> None:
        """Forget who was asked into a room, in the transaction that ends it."""
        await session.execute(delete(PingRow).where(PingRow.room_id == room.id))

    async def ping_one(self, item: Item) -> None:
        """Ask one person in, if they still want to be told."""
        room = await self._room(item.job)
        follower = None if room is None else await self._follower(room.club_id, item.target_id)
        if room is None or follower is None:
            return
        if follower.told_by is ToldBy.DM:
            await self.write_to(item)
        else:
            await self._mention(room, [follower.user_id])

    async def _mention(self, room: Room, people: list[int]) -> None:
        club = await self._bot.service(Clubs).get(room.club_id)
        channel = self._channel_of(room, club)
        if channel is None:
            log.info("nobody is mentioned for the room %s: %s has no text channel", room.id, club.name)
            return
        who = Safe(" ".join(f"<@{user_id}>" for user_id in people))
        language = await self._bot.language_of(channel.guild)
        text = await self._said("told-in-channel", language, room, who=who)
        # Those who have asked for it are notified, and nobody whom the topic happens to name.
        allowed = discord.AllowedMentions.none()
        allowed.users = [discord.Object(user_id) for user_id in people]
        await channel.send(text, allowed_mentions=allowed)

    async def _room(self, job: Job) -> Room | None:
        """The room that is told of; None if it is over."""
        return await self._rooms.lives_on(job.guild_id, job.payload["room_id"])

    def _channel_of(self, room: Room, club: Club) -> discord.TextChannel | None:
        channel = self._guild(room).get_channel(club.text_channel_id or 0)
        return channel if isinstance(channel, discord.TextChannel) else None

    def _guild(self, room: Room) -> discord.Guild:
        guild = self._bot.get_guild(room.guild_id)
        if guild is None:
            raise UpstreamError(f"the community {room.guild_id} is not there")
        return guild

    async def _group(self, room: Room, item: Item) -> list[int]:
        """Who is in a group and still wants to be mentioned: from its first to the next group's."""
        firsts: Sequence[int] = item.job.payload["firsts"]
        place = firsts.index(item.target_id)
        end = firsts[place + 1] if place + 1 < len(firsts) else None
        people: list[int] = []
        async for one in self._followers(room.club_id, item.target_id - 1):
            if (end is not None and one.user_id >= end) or len(people) == MENTIONED_AT_ONCE:
                break
            if one.told_by is ToldBy.CHANNEL and one.user_id != room.host_id:
                people.append(one.user_id)
        return people

    async def _follower(self, club_id: int, user_id: int) -> Follower | None:
        page = await self._bot.service(Clubs).followers(club_id, 1, after_id=user_id - 1)
        return page[0] if page and page[0].user_id == user_id else None

    async def _followers(self, club_id: int, after_id: int = 0) -> AsyncIterator[Follower]:
        while page := await self._bot.service(Clubs).followers(club_id, _PAGE, after_id=after_id):
            for follower in page:
                yield follower
            after_id = page[-1].user_id

    async def _said(self, key: str, locale: str, room: Room, **more: object) -> str:
        club, stage = await self._bot.service(Clubs).get(room.club_id), _stage(room.channel_id)
        return self._bot.words.text(
            __name__, key, locale, club=club.name, topic=room.topic, stage=stage, **more
        )


def _stage(channel_id: int) -> Safe:
    return Safe(f"<#{channel_id}>")
