"""Evenings: planned, on, over. Discord decides what becomes of an event; this follows.

What somebody plans is stored as a draft first, then Discord is asked. So an event that Discord made before
the bot died is found again by its draft at the next start, with its club and its host.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.community.reaching import Preferences
from bot.community.records import NOBODY, mention
from bot.events import Events
from bot.settings import SettingsChanged, SettingStore
from bot.storage.database import Database
from cogs.clubs.api import Club, ClubErased, ClubIsArchived, Clubs
from cogs.schedule.api import Evening, EveningChanged, EveningEnded, EveningPlanned, EveningStatus
from cogs.schedule.refusals import (
    EveningIsOver,
    IsCohostAlready,
    IsNoCohost,
    MayNotPlan,
    NoSuchEvening,
    TooManyCohosts,
)
from cogs.schedule.rows import (
    OPEN,
    erase,
    evening_of,
    evenings,
    leave_out,
    next_planned,
    rule_as_text,
    whole,
)
from cogs.schedule.settings import ScheduleSettings
from cogs.schedule.tables import CalendarRow, CohostRow, EveningRow, PreferenceRow
from cogs.schedule.terms import Seen, Wish
from cogs.schedule.timing import Timing

MOST_COHOSTS = 10
#: A draft that Discord has not made an event of by then is none.
DRAFT_LASTS = timedelta(minutes=10)
#: So long an evening that is over is kept, since calendars ask rarely.
KEPT = timedelta(days=90)
#: What of an evening a calendar shows.
_SHOWN = ("topic", "description", "starts_at", "ends_at", "rule", "channel_id", "status")


class EveningBook:
    """The evenings of every community. Fulfils `cogs.schedule.api.Schedule`."""

    def __init__(
        self,
        database: Database,
        events: Events,
        clubs: Clubs,
        settings: SettingStore,
        *,
        timing: Timing,
        now: Callable[[], datetime],
    ) -> None:
        self._database = database
        self._events = events
        self._clubs = clubs
        self._settings = settings
        self._timing = timing
        self._now = now
        #: How people want to be reminded: mentioned, unless they choose, since they pressed *Interested*.
        self.preferences = Preferences(database, PreferenceRow, "reminded_by")

    async def rules(self, guild_id: int, club_id: int) -> ScheduleSettings:
        """What a club has set of its evenings."""
        return await self._settings.of(ScheduleSettings, guild_id, club_id)

    # --- looking

    async def of(self, guild_id: int, club_id: int | None = None) -> list[Evening]:
        """See `Schedule.of`."""
        question = select(EveningRow).where(EveningRow.guild_id == guild_id, EveningRow.status.in_(OPEN))
        if club_id is not None:
            question = question.where(EveningRow.club_id == club_id)
        async with self._database.reading() as session:
            return await evenings(session, question.order_by(EveningRow.starts_at, EveningRow.id))

    async def next_of(self, guild_id: int, club_id: int) -> Evening | None:
        """The evening that a club has planned next."""
        return await next_planned(self._database, guild_id, club_id)

    async def in_calendar(self, club_id: int) -> list[Evening]:
        """What a club's calendar holds: also what is over or cancelled, for as long as it is kept."""
        question = select(EveningRow).where(
            EveningRow.club_id == club_id, EveningRow.status != EveningStatus.DRAFT
        )
        async with self._database.reading() as session:
            return await evenings(session, question.order_by(EveningRow.id))

    async def get(self, guild_id: int, evening_id: int) -> Evening:
        """An evening that is planned or on, by its id.

        Raises:
            NoSuchEvening: there is none, or it is over.
        """
        async with self._database.reading() as session:
            row = await session.get(EveningRow, evening_id)
            if row is None or row.guild_id != guild_id or row.status not in OPEN:
                raise NoSuchEvening
            return await whole(session, row)

    async def stored(self, evening_id: int) -> Evening | None:
        """An evening by its id, whatever has become of it."""
        async with self._database.reading() as session:
            row = await session.get(EveningRow, evening_id)
            return None if row is None else await whole(session, row)

    async def of_event(self, guild_id: int, event_id: int) -> Evening | None:
        """The evening of an event of Discord's, whatever has become of it."""
        question = select(EveningRow).where(EveningRow.guild_id == guild_id, EveningRow.event_id == event_id)
        async with self._database.reading() as session:
            return next(iter(await evenings(session, question)), None)

    async def may_plan(self, club_id: int, user_id: int, *, steward: bool) -> bool:
        """Whether somebody plans the evenings of a club: who opens its rooms, and stewards."""
        role = await self._clubs.role_of(club_id, user_id)
        return steward or (role is not None and role.opens_rooms)

    async def require_planner(self, club: Club, user_id: int, *, steward: bool) -> None:
        """Prove that somebody may plan evenings of a club.

        Raises:
            ClubIsArchived: the club rests.
            MayNotPlan: their role in the club does not let them.
        """
        if club.archived:
            raise ClubIsArchived(club=club.name)
        if not await self.may_plan(club.id, user_id, steward=steward):
            raise MayNotPlan(club=club.name)

    # --- planning

    async def draft(self, club: Club, wish: Wish) -> Evening:
        """Store what somebody wants to plan, before Discord is asked."""
        async with self._database.transaction() as session:
            await self._tidy(session, club.guild_id)
            row = EveningRow(
                guild_id=club.guild_id,
                club_id=club.id,
                channel_id=wish.channel_id,
                host_id=wish.host_id,
                topic=wish.topic,
                description=wish.description,
                starts_at=wish.starts_at,
                ends_at=wish.ends_at,
                rule=rule_as_text(wish.rule),
                status=EveningStatus.DRAFT,
                revision=0,
                changed_at=self._now(),
            )
            session.add(row)
            await session.flush()
            return evening_of(row)

    async def drop(self, evening_id: int) -> None:
        """Forget a draft of which nothing came."""
        async with self._database.transaction() as session:
            await session.execute(
                delete(EveningRow).where(
                    EveningRow.id == evening_id, EveningRow.status == EveningStatus.DRAFT
                )
            )

    async def follow(self, seen: Seen, *, ours: bool) -> Evening | None:
        """Note what Discord tells of an event; None if it is no evening of a club.

        `ours` says whether the bot itself made it: its club then is in the draft. One that people made
        belongs to the club whose own stage it takes place on.
        """
        club = None if ours else await self._owner(seen)
        async with self._database.transaction() as session:
            row = await self._row_of(session, seen)
            is_new = row is None
            if row is None:
                row = await self._adopted(session, seen, club)
            if row is None:
                return None
            return await self._note(session, row, seen, is_new=is_new)

    async def follow_all(self, guild_id: int, seen: Sequence[Seen], own_id: int) -> None:
        """Make what is stored of a community agree with all that Discord has planned there."""
        for one in seen:
            await self.follow(one, ours=one.creator_id == own_id)
        present = {one.event_id for one in seen}
        for evening in await self.of(guild_id):
            if evening.event_id not in present:
                await self._went(evening)

    async def _went(self, evening: Evening) -> None:
        """Note that an event was gone when the bot came back: it took place, or it did not."""
        async with self._database.transaction() as session:
            row = await session.get_one(EveningRow, evening.id, with_for_update=True)
            began = row.status == EveningStatus.LIVE
            row.status = EveningStatus.OVER if began else EveningStatus.CANCELLED
            await self._changed(session, row, row.starts_at, is_new=False)

    async def _note(self, session: AsyncSession, row: EveningRow, seen: Seen, *, is_new: bool) -> Evening:
        told = {
            "topic": seen.topic,
            "description": seen.description,
            "starts_at": seen.starts_at,
            "ends_at": seen.ends_at,
            "rule": rule_as_text(seen.rule),
            "channel_id": seen.channel_id or row.channel_id,
            "status": seen.status,
        }
        was_draft, before = row.status == EveningStatus.DRAFT, row.starts_at
        row.event_id = seen.event_id
        if is_new or was_draft or any(getattr(row, name) != told[name] for name in _SHOWN):
            if not (is_new or was_draft):
                await leave_out(session, row, seen)
            for name in _SHOWN:
                setattr(row, name, told[name])
            await self._changed(session, row, before, is_new=is_new or was_draft)
        await session.flush()
        return await whole(session, row)

    async def _changed(
        self, session: AsyncSession, row: EveningRow, before: datetime | None, *, is_new: bool
    ) -> None:
        """Write what follows from a change: revision, timers, and what others are told."""
        row.changed_at = self._now()
        row.revision += 0 if is_new else 1
        await session.flush()
        await self._timing.set(session, row, await self.rules(row.guild_id, row.club_id), before)
        evening = await whole(session, row)
        if not evening.status.is_open:
            self._events.publish_after_commit(session, EveningEnded(evening))
        elif is_new:
            self._events.publish_after_commit(session, EveningPlanned(evening))
        else:
            self._events.publish_after_commit(session, EveningChanged(evening))

    async def _row_of(self, session: AsyncSession, seen: Seen) -> EveningRow | None:
        known: EveningRow | None = await session.scalar(
            select(EveningRow).where(EveningRow.event_id == seen.event_id).with_for_update()
        )
        if known is not None:
            return known
        draft: EveningRow | None = await session.scalar(
            select(EveningRow)
            .where(
                EveningRow.guild_id == seen.guild_id,
                EveningRow.status == EveningStatus.DRAFT,
                EveningRow.channel_id == (seen.channel_id or 0),
                EveningRow.topic == seen.topic,
                EveningRow.starts_at == seen.starts_at,
            )
            .order_by(EveningRow.id)
            .limit(1)
            .with_for_update()
        )
        return draft

    async def _adopted(self, session: AsyncSession, seen: Seen, club: Club | None) -> EveningRow | None:
        if club is None or not seen.status.is_open or seen.channel_id is None:
            return None
        row = EveningRow(
            guild_id=seen.guild_id,
            club_id=club.id,
            channel_id=seen.channel_id,
            host_id=NOBODY if seen.creator_id is None or seen.by_bot else seen.creator_id,
            event_id=seen.event_id,
            topic=seen.topic,
            description=seen.description,
            starts_at=seen.starts_at,
            status=seen.status,
            revision=0,
            changed_at=self._now(),
        )
        session.add(row)
        return row

    async def _owner(self, seen: Seen) -> Club | None:
        """The club on whose own stage an event takes place that was made in Discord's client."""
        clubs = await self._clubs.of(seen.guild_id)
        club = next((club for club in clubs if club.stage_channel_id == seen.channel_id), None)
        if club is None or seen.channel_id is None:
            return None
        return club if (await self.rules(seen.guild_id, club.id)).adopt_events else None

    # --- who runs it

    async def set_host(self, evening: Evening, user_id: int) -> Evening:
        """Give an evening another host.

        Raises:
            NoSuchEvening: it is gone.
        """
        return await self._run_by(evening, host_id=user_id, without=user_id)

    async def name_cohost(self, evening: Evening, user_id: int) -> Evening:
        """Let somebody run an evening beside its host.

        Raises:
            IsCohostAlready: they do.
            TooManyCohosts: there are as many as there may be.
            NoSuchEvening: it is gone.
        """
        if user_id == evening.host_id or user_id in evening.cohost_ids:
            raise IsCohostAlready(person=mention(user_id))
        if len(evening.cohost_ids) >= MOST_COHOSTS:
            raise TooManyCohosts(most=MOST_COHOSTS)
        return await self._run_by(evening, add=user_id)

    async def remove_cohost(self, evening: Evening, user_id: int) -> Evening:
        """Let somebody run an evening no more.

        Raises:
            IsNoCohost: they did not, or are its host.
            NoSuchEvening: it is gone.
        """
        if user_id not in evening.cohost_ids:
            raise IsNoCohost(person=mention(user_id))
        return await self._run_by(evening, without=user_id)

    async def _run_by(
        self,
        evening: Evening,
        *,
        host_id: int | None = None,
        add: int | None = None,
        without: int | None = None,
    ) -> Evening:
        async with self._database.transaction() as session:
            row = await session.get(EveningRow, evening.id, with_for_update=True)
            if row is None or row.status not in OPEN:
                raise NoSuchEvening
            if host_id is not None:
                row.host_id = host_id
            # Two may name the same person at once.
            gone = [user_id for user_id in (add, without) if user_id is not None]
            await session.execute(
                delete(CohostRow).where(CohostRow.evening_id == row.id, CohostRow.user_id.in_(gone))
            )
            if add is not None:
                session.add(CohostRow(evening_id=row.id, user_id=add, named_at=self._now()))
            await session.flush()
            changed = await whole(session, row)
            self._events.publish_after_commit(session, EveningChanged(changed))
            return changed

    # --- what else changes

    @staticmethod
    async def note_told(session: AsyncSession, evening: Evening, *, reminder: bool) -> bool:
        """Note that those interested are told of this beginning; says whether they were not before."""
        row = await session.get(EveningRow, evening.id, with_for_update=True)
        if row is None or (row.reminded_of if reminder else row.missed) == evening.starts_at:
            return False
        if reminder:
            row.reminded_of = evening.starts_at
        else:
            row.missed = evening.starts_at
        return True

    async def settings_changed(self, event: SettingsChanged) -> None:
        """Set the timers of a community anew if what they go by was changed."""
        if self._settings.model_of(event.place) is not ScheduleSettings:
            return
        async with self._database.transaction() as session:
            question = select(EveningRow).where(
                EveningRow.guild_id == event.guild_id, EveningRow.status == EveningStatus.PLANNED
            )
            for row in list(await session.scalars(question)):
                rules = await self.rules(row.guild_id, row.club_id)
                await self._timing.set(session, row, rules, row.starts_at)

    async def club_erased(self, event: ClubErased) -> None:
        """Erase what is kept of a club that is not there any more."""
        club_id = event.club.id
        async with self._database.transaction() as session:
            ids = list(await session.scalars(select(EveningRow.id).where(EveningRow.club_id == club_id)))
            await erase(session, ids)
            await session.execute(delete(CalendarRow).where(CalendarRow.club_id == club_id))

    async def _tidy(self, session: AsyncSession, guild_id: int) -> None:
        """Forget what has been over for long, and drafts of which nothing came."""
        now, here = self._now(), EveningRow.guild_id == guild_id
        old = select(EveningRow.id).where(
            here,
            EveningRow.status.in_([EveningStatus.OVER, EveningStatus.CANCELLED]),
            EveningRow.changed_at < now - KEPT,
        )
        drafts = select(EveningRow.id).where(
            here, EveningRow.status == EveningStatus.DRAFT, EveningRow.changed_at < now - DRAFT_LASTS
        )
        await erase(session, [*await session.scalars(old), *await session.scalars(drafts)])


def require_planned(evening: Evening) -> Evening:
    """Prove that an evening has not begun.

    Raises:
        EveningIsOver: it has.
    """
    if evening.status is not EveningStatus.PLANNED:
        raise EveningIsOver(topic=evening.topic)
    return evening
