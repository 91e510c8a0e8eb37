"""What the ledger keeps about people, and how it forgets them: who owns an account, and what they wrote.

Transfers and entries stay as they are: they hold no person, and without them no chain could be proved.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from typing import Any

from sqlalchemy import ColumnElement, delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.storage.inserts import insert_in
from cogs.tips import pages
from cogs.tips.accounts import fingerprint
from cogs.tips.api import Movement
from cogs.tips.tables import (
    PERSON,
    AccountRow,
    ChainRow,
    EntryRow,
    ForgottenRow,
    FreezeRow,
    NoteRow,
    TransferRow,
)

PAGE = 500


class TipRecords:
    """Fulfils `bot.community.records.Records`."""

    async def about(self, session: AsyncSession, guild_id: int, user_id: int) -> Mapping[str, Any]:
        """See `Records.about`."""
        accounts = await pages.accounts_of(session, guild_id, user_id)
        found = {
            "accounts": [{"currency": row.currency, "balance": row.balance_minor} for row in accounts],
            "movements": [_written(movement) for row in accounts async for movement in _all(session, row)],
        }
        frozen = await session.scalars(
            select(FreezeRow)
            .where(FreezeRow.guild_id == guild_id, FreezeRow.user_id == user_id)
            .order_by(FreezeRow.id)
        )
        found["freezes"] = [
            {
                "from": row.frozen_at.isoformat(),
                "until": None if row.lifted_at is None else row.lifted_at.isoformat(),
                "reason": row.reason,
            }
            for row in frozen
        ]
        return {name: rows for name, rows in found.items() if rows}

    async def forget(self, session: AsyncSession, guild_id: int, user_id: int) -> None:
        """See `Records.forget`; what they had is nobody's any more."""
        own = (AccountRow.guild_id == guild_id, *_is(PERSON, user_id))
        written = select(TransferRow.id).where(TransferRow.guild_id == guild_id)
        await session.execute(
            delete(NoteRow).where(NoteRow.by_id == user_id, NoteRow.transfer_id.in_(written))
        )
        await session.execute(
            delete(FreezeRow).where(FreezeRow.guild_id == guild_id, FreezeRow.user_id == user_id)
        )
        for column in (FreezeRow.by_id, FreezeRow.lifted_by_id):
            which = update(FreezeRow).where(FreezeRow.guild_id == guild_id, column == user_id)
            await session.execute(which.values({column: None}))
        if await session.scalar(select(AccountRow.id).where(*own)) is None:
            return
        # The same lock as every transfer takes, so that none is written for them meanwhile.
        await session.execute(
            select(ChainRow.sequence).where(ChainRow.guild_id == guild_id).with_for_update()
        )
        await self._anonymise(session, *own)
        known = {"guild_id": guild_id, "fingerprint": fingerprint(guild_id, user_id)}
        await session.execute(insert_in(session, ForgottenRow).values(known).on_conflict_do_nothing())

    async def erase(self, session: AsyncSession, guild_id: int) -> None:
        """See `Records.erase`; the ledger stays, and says of nobody that they were in it."""
        await self._anonymise(session, AccountRow.guild_id == guild_id, AccountRow.purpose == PERSON)
        own = select(TransferRow.id).where(TransferRow.guild_id == guild_id)
        await session.execute(delete(NoteRow).where(NoteRow.transfer_id.in_(own)))
        await session.execute(delete(FreezeRow).where(FreezeRow.guild_id == guild_id))
        await session.execute(delete(ForgottenRow).where(ForgottenRow.guild_id == guild_id))

    @staticmethod
    async def _anonymise(session: AsyncSession, *which: ColumnElement[bool]) -> None:
        """Erase who owns these accounts, and every note that they gave or got."""
        accounts = select(AccountRow.id).where(*which)
        transfers = select(EntryRow.transfer_id).where(EntryRow.account_id.in_(accounts))
        await session.execute(delete(NoteRow).where(NoteRow.transfer_id.in_(transfers)))
        # Without the salt, what the chain holds of the owner says nothing any more.
        await session.execute(update(AccountRow).where(*which).values(owner_id=None, owner_salt=None))


async def _all(session: AsyncSession, account: AccountRow) -> AsyncIterator[Movement]:
    before: int | None = None
    while True:
        page = await pages.page(session, account, PAGE, before=before)
        for movement in page.movements:
            yield movement
        if (before := page.next_before) is None:
            return


def _is(purpose: str, owner_id: int) -> tuple[ColumnElement[bool], ...]:
    return AccountRow.purpose == purpose, AccountRow.owner_id == owner_id


def _written(movement: Movement) -> dict[str, Any]:
    return {
        "at": movement.at.isoformat(),
        "kind": movement.kind,
        "amount": movement.amount_minor,
        "currency": movement.currency,
        "with": [str(other_id) for other_id in movement.other_ids],
        "note": movement.note,
    }
