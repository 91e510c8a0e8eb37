"""Sending people off: muted, back to the audience, out of the room, kept out of the room or of its club.

Who may is decided by rank (`cogs.hands.ranks`). Each deed is kept with its actor and its reason. Who is kept
out is disconnected as soon as they come, and their hand is not taken. What can be taken back, once:

| deed            | taken back                                                                              |
|-----------------|-----------------------------------------------------------------------------------------|
| mute, unmute    | the other of them                                                                       |
| to the audience | they are invited by name: Discord lets nobody be put on a stage                         |
| kept out        | they may come in, unless what it took the place of still keeps them out                 |
| let in          | they are kept out as before, for what is left of the time                               |
| removed         | nothing: they may come back by themselves, and nobody else can connect them             |
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import ColumnElement, and_, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.storage.database import Database
from cogs.clubs.api import Clubs
from cogs.hands.acts import Acts
from cogs.hands.calls import Calls
from cogs.hands.ranks import Person, Standing, may_moderate
from cogs.hands.refusals import MayNotModerate, NothingToUndo, NotInRoom, NotKeptOut
from cogs.hands.tables import LONGEST_REASON, ActRow, ExclusionRow
from cogs.rooms.api import Room, Rooms


class What(StrEnum):
    """The kinds of deeds."""

    MUTED = "muted"
    UNMUTED = "unmuted"
    TO_AUDIENCE = "to_audience"
    REMOVED = "removed"
    KEPT_OUT = "kept_out"  # of the room
    KEPT_OUT_OF_CLUB = "kept_out_of_club"
    LET_IN = "let_in"
    UNDONE = "undone"


@dataclass(frozen=True, slots=True)
class Done:
    """One deed. Nobody as the actor: they are forgotten."""

    id: int
    room_id: int
    what: What
    actor_id: int | None
    subject_id: int
    reason: str
    done_at: datetime
    until: datetime | None  # for so long somebody is kept out


class Moderation:
    """What hosts do about people in their rooms."""

    def __init__(
        self,
        *,
        database: Database,
        rooms: Rooms,
        clubs: Clubs,
        acts: Acts,
        calls: Calls,
        now: Callable[[], datetime],
    ) -> None:
        self._database = database
        self._rooms = rooms
        self._clubs = clubs
        self._acts = acts
        self._calls = calls
        self._now = now
        # Of each club whoever was ever kept out and not let in: asked of everybody who comes.
        self._suspects: dict[int, set[int]] = {}

    async def mute(self, room: Room, actor: Person, target: Person, *, muted: bool) -> int:
        """Let nobody in the community's voice channels hear somebody, or hear them again; answers the deed.

        Raises:
            MayNotModerate: they stand as high as the actor, or higher.
            NotInRoom: they are not there.
        """
        await self.require(room, actor, target)
        if not await self._acts.mute(room, target.user_id, muted=muted):
            raise NotInRoom
        return await self._note(room, What.MUTED if muted else What.UNMUTED, actor, target)

    async def send_back(self, room: Room, actor: Person, target: Person) -> int:
        """Move somebody to the audience; answers the deed.

        Raises:
            MayNotModerate: they stand as high as the actor, or higher.
            NotInRoom: they are not there.
        """
        await self.require(room, actor, target)
        if not await self._acts.lower(room, target.user_id):
            raise NotInRoom
        return await self._note(room, What.TO_AUDIENCE, actor, target)

    async def remove(self, room: Room, actor: Person, target: Person) -> int:
        """Disconnect somebody from the stage; they may come back. Answers the deed.

        Raises:
            MayNotModerate: they stand as high as the actor, or higher.
            NotInRoom: they are not there.
        """
        await self.require(room, actor, target)
        if not await self._acts.remove(room, target.user_id):
            raise NotInRoom
        return await self._note(room, What.REMOVED, actor, target)

    async def keep_out(
        self,
        room: Room,
        actor: Person,
        target: Person,
        *,
        of_club: bool,
        reason: str,
        until: datetime | None,
    ) -> int:
        """Keep somebody out of a room, or of every room of its club; answers the deed.

        Raises:
            MayNotModerate: they stand as high as the actor, or higher.
        """
        await self.require(room, actor, target)
        async with self._database.transaction() as session:
            what = What.KEPT_OUT_OF_CLUB if of_club else What.KEPT_OUT
            deed = await self._add(
                session, self._deed(room, what, actor, target.user_id, reason=reason, until=until)
            )
            await self._lift(session, room, deed)
            session.add(
                ExclusionRow(
                    guild_id=room.guild_id,
                    club_id=room.club_id,
                    room_id=None if of_club else room.id,
                    user_id=target.user_id,
                    by_id=actor.user_id,
                    reason=reason[:LONGEST_REASON],
                    made_at=self._now(),
                    until=until,
                    act_id=deed.id,
                )
            )
            deed_id = deed.id
        (await self._suspects_of(room.club_id)).add(target.user_id)
        # Should they not be there just now, they are met when they come.
        for where in self._rooms.of(room.guild_id) if of_club else [room]:
            if where.club_id == room.club_id:
                await self._acts.remove(where, target.user_id)
        return deed_id

    async def let_in(self, room: Room, actor: Person, target: Person) -> int:
        """Keep somebody out no more, neither of the room nor of its club; answers the deed.

        Raises:
            MayNotModerate: they stand as high as the actor, or higher.
            NotKeptOut: they are kept out of neither.
        """
        await self.require(room, actor, target)
        async with self._database.transaction() as session:
            deed = await self._add(session, self._deed(room, What.LET_IN, actor, target.user_id))
            if not await self._lift(session, room, deed):
                raise NotKeptOut
            return deed.id

    async def undo(self, room: Room, actor: Person, target: Person, deed_id: int) -> What:
        """Take a deed back, if it can be; answers what it was.

        Raises:
            MayNotModerate: they stand as high as the actor, or higher.
            NothingToUndo: it is none of this room's, was taken back, or leaves nothing to be.
            RostraError: Discord did not do it.
        """
        await self.require(room, actor, target)
        async with self._database.reading() as session:
            row = await session.get(ActRow, deed_id)
        if row is None or row.room_id != room.id or row.subject_id != target.user_id or row.undone_at:
            raise NothingToUndo
        what = What(row.what)
        match what:
            case What.MUTED | What.UNMUTED:
                await self.mute(room, actor, target, muted=what is What.UNMUTED)
                await self._note_undone(deed_id)
            case What.TO_AUDIENCE:
                await self._calls.ask(room, target.user_id)
                await self._note_undone(deed_id, self._deed(room, What.UNDONE, actor, target.user_id))
            case What.KEPT_OUT | What.KEPT_OUT_OF_CLUB | What.LET_IN:
                await self._undo_exclusion(room, actor, target, deed_id)
            case What.REMOVED | What.UNDONE:
                raise NothingToUndo
        return what

    async def _undo_exclusion(self, room: Room, actor: Person, target: Person, deed_id: int) -> None:
        """End what a deed began, and begin again what it ended."""
        async with self._database.transaction() as session:
            ended = await session.execute(
                update(ExclusionRow)
                .where(self._in_force(room, target.user_id), ExclusionRow.act_id == deed_id)
                .values(lifted_at=self._now(), lifted_by_id=actor.user_id)
                .returning(ExclusionRow.room_id)
            )
            was_let_in = await session.scalar(select(ActRow.what).where(ActRow.id == deed_id)) == What.LET_IN
            # Somebody else has let them in meanwhile, or keeps them out for another reason.
            if not ended.all() and not was_let_in:
                raise NothingToUndo
            begun = await session.execute(
                update(ExclusionRow)
                .where(ExclusionRow.lifted_by_act_id == deed_id)
                .values(lifted_at=None, lifted_by_id=None, lifted_by_act_id=None)
                .returning(ExclusionRow.id)
            )
            if not begun.all() and was_let_in:
                raise NothingToUndo
            await session.execute(update(ActRow).where(ActRow.id == deed_id).values(undone_at=self._now()))
            session.add(self._deed(room, What.UNDONE, actor, target.user_id))
        (await self._suspects_of(room.club_id)).add(target.user_id)
        await self.arrived(room, target.user_id)

    async def _note_undone(self, deed_id: int, deed: ActRow | None = None) -> None:
        async with self._database.transaction() as session:
            await session.execute(update(ActRow).where(ActRow.id == deed_id).values(undone_at=self._now()))
            if deed is not None:
                session.add(deed)

    def is_welcome(self, room: Room, user_id: int) -> bool:
        """Whether somebody may surely come into a room, without asking for what is stored."""
        # Of everybody who comes it is asked, and nearly always memory answers.
        suspects = self._suspects.get(room.club_id)
        return suspects is not None and user_id not in suspects

    async def is_kept_out(self, room: Room, user_id: int) -> bool:
        """Whether somebody is to stay out of a room just now."""
        if user_id not in await self._suspects_of(room.club_id):
            return False
        async with self._database.reading() as session:
            found = await session.scalar(
                select(ExclusionRow.id).where(self._in_force(room, user_id)).limit(1)
            )
        return found is not None

    async def _suspects_of(self, club_id: int) -> set[int]:
        if (known := self._suspects.get(club_id)) is None:
            query = select(ExclusionRow.user_id).where(
                ExclusionRow.club_id == club_id, ExclusionRow.lifted_at.is_(None)
            )
            async with self._database.reading() as session:
                known = self._suspects.setdefault(club_id, set(await session.scalars(query)))
        return known

    async def arrived(self, room: Room, user_id: int) -> bool:
        """Send somebody away who is kept out; answers whether they were."""
        if not await self.is_kept_out(room, user_id):
            return False
        await self._acts.remove(room, user_id)
        return True

    async def look_over(self, room: Room, user_ids: Iterable[int]) -> None:
        """Send those away who are kept out, of all who are there after the bot had been away."""
        for user_id in user_ids:
            if not self.is_welcome(room, user_id):
                await self.arrived(room, user_id)

    async def history(self, room: Room, most: int) -> list[Done]:
        """What was done in the rooms of a room's club, the newest first."""
        query = select(ActRow).where(ActRow.club_id == room.club_id)
        async with self._database.reading() as session:
            rows = await session.scalars(query.order_by(ActRow.id.desc()).limit(most))
            return [
                Done(r.id, r.room_id, What(r.what), r.actor_id, r.subject_id, r.reason, r.done_at, r.until)
                for r in rows
            ]

    async def require(self, room: Room, actor: Person, target: Person) -> None:
        """Prove that one may act against the other here.

        Raises:
            MayNotModerate: no.
        """
        if not may_moderate(await self._standing(room, actor), await self._standing(room, target)):
            raise MayNotModerate

    async def _standing(self, room: Room, person: Person) -> Standing:
        return Standing(
            person,
            await self._clubs.role_of(room.club_id, person.user_id),
            hosts=await self._rooms.is_host(room, person.user_id),
            opened=room.host_id == person.user_id,
        )

    async def _note(self, room: Room, what: What, actor: Person, target: Person) -> int:
        async with self._database.transaction() as session:
            return (await self._add(session, self._deed(room, what, actor, target.user_id))).id

    @staticmethod
    async def _add(session: AsyncSession, deed: ActRow) -> ActRow:
        session.add(deed)
        await session.flush()
        return deed

    def _deed(
        self,
        room: Room,
        what: What,
        actor: Person,
        subject_id: int,
        *,
        reason: str = "",
        until: datetime | None = None,
    ) -> ActRow:
        return ActRow(
            guild_id=room.guild_id,
            club_id=room.club_id,
            room_id=room.id,
            what=what,
            actor_id=actor.user_id,
            subject_id=subject_id,
            reason=reason[:LONGEST_REASON],
            done_at=self._now(),
            until=until,
        )

    async def _lift(self, session: AsyncSession, room: Room, deed: ActRow) -> bool:
        """End what keeps somebody out, by a deed that is stored already."""
        values = {"lifted_at": self._now(), "lifted_by_id": deed.actor_id, "lifted_by_act_id": deed.id}
        lifted = await session.execute(
            update(ExclusionRow)
            .where(self._in_force(room, deed.subject_id))
            .values(**values)
            .returning(ExclusionRow.id)
        )
        return bool(lifted.all())

    def _in_force(self, room: Room, user_id: int) -> ColumnElement[bool]:
        here = or_(ExclusionRow.room_id == room.id, ExclusionRow.room_id.is_(None))
        lasts = or_(ExclusionRow.until.is_(None), ExclusionRow.until > self._now())
        return and_(
            ExclusionRow.club_id == room.club_id,
            ExclusionRow.user_id == user_id,
            ExclusionRow.lifted_at.is_(None),
            here,
            lasts,
        )
