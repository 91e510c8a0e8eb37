"""What the ledger keeps about people, and how it forgets them: who owns an account, and what they wrote.

Transfers and entries stay as they are: they hold no person, and without them no chain could be proved.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import ColumnElement, delete, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from cogs.tips.api import Movement
from cogs.tips.book import fingerprint, lock_head
from cogs.tips.tables import AccountRow, EntryRow, ForgottenRow, NoteRow, TransferRow


class TipRecords:
    """Fulfils `bot.community.records.Records`."""

    async def about(self, session: AsyncSession, guild_id: int, user_id: int) -> Mapping[str, Any]:
        """See `Records.about`."""
        accounts = await session.scalars(
            select(AccountRow).where(AccountRow.guild_id == guild_id, AccountRow.user_id == user_id)
        )
        found = {
            "accounts": [{"currency": row.currency, "balance": row.balance_minor} for row in accounts],
            "movements": [_written(movement) for movement in await movements_of(session, guild_id, user_id)],
        }
        return {name: rows for name, rows in found.items() if rows}

    async def forget(self, session: AsyncSession, guild_id: int, user_id: int) -> None:
        """See `Records.forget`; what they had is nobody's any more."""
        own = (AccountRow.guild_id == guild_id, AccountRow.user_id == user_id)
        if await session.scalar(select(AccountRow.id).where(*own)) is None:
            return
        # The same lock as every transfer takes, so that none is written for them meanwhile.
        await lock_head(session, guild_id)
        await self._anonymise(session, *own)
        dialect = sqlite if session.get_bind().dialect.name == "sqlite" else postgresql
        known = {"guild_id": guild_id, "fingerprint": fingerprint(guild_id, user_id)}
        await session.execute(dialect.insert(ForgottenRow).values(known).on_conflict_do_nothing())

    async def erase(self, session: AsyncSession, guild_id: int) -> None:
        """See `Records.erase`; the ledger stays, and says of nobody that they were in it."""
        await self._anonymise(session, AccountRow.guild_id == guild_id)
        await session.execute(delete(ForgottenRow).where(ForgottenRow.guild_id == guild_id))

    @staticmethod
    async def _anonymise(session: AsyncSession, *which: ColumnElement[bool]) -> None:
        """Erase who owns these accounts, and every note that they gave or got."""
        accounts = select(AccountRow.id).where(*which)
        transfers = select(EntryRow.transfer_id).where(EntryRow.account_id.in_(accounts))
        await session.execute(delete(NoteRow).where(NoteRow.transfer_id.in_(transfers)))
        await session.execute(update(AccountRow).where(*which).values(user_id=None))


async def movements_of(
    session: AsyncSession, guild_id: int, user_id: int, most: int | None = None
) -> list[Movement]:
    """The movements of a person's money, the newest first; all of them if there is no `most`."""
    own, other = aliased(EntryRow), aliased(EntryRow)
    mine, theirs = aliased(AccountRow), aliased(AccountRow)
    query = (
        select(TransferRow, own.amount_minor, theirs.user_id, NoteRow.text)
        .join(own, own.transfer_id == TransferRow.id)
        .join(mine, mine.id == own.account_id)
        .join(other, (other.transfer_id == TransferRow.id) & (other.account_id != own.account_id))
        .join(theirs, theirs.id == other.account_id)
        .outerjoin(NoteRow, NoteRow.transfer_id == TransferRow.id)
        .where(mine.guild_id == guild_id, mine.user_id == user_id)
        .order_by(TransferRow.id.desc())
        .limit(most)
    )
    rows = await session.execute(query)
    return [
        Movement(row.created_at, amount, row.currency, row.kind, other_id, note)
        for row, amount, other_id, note in rows
    ]


def _written(movement: Movement) -> dict[str, Any]:
    return {
        "at": movement.at.isoformat(),
        "kind": movement.kind,
        "amount": movement.amount_minor,
        "currency": movement.currency,
        "with": None if movement.other_id is None else str(movement.other_id),
        "note": movement.note,
    }
