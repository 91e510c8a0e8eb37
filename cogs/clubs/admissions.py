"""Letting everybody in who waits: a job, since each may be owed a role and a word in Discord."""

from __future__ import annotations

from bot.i18n import Text
from bot.jobs import Item, Job
from bot.paced import Paced
from bot.storage.database import Database
from cogs.clubs.api import Club
from cogs.clubs.members import Members
from cogs.clubs.refusals import BusyAlready, NobodyWaits
from cogs.clubs.roles import Actor, Deed
from cogs.clubs.waitlist import Waitlist

ACCEPT_ALL = "clubs.accept-all"


class Admissions:
    """Decisions about many at once."""

    def __init__(self, database: Database, members: Members, waitlist: Waitlist, paced: Paced) -> None:
        self._database = database
        self._members = members
        self._waitlist = waitlist
        self._paced = paced

    def listen(self) -> None:
        """Do what was begun, also before a restart."""
        self._paced.on(ACCEPT_ALL, self.one, title=self.title)

    async def begin(self, club: Club, actor: Actor) -> Job:
        """Begin to let in all who wait now.

        Raises:
            NotAllowed: that is for a higher role than the actor's.
            NobodyWaits: there is nobody to let in.
            BusyAlready: they are being let in already.
            ClubIsClosed: the club takes nobody in.
        """
        waiting = await self._waitlist.ids(club.id)
        if not waiting:
            raise NobodyWaits(club=club.name)
        async with self._database.transaction() as session:
            row = await self._members.held(session, club.id)
            await self._members.require_may(session, row, actor, Deed.DECIDE)
            self._members.require_open(row)
            job = await self._paced.begin(
                session,
                ACCEPT_ALL,
                str(club.id),
                club.guild_id,
                waiting,
                payload={"club": club.name, "steward": actor.steward},
                begun_by=actor.user_id,
            )
        if job is None:
            raise BusyAlready(club=club.name)
        return job

    async def one(self, item: Item) -> None:
        """Let one in; who may was asked of whoever began, and is asked again.

        Raises:
            UserError: they were decided upon already, or cannot come in.
        """
        by = item.job.begun_by
        if by is not None:
            await self._waitlist.accept(item.target_id, Actor(by, bool(item.job.payload["steward"])))

    @staticmethod
    def title(job: Job) -> Text:
        """What is being done, for those who watch."""
        return Text(__name__, "job-accept-all", club=job.payload["club"])
