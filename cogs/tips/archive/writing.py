"""From the database to the file, in one consistent snapshot, a page of transfers at a time."""

from __future__ import annotations

import hashlib
from collections.abc import AsyncGenerator, AsyncIterator, Callable
from typing import Any

import orjson
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.errors import OperatorError
from bot.storage.database import Database
from cogs.tips.archive.lines import FORMAT, VERSION, id_text, written
from cogs.tips.chain import Link
from cogs.tips.chain_rows import Accounts, ChainRows, Stored
from cogs.tips.tables import AccountRow, ChainRow, EntitlementRow, ForgottenRow, NoteRow

Progress = Callable[[int], None]


async def lines_of(
    database: Database, guild_id: int | None = None, progress: Progress = lambda _count: None
) -> AsyncGenerator[bytes, None]:
    """Every line of the file, of one community or of all; `progress` is told of transfers, now and then.

    Raises:
        OperatorError: a transfer was changed, so that nobody could read the file back.
    """
    digest, count = hashlib.sha256(), 0
    async for content in _contents(database, guild_id, progress):
        line = written(content)
        digest.update(line)
        count += 1
        yield line
    yield written({"end": count, "sha256": digest.hexdigest()})


async def chains(session: AsyncSession, guild_id: int | None) -> AsyncIterator[tuple[ChainRow, ChainRows]]:
    """The chain of one community, or of each, with what reads it."""
    query = select(ChainRow).order_by(ChainRow.guild_id)
    if guild_id is not None:
        query = query.where(ChainRow.guild_id == guild_id)
    for head in (await session.scalars(query)).all():
        yield head, ChainRows(session, head.guild_id)


def require_unchanged(stored: Stored, accounts: Accounts) -> Link:
    """Prove that a transfer is what was hashed, and answer that.

    Raises:
        OperatorError: it was changed.
    """
    link, row = accounts.link(stored), stored.row
    if link.hash() != row.hash:
        raise OperatorError(
            f"community {row.guild_id}, transfer {row.id} (number {row.sequence}): was changed, its hash does"
            " not fit; `rostra ledger verify` says all that is wrong"
        )
    return link


async def _contents(
    database: Database, guild_id: int | None, progress: Progress
) -> AsyncIterator[dict[str, Any]]:
    yield {"format": FORMAT, "version": VERSION}
    done = 0
    async with database.reading() as session:
        async for head, rows in chains(session, guild_id):
            yield {"community": str(head.guild_id), "transfers": head.sequence, "hash": head.hash}
            accounts = await rows.accounts()
            for account in accounts.by_id.values():
                yield _account(account)
            async for page in rows.pages():
                for stored in page:
                    yield _transfer(stored, accounts)
                done += len(page)
                progress(done)
            async for content in _remembered(session, head.guild_id):
                yield content


async def _remembered(session: AsyncSession, guild_id: int) -> AsyncIterator[dict[str, Any]]:
    """Without it, somebody could be given something twice."""
    people = select(ForgottenRow.fingerprint).where(ForgottenRow.guild_id == guild_id)
    for fingerprint in await session.scalars(people.order_by(ForgottenRow.fingerprint)):
        yield {"forgotten": fingerprint}
    bought = select(EntitlementRow.entitlement_id).where(EntitlementRow.guild_id == guild_id)
    for entitlement_id in await session.scalars(bought.order_by(EntitlementRow.entitlement_id)):
        yield {"entitlement": str(entitlement_id)}


def _account(row: AccountRow) -> dict[str, Any]:
    return {
        "account": row.id,
        "currency": row.currency,
        "purpose": row.purpose,
        "owner": id_text(row.owner_id),
        "digest": row.owner_digest,
        "salt": row.owner_salt,
        "opened_in": row.opened_in,
        "frozen": row.is_frozen,
    }


def _transfer(stored: Stored, accounts: Accounts) -> dict[str, Any]:
    link, row = require_unchanged(stored, accounts), stored.row
    # The very bytes that were hashed, so that anybody can hash them again.
    content: dict[str, Any] = {
        "transfer": orjson.Fragment(link.canonical()),
        "hash": row.hash,
        "id": row.id,
    }
    return content if stored.note is None else content | {"note": _note(stored.note)}


def _note(row: NoteRow) -> dict[str, Any]:
    return {"text": row.text, "salt": row.salt, "by": id_text(row.by_id)}
