"""The whole ledger for a spreadsheet, and as a journal of hledger's: to be read by people, never read back.

A spreadsheet has a row for each entry, a journal a transaction for each transfer. Both are made of what is
proved by its hash; a transfer that was changed ends them, since an accountant would not see it.
"""

from __future__ import annotations

import csv
import io
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Iterator

from bot.storage.database import Database
from cogs.tips.archive.writing import Progress, chains, require_unchanged
from cogs.tips.chain_rows import Accounts, Stored
from cogs.tips.currencies import decimal
from cogs.tips.exports import cell, comment
from cogs.tips.tables import FEES, JAR, PERSON, AccountRow

COLUMNS = (
    *("community", "number", "transfer", "date", "time_utc", "kind", "account", "purpose", "owner"),
    *("amount", "currency", "anonymous", "note", "room", "club", "reverses", "key", "hash"),
)

Say = Callable[[Stored, Accounts], str]


async def spreadsheet(
    database: Database, guild_id: int | None = None, progress: Progress = lambda _count: None
) -> AsyncGenerator[bytes, None]:
    """Rows with a head (RFC 4180), one for each entry; no text in them is taken for a formula.

    Raises:
        OperatorError: a transfer was changed.
    """
    yield _row(COLUMNS).encode()
    async for text in _each_transfer(database, guild_id, progress, _rows):
        yield text


async def journal(
    database: Database, guild_id: int | None = None, progress: Progress = lambda _count: None
) -> AsyncGenerator[bytes, None]:
    """A journal that `hledger check` takes: wallets and jars are assets, and the treasury is equity.

    Raises:
        OperatorError: a transfer was changed.
    """
    yield b"decimal-mark .\n"
    async for text in _each_transfer(database, guild_id, progress, _transaction):
        yield text


async def _each_transfer(
    database: Database, guild_id: int | None, progress: Progress, say: Say
) -> AsyncIterator[bytes]:
    done = 0
    async with database.reading() as session:
        async for _head, rows in chains(session, guild_id):
            accounts = await rows.accounts()
            async for page in rows.pages():
                for stored in page:
                    require_unchanged(stored, accounts)
                    yield say(stored, accounts).encode()
                done += len(page)
                progress(done)


def _rows(stored: Stored, accounts: Accounts) -> str:
    row, at = stored.row, stored.row.created_at
    undone = stored.undone
    return "".join(
        _row(
            (
                *(str(row.guild_id), str(row.sequence), str(row.id)),
                *(at.date().isoformat(), at.time().isoformat(timespec="seconds"), row.kind),
                *(str(account.id), account.purpose, _text(account.owner_id)),
                *(format(decimal(amount, account.currency), "f"), account.currency),
                *("yes" if row.is_anonymous else "no", stored.note.text if stored.note is not None else ""),
                *(_text(row.room_id), _text(row.club_id), "" if undone is None else str(undone.sequence)),
                *(row.key, row.hash),
            )
        )
        for account, amount in _sides(stored, accounts)
    )


def _row(values: tuple[str, ...]) -> str:
    line = io.StringIO(newline="")
    csv.writer(line).writerow(map(cell, values))
    return line.getvalue()


def _transaction(stored: Stored, accounts: Accounts) -> str:
    row = stored.row
    note = "" if stored.note is None else f"  ; {comment(stored.note.text)}"
    postings = "".join(
        f"    {_name(account)}  {decimal(amount, account.currency):f} {account.currency}\n"
        for account, amount in _sides(stored, accounts)
    )
    day = row.created_at.date().isoformat()
    return f"\n{day} * ({row.guild_id}/{row.sequence}) {row.kind}{note}\n{postings}"


def _sides(stored: Stored, accounts: Accounts) -> Iterator[tuple[AccountRow, int]]:
    for account_id, amount in sorted(stored.entries.items()):
        yield accounts.by_id[account_id], amount


def _name(account: AccountRow) -> str:
    """What the account is called in a journal; a person who was forgotten is the number that is left."""
    place = str(account.guild_id)
    if account.purpose == PERSON:
        owner = f"account-{account.id}" if account.owner_id is None else str(account.owner_id)
        return f"assets:{place}:wallet:{owner}"
    if account.purpose == JAR:
        return f"assets:{place}:jar:{account.owner_id}"
    return f"expenses:{place}:fees" if account.purpose == FEES else f"equity:{place}:treasury"


def _text(number: int | None) -> str:
    return "" if number is None else str(number)
