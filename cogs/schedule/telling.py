"""Tells people of evenings: those interested before one begins, its hosts when it should, all if it does not.

Who is interested is Discord's to know, and is asked for when it matters. What is owed to them is written in
the transaction that notes that this beginning was told of, as two jobs: a mention for each group of those
who are mentioned, a direct message for each who wants one. So nobody is told twice after a crash, and nobody
is hurried; a message that Discord may have got before the process died carries a number that Discord knows.
"""

from __future__ import annotations

import io
import logging
from collections.abc import Callable
from datetime import datetime
from hashlib import blake2b
from typing import TYPE_CHECKING, Any

import discord

from bot.community.reaching import ReachedBy
from bot.community.records import NOBODY
from bot.errors import UpstreamError
from bot.i18n import Safe, Text
from bot.jobs import Item, Job
from bot.timer_store import TimerDue
from cogs.clubs.api import Clubs
from cogs.schedule.addresses import Calendars
from cogs.schedule.api import Evening, EveningStatus
from cogs.schedule.service import EveningBook
from cogs.schedule.timing import REMIND, beginning_of

if TYPE_CHECKING:
    from bot.client import Bot

log = logging.getLogger(__name__)

IN_CHANNEL = "schedule.tell-in-channel"
BY_DM = "schedule.tell-by-dm"
#: A message has room for that many mentions beside its text (Discord documentation, "Message").
MENTIONED_AT_ONCE = 50
#: No more people are told of one evening.
MOST_TOLD = 5_000
REMINDER = "reminder"
_OUTCOMES = {"cancelled": "missed-cancelled", "again": "missed-again", "stays": "missed-stays"}
_LONGEST_NONCE = 25
# Discord documentation, "Opcodes and Status Codes", JSON error codes.
_CANNOT_WRITE_TO_THEM = 50007

#: The buttons under a message in a channel, in the language of the community.
Buttons = Callable[[str], discord.ui.View]


