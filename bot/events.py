"""In-process events: how one cog hears of another without knowing it.

An event is a frozen dataclass in the `api` of the cog that publishes it. Events
are published after commit, so nobody acts on what was rolled back, and they
die with the process: what must not be lost is a timer row (`bot.timers`).
"""

from __future__ import annotations

import asyncio
import logging
from collections import defaultdict
from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any, TypeVar

from sqlalchemy.ext.asyncio import AsyncSession

from bot.storage.after_commit import after_commit
from bot.undo import undoable

log = logging.getLogger(__name__)

#: A handler that takes longer hangs, and the publisher, who may be answering a person, waits for it.
HANDLER_SECONDS = 10.0

E = TypeVar("E")


class Events:
    """A table of handlers by event class."""

    def __init__(self) -> None:
        self._handlers: defaultdict[type, list[Callable[[Any], Awaitable[None]]]] = defaultdict(list)
        #: Whether a handler shall hear an event: the cog it belongs to may be off in that community.
        self.hears: Callable[[Callable[..., object], object], bool] = lambda _handler, _event: True

    def subscribe(self, event: type[E], handler: Callable[[E], Awaitable[None]]) -> Callable[[], None]:
        """Call `handler` with every event of exactly this class; the answer ends the subscription."""
        self._handlers[event].append(handler)

        def unsubscribe() -> None:
            if handler in self._handlers[event]:
                self._handlers[event].remove(handler)

        undoable(unsubscribe)
        return unsubscribe

    async def publish(self, event: object) -> None:
        """Run every handler in turn, in the order they subscribed.

        A handler that fails, or that is cancelled after `HANDLER_SECONDS`, is logged
        and does not stop the rest: the publisher has done its work and cannot mend
        another cog's. Work that takes longer is a task of its own.
        """
        for handler in tuple(self._handlers[type(event)]):
            if not self.hears(handler, event):
                continue
            try:
                async with asyncio.timeout(HANDLER_SECONDS) as bound:
                    await handler(event)
            except Exception:  # an edge: one cog's failure is not another's
                what = f"took longer than {HANDLER_SECONDS:g} s" if bound.expired() else "failed"
                log.exception("handler %s %s on %r", _name(handler), what, event)

    def publish_after_commit(self, session: AsyncSession, event: object) -> None:
        """Publish once the transaction of `session` has committed; never if it rolls back.

        Raises:
            RuntimeError: `session` does not come from `Database.transaction()`.
        """
        after_commit(session, partial(self.publish, event))


def _name(handler: Callable[..., object]) -> str:
    return f"{handler.__module__}.{getattr(handler, '__qualname__', handler)}"
