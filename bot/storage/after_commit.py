"""Work that waits for a commit.

An event or a wake-up must not go out while its row can still be rolled back.
`after_commit` keeps it with the session; `Database.transaction()` runs it once
the commit has returned. What was asked for inside a savepoint that was rolled
back is dropped with it.
"""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from sqlalchemy import event
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Session, SessionTransaction

log = logging.getLogger(__name__)

_KEY = "rostra.after_commit"

Work = Callable[[], Awaitable[object]]


@dataclass(frozen=True, slots=True)
class _Waiting:
    work: Work
    # The savepoint it was asked for in, those around it, and the whole transaction.
    within: tuple[SessionTransaction, ...]


class WritingSession(Session):
    """The session of a `Database.transaction()`, which can keep work for its commit."""


def open_list(session: AsyncSession) -> None:
    """Let `session` collect work; only `Database.transaction()` calls this."""
    session.info[_KEY] = []


def after_commit(session: AsyncSession, work: Work) -> None:
    """Run `work` after the outermost commit of `session`; never after a rollback.

    Raises:
        RuntimeError: `session` does not come from `Database.transaction()`.
    """
    if _KEY not in session.info:
        raise RuntimeError("after_commit needs a session of Database.transaction()")
    session.info[_KEY].append(_Waiting(work, tuple(_around(session.sync_session))))


async def run(session: AsyncSession) -> None:
    """Run what `session` collected, in order; one that fails is logged and the rest go on."""
    for waiting in session.info.pop(_KEY):
        try:
            await waiting.work()
        except Exception:  # an edge: the commit stands, whoever waited for it failed
            log.exception("work after a commit failed: %r", waiting.work)


def _around(session: Session) -> list[SessionTransaction]:
    chain = []
    transaction = session.get_nested_transaction() or session.get_transaction()
    while transaction is not None:
        chain.append(transaction)
        transaction = transaction.parent
    return chain


@event.listens_for(WritingSession, "after_soft_rollback")
def _drop(session: Session, rolled_back: SessionTransaction) -> None:
    waiting: list[_Waiting] = session.info.get(_KEY, [])
    waiting[:] = [one for one in waiting if rolled_back not in one.within]
