"""Who comes, goes, and asks to speak, in voice channels and on stages: told as it arrives, in order.

A large stage changes a hundred times a second, and a listener of discord.py costs a task for each change.
Here whoever follows is called with a few plain values, at once and without waiting, and does what takes
longer later: once for however much was heard meanwhile, in one task for each community.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Awaitable, Callable, Iterable, Mapping
from typing import Any, NamedTuple

from bot.tasks import Tasks
from bot.undo import undoable

log = logging.getLogger(__name__)

_NOTHING: Mapping[str, Any] = {}


class Place(NamedTuple):
    """Where somebody is, and the two fields that say what they are there if it is a stage.

    Discord documentation, "Voice", Voice State Object.
    """

    channel_id: int
    suppress: bool
    requested: bool  # to speak


class Change(NamedTuple):
    """Somebody's voice state, before and after; None is in no channel."""

    guild_id: int
    user_id: int
    before: Place | None
    after: Place | None
    #: What Discord sent of the person in this community; only to be looked at, and empty if it sent nothing.
    member: Mapping[str, Any]
    #: Whether it is the bot itself.
    own: bool = False

    @property
    def role_ids(self) -> tuple[int, ...]:
        """The roles that they have in Discord."""
        return tuple(map(int, self.member.get("roles", ())))

    @property
    def is_bot(self) -> bool:
        """Whether it is a bot, this one or another."""
        return bool(self.member.get("user", _NOTHING).get("bot"))


#: What is heard within this time is done something about in one go; nobody sees that it is a little later.
#: While there is always more, the time becomes longer: what is done at once is done for less.
GATHER_SECONDS, LONGEST_SECONDS = 0.02, 0.1
#: How long the end waits for it.
CLOSE_SECONDS = 5.0
#: Answers whether there is something to do later. It must not fail, and must not take long.
Heard = Callable[[Change], bool]
#: What is to be done later in a community; what is heard while it runs has it run once more.
Later = Callable[[int], Awaitable[None]]


class Whereabouts:
    """Tells everybody who follows."""

    def __init__(self, tasks: Tasks) -> None:
        self._tasks = tasks
        #: Who is a bot, as far as Discord has told: it does so of everybody who is in a voice channel.
        self.bots: set[int] = set()
        self._followers: list[tuple[Heard, Later | None]] = []
        self._of_the_bot: list[tuple[Heard, Later | None]] = []
        self._asked: dict[int, dict[Later, None]] = {}  # by community
        self._running: dict[int, asyncio.Task[None]] = {}
        self._ending = asyncio.Event()

    @property
    def busy(self) -> bool:
        """Whether something is still to be done about what was heard."""
        return bool(self._running)

    def follow(self, heard: Heard, later: Later | None = None) -> None:
        """Call `heard` with every change, for as long as the cog runs, and `later` if it says so."""
        self._add(self._followers, (heard, later))

    def follow_bot(self, heard: Heard, later: Later | None = None) -> None:
        """The same with the changes of the bot itself alone; of those they are told first."""
        self._add(self._of_the_bot, (heard, later))

    @staticmethod
    def _add(followers: list[tuple[Heard, Later | None]], follower: tuple[Heard, Later | None]) -> None:
        followers.append(follower)
        undoable(lambda: followers.remove(follower))

    def tell(self, change: Change) -> None:
        """Tell everybody of a change."""
        # Whoever was in voice before was looked at when they came.
        if change.before is None and change.is_bot:
            self.bots.add(change.user_id)
        for heard, later in (*self._of_the_bot, *self._followers) if change.own else self._followers:
            try:
                wanted = heard(change)
            except Exception:  # an edge: one follower that fails is no harm to the next
                log.exception("%s failed on %r", heard, change)
                continue
            if wanted and later is not None:
                self._ask(change.guild_id, later)

    def _ask(self, guild_id: int, later: Later) -> None:
        asked = self._asked.setdefault(guild_id, {})
        if later in asked:
            return  # it is on its way
        asked[later] = None
        # A process that ends begins nothing new: the next start looks at every stage.
        if guild_id not in self._running and not self._tasks.closed:
            work = self._work(guild_id)
            self._running[guild_id] = self._tasks.start(work, name=f"whereabouts:{guild_id}")

    async def close(self) -> None:
        """Do what is still to be done about what was heard."""
        self._ending.set()
        if self._running:
            await asyncio.wait(self._running.values(), timeout=CLOSE_SECONDS)

    async def _gather(self, seconds: float) -> None:
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._ending.wait()

    async def _work(self, guild_id: int) -> None:
        asked, seconds = self._asked[guild_id], GATHER_SECONDS
        try:
            await self._gather(seconds)
            while asked:
                await self._do(tuple(asked), guild_id)
                await self._gather(seconds)
                seconds = min(2 * seconds, LONGEST_SECONDS)
        finally:
            self._running.pop(guild_id, None)
            self._asked.pop(guild_id, None)

    async def _do(self, wanted: Iterable[Later], guild_id: int) -> None:
        for later in wanted:
            del self._asked[guild_id][later]
            try:
                await later(guild_id)
            except Exception:  # an edge: what failed is asked for again by whatever happens next
                log.exception("%s of %s failed", later, guild_id)
