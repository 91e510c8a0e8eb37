"""The rows of invitations: making one, ending one, finding some.

An invitation ends once: every end is one conditional update, whoever and however many try. What follows from
it, the place that comes back and the message that changes, is written in the same transaction.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from sqlalchemy import ColumnElement, Select, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.events import Events
from bot.i18n import Safe
from bot.storage.after_commit import after_commit
from bot.storage.database import Database
from bot.timers import Timers
from cogs.clubs.api import Club
from cogs.invitations.api import (
    Invitation,
    InvitationEnded,
    InvitationGone,
    InvitationKind,
    InvitationMade,
    InvitationState,
)
from cogs.invitations.budgets import Budgets
from cogs.invitations.nominees import Nominees
from cogs.invitations.refusals import DeclinedLately, InvitedAlready
from cogs.invitations.tables import InvitationRow

#: Kinds of timers: an invitation is too old; it was made and is to be shown; what is shown of it is outdated.
EXPIRE, DELIVER, REDRAW = "invitations.expire", "invitations.deliver", "invitations.redraw"
#: Whoever makes an invitation shows it within this time, or the timer does.
DELIVERY_SECONDS = 60.0
#: Who said no is not asked again by the same club for so long.
DECLINED_DAYS = 7


@dataclass(frozen=True, slots=True)
class Shown:
    """Where people see an invitation: a message, an invite of Discord's, or neither."""

    channel_id: int | None = None
    message_id: int | None = None
    link: str | None = None


@dataclass(frozen=True, slots=True)
class New:
    """An invitation that is to be made."""

    club: Club
    kind: InvitationKind
    inviter_id: int
    lasts: timedelta
    spends: bool
    invitee_id: int | None = None
    invitee_name: str = ""
    digest: bytes | None = None
    state: InvitationState = InvitationState.PENDING
    show_in: int | None = None  # the channel, if whoever makes it does not live to show it


