"""Thanks: a creator thanks for tips, and every tipper reads it; who gave no name stays without one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import exists, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from bot.storage.database import Database
from cogs.tips.refusals import NothingToThankFor
from cogs.tips.tables import PERSON, AccountRow, EntryRow, ThanksRow, TransferRow

#: Of the newest tips; who has more to thank for thanks again.
MOST_THANKED = 200


@dataclass(frozen=True, slots=True)
class Thanked:
    """Whom somebody has thanked just now, as far as they may know."""

    tips: int
    person_ids: tuple[int, ...]
    nameless: int  # tips of those who gave no name, or are forgotten


class Thanks:
    """What creators say to those who tipped them."""

    def __init__(self, database: Database, now: Callable[[], datetime]) -> None:
        self._database = database
        self._now = now

    async def thank(
        self, guild_id: int, creator_id: int, text: str | None = None, *, room_id: int | None = None
    ) -> Thanked:
        """Thank for every tip that was not thanked for yet; of a room, or of all.

        Raises:
            NothingToThankFor: there is none.
        """
        async with self._database.transaction() as session:
            tips = await _unthanked(session, guild_id, creator_id, room_id)
            said = [
                {"transfer_id": number, "account_id": own, "thanked_at": self._now(), "text": text}
                for number, own, _ in tips
            ]
            if not said:
                raise NothingToThankFor
            added = self._database.insert(ThanksRow).values(said).on_conflict_do_nothing()
            done = set(await session.scalars(added.returning(ThanksRow.transfer_id)))
            if not done:  # a second press of the same moment
                raise NothingToThankFor
            named = [number for number, _, is_anonymous in tips if number in done and not is_anonymous]
            people = await _tippers(session, named)
        return Thanked(len(done), tuple(dict.fromkeys(people.values())), len(done) - len(people))


async def _unthanked(
    session: AsyncSession, guild_id: int, creator_id: int, room_id: int | None
) -> Sequence[tuple[int, int, bool]]:
    """The newest tips of a creator without thanks: number, the creator's account, whether without a name."""
    undone = aliased(TransferRow)
    query = (
        select(EntryRow.transfer_id, EntryRow.account_id, TransferRow.is_anonymous)
        .join(TransferRow, TransferRow.id == EntryRow.transfer_id)
        .join(AccountRow, AccountRow.id == EntryRow.account_id)
        .where(
            AccountRow.guild_id == guild_id,
            AccountRow.purpose == PERSON,
            AccountRow.owner_id == creator_id,
            EntryRow.amount_minor > 0,
            TransferRow.kind == "tip",
            ~exists(select(undone.id).where(undone.reverses_id == TransferRow.id)),
            ~exists(
                select(ThanksRow.transfer_id).where(
                    ThanksRow.transfer_id == EntryRow.transfer_id, ThanksRow.account_id == EntryRow.account_id
                )
            ),
        )
        .order_by(EntryRow.transfer_id.desc())
        .limit(MOST_THANKED)
    )
    if room_id is not None:
        query = query.where(TransferRow.room_id == room_id)
    return [(number, own, bool(hidden)) for number, own, hidden in await session.execute(query)]


async def _tippers(session: AsyncSession, numbers: Sequence[int]) -> dict[int, int]:
    """Who gave these tips; nobody who is forgotten."""
    query = (
        select(EntryRow.transfer_id, AccountRow.owner_id)
        .join(AccountRow, AccountRow.id == EntryRow.account_id)
        .where(EntryRow.transfer_id.in_(numbers), EntryRow.amount_minor < 0, AccountRow.owner_id.is_not(None))
        .order_by(EntryRow.transfer_id)
    )
    found = await session.execute(query)
    return {number: owner_id for number, owner_id in found if owner_id is not None}