class Teller:
    """Owes people a word, and pays it. Fulfils `cogs.schedule.life.Herald`."""

    def __init__(
        self,
        bot: Bot,
        book: EveningBook,
        calendars: Calendars,
        *,
        choices: Buttons,
        start: Callable[[Evening, str], discord.ui.View],
    ) -> None:
        """`choices` and `start` make the buttons under a reminder and under a call."""
        self._bot = bot
        self._book = book
        self._calendars = calendars
        self._choices = choices
        self._start = start

    def listen(self) -> None:
        """Tell, also what was owed before a restart."""
        self._bot.timers.on(REMIND, self.remind)
        self._bot.paced.on(IN_CHANNEL, self.mention, title=self.title)
        self._bot.paced.on(BY_DM, self.write_to, title=self.title)

    @staticmethod
    def title(job: Job) -> Text:
        """What is being done, for those who watch."""
        return Text(__name__, "job-remind", topic=job.payload["topic"])

    # --- what is owed

    async def remind(self, due: TimerDue) -> None:
        """Owe a reminder to those interested in an evening that begins soon."""
        evening_id, starts_at = beginning_of(due)
        evening = await self._book.stored(evening_id)
        if evening is None or evening.status is not EveningStatus.PLANNED or evening.starts_at != starts_at:
            return
        on = self._bot.switches.cause(evening.guild_id, "schedule") is None
        if on and self._bot.clock.now() < starts_at:
            await self._owe(evening, {"what": REMINDER})

    async def tell_missed(self, evening: Evening, outcome: str, again: datetime | None) -> None:
        """See `Herald.tell_missed`."""
        await self._owe(evening, {"what": outcome, "again": None if again is None else again.isoformat()})

    async def _owe(self, evening: Evening, what: dict[str, Any]) -> None:
        people = await self._interested(evening)
        chosen = await self._book.preferences.of(evening.guild_id, people)
        rules = await self._book.rules(evening.guild_id, evening.club_id)
        by_dm = [one for one in people if chosen[one].by is ReachedBy.DM]
        named = [one for one in people if chosen[one].by is ReachedBy.CHANNEL and rules.mention_interested]
        groups = {group[0]: group for group in _grouped(named)}
        payload = {
            **what,
            "evening_id": evening.id,
            "topic": evening.topic,
            "starts_at": evening.starts_at.isoformat(),
            "groups": {str(first): group for first, group in groups.items()},
        }
        key = f"{evening.id}:{int(evening.starts_at.timestamp())}:{what['what']}"
        async with self._bot.database.transaction() as session:
            if not await self._book.note_told(session, evening, reminder=what["what"] == REMINDER):
                return
            for kind, targets in ((IN_CHANNEL, list(groups)), (BY_DM, by_dm)):
                if targets:
                    await self._bot.paced.begin(
                        session, kind, key, evening.guild_id, targets, payload=payload
                    )

    async def _interested(self, evening: Evening) -> list[int]:
        """Who is interested, as Discord knows it, by their ids."""
        guild = self._guild(evening)
        event = guild.get_scheduled_event(evening.event_id)
        try:
            if event is None:
                event = await guild.fetch_scheduled_event(evening.event_id, with_counts=False)
            return sorted([user.id async for user in event.users(limit=MOST_TOLD)])
        except discord.NotFound:
            return []

    # --- what is said

    async def call_host(self, evening: Evening) -> None:
        """See `Herald.call_host`."""
        place = await self._place(evening)
        if place is None:
            return
        language = await self._bot.language_of(place.guild)
        people = [user_id for user_id in (evening.host_id, *evening.cohost_ids) if user_id != NOBODY]
        rules = await self._book.rules(evening.guild_id, evening.club_id)
        text = await self._said(
            "called", language, evening, who=_mentions(people), minutes=rules.late_minutes
        )
        await place.send(
            text,
            view=self._start(evening, language),
            allowed_mentions=_allowed(people),
            nonce=_nonce("call", evening.id, evening.starts_at.isoformat()),
        )

    async def mention(self, item: Item) -> None:
        """Tell one group of those interested in a channel."""
        evening = await self._told_of(item.job)
        place = None if evening is None else await self._place(evening)
        if evening is None or place is None:
            return
        group: list[int] = item.job.payload["groups"][str(item.target_id)]
        chosen = await self._book.preferences.of(evening.guild_id, group)
        people = [user_id for user_id in group if chosen[user_id].by is ReachedBy.CHANNEL]
        if not people:
            return
        language = await self._bot.language_of(place.guild)
        key = "reminder" if _is_reminder(item.job) else "missed"
        text = await self._said(key, language, evening, who=_mentions(people), **_more(item.job))
        may_attach = place.permissions_for(place.guild.me).attach_files
        await place.send(
            text,
            view=self._choices(language),
            files=await self._files(item.job, evening) if may_attach else [],
            allowed_mentions=_allowed(people),
            nonce=_nonce(item.job.key, item.target_id),
        )

    async def write_to(self, item: Item) -> None:
        """Tell one person by direct message."""
        evening = await self._told_of(item.job)
        if evening is None:
            return
        chosen = await self._book.preferences.of_one(evening.guild_id, item.target_id)
        if chosen.by is not ReachedBy.DM:
            return
        text = await self._said(
            "reminder-by-dm" if _is_reminder(item.job) else "missed-by-dm",
            chosen.locale or "",
            evening,
            community=self._guild(evening).name,
            **_more(item.job),
        )
        try:
            channel = await self._bot.create_dm(discord.Object(item.target_id))
            files = await self._files(item.job, evening)
            await channel.send(text, files=files, nonce=_nonce(item.job.key, item.target_id))
        except (discord.Forbidden, discord.NotFound) as error:
            if isinstance(error, discord.Forbidden) and error.code != _CANNOT_WRITE_TO_THEM:
                raise
            # They take no messages from this server after all, which keeps nobody else from being told.
            log.info("somebody could not be reminded: %s", error)

    async def _files(self, job: Job, evening: Evening) -> list[discord.File]:
        """What goes with a reminder: the evening for a calendar, with the times at which it comes again."""
        if not _is_reminder(job):
            return []
        return [discord.File(io.BytesIO(await self._calendars.file_of_one(evening)), "evening.ics")]

    async def _told_of(self, job: Job) -> Evening | None:
        """The evening that is told of; None if a reminder comes too late, or it is another one's by now."""
        await self._bot.wait_until_ready()
        evening = await self._book.stored(job.payload["evening_id"])
        if evening is None or not _is_reminder(job):
            return evening
        begins = datetime.fromisoformat(job.payload["starts_at"])
        return evening if evening.status.is_open and evening.starts_at == begins else None

    async def _place(self, evening: Evening) -> discord.TextChannel | discord.StageChannel | None:
        """Where people are told: the channel that was set, the club's own, or the chat of the stage."""
        guild = self._guild(evening)
        rules = await self._book.rules(evening.guild_id, evening.club_id)
        club = await self._bot.service(Clubs).get(evening.club_id)
        for channel_id in (rules.remind_channel, club.text_channel_id, evening.channel_id):
            channel = guild.get_channel(channel_id or 0)
            if isinstance(channel, discord.TextChannel | discord.StageChannel):
                return channel
        log.info("nobody is told of evening %s: there is no channel for it", evening.id)
        return None

    def _guild(self, evening: Evening) -> discord.Guild:
        guild = self._bot.get_guild(evening.guild_id)
        if guild is None:
            raise UpstreamError(f"the community {evening.guild_id} is not there")
        return guild

    async def _said(self, key: str, locale: str, evening: Evening, **more: object) -> str:
        club = await self._bot.service(Clubs).get(evening.club_id)
        given: dict[str, object] = {
            "club": club.name,
            "topic": evening.topic,
            "moment": evening.starts_at,
            "stage": Safe(f"<#{evening.channel_id}>"),
            **more,
        }
        return self._bot.words.text(__name__, key, locale, **given)


def _is_reminder(job: Job) -> bool:
    return bool(job.payload["what"] == REMINDER)


def _more(job: Job) -> dict[str, object]:
    """What a message about an evening that was missed says besides."""
    if _is_reminder(job):
        return {}
    begins, again = job.payload["starts_at"], job.payload["again"]
    outcome = Text(
        __name__,
        _OUTCOMES[job.payload["what"]],
        again="" if again is None else datetime.fromisoformat(again),
    )
    return {"moment": datetime.fromisoformat(begins), "outcome": outcome}


def _grouped(people: list[int]) -> list[list[int]]:
    return [people[begin : begin + MENTIONED_AT_ONCE] for begin in range(0, len(people), MENTIONED_AT_ONCE)]


def _mentions(people: list[int]) -> Safe:
    return Safe(" ".join(f"<@{user_id}>" for user_id in people))


def _allowed(people: list[int]) -> discord.AllowedMentions:
    """Those are notified who have asked for it, and nobody whom the topic happens to name."""
    allowed = discord.AllowedMentions.none()
    allowed.users = [discord.Object(user_id) for user_id in people]
    return allowed


def _nonce(*what: object) -> str:
    """The number by which Discord knows that it has got a message already ("Message", `enforce_nonce`)."""
    return blake2b(":".join(map(str, what)).encode(), digest_size=16).hexdigest()[:_LONGEST_NONCE]
