"""From the file into an empty ledger: every line is proved before it is written, and all at the end.

Everything is one transaction: a line that is wrong leaves nothing behind. What is derived, balances and
sums of days, is not in the file; it is added up from the entries, and the database's own rules hold as
they do for every tip.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, func, select, text
from sqlalchemy.exc import IntegrityError

from bot.errors import OperatorError
from bot.storage.database import Database
from bot.storage.unreachable import reason
from cogs.tips.anchors import Anchor
from cogs.tips.archive import lines
from cogs.tips.archive.chains import ChainWriting, WrongLine
from cogs.tips.tables import AccountRow, ChainRow, EntitlementRow, ForgottenRow, TransferRow
from cogs.tips.verify import verify_in

Progress = Callable[[int], None]
_TABLES = (ChainRow, AccountRow, TransferRow, ForgottenRow, EntitlementRow)


@dataclass(slots=True)
class Read:
    """What was read."""

    communities: int = 0
    accounts: int = 0
    transfers: int = 0


async def read_into(
    database: Database,
    file: Iterable[bytes],
    where: str,
    anchors: Sequence[Anchor] = (),
    progress: Progress = lambda _count: None,
) -> Read:
    """Read a file into an empty ledger, whole or not at all; `where` is what the file is called.

    Raises:
        OperatorError: the ledger is not empty, or a line is wrong; names it.
    """
    async with database.transaction() as session:
        reading = _Reading(where, anchors, progress)
        await session.run_sync(lambda plain: reading.run(plain.connection(), file))
        verdict = await verify_in(session, anchors=anchors)
        if not verdict.holds:
            raise OperatorError(f"{where}: nothing was imported: {verdict.problems[0]}")
    return reading.read


class _Reading:
    def __init__(self, where: str, anchors: Sequence[Anchor], progress: Progress) -> None:
        self._where = where
        self._anchors = anchors
        self._progress = progress
        self._number = 0  # of the line that is read
        self._digest = hashlib.sha256()
        self._chain: ChainWriting | None = None
        self._known: set[int] = set()
        self._has_ended = False
        self.read = Read()

    def run(self, connection: Connection, file: Iterable[bytes]) -> None:
        _require_empty(connection)
        try:
            for line in file:
                self._number += 1
                self._take(connection, line)
            if not self._has_ended:
                self._number += 1
                raise WrongLine("is missing: the file was cut off")
        except (WrongLine, lines.NotALine) as error:
            number = getattr(error, "number", None) or self._number
            raise OperatorError(f"{self._where}, line {number}: {error}; nothing was imported") from error
        except IntegrityError as error:
            # What the rules above let through and the database does not.
            raise OperatorError(
                f"{self._where}, at line {self._number}: {reason(error)}; nothing was imported"
            ) from error
        _number_on(connection)

    def _take(self, connection: Connection, line: bytes) -> None:
        if self._has_ended:
            raise WrongLine("stands after the end")
        content, raw = lines.read(line)
        if (self._number == 1) != isinstance(content, lines.Head):
            raise WrongLine("the first line says what the file is, and only the first")
        if isinstance(content, lines.End):
            self._end(content)
            return
        self._digest.update(line)
        if isinstance(content, lines.Community):
            self._begin(connection, content)
        elif not isinstance(content, lines.Head):
            self._write(content, raw)

    def _begin(self, connection: Connection, content: lines.Community) -> None:
        self._finish()
        if content.community in self._known:
            raise WrongLine(f"community {content.community} is there twice")
        self._known.add(content.community)
        anchors = [anchor for anchor in self._anchors if anchor.guild_id == content.community]
        self._chain = ChainWriting(connection, content, self._number, anchors)
        self.read.communities += 1

    def _write(self, content: lines.Line, raw: Any) -> None:
        if self._chain is None:
            raise WrongLine("stands before the first community")
        self._chain.take(content, raw, self._number)
        self.read.accounts += isinstance(content, lines.Account)
        if isinstance(content, lines.Transfer):
            self.read.transfers += 1
            if self.read.transfers % 1000 == 0:
                self._progress(self.read.transfers)

    def _end(self, content: lines.End) -> None:
        self._finish()
        if content.end != self._number - 1 or content.sha256 != self._digest.hexdigest():
            raise WrongLine("does not fit the lines before it: one of them was changed, left out or added")
        self._has_ended = True

    def _finish(self) -> None:
        if self._chain is not None:
            self._chain.finish()
            self._chain = None


def _require_empty(connection: Connection) -> None:
    """Prove that there is nothing yet, and keep others from writing until this is through.

    Raises:
        OperatorError: there is something.
    """
    if connection.dialect.name == "postgresql":
        names = ", ".join(table.__tablename__ for table in _TABLES)
        connection.execute(text(f"LOCK TABLE {names} IN SHARE ROW EXCLUSIVE MODE"))
    for table in _TABLES:
        if connection.scalar(select(1).select_from(table).limit(1)) is not None:
            raise OperatorError(
                "this ledger is not empty: import into a new database, after `rostra db upgrade`"
            )


def _number_on(connection: Connection) -> None:
    """Let what is written next have numbers of its own; on SQLite it has."""
    if connection.dialect.name != "postgresql":
        return
    for table in (AccountRow, TransferRow):
        newest = connection.scalar(select(func.max(table.id)))
        if newest is not None:
            sequence = func.pg_get_serial_sequence(table.__tablename__, "id")
            connection.execute(select(func.setval(sequence, newest)))
