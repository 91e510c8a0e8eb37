"""Where the bot is wanted, when it comes back there by itself, and when it no longer does.

| what happened                                           | what the bot does                       |
|---------------------------------------------------------|-----------------------------------------|
| the line was lost (4006, 4009, 4015, another server)    | nothing here: `bot.voice` mends it      |
| Discord ended the connection, or it could not be mended | comes in anew, see `WAITS_SECONDS`      |
| Discord limits how often the bot connects (4021)        | says so, see `LIMITED_WAITS_SECONDS`    |
| Discord demands end-to-end encryption there (4017)      | says so in the stage's chat, stays away |
| it cannot come up, and Discord does not say why         | tries again, see `WAITS_SECONDS`        |
| it lacks a permission, or the stage is full             | says so in the stage's chat, stays away |
| it was disconnected again and again                     | says so in the stage's chat, stays away |
| it was moved to the stage of another live room          | stays there: somebody wants it there      |
| it was moved elsewhere                                  | comes back                                |
| the room ended                                          | goes to the next room without a voice, if any |

Discord gives a bot one voice in each community. A further room at once borrows a worker's, if there is one,
and the same holds for that; where no worker can come, the room's card says why, and it is looked for again.

A moderator who disconnects the bot and a connection that ended look the same from here,
so only their number tells them apart. Knows nothing of Discord: see `Stages`.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections import defaultdict, deque
from typing import Protocol

from bot.errors import RostraError, UserError
from bot.i18n import Safe
from bot.tasks import Tasks
from bot.voice.closes import Trouble
from bot.voice.events import StageEncrypted
from bot.watching import NOT_NOW
from cogs.rooms.api import Room, Rooms
from cogs.rooms.refusals import CannotComeBack, ComesBackLater, StaysOffStage

log = logging.getLogger(__name__)

#: Before each try to come in anew; after the last the bot stays away.
WAITS_SECONDS = (1.0, 2.0, 5.0, 15.0, 30.0, 60.0)
#: The same where Discord says that it was too often ("Opcodes and Status Codes": should not reconnect).
LIMITED_WAITS_SECONDS = (60.0, 120.0, 300.0)
#: How often it is looked whether a worker can come to a room that has no voice.
LOOK_SECONDS = 5.0
#: As often within `LAPSE_SECONDS` the bot comes back to one stage; the next time it stays away.
MOST_COMEBACKS = 3
LAPSE_SECONDS = 600.0


class Stages(Protocol):
    """What the bot itself does on stages."""

    async def come_up(self, channel_id: int) -> None:
        """Connect to a stage and be heard there, if only for a moment: `Presence.left` may follow.

        Raises:
            UserError: somebody has to change something first.
            RostraError: Discord refused, and may not the next time.
        """

    async def leave(self, guild_id: int) -> None:
        """Leave whatever stage of that community the bot is on."""

    async def borrow(self, channel_id: int) -> bool:
        """Have a worker come up on a stage; answers False if none can, of which the card tells.

        Raises:
            RostraError: Discord refused, and may not the next time.
        """

    async def give_back(self, guild_id: int, channel_id: int) -> None:
        """Let the worker of a stage go; harmless if there is none."""

    async def tell(self, channel_id: int, refusal: UserError) -> None:
        """Say in the stage's chat what is in the way."""


