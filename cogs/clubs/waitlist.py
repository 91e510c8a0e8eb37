"""The waitlist of a club that approves who comes in: asking, deciding, being told.

A decision is one conditional update, so that of two admins who decide at once one does. Who is told, and
how, was chosen by whoever asked: nobody gets a direct message that they did not ask for.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, func, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from bot.storage.constraints import violated_constraint
from bot.storage.database import Database
from cogs.clubs.api import AlreadyInClub, BannedFromClub, CameBy, Membership, Waiting, WayIn
from cogs.clubs.debts import Debts
from cogs.clubs.deeds import What
from cogs.clubs.members import Members
from cogs.clubs.refusals import AlreadyWaiting, AnswerMissing, DecidedAlready, NotWaiting, NoWaitlist
from cogs.clubs.roles import Actor, Deed
from cogs.clubs.tables import ApplicationRow, BanRow, ClubRow
from cogs.clubs.texts import LONGEST_ANSWER, LONGEST_REASON, tidy_text


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided of an application."""

    application_id: int
    club_id: int
    user_id: int
    accepted: bool
    reason: str
    tell: bool
    locale: str


class Waitlist:
    """Who waits for which club."""

    def __init__(
        self, database: Database, members: Members, debts: Debts, now: Callable[[], datetime]
    ) -> None:
        self._database = database
        self._members = members
        self._debts = debts
        self._now = now

    async def apply(
        self, club_id: int, user_id: int, answer: str, *, tell: bool, locale: str = "en-US"
    ) -> None:
        """Ask to be let in.

        Raises:
            NoWaitlist: people come in otherwise here.
            AnswerMissing: the club wants its question answered.
            TooLong: the answer is longer than anybody reads.
            AlreadyInClub: they are in it.
            BannedFromClub: they may not come in.
            AlreadyWaiting: they have asked already.
        """
        text = tidy_text(answer, LONGEST_ANSWER, "answer")
        try:
            async with self._database.transaction() as session:
                club = await self._members.held(session, club_id)
                name = club.name
                await self._require_hope(session, club, user_id)
                if club.answer_required and not text:
                    raise AnswerMissing(question=club.question)
                session.add(
                    ApplicationRow(
                        club_id=club_id,
                        user_id=user_id,
                        answer=text,
                        tell=tell,
                        locale=locale,
                        asked_at=self._now(),
                    )
                )
        except IntegrityError as error:
            if violated_constraint(error) != "uq_clubs_application_waiting":
                raise
            raise AlreadyWaiting(club=name) from error

    async def withdraw(self, club_id: int, user_id: int) -> None:
        """Take the wish to come in back.

        Raises:
            NotWaiting: there is none.
        """
        async with self._database.transaction() as session:
            gone = await session.scalar(
                update(ApplicationRow)
                .where(_waits(club_id), ApplicationRow.user_id == user_id)
                .values(decided_at=self._now(), outcome="withdrawn")
                .returning(ApplicationRow.id)
            )
            if gone is None:
                raise NotWaiting

    async def accept(self, application_id: int, actor: Actor) -> Membership:
        """Let somebody in.

        Raises:
            NotAllowed: that is for a higher role than the actor's.
            NotWaiting: there is no such application.
            DecidedAlready: it was decided, or taken back.
            AlreadyInClub: they came in by another way.
            ClubIsClosed: the club takes nobody in by now.
        """
        async with self._database.transaction() as session:
            row, club = await self._decided(session, application_id, actor, "accepted", "")
            self._members.require_open(club)
            self._members.deeds.note(session, club.id, What.ACCEPTED, by=actor.user_id, to=row.user_id)
            return await self._members.admit(session, club, row.user_id, CameBy.APPROVAL)

    async def decline(self, application_id: int, actor: Actor, reason: str = "") -> int:
        """Say no, with a reason or without; answers to whom.

        Raises:
            NotAllowed: that is for a higher role than the actor's.
            NotWaiting: there is no such application.
            DecidedAlready: it was decided, or taken back.
            TooLong: the reason is longer than one.
        """
        text = tidy_text(reason, LONGEST_REASON, "reason")
        async with self._database.transaction() as session:
            row, club = await self._decided(session, application_id, actor, "declined", text)
            self._members.deeds.note(
                session, club.id, What.DECLINED, by=actor.user_id, to=row.user_id, detail=text
            )
            return row.user_id

    async def page(self, club_id: int, most: int, *, after_id: int = 0) -> list[Waiting]:
        """Who waits, those first who have waited longest."""
        async with self._database.reading() as session:
            rows = await session.scalars(
                select(ApplicationRow)
                .where(_waits(club_id), ApplicationRow.id > after_id)
                .order_by(ApplicationRow.id)
                .limit(most)
            )
            return [_waiting(row) for row in rows]

    async def count(self, club_id: int) -> int:
        """How many wait."""
        async with self._database.reading() as session:
            found = await session.scalar(select(func.count(ApplicationRow.id)).where(_waits(club_id)))
        return found or 0

    async def of(self, club_id: int, user_id: int) -> Waiting | None:
        """Somebody's wish to come in, if they wait."""
        async with self._database.reading() as session:
            row = await session.scalar(
                select(ApplicationRow).where(_waits(club_id), ApplicationRow.user_id == user_id)
            )
            return None if row is None else _waiting(row)

    async def ids(self, club_id: int) -> list[int]:
        """The applications of all who wait."""
        async with self._database.reading() as session:
            rows = await session.scalars(
                select(ApplicationRow.id).where(_waits(club_id)).order_by(ApplicationRow.id)
            )
            return list(rows)

    async def decision(self, application_id: int) -> Decision | None:
        """What was decided of an application, if anything was."""
        async with self._database.reading() as session:
            row = await session.get(ApplicationRow, application_id)
            if row is None or row.outcome not in {"accepted", "declined"}:
                return None
            accepted = row.outcome == "accepted"
            return Decision(row.id, row.club_id, row.user_id, accepted, row.reason, row.tell, row.locale)

    async def _require_hope(self, session: AsyncSession, club: ClubRow, user_id: int) -> None:
        if club.way_in != WayIn.APPROVAL:
            raise NoWaitlist(club=club.name)
        if await self._members.active(session, club.id, user_id) is not None:
            raise AlreadyInClub(club=club.name, who="you")
        if await session.get(BanRow, (club.id, user_id)) is not None:
            raise BannedFromClub(club=club.name, who="you")

    async def _decided(
        self, session: AsyncSession, application_id: int, actor: Actor, outcome: str, reason: str
    ) -> tuple[ApplicationRow, ClubRow]:
        row = await session.get(ApplicationRow, application_id)
        if row is None:
            raise NotWaiting
        club = await self._members.held(session, row.club_id)
        await self._members.require_may(session, club, actor, Deed.DECIDE)
        # The club is held: whoever else decided has committed by now.
        await session.refresh(row)
        if row.decided_at is not None:
            raise DecidedAlready
        row.decided_at, row.decided_by = self._now(), actor.user_id
        row.outcome, row.reason = outcome, reason
        await session.flush()
        if row.tell:
            await self._debts.answer(session, row.id, club.guild_id)
        return row, club


def _waits(club_id: int) -> ColumnElement[bool]:
    return (ApplicationRow.club_id == club_id) & ApplicationRow.decided_at.is_(None)


def _waiting(row: ApplicationRow) -> Waiting:
    return Waiting(row.id, row.club_id, row.user_id, row.answer, row.asked_at)
