"""Records rooms: begins, goes on after whatever happened to the voice, and ends.

A recording belongs to its room, not to a voice connection or a process. While the bot is not on the
stage it *rests*: nothing is taken in, and the clock runs on. Once the bot is there again, after a move, a
lost connection or a restart, it goes on in the same tracks. It ends with its room, when a host says so,
or when the disk has no room for more.

Nobody is recorded before the notice stands in the room's chat, and nobody against what they said.
"""

from __future__ import annotations

import asyncio
import logging
from collections import defaultdict
from collections.abc import Collection, Coroutine, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Protocol

from bot.errors import RostraError
from bot.i18n import Text
from bot.watching import NOT_NOW
from cogs.recording.api import Consent, Replay, StopReason
from cogs.recording.chime import Said
from cogs.recording.consents import ConsentBook
from cogs.recording.ending import Ending, Ends
from cogs.recording.folders import Folders
from cogs.recording.hearing import Hearing
from cogs.recording.refusals import NotRecorded, RecordingIsOver
from cogs.recording.running import Running
from cogs.recording.service import ReplayBook
from cogs.recording.settings import RecordingSettings
from cogs.recording.talk import Meter, Talks
from cogs.rooms.api import (
    BecameSpeaker,
    CloseReason,
    Room,
    RoomChanged,
    RoomClosed,
    Rooms,
    TalkTimes,
)

if TYPE_CHECKING:
    from bot.client import Bot
    from bot.voice.stage_connection import StageConnection

log = logging.getLogger(__name__)

#: How often it is looked whether all is well, and every how many times at the disk.
LOOK_SECONDS = 1.0
LOOKS_PER_DISK = 5


class Teller(Ends, Protocol):
    """Says in a room's chat what becomes of its recording."""

    async def started(self, replay: Replay, asked: Sequence[int]) -> None:
        """Say that the room is recorded, with the buttons to answer; these people are asked by name.

        Raises:
            RostraError: it could not be said.
        """

    async def ask(self, replay: Replay, asked: Sequence[int]) -> None:
        """Ask or tell those who have come up."""


