"""Pays what is owed in Discord, and looks at people there: the outer half of `cogs.clubs.rolesync`.

| what was written           | what is done                                                               |
|----------------------------|----------------------------------------------------------------------------|
| a debt (`clubs.role`)      | one member gets the club's role, or loses it                               |
| a job (`clubs.give-roles`) | the same for each member of a club that has just got a role                |
| a look (`clubs.look`)      | one person is fetched, and compared                                        |
| a word (`clubs.tell`)      | an applicant who asked for it is told what was decided                     |
| a walk (`clubs.walk`)      | everybody in a community's clubs is compared, some at a time, and whoever  |
|                            | is not in the community any more is let go                                 |

With the members intent a walk reads the whole list of members and is done at each start, since Discord
tells of all that happens in between. Without it nobody tells of anything, so a walk asks for those whom it
knows, a hundred at a time; it begins a while after a start, which has enough to do, and then once a day.
"""

from __future__ import annotations

import logging
from datetime import timedelta
from typing import TYPE_CHECKING

import discord

from bot import discord_internals, permissions
from bot.errors import UpstreamError
from bot.i18n import Text
from bot.jobs import Item, Job
from bot.timer_store import TimerDue
from cogs.clubs.debts import LOOK, ROLE, TELL
from cogs.clubs.places import GIVE_ROLES, Place
from cogs.clubs.rolesync import Due

if TYPE_CHECKING:
    from bot.client import Bot
    from cogs.clubs.service import ClubBook

log = logging.getLogger(__name__)

WALK = "clubs.walk"
#: Where the bot may not give a role, it looks again after so long whether it may by now.
AGAIN = timedelta(minutes=10)
BETWEEN_WALKS = timedelta(days=1)
AFTER_A_START = timedelta(minutes=10)
# Discord documentation, "Guild", List Guild Members; "Gateway Events", Request Guild Members.
LISTED_AT_ONCE = 1_000
ASKED_AT_ONCE = 100
# The gateway takes 120 messages a minute, and most of them are others'.
BETWEEN_PAGES = timedelta(seconds=2)
# Discord documentation, "Opcodes and Status Codes", JSON error codes.
UNKNOWN_MEMBER = 10007
UNKNOWN_ROLE = 10011
UNKNOWN_USER = 10013


