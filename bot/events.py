"""In-process events: how one cog hears of another without knowing it.

An event is a frozen dataclass in the `api` of the cog that publishes it. Events
are published after commit, so nobody acts on what was rolled back, and they
die with the process: what must not be lost is a timer row (`bot.timers`).
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Generator
from functools import partial
from types import coroutine
from typing import Any, TypeVar

from sqlalchemy.ext.asyncio import AsyncSession

from bot.storage.after_commit import after_commit
from bot.undo import undoable

log = logging.getLogger(__name__)

#: A handler that takes longer hangs, and the publisher, who may be answering a person, waits for it.
HANDLER_SECONDS = 10.0

E = TypeVar("E")
#: Does something about an event; what it has to wait for it answers, and nothing if it has done all.
Handler = Callable[[E], Awaitable[object] | None]


class Events:
    """A table of handlers by event class."""

    def __init__(self) -> None:
        # Never changed but replaced: whoever is being told goes on with those there were.
        self._handlers: dict[type, tuple[Handler[Any], ...]] = {}
        #: Whether a handler shall hear an event: the cog it belongs to may be off in that community.
        self.hears: Callable[[Callable[..., object], object], bool] = lambda _handler, _event: True

    def subscribe(self, event: type[E], handler: Handler[E]) -> Callable[[], None]:
        """Call `handler` with every event of exactly this class; the answer ends the subscription."""
        self._handlers[event] = (*self._handlers.get(event, ()), handler)

        def unsubscribe() -> None:
            left = list(self._handlers[event])
            if handler in left:
                left.remove(handler)
                self._handlers[event] = tuple(left)

        undoable(unsubscribe)
        return unsubscribe

    async def publish(self, event: object) -> None:
        """Run every handler in turn, in the order they subscribed.

        A handler that fails, or that is cancelled after `HANDLER_SECONDS`, is logged
        and does not stop the rest: the publisher has done its work and cannot mend
        another cog's. Work that takes longer is a task of its own.
        """
        for handler in self._handlers.get(type(event), ()):
            if not self.hears(handler, event):
                continue
            try:
                if (work := handler(event)) is None:
                    continue
                # Most have done their work before they wait for anything; a timer for each of those would
                # cost more than they do, so it is set when something is waited for.
                steps = work.__await__()
                try:
                    waits_for = next(steps)
                except StopIteration:
                    continue
                await _bounded(steps, waits_for)
            except _TookTooLong:
                log.exception(
                    "handler %s took longer than %g s on %r", _name(handler), HANDLER_SECONDS, event
                )
            except Exception:  # an edge: one cog's failure is not another's
                log.exception("handler %s failed on %r", _name(handler), event)

    def publish_after_commit(self, session: AsyncSession, event: object) -> None:
        """Publish once the transaction of `session` has committed; never if it rolls back.

        Raises:
            RuntimeError: `session` does not come from `Database.transaction()`.
        """
        after_commit(session, partial(self.publish, event))


class _TookTooLong(Exception):
    """A handler was cancelled."""


async def _bounded(steps: Generator[Any, Any, object], waits_for: Any) -> None:
    """Wait for a handler that waits for something, no longer than it may take.

    Raises:
        _TookTooLong: it was cancelled.
    """
    bound = asyncio.timeout(HANDLER_SECONDS)
    try:
        async with bound:
            await _rest(steps, waits_for)
    except TimeoutError as error:
        if bound.expired():
            raise _TookTooLong from error
        raise


@coroutine
def _rest(steps: Generator[Any, Any, object], waits_for: Any) -> Generator[Any, Any, None]:
    """What is left of something awaited, whose first wait is given."""
    while True:
        try:
            got = yield waits_for
        except BaseException as error:  # noqa: BLE001 - theirs to deal with, a cancellation as well
            step = partial(steps.throw, error)
        else:
            step = partial(steps.send, got)
        try:
            waits_for = step()
        except StopIteration:
            return


def _name(handler: Callable[..., object]) -> str:
    return f"{handler.__module__}.{getattr(handler, '__qualname__', handler)}"