class Recorder:
    """The recordings that run in this process, by the ids of their rooms."""

    def __init__(
        self,
        bot: Bot,
        *,
        book: ReplayBook,
        consents: ConsentBook,
        folders: Folders,
        teller: Teller,
        ending: Ending,
    ) -> None:
        self._bot = bot
        self._rooms = bot.service(Rooms)
        self._book = book
        self._consents = consents
        self._folders = folders
        self._teller = teller
        self._hearing = Hearing(bot, folders, self._disk_failed)
        self._ending = ending
        self._running: dict[int, Running] = {}
        self._turns: defaultdict[int, asyncio.Lock] = defaultdict(asyncio.Lock)
        #: How long people talked, in what runs and in what is over.
        self.talks = Talks(bot.database, self._running.values)

    def listen(self) -> None:
        """Follow rooms, show on their cards that they are recorded, and remove what is to be removed."""
        events = self._bot.events
        events.subscribe(RoomChanged, self._room_changed)
        events.subscribe(RoomClosed, self._room_closed)
        events.subscribe(BecameSpeaker, self._came_up)
        self._rooms.add_card_line(self.card_line)
        self._bot.service(TalkTimes).add_source(self.talks.of_rooms)

    def of(self, guild_id: int) -> list[Running]:
        """The recordings that run in a community, the oldest first."""
        here = (running for running in self._running.values() if running.replay.guild_id == guild_id)
        return sorted(here, key=lambda running: running.replay.id)

    def on(self, room: Room) -> Running:
        """The recording of a room.

        Raises:
            NotRecorded: there is none.
        """
        running = self._running.get(room.id)
        if running is None:
            raise NotRecorded(topic=room.topic)
        return running

    def own_id(self) -> int:
        """See `Hearing.own_id`."""
        return self._hearing.own_id()

    async def start(self, room: Room, by: int) -> Replay:
        """Record a room from now on.

        Raises:
            NotOnThisStage: the bot is not there.
            MissingPermissions: the bot may not hear, or not tell those who are heard.
            RecordedAlready: it is recorded.
            DiskNearlyFull, FolderRefuses: it would have nowhere to write.
            RostraError: the notice could not be put into the chat.
        """
        stage = self._hearing.stage_of(room)
        await self._hearing.require_disk()
        rules = await self._bot.settings.of(RecordingSettings, room.guild_id, room.club_id)
        async with self._turns[room.id]:
            replay = await self._book.begin(room, rules.consent, by, rules.feed)
            running = Running(replay, await self._consents.of(replay), is_told=False)
            try:
                await self._begin(running, stage)
            except BaseException:
                await self._take_back(running)
                raise
            self._running[room.id] = running
        self._say(replay, stage, Said.RECORDING)
        await self._book.has_begun(replay)
        self._rooms.card_is_stale(room)
        return replay

    async def stop(self, room: Room, reason: StopReason = StopReason.HOST) -> Replay:
        """End the recording of a room; answers once all of it is on the disk.

        Raises:
            NotRecorded: there is none.
        """
        async with self._turns[room.id]:
            return await self._finish(self.on(room), reason)

    async def answer(
        self,
        guild_id: int,
        user_id: int,
        allows: bool | None,  # noqa: FBT001 - one answer of three
        replay_id: int | None = None,
    ) -> None:
        """Take in what somebody says to being recorded, this time or always. A no removes their track.

        Raises:
            RecordingIsOver: it was about one that does not run any more.
        """
        meant = [one for one in self.of(guild_id) if replay_id in (None, one.replay.id)]
        if replay_id is not None and not meant:
            raise RecordingIsOver
        await self._consents.answer(guild_id, user_id, allows, replay_id)
        if allows is None:
            return
        for running in meant:
            running.answers.take(user_id, allows)
            if not allows:
                await self._withdraw(running, user_id)
            elif running.recording is not None:
                running.recording.readmit(user_id)

    async def heard_in(self, replay: Replay, user_ids: Collection[int]) -> Mapping[int, int]:
        """See `cogs.recording.clipping.Heard`; of a recording that runs, or of one that is over."""
        running = self._running.get(replay.room_id)
        if running is None or running.replay.id != replay.id:
            people = await self._book.people_of(replay.id)
            return {user_id: 0 for user_id in user_ids if user_id in people}
        return {
            user_id: running.taken_out[user_id]
            for user_id in user_ids
            if user_id == self.own_id() or running.allows(user_id)
        }

    async def card_line(self, room: Room) -> Text | None:
        """What the card of a room says of its recording."""
        running = self._running.get(room.id)
        if running is None:
            return None
        key = "card-recording" if running.recording is not None else "card-rests"
        return Text(__name__, key, at=running.replay.began_at, consent=running.replay.consent)

    async def keep(self) -> None:
        """Take up what ran when the process ended, and look after all that runs."""
        for replay in await self._book.running():
            meter = Meter(await self.talks.of_replay(replay.id))
            running = Running(replay, await self._consents.of(replay), meter=meter)
            self._running.setdefault(replay.room_id, running)
        self._start(self._ending.repair_all(), "repair")
        looks = 0
        while True:
            await asyncio.sleep(LOOK_SECONDS)
            looks += 1
            for running in tuple(self._running.values()):
                try:
                    await self._look_at(running, at_disk=looks % LOOKS_PER_DISK == 0)
                except (*NOT_NOW, RostraError) as error:
                    log.warning(
                        "the recording in %s is looked at again: %s", running.replay.channel_id, error
                    )

    async def moved(self, guild_id: int) -> None:
        """Let a recording rest at once if the voice that it has is not on its stage any more."""
        for running in self.of(guild_id):
            if running.stage is not None and not running.is_there:
                async with self._turns[running.replay.room_id]:
                    await self._hearing.rest(running)

    async def forget(self, user_id: int, guild_id: int) -> None:
        """Take nothing more of somebody who is forgotten. Fulfils `records.Live`, as the next does."""
        for running in self.of(guild_id):
            running.answers.take(user_id, allows=False)
            await self._withdraw(running, user_id)

    async def erase(self, guild_id: int) -> None:
        """Remember nothing of a community that is erased."""
        for running in self.of(guild_id):
            del self._running[running.replay.room_id]
            await self._hearing.rest(running)

    # What happens in rooms.

    async def _room_changed(self, event: RoomChanged) -> None:
        running = self._running.get(event.room.id)
        if running is not None:
            await self._book.note_topic(running.replay, event.room.topic)

    async def _room_closed(self, event: RoomClosed) -> None:
        running = self._running.get(event.room.id)
        if running is not None:
            # Found closed at a start: nobody knows what was said at its end.
            reason = StopReason.LOST if event.reason is CloseReason.LOST else StopReason.ROOM
            self._start(self._stop_if_running(running, reason), f"stop:{event.room.channel_id}")

    async def _came_up(self, event: BecameSpeaker) -> None:
        running = self._running.get(event.room.id)
        if running is not None:
            await self._ask(running, [event.user_id])

    async def _ask(self, running: Running, user_ids: Sequence[int]) -> None:
        """Ask or tell those of them who were not, and who have not said anything yet."""
        if asked := [user_id for user_id in user_ids if self._asks(running, user_id)]:
            running.asked.update(asked)
            await self._teller.ask(running.replay, asked)

    def _asks(self, running: Running, user_id: int) -> bool:
        answered = running.answers.has_answered(user_id) or user_id in running.asked
        return running.replay.consent is not Consent.OPT_IN and not answered

    # How a recording begins, rests, goes on and ends.

    async def _begin(self, running: Running, stage: StageConnection) -> None:
        replay = running.replay
        await self._hearing.begin(running, stage)
        running.asked.update(one for one in self._hearing.speakers(replay) if self._asks(running, one))
        await self._teller.started(replay, sorted(running.asked))
        running.is_told = True

    async def _take_back(self, running: Running) -> None:
        await self._hearing.rest(running)
        await self._book.abandon(running.replay)
        if not running.has_folder:
            return  # what lies under that number is not ours to remove
        try:
            await asyncio.to_thread(self._folders.remove, running.replay.id)
        except OSError as error:
            log.warning("the folder of recording %s stays: %s", running.replay.id, error)

    async def _finish(self, running: Running, reason: StopReason) -> Replay:
        replay = running.replay
        stage = running.stage if running.is_there else None
        await self._hearing.rest(running)
        ended = await self._ending.end(replay, reason, running.seconds, running.meter.talk())
        self._running.pop(replay.room_id, None)
        if ended is None:
            return replay
        await self._ending.tell(ended)
        self._card_is_stale(running)
        if stage is not None and reason in {StopReason.HOST, StopReason.DISK}:
            self._say(replay, stage, Said.RECORDED)
        return ended.replay

    async def _stop_if_running(self, running: Running, reason: StopReason) -> None:
        async with self._turns[running.replay.room_id]:
            if self._running.get(running.replay.room_id) is running:
                await self._finish(running, reason)

    def _disk_failed(self, running: Running, error: OSError) -> None:
        log.error("the recording %s ends, the disk takes no more: %s", running.replay.id, error)
        self._start(self._stop_if_running(running, StopReason.DISK), f"stop:{running.replay.channel_id}")

    # Looking after it.

    async def _look_at(self, running: Running, *, at_disk: bool) -> None:
        replay = running.replay
        if self._bot.get_guild(replay.guild_id) is None:
            return
        known = self._room_of(running)
        if known is None and await self._rooms.lives_on(replay.guild_id, replay.room_id) is None:
            was_there = running.recording is not None
            await self._stop_if_running(running, StopReason.ROOM if was_there else StopReason.LOST)
            return
        if at_disk and await asyncio.to_thread(self._folders.is_nearly_full):
            await self._stop_if_running(running, StopReason.DISK)
            return
        async with self._turns[replay.room_id]:
            if self._running.get(replay.room_id) is running:
                gone = (self._book.now() - replay.began_at).total_seconds()
                try:
                    changed = await self._hearing.follow(running, gone)
                except OSError as error:
                    log.error("the recording %s cannot go on: %s", replay.id, error)
                    await self._finish(running, StopReason.DISK)
                    return
                if changed:
                    self._card_is_stale(running)
                self._hearing.measure(running)
                turns, running.turns[:] = running.turns[:], []
                await self._book.note_turns(replay.id, turns, running.meter.talk())
        if running.recording is not None:
            # Whoever came up unseen, while the bot was away, is not recorded untold either.
            await self._ask(running, self._hearing.speakers(replay))

    def _room_of(self, running: Running) -> Room | None:
        room = self._rooms.on(running.replay.channel_id)
        return room if room is not None and room.id == running.replay.room_id else None

    def _card_is_stale(self, running: Running) -> None:
        room = self._room_of(running)
        if room is not None:
            self._rooms.card_is_stale(room)

    async def _withdraw(self, running: Running, user_id: int) -> None:
        running.taken_out[user_id] += 1
        if running.recording is not None:
            running.recording.withdraw(user_id)
        else:
            await asyncio.to_thread(self._folders.remove_track, running.replay.id, user_id)
        running.turns[:] = [turn for turn in running.turns if turn.user_id != user_id]
        running.meter.forget(user_id)
        await self._book.remove_person(running.replay.id, user_id)

    def _say(self, replay: Replay, stage: StageConnection, said: Said) -> None:
        self._start(self._hearing.sound(replay, stage, said), f"{said}:{replay.channel_id}")

    def _start(self, work: Coroutine[Any, Any, None], name: str) -> None:
        self._bot.tasks.start(work, name=f"recording.{name}")
