"""The hand queue: who asked to speak in a room, in the order they asked.

Knows nothing of Discord beyond the numbers it gives people, so every rule here
can be tested without a bot. The order is ours: the time in a request to speak
may be any that the client likes (Discord documentation, "Voice", Modify Current
User Voice State).
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from datetime import datetime
from functools import partial

from sqlalchemy import ColumnElement, and_, delete, func, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from bot.events import Events
from bot.storage.constraints import violated_constraint
from bot.storage.database import Database
from bot.storage.locks import lock
from cogs.hands import batches, rows
from cogs.hands.api import (
    AlreadyInvited,
    HandAlreadyRaised,
    HandGone,
    HandQueued,
    NoHandRaised,
    QueueChanged,
    QueueEmpty,
)
from cogs.hands.front import Front, front_of
from cogs.hands.holders import Holders
from cogs.hands.places import INVITED, RAISED, CalledBy, Missed, OweNext, Place
from cogs.hands.policies import Hand, Standing, in_order, next_of
from cogs.hands.refusals import StageFull
from cogs.hands.settings import Policy
from cogs.hands.tables import HandRow
from cogs.rooms.api import Room, StageRole


class HandQueue:
    """Who asked to speak, in the order that the policy of a room gives them."""

    def __init__(
        self,
        database: Database,
        events: Events,
        now: Callable[[], datetime],
        owe_next: OweNext | None = None,
    ) -> None:
        """Prepare; `owe_next` writes down that the next is to be asked, as an invitation came to nothing."""
        self._database = database
        self._events = events
        self._now = now
        self._owe_next = owe_next
        self.holders = Holders(
            database, lambda room_id: select(HandRow.user_id).where(HandRow.room_id == room_id)
        )

    async def raise_hand(
        self,
        room: Room,
        user_id: int,
        *,
        natively: bool = False,
        question: str | None = None,
        standing: Standing = Standing(),  # noqa: B008 - it is frozen
    ) -> int:
        """Queue a person and return how many are in the queue with them.

        `natively` is with Discord's own button, so that Discord knows when the hand goes down.

        Raises:
            HandAlreadyRaised: they are in this queue already.
        """
        # The unique constraint decides, not a look beforehand: a click and a
        # native request to speak may arrive in the same moment.
        try:
            async with self._database.transaction() as session:
                await self._append(
                    session, room, user_id, natively=natively, question=question, standing=standing
                )
                position = await rows.count_waiting(session, room)
                queued = HandQueued(room.guild_id, room.id, user_id, position)
                self._events.publish_after_commit(session, queued)
        except IntegrityError as error:
            if violated_constraint(error) != "uq_hands_hand_person":
                raise
            if natively:
                await self._change(room, user_id, natively=True)
            raise HandAlreadyRaised from error
        return position

    async def lower_hand(self, room: Room, user_id: int) -> None:
        """Take a person out of the queue.

        Raises:
            NoHandRaised: they were not in it.
        """
        if not await self.forget(room, user_id):
            raise NoHandRaised

    async def forget(self, room: Room, user_id: int) -> bool:
        """Drop a person's hand, whatever became of it; answers whether there was one."""
        if not await self.holders.may_include(room.id, user_id):
            return False
        async with self._database.transaction() as session:
            gone = await session.execute(
                delete(HandRow)
                .where(HandRow.room_id == room.id, HandRow.user_id == user_id)
                .returning(HandRow.id)
            )
            if gone.first() is None:
                return False
            self._events.publish_after_commit(session, HandGone(room.guild_id, room.id, user_id))
            return True

    async def gone(self, room: Room, user_id: int) -> bool:
        """Drop the hand of who lowered it, declined or left; if they were called, the next is owed a call."""
        if not await self.holders.may_include(room.id, user_id):
            return False
        async with self._database.transaction() as session:
            return bool(await self._drop(session, room, (user_id,)))

    async def _drop(self, session: AsyncSession, room: Room, user_ids: Sequence[int]) -> int:
        """Drop the hands of some who lowered them, declined or left; answers how many there were."""
        deleted = await session.execute(
            delete(HandRow)
            .where(HandRow.room_id == room.id, HandRow.user_id.in_(user_ids))
            .returning(HandRow.id, HandRow.user_id, HandRow.state, HandRow.called_by)
        )
        dropped = deleted.all()
        for row in dropped:
            if row.state == INVITED:
                await self._owe(session, room, Missed(row.id, row.user_id), row.called_by)
            self._events.publish_after_commit(session, HandGone(room.guild_id, room.id, row.user_id))
        return len(dropped)

    async def change_many(self, room: Room, *, gone: Sequence[int], raised: Mapping[int, Standing]) -> None:
        """Drop some hands, then queue others in the order given; all with Discord's own button.

        Whoever is in the queue already keeps their place.
        """
        self.holders.add(room.id, *raised)
        change = partial(batches.change, room_id=room.id, now=self._now(), raised=raised)
        with self.holders.without(room.id, set(gone) - raised.keys()):
            changed = await self._database.atomically(partial(change, gone=gone))
            if changed is None:
                async with self._database.transaction() as session:
                    await lock(session, "hands", room.id)
                    await self._drop(session, room, gone)
                    changed = await session.run_sync(lambda plain: change(plain.connection(), gone=()))
        await self._tell(room, changed)

    async def _tell(self, room: Room, changed: batches.Changed | None) -> None:
        assert changed is not None, "nobody is gone who was invited"
        for user_id in changed.dropped:
            await self._events.publish(HandGone(room.guild_id, room.id, user_id))
        for position, user_id in enumerate(changed.queued, changed.before + 1):
            await self._events.publish(HandQueued(room.guild_id, room.id, user_id, position))

    async def _owe(self, session: AsyncSession, room: Room, missed: Missed, called_by: str | None) -> None:
        # Whoever was asked by name stands for nobody else.
        if self._owe_next is not None and called_by not in (None, CalledBy.NAME):
            await self._owe_next(session, room, missed)

    async def call_next(
        self,
        room: Room,
        policy: Policy = Policy.FIRST_COME,
        by: CalledBy = CalledBy.HOST,
        *,
        places: int | None = None,
        without: int | None = None,
        also: Callable[[AsyncSession], Awaitable[object]] | None = None,
    ) -> int:
        """Mark the hand whose turn it is as invited, and return whose it is.

        Two hosts who press in the same moment ask two different people, and no more than there are
        places for. Nobody asks `without` again; `also` is written in the same transaction.

        Raises:
            StageFull: as many speak or are invited as may.
            QueueEmpty: nobody waits, but for those whose hand is held.
        """
        async with self._database.transaction() as session:
            # One pick after the other: the second sees that the first hand is taken.
            await lock(session, "hands", room.id)
            if also is not None:
                await also(session)
            if places is not None and await rows.places_taken(session, room) >= places:
                raise StageFull(places=places)
            hands = [hand for hand in await rows.waiting_hands(session, room) if hand.user_id != without]
            hand = next_of(hands, policy, self._now())
            if hand is None:
                raise QueueEmpty
            await session.execute(
                update(HandRow)
                .where(HandRow.id == hand.id)
                .values(state=INVITED, invited_at=None, called_by=by)
            )
            self._events.publish_after_commit(session, QueueChanged(room.guild_id, room.id))
            return hand.user_id

    async def pick(self, room: Room, user_id: int) -> None:
        """Mark somebody as invited whom a host asked by name, whether or not they have a hand up.

        Raises:
            AlreadyInvited: they are.
        """
        async with self._database.transaction() as session:
            await lock(session, "hands", room.id)
            hand = await rows.hand_of(session, room, user_id)
            if hand is None:
                hand = await self._append(session, room, user_id, natively=False)
            elif hand.state == INVITED:
                raise AlreadyInvited
            hand.state, hand.invited_at, hand.called_by = INVITED, None, CalledBy.NAME
            self._events.publish_after_commit(session, QueueChanged(room.guild_id, room.id))

    async def invited(
        self, session: AsyncSession, room: Room, user_id: int, *, only_picked: bool = False
    ) -> int | None:
        """Note an invitation; answers the id of the hand, None if nothing is new.

        Discord told of it: ours, or one given in its own client, by name and perhaps to somebody without
        a hand. `only_picked` if it did no more than take ours: what it told of them since then counts more.
        """
        fresh = HandRow.invited_at.is_(None)
        condition = and_(fresh, HandRow.state == INVITED) if only_picked else fresh
        hand_id = await session.scalar(
            update(HandRow)
            .where(HandRow.room_id == room.id, HandRow.user_id == user_id, condition)
            .values(state=INVITED, invited_at=self._now())
            .returning(HandRow.id)
        )
        if hand_id is None and not only_picked:
            hand_id = await self._append_invited(session, room, user_id)
        if hand_id is not None:
            self._events.publish_after_commit(session, QueueChanged(room.guild_id, room.id))
        return hand_id

    async def _append_invited(self, session: AsyncSession, room: Room, user_id: int) -> int | None:
        """Give somebody a hand who is invited without one; None if they have one."""
        await lock(session, "hands", room.id)
        if await rows.hand_of(session, room, user_id) is not None:
            return None
        hand = await self._append(session, room, user_id, natively=False)
        hand.state, hand.invited_at, hand.called_by = INVITED, self._now(), CalledBy.NAME
        return hand.id

    async def is_invited(self, hand_id: int, user_id: int) -> bool:
        """Whether somebody is invited by that very hand, and has not answered as far as we know."""
        async with self._database.reading() as session:
            row = await session.get(HandRow, hand_id)
            return row is not None and row.user_id == user_id and row.state == INVITED

    async def put_back(self, room: Room, user_id: int) -> None:
        """Undo a pick: Discord did not invite them. They keep their place.

        If Discord told of the invitation before it answered with an error, they are invited.
        """
        async with self._database.transaction() as session:
            picked = (HandRow.room_id == room.id, HandRow.user_id == user_id, HandRow.invited_at.is_(None))
            row = (
                await session.execute(
                    select(HandRow.id, HandRow.called_by).where(*picked, HandRow.state == INVITED)
                )
            ).one_or_none()
            if row is None:
                return
            await self._return(session, room, row.id, row.called_by)
            self._events.publish_after_commit(session, QueueChanged(room.guild_id, room.id))

    async def _return(self, session: AsyncSession, room: Room, hand_id: int, called_by: str | None) -> None:
        values = {"state": RAISED, "invited_at": None, "called_by": None}
        await session.execute(update(HandRow).where(HandRow.id == hand_id).values(**values))
        if called_by == CalledBy.RULE:
            # What was owed is owed again: nobody has been asked.
            await self._owe(session, room, Missed(hand_id, 0), called_by)

    async def owe_nobody(self, room: Room, user_id: int) -> None:
        """Note that nobody is to be asked in the place of somebody, whatever becomes of their invitation."""
        await self._change(room, user_id, HandRow.state == INVITED, called_by=CalledBy.NAME)

    async def skip(self, room: Room, user_id: int) -> None:
        """Let everybody who waits go before somebody, once.

        Raises:
            NoHandRaised: they do not wait.
        """
        if not await self._change(room, user_id, HandRow.state == RAISED, skips=HandRow.skips + 1):
            raise NoHandRaised

    async def hold(self, room: Room, user_id: int, *, held: bool) -> None:
        """Let a hand keep its place and not be called, or be called again.

        Raises:
            NoHandRaised: they do not wait.
        """
        if not await self._change(room, user_id, HandRow.state == RAISED, held=held):
            raise NoHandRaised

    async def answered(self, session: AsyncSession, room: Room, user_id: int) -> bool:
        """Take down the hand of who has been answered; answers whether Discord shows it as well."""
        natively = await session.scalar(
            delete(HandRow)
            .where(HandRow.room_id == room.id, HandRow.user_id == user_id, HandRow.state == RAISED)
            .returning(HandRow.natively)
        )
        if natively is not None:
            self._events.publish_after_commit(session, HandGone(room.guild_id, room.id, user_id))
        return bool(natively)

    async def next_question(self, session: AsyncSession, room: Room, policy: Policy) -> Hand | None:
        """Put the hand on hold whose written question comes next; None if there is none."""
        asking = [hand for hand in await rows.waiting_hands(session, room) if hand.question is not None]
        hand = next_of(asking, policy, self._now())
        if hand is not None:
            await session.execute(update(HandRow).where(HandRow.id == hand.id).values(held=True))
        return hand

    async def drop_all(self, session: AsyncSession, room: Room) -> list[tuple[int, bool]]:
        """Take down every hand that waits; answers whose they were, and whether Discord shows them."""
        deleted = await session.execute(
            delete(HandRow)
            .where(HandRow.room_id == room.id, HandRow.state == RAISED)
            .returning(HandRow.user_id, HandRow.natively)
        )
        gone = [(row.user_id, row.natively) for row in deleted]
        for user_id, _ in gone:
            self._events.publish_after_commit(session, HandGone(room.guild_id, room.id, user_id))
        return gone

    async def taken(self, room: Room) -> int:
        """How many places are taken just now."""
        async with self._database.reading() as session:
            return await rows.places_taken(session, room)

    async def invitees(self, room: Room) -> list[int]:
        """Who is invited, and has not answered."""
        return [user_id for (user_id,) in await self._database.glance(rows.INVITEES, room_id=room.id)]

    async def waiting(self, room: Room, policy: Policy = Policy.FIRST_COME) -> list[int]:
        """Who waits, in the order of a policy; those who are invited already are not among them."""
        return [hand.user_id for hand in await self.hands(room, policy)]

    async def hands(self, room: Room, policy: Policy = Policy.FIRST_COME) -> list[Hand]:
        """The same, with all there is to know of them."""
        async with self._database.reading() as session:
            return in_order(await rows.waiting_hands(session, room), policy, self._now())

    async def front(self, room: Room, policy: Policy, most: int) -> Front:
        """The first of them, without reading the others."""
        return await front_of(self._database, room.id, policy, self._now(), most)

    async def having_hands(self, room: Room, user_ids: Iterable[int]) -> list[int]:
        """Which of some people have a hand in the queue, or are invited."""
        async with self._database.reading() as session:
            states = batches.states
            return list(await session.run_sync(lambda plain: states(plain.connection(), room.id, user_ids)))

    async def asking(self, room: Room) -> int:
        """How many wait with a question that has been written down, and are not on hold."""
        asking = select(func.count(HandRow.question)).where(
            HandRow.room_id == room.id, HandRow.state == RAISED, HandRow.held.is_(False)
        )
        return int((await self._database.lookup(asking))[0][0])

    async def place_of(self, room: Room, user_id: int, policy: Policy) -> Place:
        """Where somebody stands.

        Raises:
            NoHandRaised: they do not wait.
        """
        hands = await self.hands(room, policy)
        for number, hand in enumerate(hands, 1):
            if hand.user_id == user_id:
                ahead = sum(not other.held for other in hands[: number - 1])
                return Place(number, len(hands), ahead, hand)
        raise NoHandRaised

    async def ask(self, room: Room, user_id: int, question: str | None) -> None:
        """Write down what somebody who waits wants to ask, in the place of what they wrote before.

        Raises:
            NoHandRaised: they do not wait.
        """
        if not await self._change(room, user_id, HandRow.state == RAISED, question=question):
            raise NoHandRaised

    async def clear(self, session: AsyncSession, room: Room) -> None:
        """Drop every hand of a room that ends."""
        self.holders.forget(room.id)
        await session.execute(delete(HandRow).where(HandRow.room_id == room.id))

    async def reconcile(self, room: Room, roles: Mapping[int, StageRole]) -> list[int]:
        """Make the stored queue agree with the stage after the bot had been away.

        A hand raised by command has no trace in Discord, so its owner keeps it while they are
        there, unless they were invited and declined meanwhile. Picked but never invited is
        waiting. Answers who asked meanwhile and is not in the queue, by id for want of better.
        """
        self.holders.doubt(room.id)
        async with self._database.transaction() as session:
            hands = (
                await session.scalars(select(HandRow).where(HandRow.room_id == room.id).with_for_update())
            ).all()
            for hand in hands:
                await self._settle(session, room, hand, roles.get(hand.user_id))
            await session.flush()
            known = {hand.user_id for hand in hands}
            self._events.publish_after_commit(session, QueueChanged(room.guild_id, room.id))
        asking = {user_id for user_id, role in roles.items() if role is StageRole.HAND_RAISED}
        return sorted(asking - known)

    async def _settle(self, session: AsyncSession, room: Room, hand: HandRow, role: StageRole | None) -> None:
        down = role is StageRole.AUDIENCE and (hand.natively or hand.invited_at is not None)
        if role is None or role is StageRole.SPEAKER or down:
            await session.delete(hand)
            if hand.state == INVITED and role is not StageRole.SPEAKER:
                await self._owe(session, room, Missed(hand.id, hand.user_id), hand.called_by)
            return
        hand.natively = hand.natively or role is StageRole.HAND_RAISED
        if role is StageRole.INVITED:
            hand.state, hand.invited_at = INVITED, hand.invited_at or self._now()
        elif hand.state == INVITED:
            await self._return(session, room, hand.id, hand.called_by)

    async def _append(
        self,
        session: AsyncSession,
        room: Room,
        user_id: int,
        *,
        natively: bool,
        question: str | None = None,
        standing: Standing = Standing(),  # noqa: B008 - it is frozen
    ) -> HandRow:
        # One after the other, or two people would be told the same place in the queue.
        await lock(session, "hands", room.id)
        self.holders.add(room.id, user_id)
        hand = HandRow(room_id=room.id, user_id=user_id, state=RAISED, natively=natively, question=question)
        hand.raised_at = self._now()
        hand.spoke_seconds, hand.rooms_before = standing.spoke_seconds, standing.rooms_before
        hand.weight = standing.weight
        session.add(hand)
        await session.flush()
        return hand

    async def _change(
        self, room: Room, user_id: int, *only_if: ColumnElement[bool], **values: object
    ) -> bool:
        async with self._database.transaction() as session:
            changed = await session.execute(
                update(HandRow)
                .where(HandRow.room_id == room.id, HandRow.user_id == user_id, *only_if)
                .values(**values)
                .returning(HandRow.id)
            )
            if changed.first() is None:
                return False
            self._events.publish_after_commit(session, QueueChanged(room.guild_id, room.id))
            return True
