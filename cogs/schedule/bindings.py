"""Events in Discord, made, changed and ended for evenings.

Discord refuses what only it can know: too many events, words that it does not allow, a stage that the bot
may not plan on. Its refusals are told as ours, and nothing of the evening is left behind or half changed.
"""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import aiohttp
import discord

from bot import discord_internals, permissions
from bot.errors import UpstreamError
from bot.undo import undoable
from cogs.clubs.api import Club
from cogs.rooms.api import Room, RoomPlans
from cogs.schedule.api import Evening, EveningStatus
from cogs.schedule.beginning import planned
from cogs.schedule.refusals import (
    BadEventText,
    ComesOnce,
    EveningIsOver,
    IsOnAlready,
    MayNotStart,
    NoSuchEvening,
    TooManyEvents,
)
from cogs.schedule.repeats import next_time
from cogs.schedule.terms import Seen, Wish

if TYPE_CHECKING:
    from bot.client import Bot
    from bot.discord_internals import SeenEvent
    from cogs.schedule.service import EveningBook

#: To plan on a stage, and to change what was planned there (Discord documentation, "Guild Scheduled Event",
#: Permissions Requirements).
TO_PLAN = ("view_channel", "manage_channels", "mute_members", "move_members", "create_events")
TO_CHANGE_ANOTHERS = (*TO_PLAN[:-1], "manage_events")
MOST_EVENTS = 100
# Discord documentation, "Guild Scheduled Event", Entity Types, Privacy Level.
_STAGE, _GUILD_ONLY = 1, 2
# Discord documentation, "Opcodes and Status Codes", JSON error codes.
_TOO_MANY, _FINISHED, _UNKNOWN, _BLOCKED_WORDS = 30038, 180000, 10070, 20031
_NOT_ALLOWED = frozenset({50001, 50013})
_STATUSES = {
    discord.EventStatus.scheduled: EveningStatus.PLANNED,
    discord.EventStatus.active: EveningStatus.LIVE,
    discord.EventStatus.completed: EveningStatus.OVER,
    discord.EventStatus.canceled: EveningStatus.CANCELLED,
}


class EventDesk:
    """Asks Discord for what somebody wants of an evening, and follows what it says."""

    def __init__(self, bot: Bot, book: EveningBook) -> None:
        self._bot = bot
        self._book = book
        # In a community one thing is told after the other: two messages of one event must not cross.
        self._turns: defaultdict[int, asyncio.Lock] = defaultdict(asyncio.Lock)

    def listen(self) -> None:
        """Follow events from now on, also those that people change in Discord's own client."""
        undoable(discord_internals.hear_events(self._bot, self.seen, self.all_seen))

    async def seen(self, event: SeenEvent) -> None:
        """Follow an event that was made, changed or deleted."""
        await self._follow(event)

    async def all_seen(self, guild_id: int, events: Sequence[SeenEvent]) -> None:
        """Follow all events of a community, after a start or a lost session."""
        async with self._turns[guild_id]:
            own = 0 if self._bot.user is None else self._bot.user.id
            await self._book.follow_all(guild_id, [as_seen(event) for event in events], own)

    async def caught_up(self, guild_id: int) -> None:
        """Wait until all that Discord told so far of a community's events is noted."""
        async with self._turns[guild_id]:
            return

    async def plan(self, club: Club, wish: Wish, stage: discord.StageChannel) -> Evening:
        """Plan an evening on a stage.

        Raises:
            UserError: it cannot be; says why, and nothing is left of it.
        """
        permissions.require(stage, TO_PLAN)
        draft = await self._book.draft(club, wish)
        fields = {
            "entity_type": _STAGE,
            "privacy_level": _GUILD_ONLY,
            "channel_id": str(stage.id),
            "name": wish.topic,
            "description": wish.description or None,
            "scheduled_start_time": wish.starts_at.isoformat(),
            "scheduled_end_time": None if wish.ends_at is None else wish.ends_at.isoformat(),
            "recurrence_rule": wish.rule,
            "image": wish.picture,
        }
        given = {name: value for name, value in fields.items() if value is not None}
        reason = f"an evening of the club {club.name}"
        try:
            with _refusals(stage, TO_PLAN, wish.topic):
                event = await discord_internals.plan_event(self._bot, stage.guild.id, given, reason=reason)
        except UpstreamError:
            raise  # the answer was lost: if there is an event after all, the draft says whose it is
        except BaseException:
            await self._book.drop(draft.id)
            raise
        evening = await self._follow(event)
        assert evening is not None, "its draft is there"
        return evening

    async def edit(self, evening: Evening, fields: Mapping[str, Any], host_id: int | None) -> Evening:
        """Change what Discord knows of an evening, and after that who hosts it: nothing is half changed.

        Raises:
            UserError: it cannot be; says why.
        """
        changed = await self.change(evening, fields) if fields else evening
        return changed if host_id is None else await self._book.set_host(changed, host_id)

    async def change(self, evening: Evening, fields: Mapping[str, Any]) -> Evening:
        """Change what Discord knows of an evening.

        Raises:
            UserError: it cannot be; says why, and nothing is changed.
        """
        stage = self._bot.get_channel(int(fields.get("channel_id") or evening.channel_id))
        reason = f"evening {evening.id}"
        with _refusals(stage, self._needed(evening), evening.topic):
            event = await discord_internals.change_event(
                self._bot, evening.guild_id, evening.event_id, fields, reason=reason
            )
        changed = await self._follow(event)
        if changed is None:
            raise NoSuchEvening
        return changed

    async def cancel(self, evening: Evening) -> Evening:
        """Cancel an evening, all times of it that are still to come.

        Raises:
            UserError: it cannot be; says why.
        """
        return await self.change(evening, {"status": discord.EventStatus.canceled.value})

    async def skip(self, evening: Evening) -> Evening:
        """Leave out the next time of an evening that comes again.

        Raises:
            ComesOnce: it does not, or has no other time.
            UserError: Discord does not let it be changed; says why.
        """
        after = max(evening.starts_at, self._bot.clock.now())
        again = None if evening.rule is None else next_time(evening.rule, after)
        if again is None:
            raise ComesOnce(topic=evening.topic)
        fields = {"scheduled_start_time": again.isoformat()}
        if evening.ends_at is not None:
            fields["scheduled_end_time"] = (evening.ends_at + (again - evening.starts_at)).isoformat()
        return await self.change(evening, fields)

    async def complete(self, evening: Evening) -> Evening:
        """Say that an evening which is on is over; one that comes again is planned for its next time.

        Raises:
            UserError: it cannot be; says why.
        """
        return await self.change(evening, {"status": discord.EventStatus.completed.value})

    def _needed(self, evening: Evening) -> tuple[str, ...]:
        guild = self._bot.get_guild(evening.guild_id)
        event = None if guild is None else guild.get_scheduled_event(evening.event_id)
        is_ours = event is None or self._bot.user is None or event.creator_id == self._bot.user.id
        return TO_PLAN if is_ours else TO_CHANGE_ANOTHERS

    async def _follow(self, event: SeenEvent) -> Evening | None:
        async with self._turns[event.guild_id]:
            ours = self._bot.user is not None and event.creator_id == self._bot.user.id
            return await self._book.follow(as_seen(event), ours=ours)