class Offers:
    """The invitations of every club."""

    def __init__(
        self,
        database: Database,
        events: Events,
        timers: Timers,
        budgets: Budgets,
        now: Callable[[], datetime],
    ) -> None:
        self._database = database
        self._events = events
        self._timers = timers
        self._budgets = budgets
        self._now = now
        self.nominees = Nominees(database)

    async def make(self, session: AsyncSession, new: New) -> Invitation:
        """Store an invitation, and when it is over."""
        now = self._now()
        row = InvitationRow(
            guild_id=new.club.guild_id,
            club_id=new.club.id,
            kind=new.kind,
            state=new.state,
            inviter_id=new.inviter_id,
            invitee_id=new.invitee_id,
            invitee_name=new.invitee_name,
            spends=new.spends,
            digest=new.digest,
            made_at=now,
            expires_at=now + new.lasts,
            ended_at=None if new.state is InvitationState.PENDING else now,
        )
        session.add(row)
        await session.flush()
        made = invitation_of(row)
        if made.state is InvitationState.PENDING:
            await self._timers.schedule(session, EXPIRE, str(row.id), row.expires_at, _payload(made))
        if made.kind is InvitationKind.MEMBER:
            late = now + timedelta(seconds=DELIVERY_SECONDS)
            where = {**_payload(made), "channel_id": new.show_in}
            await self._timers.schedule(session, DELIVER, str(row.id), late, where)
        if made.kind is InvitationKind.SEALED:
            after_commit(session, partial(self.nominees.add, made))
        self._events.publish_after_commit(session, InvitationMade(made))
        return made

    async def end(
        self,
        session: AsyncSession,
        invitation_id: int,
        state: InvitationState,
        *conditions: ColumnElement[bool],
        invitee_id: int | None = None,
    ) -> Invitation:
        """End an invitation that waits for an answer; a code is from then on known to be that person's.

        Raises:
            InvitationGone: it waits no more, or does not meet the conditions.
        """
        row = await session.scalar(
            update(InvitationRow)
            .where(
                InvitationRow.id == invitation_id,
                InvitationRow.state == InvitationState.PENDING,
                *conditions,
            )
            .values(
                state=state,
                ended_at=self._now(),
                **({} if invitee_id is None else {"invitee_id": invitee_id}),
            )
            .returning(InvitationRow)
            .execution_options(populate_existing=True)
        )
        if row is None:
            raise InvitationGone
        ended = invitation_of(row)
        for kind in (EXPIRE, DELIVER):
            await self._timers.cancel(session, kind, str(row.id))
        if row.message_id is not None or row.link is not None:
            await self._timers.schedule(session, REDRAW, str(row.id), self._now(), _payload(ended))
        after_commit(session, partial(self.nominees.discard, ended))
        if state.gives_back:
            if ended.spends and ended.inviter_id is not None:
                await self._budgets.give_back(session, ended.club_id, ended.inviter_id)
            self._events.publish_after_commit(session, InvitationEnded(ended))
        return ended

    async def expire_old(self, session: AsyncSession, club: Club, invitee_id: int) -> None:
        """End what is too old and would stand in the way of a new one, if its timer is late."""
        old = await session.scalars(
            select(InvitationRow.id).where(
                InvitationRow.guild_id == club.guild_id,
                InvitationRow.invitee_id == invitee_id,
                InvitationRow.club_id == club.id,
                InvitationRow.state == InvitationState.PENDING,
                self.is_too_old(),
            )
        )
        for invitation_id in list(old):
            await self.end(session, invitation_id, InvitationState.EXPIRED)

    async def shown(self, invitation_id: int, shown: Shown) -> None:
        """Note where people see an invitation; one that has ended meanwhile is redrawn there."""
        async with self._database.transaction() as session:
            await self._timers.cancel(session, DELIVER, str(invitation_id))
            row = await session.get(InvitationRow, invitation_id, with_for_update=True)
            if row is None:
                return
            row.channel_id, row.message_id, row.link = shown.channel_id, shown.message_id, shown.link
            await session.flush()
            if row.state != InvitationState.PENDING:
                payload = _payload(invitation_of(row))
                await self._timers.schedule(session, REDRAW, str(row.id), self._now(), payload)

    async def turned_into_code(self, invitation_id: int, digest: bytes) -> None:
        """Make a code of a sealed invitation that Discord did not make a link for."""
        async with self._database.transaction() as session:
            row = await session.get_one(InvitationRow, invitation_id, with_for_update=True)
            after_commit(session, partial(self.nominees.discard, invitation_of(row)))
            row.kind, row.digest = InvitationKind.CODE, digest

    def forget_community(self, session: AsyncSession, guild_id: int) -> None:
        """Wait for nobody of a community that is erased."""
        after_commit(session, partial(self.nominees.forget, guild_id))

    def is_in_time(self) -> ColumnElement[bool]:
        """The condition that an invitation is not too old."""
        return InvitationRow.expires_at > self._now()

    def is_too_old(self) -> ColumnElement[bool]:
        """The condition that it is."""
        return InvitationRow.expires_at <= self._now()

    async def get(self, invitation_id: int) -> tuple[Invitation, Shown] | None:
        """One invitation, and where it is shown."""
        async with self._database.reading() as session:
            row = await session.get(InvitationRow, invitation_id)
            return None if row is None else (invitation_of(row), _shown(row))

    async def by_digest(self, session: AsyncSession, guild_id: int, digest: bytes) -> Invitation | None:
        """The invitation of a code."""
        row = await session.scalar(
            select(InvitationRow).where(InvitationRow.digest == digest, InvitationRow.guild_id == guild_id)
        )
        return None if row is None else invitation_of(row)

    async def require_welcome(self, club: Club, invitee_id: int) -> None:
        """Prove that a person is not invited into a club, and has not just said no to it.

        Raises:
            InvitedAlready: somebody has invited them; says who and until when.
            DeclinedLately: they said no; says until when they are left alone.
        """
        since = self._now() - timedelta(days=DECLINED_DAYS)
        query = select(InvitationRow).where(
            InvitationRow.guild_id == club.guild_id,
            InvitationRow.invitee_id == invitee_id,
            InvitationRow.club_id == club.id,
            InvitationRow.state.in_([InvitationState.PENDING, InvitationState.DECLINED]),
        )
        async with self._database.reading() as session:
            rows = list(await session.scalars(query.order_by(InvitationRow.id.desc()).limit(2)))
        for row in rows:
            if row.state == InvitationState.PENDING and row.expires_at > self._now():
                inviter = Safe("" if row.inviter_id is None else f"<@{row.inviter_id}>")
                raise InvitedAlready(club=club.name, inviter=inviter, until=row.expires_at)
            if row.state == InvitationState.DECLINED and row.ended_at is not None and row.ended_at > since:
                raise DeclinedLately(club=club.name, until=row.ended_at + timedelta(days=DECLINED_DAYS))

    async def received(
        self,
        guild_id: int,
        user_id: int,
        most: int,
        *,
        club_id: int | None = None,
        before_id: int | None = None,
    ) -> list[Invitation]:
        """What waits for somebody's answer, the newest first; perhaps only in one club."""
        query = select(InvitationRow).where(
            InvitationRow.guild_id == guild_id,
            InvitationRow.invitee_id == user_id,
            InvitationRow.state == InvitationState.PENDING,
            self.is_in_time(),
        )
        return await self._page(_from(query, club_id, before_id).limit(most))

    async def given(
        self,
        guild_id: int,
        inviter_id: int,
        most: int,
        *,
        club_id: int | None = None,
        before_id: int | None = None,
        state: InvitationState | None = None,
    ) -> list[Invitation]:
        """What somebody gave, the newest first; perhaps only in one club, or of one state."""
        query = select(InvitationRow).where(
            InvitationRow.guild_id == guild_id, InvitationRow.inviter_id == inviter_id
        )
        if state is not None:
            query = query.where(InvitationRow.state == state)
        return await self._page(_from(query, club_id, before_id).limit(most))

    async def waiting_in(
        self, club_id: int, most: int, *, inviter_id: int | None = None, before_id: int | None = None
    ) -> list[Invitation]:
        """What waits for an answer in a club, the newest first; perhaps only what one member gave."""
        query = select(InvitationRow).where(InvitationRow.state == InvitationState.PENDING)
        if inviter_id is not None:
            query = query.where(InvitationRow.inviter_id == inviter_id)
        return await self._page(_from(query, club_id, before_id).limit(most))

    async def waiting_for(self, club_id: int, guild_id: int, invitee_id: int) -> list[Invitation]:
        """What waits for one person in a club, too old or not."""
        query = select(InvitationRow).where(
            InvitationRow.guild_id == guild_id,
            InvitationRow.invitee_id == invitee_id,
            InvitationRow.club_id == club_id,
            InvitationRow.state == InvitationState.PENDING,
        )
        return await self._page(query)

    async def _page(self, query: Select[InvitationRow]) -> list[Invitation]:
        async with self._database.reading() as session:
            return [invitation_of(row) for row in await session.scalars(query)]


def _from(query: Select[InvitationRow], club_id: int | None, before_id: int | None) -> Select[InvitationRow]:
    """The newest first; perhaps of one club, or older than one that is known."""
    if club_id is not None:
        query = query.where(InvitationRow.club_id == club_id)
    if before_id is not None:
        query = query.where(InvitationRow.id < before_id)
    return query.order_by(InvitationRow.id.desc())


def invitation_of(row: InvitationRow) -> Invitation:
    """A row as others see it."""
    return Invitation(
        id=row.id,
        guild_id=row.guild_id,
        club_id=row.club_id,
        kind=InvitationKind(row.kind),
        inviter_id=row.inviter_id,
        invitee_id=row.invitee_id,
        invitee_name=row.invitee_name,
        state=InvitationState(row.state),
        spends=row.spends,
        made_at=row.made_at,
        expires_at=row.expires_at,
        ended_at=row.ended_at,
    )


def _shown(row: InvitationRow) -> Shown:
    return Shown(row.channel_id, row.message_id, row.link)


def _payload(invitation: Invitation) -> dict[str, int | None]:
    return {"invitation_id": invitation.id, "guild_id": invitation.guild_id}