class Presence:
    """Keeps the bot on one stage of each community that has a live room."""

    def __init__(self, stages: Stages, rooms: Rooms, tasks: Tasks) -> None:
        self._stages = stages
        self._rooms = rooms
        self._tasks = tasks
        #: The stage on which the bot itself is wanted, by community: Discord allows no more than one.
        self._wanted: dict[int, int] = {}
        #: The stages on which a worker's voice is, and those from which it was thrown out again and again.
        self._borrowed: set[int] = set()
        self._declined: set[int] = set()
        self._returning: set[int] = set()
        #: Where it is wanted and is not; on the way back it may be thrown out once more.
        self._away: set[int] = set()
        #: Where it is not to be tried again soon.
        self._limited: set[int] = set()
        self._lately: defaultdict[int, deque[float]] = defaultdict(lambda: deque(maxlen=MOST_COMEBACKS))

    async def come(self, guild_id: int, channel_id: int) -> bool:
        """Come up on a stage; answers whether the bot can be heard there.

        If another room of the community has the bot, the one that opened first keeps it, and a worker is
        asked. If Discord does not say why not, it is tried again in the background.
        """
        elsewhere = self._wanted.get(guild_id, channel_id)
        if elsewhere != channel_id and self._rooms.on(elsewhere) is not None:
            return await self._borrow(channel_id)
        self._wanted[guild_id] = channel_id
        try:
            await self._stages.come_up(channel_id)
        except UserError as refusal:
            log.warning("cannot come up on the stage %s: %s", channel_id, refusal)
            if channel_id not in self._returning:  # else it is said there
                await self._stages.tell(channel_id, refusal)
            return False
        except RostraError as error:
            log.warning("cannot come up on the stage %s yet: %s", channel_id, error)
            self._return(guild_id, channel_id)
            return False
        return True

    async def move(self, guild_id: int, channel_id: int) -> None:
        """Go from the stage of one live room to that of another, or stay where it was.

        Raises:
            UserError: somebody has to change something first; the bot goes back.
            RostraError: Discord refused, and may not the next time; the bot goes back.
        """
        before = self._wanted.get(guild_id)
        self._wanted[guild_id] = channel_id
        self._lately.pop(channel_id, None)  # somebody wants it there, whoever threw it out before
        try:
            await self._stages.come_up(channel_id)
        except RostraError:
            if before is not None and self._rooms.on(before) is not None:
                self._wanted[guild_id] = before
                self._return(guild_id, before)
            raise
        await self._exchange(guild_id, before, channel_id)

    async def _exchange(self, guild_id: int, before: int | None, now: int) -> None:
        """Let the worker go of the stage to which the bot itself came, and one come to where it was."""
        await self._give_back(guild_id, now)
        if before is not None and before != now and self._rooms.on(before) is not None:
            await self._borrow(before)

    async def _borrow(self, channel_id: int) -> bool:
        try:
            if not await self._stages.borrow(channel_id):
                return False
        except NOT_NOW as error:
            log.warning("no worker comes to the stage %s yet: %s", channel_id, error)
            return False
        self._borrowed.add(channel_id)
        return True

    async def _give_back(self, guild_id: int, channel_id: int) -> None:
        self._borrowed.discard(channel_id)
        self._declined.discard(channel_id)
        await self._stages.give_back(guild_id, channel_id)

    async def keep(self) -> None:
        """Look for workers for rooms that have no voice: one may be free, invited or back by now."""
        while True:
            await asyncio.sleep(LOOK_SECONDS)
            for channel_id in self._voiceless():
                await self._borrow(channel_id)

    def _voiceless(self) -> list[int]:
        away = self._borrowed | self._returning | self._declined
        return [
            room.channel_id
            for guild_id, own in tuple(self._wanted.items())
            for room in self._rooms.of(guild_id)
            if room.channel_id != own and room.channel_id not in away
        ]

    async def come_if_wanted(self, guild_id: int, channel_id: int) -> None:
        """Come up on a stage that the bot stayed away from, now that nothing keeps it away."""
        self._declined.discard(channel_id)
        if self._is_wanted(guild_id, channel_id) and channel_id not in self._returning:
            self._lately.pop(channel_id, None)
            await self.come(guild_id, channel_id)

    async def go(self, room: Room) -> None:
        """Leave the stage of a room that is over, for the next one without a voice if there is one."""
        self._lately.pop(room.channel_id, None)
        if self._rooms.on(room.channel_id) is not None:
            return  # it is wanted for the next room on the same stage
        await self._give_back(room.guild_id, room.channel_id)
        if self._wanted.get(room.guild_id) != room.channel_id:
            return
        del self._wanted[room.guild_id]
        await self._stages.leave(room.guild_id)
        others = [
            other
            for other in self._rooms.of(room.guild_id)
            if other.id != room.id and other.channel_id not in self._borrowed
        ]
        if others:
            await self.come(room.guild_id, others[0].channel_id)

    async def left(self, guild_id: int, channel_id: int, trouble: Trouble | None = None) -> None:
        """Come back to a stage, unless that is not wanted any more, or Discord does not want it."""
        if not self._is_wanted(guild_id, channel_id):
            return
        if trouble is Trouble.DAVE_REQUIRED:
            self._decline(channel_id)
            await self._stages.tell(channel_id, StageEncrypted(channel=Safe(f"<#{channel_id}>")))
            return
        if trouble is Trouble.RATE_LIMITED:
            self._limited.add(channel_id)
        self._return(guild_id, channel_id)
        if trouble is Trouble.RATE_LIMITED:
            await self._stages.tell(channel_id, ComesBackLater())

    async def was_moved(self, guild_id: int, channel_id: int) -> bool:
        """Stay where somebody moved the bot by hand if a room is live there, else come back.

        Answers whether it stays.
        """
        wanted = self._wanted.get(guild_id)
        if wanted is None or wanted == channel_id:
            return False
        if self._rooms.on(channel_id) is None:
            await self.left(guild_id, wanted)
            return False
        self._wanted[guild_id] = channel_id
        await self._exchange(guild_id, wanted, channel_id)
        return True

    def _is_wanted(self, guild_id: int, channel_id: int) -> bool:
        here = self._wanted.get(guild_id) == channel_id or channel_id in self._borrowed
        return here and self._rooms.on(channel_id) is not None

    def _return(self, guild_id: int, channel_id: int) -> None:
        self._away.add(channel_id)
        if channel_id not in self._returning:
            self._returning.add(channel_id)
            self._tasks.start(self._come_back(guild_id, channel_id), name=f"return:{channel_id}")

    async def _come_back(self, guild_id: int, channel_id: int) -> None:
        try:
            while channel_id in self._away:
                self._require_patience(channel_id)
                await self._try_again(guild_id, channel_id)
        except UserError as refusal:
            log.warning("does not come back to the stage %s: %s", channel_id, refusal)
            self._decline(channel_id)
            await self._stages.tell(channel_id, refusal)
        finally:
            self._away.discard(channel_id)
            self._returning.discard(channel_id)

    def _decline(self, channel_id: int) -> None:
        """Look for no other worker either, where one was: it would fare no better."""
        if channel_id in self._borrowed:
            self._declined.add(channel_id)
            self._borrowed.discard(channel_id)

    def _require_patience(self, channel_id: int) -> None:
        lately, now = self._lately[channel_id], time.monotonic()
        if len(lately) == MOST_COMEBACKS and now - lately[0] < LAPSE_SECONDS:
            raise StaysOffStage
        lately.append(now)

    async def _try_again(self, guild_id: int, channel_id: int) -> None:
        waits = LIMITED_WAITS_SECONDS if channel_id in self._limited else WAITS_SECONDS
        self._limited.discard(channel_id)
        for wait_seconds in waits:
            await asyncio.sleep(wait_seconds)
            self._away.discard(channel_id)
            if not self._is_wanted(guild_id, channel_id):
                return
            try:
                await self._come_up_again(channel_id)
            except UserError:
                raise
            except NOT_NOW as error:
                log.warning("cannot come back to the stage %s yet: %s", channel_id, error)
            else:
                return
        raise CannotComeBack

    async def _come_up_again(self, channel_id: int) -> None:
        if channel_id not in self._borrowed:
            await self._stages.come_up(channel_id)
        elif not await self._stages.borrow(channel_id):
            self._borrowed.discard(channel_id)  # its card says so, and `keep` looks for another