class Starter:
    """Begins evenings: opens the room, with which Discord starts the event."""

    def __init__(self, bot: Bot, book: EveningBook) -> None:
        self._bot = bot
        self._book = book

    async def start(self, evening: Evening, user_id: int, *, steward: bool) -> Room:
        """Open the room of an evening, however early; whoever begins it hosts it.

        Raises:
            IsOnAlready: it has begun.
            MayNotStart: they are neither its host nor a co-host, nor open the club's rooms.
            UserError: the room cannot be opened; says why.
        """
        if evening.status is EveningStatus.LIVE:
            raise IsOnAlready(topic=evening.topic)
        runs_it = user_id == evening.host_id or user_id in evening.cohost_ids
        if not runs_it and not await self._book.may_plan(evening.club_id, user_id, steward=steward):
            raise MayNotStart(topic=evening.topic)
        return await self._bot.service(RoomPlans).open(planned(evening), user_id)


def as_seen(event: SeenEvent) -> Seen:
    """What Discord tells of an event, without its classes."""
    return Seen(
        event.id,
        event.guild_id,
        event.channel_id,
        event.creator_id,
        event.name,
        event.description,
        event.starts_at,
        event.ends_at,
        event.rule,
        _STATUSES[event.status],
        event.by_bot,
    )


@contextmanager
def _refusals(stage: object, needed: tuple[str, ...], topic: str) -> Iterator[None]:
    """Tell Discord's refusals as ours.

    Raises:
        UserError: the person, or an administrator, can do something about it.
        UpstreamError: the answer was lost.
    """
    try:
        yield
    except discord.HTTPException as error:
        if error.code in _NOT_ALLOWED and isinstance(stage, discord.StageChannel):
            raise permissions.refused_in(stage, needed) from error
        refusal = {
            _TOO_MANY: TooManyEvents(most=MOST_EVENTS),
            _FINISHED: EveningIsOver(topic=topic),
            _UNKNOWN: NoSuchEvening(),
            _BLOCKED_WORDS: BadEventText(),
        }.get(error.code)
        raise refusal or error from error
    except (aiohttp.ClientError, OSError) as error:
        raise UpstreamError(f"the event of {topic!r} could not be asked for: {error}") from error
