"""The jar of a room: what is given to it, and how it is shared once the room is over.

A jar is an account of the ledger, so what is in it is counted, proved and never lost. When a room ends,
one row says that its jar is closed, in the room's own last transaction, and a timer stands for what comes.
First it is settled who gets what, and told; then it is booked, in one transaction with the row that says
so. Whatever dies in between, the timer comes again, and the row decides what is left to do.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Select, exists, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from bot.settings import SettingStore
from bot.storage.database import Database
from bot.timers import Timers
from cogs.rooms.api import Attendance, Room
from cogs.tips.api import Tip
from cogs.tips.gifts.receiving import Receiving
from cogs.tips.gifts.shares import divided
from cogs.tips.orders import Leg, Order, Written, jar, person
from cogs.tips.reversals import reversal_of
from cogs.tips.service import TipLedger
from cogs.tips.settings import JarRule, TipSettings
from cogs.tips.tables import JAR, AccountRow, ChainRow, EntryRow, JarRow, JarShareRow, TransferRow

#: Settle who gets what of a jar, and tell it.
JAR_CLOSED = "tips.jar_closed"
#: Book it.
JAR_DUE = "tips.jar_due"
_PAGE = 500

AttendanceOf = Callable[..., Awaitable[list[Attendance]]]
#: Of these people, those who can have a wallet.
PeopleOf = Callable[[int, Sequence[int]], Awaitable[list[int]]]


@dataclass(frozen=True, slots=True)
class Jar:
    """What is in a jar, and who would get, gets or got what of it."""

    room_id: int
    guild_id: int
    channel_id: int | None
    state: str
    rule: JarRule
    held: Mapping[str, int]  # by currency
    #: By person, then by currency.
    shares: Mapping[int, Mapping[str, int]]
    message_id: int | None = None
    due_at: datetime | None = None


class Jars:
    """The jars of every community."""

    def __init__(
        self,
        database: Database,
        ledger: TipLedger,
        settings: SettingStore,
        timers: Timers,
        now: Callable[[], datetime],
        *,
        receiving: Receiving,
        attendance_of: AttendanceOf,
        people_of: PeopleOf,
    ) -> None:
        self._database = database
        self._ledger = ledger
        self._settings = settings
        self._timers = timers
        self._now = now
        self._receiving = receiving
        self._attendance_of = attendance_of
        self._people_of = people_of

    async def give(self, tip: Tip, room: Room, *, confirmed: bool = False) -> Written:
        """Put what a tip says into the jar of a room.

        Raises:
            JarIsClosed: the room is over.
            TipRefused: as `Ledger.tip` does.
        """
        leg = Leg(jar(room.id), tip.currency, tip.amount_minor)
        return await self._ledger.give(tip, [leg], confirmed=confirmed)

    async def held(self, guild_id: int, room_id: int) -> dict[str, int]:
        """What is in a jar, by currency."""
        # Asked whenever the card of a room is drawn.
        rows = await self._database.lookup(_in_the_jar(guild_id, room_id))
        return {row.currency: row.balance_minor for row in rows}

    async def now(self, room: Room, on_stage: Sequence[int]) -> Jar:
        """The jar of a live room, and who would get what if the room ended now."""
        rules = await self._settings.of(TipSettings, room.guild_id)
        held = await self.held(room.guild_id, room.id)
        weights = await self._weights(room.guild_id, room.id, rules.jar_rule, on_stage)
        return Jar(
            room.id, room.guild_id, room.channel_id, "open", rules.jar_rule, held, _shares(held, weights)
        )

    async def of(self, room_id: int) -> Jar | None:
        """The jar of a room that is over; None if it is not closed yet."""
        async with self._database.reading() as session:
            row = await session.get(JarRow, room_id)
            if row is None:
                return None
            held = await _held(session, row.guild_id, room_id)
            weights = await _stored(session, room_id)
            shares = _shares(held, weights)
            if row.state == "shared":
                shares = await _booked(session, row)
        rule = JarRule(row.rule or JarRule.FLOOR)
        return Jar(room_id, row.guild_id, row.channel_id, row.state, rule, held, shares, row.message_id)

    # --- What comes when a room ends ---

    async def close(self, session: AsyncSession, room: Room, on_stage: Sequence[int] = ()) -> None:
        """Close the jar of a room in the transaction that ends it, and promise the rest."""
        await self._close(
            session, room.id, room.guild_id, on_stage, club_id=room.club_id, channel_id=room.channel_id
        )

    async def close_forgotten(self, is_over: Callable[[int], Awaitable[bool]]) -> None:
        """Close what was left open: jars with money whose rooms ended while this cog did not run."""
        left = (
            select(AccountRow.owner_id, AccountRow.guild_id)
            .outerjoin(JarRow, JarRow.room_id == AccountRow.owner_id)
            .where(AccountRow.purpose == JAR, AccountRow.balance_minor > 0, JarRow.room_id.is_(None))
        )
        async with self._database.reading() as session:
            found = {(room_id, guild_id) for room_id, guild_id in await session.execute(left) if room_id}
        for room_id, guild_id in sorted(found):
            if await is_over(room_id):
                async with self._database.transaction() as session:
                    await self._close(session, room_id, guild_id)

    async def plan(self, room_id: int, on_stage: Sequence[int]) -> Jar | None:
        """Settle who gets what of a closed jar, once; answers None if there is nothing to tell."""
        closed = await self.of(room_id)
        if closed is None or closed.state != "closed":
            return closed if closed is not None and closed.state == "planned" else None
        rules = await self._settings.of(TipSettings, closed.guild_id)
        weights = await self._weights(closed.guild_id, room_id, rules.jar_rule, on_stage)
        async with self._database.transaction() as session:
            await _lock(session, closed.guild_id)
            row = await session.get_one(JarRow, room_id, with_for_update=True)
            if row.state == "closed":
                held = await _held(session, closed.guild_id, room_id)
                row.state, row.rule = "planned" if held else "empty", rules.jar_rule
                if held:
                    session.add_all(
                        JarShareRow(room_id=room_id, user_id=user_id, weight=weight)
                        for user_id, weight in weights.items()
                    )
        planned = await self.of(room_id)
        return planned if planned is not None and planned.state == "planned" else None

    async def promise(self, jar_: Jar, message_id: int | None) -> None:
        """Note where a plan was told, and have it booked once everybody could see it."""
        rules = await self._settings.of(TipSettings, jar_.guild_id)
        due_at = self._now() + timedelta(minutes=rules.jar_minutes)
        async with self._database.transaction() as session:
            if message_id is not None:
                await session.execute(
                    update(JarRow).where(JarRow.room_id == jar_.room_id).values(message_id=message_id)
                )
            await self._timers.schedule(
                session, JAR_DUE, str(jar_.room_id), due_at, {"room_id": jar_.room_id}
            )

    async def book(self, room_id: int) -> Jar | None:
        """Share a jar as it was told, or give it back if there is nobody to share it with; once."""
        async with self._database.transaction() as session:
            row = await session.get(JarRow, room_id)
            if row is None:
                return None
            await _lock(session, row.guild_id)
            await session.refresh(row, with_for_update=True)
            if row.state == "planned":
                held = await _held(session, row.guild_id, room_id)
                shares = _shares(held, await _stored(session, room_id))
                row.state = "shared" if shares else "returned"
                await session.flush()
                if shares:
                    await self._share(session, row, held, shares)
                else:
                    await self._give_back(session, row)
        return await self.of(room_id)

    async def _share(
        self,
        session: AsyncSession,
        row: JarRow,
        held: Mapping[str, int],
        shares: Mapping[int, Mapping[str, int]],
    ) -> None:
        rules = await self._settings.of(TipSettings, row.guild_id)
        for currency, amount in held.items():
            parts = [
                Leg(person(user_id), currency, own[currency])
                for user_id, own in shares.items()
                if own.get(currency)
            ]
            order = Order(
                row.guild_id,
                "share",
                f"jar:{row.room_id}:{currency}",
                (Leg(jar(row.room_id), currency, -amount), *parts),
                room_id=row.room_id,
                club_id=row.club_id,
                welcome_points=rules.welcome_points,
            )
            await self._ledger.write_in(session, order)

    async def _give_back(self, session: AsyncSession, row: JarRow) -> None:
        for transfer_id in await _gifts(session, row):
            order = await reversal_of(session, row.guild_id, transfer_id, by_id=None, reason=None)
            await self._ledger.write_in(session, order)

    async def _close(
        self,
        session: AsyncSession,
        room_id: int,
        guild_id: int,
        on_stage: Sequence[int] = (),
        **where: int,
    ) -> None:
        closed = self._database.insert(JarRow).values(
            room_id=room_id, guild_id=guild_id, closed_at=self._now(), state="closed", **where
        )
        await session.execute(closed.on_conflict_do_nothing())
        payload = {"room_id": room_id, "on_stage": list(on_stage)}
        await self._timers.schedule(session, JAR_CLOSED, str(room_id), self._now(), payload)

    async def _weights(
        self, guild_id: int, room_id: int, rule: JarRule, on_stage: Sequence[int]
    ) -> dict[int, int]:
        """Who gets a part, and what it is measured by: those who could be heard, and take tips."""
        seconds: dict[int, int] = {}
        after = 0
        while page := await self._attendance_of(room_id, _PAGE, after_user_id=after):
            seconds |= {one.user_id: one.speaking_seconds for one in page if one.speaking_seconds > 0}
            after = page[-1].user_id
        if not seconds:  # where it is not noted who speaks: those who were on the stage in the end
            seconds = dict.fromkeys(on_stage, 1)
        longest_first = sorted(seconds, key=lambda one: (-seconds[one], one))
        people = await self._people_of(guild_id, longest_first)
        takers = [user_id for user_id in people if await self._receiving.of(guild_id, user_id)]
        return {user_id: seconds[user_id] if rule is JarRule.FLOOR else 1 for user_id in takers}


async def _lock(session: AsyncSession, guild_id: int) -> None:
    """The same lock as every transfer takes, so that nothing goes into a jar meanwhile."""
    await session.execute(select(ChainRow.sequence).where(ChainRow.guild_id == guild_id).with_for_update())


async def _held(session: AsyncSession, guild_id: int, room_id: int) -> dict[str, int]:
    rows = await session.execute(_in_the_jar(guild_id, room_id))
    return {row.currency: row.balance_minor for row in rows}


def _in_the_jar(guild_id: int, room_id: int) -> Select[str, int]:
    return (
        select(AccountRow.currency, AccountRow.balance_minor)
        .where(
            AccountRow.guild_id == guild_id,
            AccountRow.purpose == JAR,
            AccountRow.owner_id == room_id,
            AccountRow.balance_minor > 0,
        )
        .order_by(AccountRow.currency)
    )


async def _stored(session: AsyncSession, room_id: int) -> dict[int, int]:
    query = (
        select(JarShareRow.user_id, JarShareRow.weight)
        .where(JarShareRow.room_id == room_id)
        .order_by(JarShareRow.weight.desc(), JarShareRow.user_id)
    )
    return dict((await session.execute(query)).all())


async def _gifts(session: AsyncSession, row: JarRow) -> Sequence[int]:
    """The transfers that went into a jar and were not taken back."""
    undone = aliased(TransferRow)
    query = (
        select(EntryRow.transfer_id)
        .join(AccountRow, AccountRow.id == EntryRow.account_id)
        .join(TransferRow, TransferRow.id == EntryRow.transfer_id)
        .where(
            AccountRow.guild_id == row.guild_id,
            AccountRow.purpose == JAR,
            AccountRow.owner_id == row.room_id,
            EntryRow.amount_minor > 0,
            TransferRow.kind == "tip",
            ~exists(select(undone.id).where(undone.reverses_id == TransferRow.id)),
        )
        .order_by(EntryRow.transfer_id)
    )
    return (await session.scalars(query)).all()


async def _booked(session: AsyncSession, row: JarRow) -> dict[int, dict[str, int]]:
    """Who got what, as the ledger has it; nobody who was forgotten since."""
    query = (
        select(AccountRow.owner_id, AccountRow.currency, EntryRow.amount_minor)
        .join(EntryRow, EntryRow.account_id == AccountRow.id)
        .join(TransferRow, TransferRow.id == EntryRow.transfer_id)
        .where(
            TransferRow.guild_id == row.guild_id,
            TransferRow.room_id == row.room_id,
            TransferRow.kind == "share",
            EntryRow.amount_minor > 0,
            AccountRow.owner_id.is_not(None),
        )
        .order_by(EntryRow.amount_minor.desc(), AccountRow.id)
    )
    found: dict[int, dict[str, int]] = {}
    for owner_id, currency, amount in await session.execute(query):
        if owner_id is not None:
            found.setdefault(owner_id, {})[currency] = amount
    return found


def _shares(held: Mapping[str, int], weights: Mapping[int, int]) -> dict[int, dict[str, int]]:
    """What each gets of each currency; those who would get nothing are left out."""
    if not weights:
        return {}
    found: dict[int, dict[str, int]] = {}
    for currency, amount in held.items():
        for user_id, part in zip(weights, divided(amount, list(weights.values())), strict=True):
            if part:
                found.setdefault(user_id, {})[currency] = part
    return found
