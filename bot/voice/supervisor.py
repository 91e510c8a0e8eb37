"""Mends a voice connection, by the table in `bot.voice.closes`, or ends it and says so.

Knows no discord.py: what is mended is a `Voice`. From the moment a connection is lost until
it stands again the bot does not count as connected, and whoever listens is told of both.
"""

from __future__ import annotations

import asyncio
import logging
import random
import time
from collections import deque
from collections.abc import Callable
from typing import Protocol

from bot.tasks import Tasks
from bot.voice.closes import ACTIONS, Action, Trouble, trouble_of

log = logging.getLogger(__name__)

#: How often it is tried before the connection is given up, and how long each try may take.
TRIES = 5
TRY_SECONDS = 10.0
#: Before the second try, doubled before each further one, and varied by as much as a half: a voice server
#: that fails takes many stages with it, which shall not come back in one moment.
BACKOFF_SECONDS = 0.5
#: How long after 4014 and 4022 Discord has to say what it meant.
SETTLE_SECONDS = 3.0
#: A connection that is lost as often within a minute is given up: something is wrong with it.
MOST_MENDS_A_MINUTE = 6
_MINUTE = 60.0


class VoiceLost(Exception):
    """The connection ended while it was being made."""

    def __init__(self, code: int | None) -> None:
        super().__init__("it was lost" if code is None else f"it was closed with {code}")
        self.code = code


class Voice(Protocol):
    """A connection, as far as it can be mended. Each way raises `VoiceLost` or `OSError` if it fails."""

    async def resume(self) -> None:
        """Go on with the session."""

    async def reopen(self) -> None:
        """Connect with what Discord told last."""

    async def rejoin(self, *, leave: bool) -> None:
        """Ask for another session, after leaving the channel if `leave`."""

    async def end(self) -> None:
        """Give it up."""


class Supervisor:
    """Watches over one connection."""

    def __init__(
        self,
        voice: Voice,
        tasks: Tasks,
        *,
        name: str,
        interrupted: Callable[[Trouble], None],
        restored: Callable[[], None],
    ) -> None:
        """Watch over `voice`; `interrupted` and `restored` are called in turn, `restored` not if it ends."""
        self._voice = voice
        self._tasks = tasks
        self._name = name
        self._interrupted = interrupted
        self._restored = restored
        self._mending: asyncio.Task[None] | None = None
        self._told = asyncio.Event()
        self._is_moved = False
        self._is_gone = False
        #: What is wrong with the connection; None while it stands, and where it is ended on purpose.
        self.trouble: Trouble | None = None
        self._lately: deque[float] = deque(maxlen=MOST_MENDS_A_MINUTE)

    @property
    def is_mending(self) -> bool:
        """Whether the connection is lost, and not given up."""
        return self._mending is not None

    def closed(self, code: int | None) -> None:
        """Take in that the websocket was closed."""
        if self._mending is None:
            self._told.clear()  # what was told before is not what this close means
        self.mend(trouble_of(code))

    def server_moved(self) -> None:
        """Take in that Discord told another address of the voice server."""
        self._is_moved = True
        self._told.set()
        self.mend(Trouble.SERVER_MOVED)

    def left(self) -> None:
        """Take in that Discord says that the bot is in no channel."""
        self._is_gone = True
        self._told.set()
        self.mend(Trouble.DISCONNECTED)

    def mend(self, trouble: Trouble) -> None:
        """Begin to mend, unless that is being done, or the bot ends: Discord goes on to tell it things."""
        if self._mending is None and not self._tasks.closed:
            self.trouble = trouble
            self._interrupted(trouble)
            self._mending = self._tasks.start(self._mend(trouble), name=f"mend-{self._name}")

    def stop(self) -> None:
        """Mend no more: the connection is ended on purpose."""
        self._is_gone = True
        self.trouble = None
        if self._mending is not None and self._mending is not asyncio.current_task():
            self._mending.cancel()
            self._mending = None

    async def _mend(self, trouble: Trouble) -> None:
        log.info("%s: %s", self._name, trouble.value)
        try:
            mended = self._has_patience() and await self._tries(trouble)
        finally:
            self._mending = None
        if mended:
            self.trouble = None
            self._restored()
        else:
            log.warning("%s: gives up after: %s", self._name, trouble.value)
            await self._voice.end()

    def _has_patience(self) -> bool:
        now = time.monotonic()
        if len(self._lately) == MOST_MENDS_A_MINUTE and now - self._lately[0] < _MINUTE:
            return False
        self._lately.append(now)
        return True

    async def _tries(self, trouble: Trouble) -> bool:
        action = ACTIONS[trouble]
        for number in range(TRIES):
            if number:
                jitter = random.uniform(0.5, 1.5)  # noqa: S311 - against a rush, no secret
                await asyncio.sleep(BACKOFF_SECONDS * 2 ** (number - 1) * jitter)
            if action is Action.SETTLE:
                action = await self._settled()
            if self._is_gone or action is Action.END:
                return False
            failed = await self._try(action, leave=number > 1)
            if failed is None:
                return not self._is_gone
            self.trouble = failed
            action = self._next(failed)
        return False

    async def _settled(self) -> Action:
        """What Discord means by a close that has more than one meaning."""
        try:
            async with asyncio.timeout(SETTLE_SECONDS):
                await self._told.wait()
        except TimeoutError:
            # Neither moved nor disconnected: the gateway's session was lost, or another took its place.
            return Action.REJOIN
        return Action.END if self._is_gone else Action.REOPEN

    def _next(self, trouble: Trouble) -> Action:
        if self._is_moved:
            return Action.REOPEN
        action = ACTIONS[trouble]
        # A resume is tried once: it failed because the session or its server is gone.
        return action if action in {Action.SETTLE, Action.END} else Action.REJOIN

    async def _try(self, action: Action, *, leave: bool) -> Trouble | None:
        """Do one thing about it; answers what went wrong, None if it went well."""
        self._told.clear()
        self._is_moved = False
        try:
            async with asyncio.timeout(TRY_SECONDS):
                if action is Action.RESUME:
                    await self._voice.resume()
                elif action is Action.REOPEN:
                    await self._voice.reopen()
                else:
                    await self._voice.rejoin(leave=leave)
        except VoiceLost as lost:
            trouble = trouble_of(lost.code)
        except (TimeoutError, OSError) as error:
            log.debug("%s: %s failed: %r", self._name, action.value, error)
            trouble = Trouble.NETWORK
        else:
            return None
        log.info("%s: %s failed: %s", self._name, action.value, trouble.value)
        return trouble
