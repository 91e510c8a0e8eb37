"""What the bot's process asks of the system before it starts: an event loop and descriptors."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar

T = TypeVar("T")


def run(main: Coroutine[Any, Any, T]) -> T:
    """Run a coroutine to its end, on uvloop where there is one.

    asyncio keeps a quarter of a megabyte for each TLS connection, of which a bot has one
    for every stage it is on; uvloop keeps a third of that, and is quicker. Windows has none.
    """
    raise_limit()
    try:
        import uvloop
    except ImportError:
        return asyncio.run(main)
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        return runner.run(main)


def raise_limit() -> None:
    """Allow as many open descriptors as the system lets us: a stage takes four of them."""
    try:
        import resource
    except ImportError:  # Windows, which counts otherwise
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft != hard:
        resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