class Keeper:
    """Keeps what is in Discord and what is in the clubs the same."""

    def __init__(self, bot: Bot, book: ClubBook) -> None:
        self._bot = bot
        self._book = book

    def listen(self) -> None:
        """Do what was written, also before a restart."""
        self._bot.timers.on(ROLE, self.pay)
        self._bot.timers.on(LOOK, self.look)
        self._bot.timers.on(TELL, self.tell)
        self._bot.timers.on(WALK, self.walk)
        self._bot.paced.on(GIVE_ROLES, self.one_of_many, title=self.title)

    def rests(self, guild_id: int) -> bool:
        """Whether clubs are switched off in a community, so that nothing is compared there."""
        return self._bot.switches.cause(guild_id, "clubs") is not None

    async def pay(self, debt: TimerDue) -> None:
        """Give one member their role, or take it."""
        club_id, user_id = debt.payload["club_id"], debt.payload["user_id"]
        due = await self._book.roles.due(club_id, user_id)
        if due is None:
            return
        if self.rests(due.guild_id) or self._hindered(due):
            async with self._bot.database.transaction() as session:
                later = self._bot.clock.now() + AGAIN
                await self._bot.timers.schedule(session, debt.kind, debt.key, later, debt.payload)
            return
        await self._settle(club_id, user_id, due)

    async def one_of_many(self, item: Item) -> None:
        """Give one member of many their role.

        Raises:
            MissingPermissions: the bot may not.
        """
        club_id = item.job.payload["club_id"]
        due = await self._book.roles.due(club_id, item.target_id)
        if due is None:
            return
        if (hindrance := self._hindered(due)) is not None:
            raise hindrance
        await self._settle(club_id, item.target_id, due)

    @staticmethod
    def title(job: Job) -> Text:
        """What is being done, for those who watch."""
        return Text(__name__, "job-give-roles", club=job.payload["club"])

    async def look(self, asked: TimerDue) -> None:
        """Look at one person, now."""
        await self.look_at(asked.payload["guild_id"], asked.payload["user_id"])

    async def look_at(self, guild_id: int, user_id: int) -> bool:
        """Compare one person with what is known of them; answers whether they are in the community."""
        guild = self._guild(guild_id)
        try:
            member = await guild.fetch_member(user_id)
        except discord.NotFound as error:
            if error.code not in {UNKNOWN_MEMBER, UNKNOWN_USER}:
                raise
            await self._book.departures.gone(guild_id, user_id)
            return False
        await self.seen(member)
        return True

    async def seen(self, member: discord.Member) -> None:
        """Compare somebody who was seen with what is known of them."""
        if not member.bot and not self.rests(member.guild.id):
            await self._book.roles.seen(member.guild.id, member.id, {role.id for role in member.roles})

    async def tell(self, word: TimerDue) -> None:
        """Tell an applicant, who asked for it, what was decided."""
        decision = await self._book.waitlist.decision(word.payload["application_id"])
        if decision is None or not decision.tell:
            return
        club = await self._book.get(decision.club_id)
        key = "told-accepted" if decision.accepted else "told-declined"
        if decision.reason:
            key = "told-declined-reason"
        text = self._bot.words.text(__name__, key, decision.locale, club=club.name, reason=decision.reason)
        try:
            channel = await self._bot.create_dm(discord.Object(decision.user_id))
            await channel.send(text)
        except (discord.Forbidden, discord.NotFound) as error:
            # They take no messages from this server after all; `/club mine` says it too.
            log.info("an applicant could not be told: %s", error)

    async def begin_walk(self, guild_id: int, after: timedelta = timedelta()) -> None:
        """Have everybody in a community's clubs compared, from the beginning."""
        due_at = self._bot.clock.now() + after
        async with self._bot.database.transaction() as session:
            await self._bot.timers.cancel(session, WALK, str(guild_id))
            payload = {"guild_id": guild_id, "after_id": 0}
            await self._bot.timers.schedule(session, WALK, str(guild_id), due_at, payload)

    async def begin_walk_at_start(self, guild_id: int) -> None:
        """Have them compared for what happened while the bot was away."""
        await self.begin_walk(guild_id, timedelta() if self._bot.intents.members else AFTER_A_START)

    async def walk(self, step: TimerDue) -> None:
        """Compare the next some, and go on later; from the beginning tomorrow if nobody tells of changes."""
        guild_id, after_id = step.payload["guild_id"], step.payload["after_id"]
        guild = self._bot.get_guild(guild_id)
        if guild is None:  # the bot was thrown out; it walks anew if it comes back
            return
        listed = self._bot.intents.members
        next_id = await (self._walk_list(guild, after_id) if listed else self._walk_known(guild, after_id))
        if next_id is None and listed:
            return
        wait = BETWEEN_WALKS if next_id is None else BETWEEN_PAGES
        async with self._bot.database.transaction() as session:
            payload = {"guild_id": guild_id, "after_id": next_id or 0}
            moment = self._bot.clock.now() + wait
            await self._bot.timers.schedule(session, WALK, step.key, moment, payload)

    async def _walk_list(self, guild: discord.Guild, after_id: int) -> int | None:
        """Compare a page of all members of a community with those of its clubs in the same stretch of ids."""
        page = [
            member
            async for member in guild.fetch_members(limit=LISTED_AT_ONCE, after=discord.Object(after_id))
        ]
        last_id = page[-1].id if len(page) == LISTED_AT_ONCE else None
        for member in page:
            await self.seen(member)
        present, known_id = {member.id for member in page}, after_id
        while known := await self._book.departures.people(guild.id, known_id, LISTED_AT_ONCE, last_id):
            await self._miss(guild, [user_id for user_id in known if user_id not in present])
            known_id = known[-1]
        return last_id

    async def _walk_known(self, guild: discord.Guild, after_id: int) -> int | None:
        """Ask for the next of those who are in a club."""
        known = await self._book.departures.people(guild.id, after_id, ASKED_AT_ONCE)
        if not known:
            return None
        try:
            found = await guild.query_members(user_ids=known, limit=ASKED_AT_ONCE, cache=False)
        except TimeoutError as error:
            raise UpstreamError(f"the gateway did not answer who is in {guild.id}") from error
        for member in found:
            await self.seen(member)
        present = {member.id for member in found}
        await self._miss(guild, [user_id for user_id in known if user_id not in present])
        return known[-1] if len(known) == ASKED_AT_ONCE else None

    async def _miss(self, guild: discord.Guild, absent: list[int]) -> None:
        """Ask for each who seems to be gone: nobody loses a club because a list was short."""
        for user_id in absent:
            await self.look_at(guild.id, user_id)

    async def _settle(self, club_id: int, user_id: int, due: Due) -> None:
        with self._book.roles.changing(club_id, user_id, has=due.give):
            if await self._set_role(user_id, due):
                await self._book.roles.done(club_id, user_id, has=due.give)

    async def _set_role(self, user_id: int, due: Due) -> bool:
        """Ask Discord; answers whether it was done, since the role or the person may be gone."""
        try:
            await discord_internals.set_role(
                self._bot, due.guild_id, user_id, due.role_id, has=due.give, reason=f"club {due.club}"
            )
        except discord.NotFound as error:
            if error.code == UNKNOWN_ROLE:
                await self._book.places.lost(due.guild_id, Place.ROLE, due.role_id)
            elif error.code in {UNKNOWN_MEMBER, UNKNOWN_USER}:
                await self._book.departures.gone(due.guild_id, user_id)
            else:
                raise
            return False
        return True

    def _hindered(self, due: Due) -> permissions.MissingPermissions | None:
        """What keeps the bot from giving a role, as far as it can know that without asking."""
        guild = self._guild(due.guild_id)
        role = guild.get_role(due.role_id)
        missing = permissions.lacking(guild.me.guild_permissions, ("manage_roles",))
        if missing or (role is not None and role >= guild.me.top_role):
            return permissions.MissingPermissions(missing or ("manage_roles",), f"<@&{due.role_id}>")
        return None

    def _guild(self, guild_id: int) -> discord.Guild:
        guild = self._bot.get_guild(guild_id)
        if guild is None:
            raise UpstreamError(f"the community {guild_id} is not there")
        return guild
