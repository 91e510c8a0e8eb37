"""Taking every hand down: here at once, in Discord one after the other, in sight of who asked for it."""

from __future__ import annotations

from bot.i18n import Text
from bot.jobs import Item, Job
from bot.paced import Paced
from bot.storage.database import Database
from cogs.hands.acts import Acts
from cogs.hands.floor import Floor
from cogs.hands.refusals import LowersAlready, NothingToLower
from cogs.hands.service import HandQueue
from cogs.rooms.api import Room, Rooms

LOWER_ALL = "hands.lower-all"


class Lowering:
    """Lowers all hands of a room."""

    def __init__(
        self,
        *,
        database: Database,
        paced: Paced,
        rooms: Rooms,
        queue: HandQueue,
        floor: Floor,
        acts: Acts,
    ) -> None:
        self._database = database
        self._paced = paced
        self._rooms = rooms
        self._queue = queue
        self._floor = floor
        self._acts = acts

    def listen(self) -> None:
        """Do what was begun, also before a restart."""
        self._paced.on(LOWER_ALL, self.one, title=self.title)

    async def begin(self, room: Room, by: int) -> Job | int:
        """Take down every hand that waits; answers the job that lowers those that Discord shows as well.

        If Discord shows none of them there is no job, and the answer is how many there were.

        Raises:
            NothingToLower: nobody waits.
            LowersAlready: that is being done just now.
        """
        async with self._database.transaction() as session:
            gone = await self._queue.drop_all(session, room)
            if not gone:
                raise NothingToLower
            natives = [user_id for user_id, natively in gone if natively]
            if not natives:
                return len(gone)
            job = await self._paced.begin(
                session,
                LOWER_ALL,
                str(room.id),
                room.guild_id,
                natives,
                payload={"room_id": room.id, "topic": room.topic},
                begun_by=by,
            )
            if job is None:
                raise LowersAlready
            return job

    async def pending(self, room: Room) -> set[int]:
        """Whose hands are down here, and still to be lowered in Discord."""
        return await self._paced.targets_of(LOWER_ALL, str(room.id))

    async def one(self, item: Item) -> None:
        """Lower one, unless they have raised it anew or speak by now."""
        room = await self._rooms.lives_on(item.guild_id, item.job.payload["room_id"])
        if room is None:
            return
        busy = {*await self._queue.waiting(room), *await self._queue.invitees(room)}
        busy |= {turn.user_id for turn in await self._floor.turns(room)}
        if item.target_id not in busy:
            await self._acts.lower(room, item.target_id)

    @staticmethod
    def title(job: Job) -> Text:
        """What is being done, for those who watch."""
        return Text(__name__, "job-lower-all", room=job.payload["topic"])
