"""What the bot's process asks of the system: an event loop, descriptors, and a short look for garbage."""

from __future__ import annotations

import asyncio
import gc
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


#: So many things are made before the youngest are looked through; a busy stage makes as many in a blink.
_YOUNGEST = 5_000


def keep_loaded() -> None:
    """Let the collector of garbage go through what stays for good no more.

    Libraries and cogs are some 370,000 objects. Every full collection looked at each of them, which held the
    event loop for a fifth of a second, and the voice on every stage with it.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(_YOUNGEST, *gc.get_threshold()[1:])


def raise_limit() -> None:
    """Allow as many open descriptors as the system lets us: a stage takes four of them."""
    try:
        import resource
    except ImportError:  # Windows, which counts otherwise
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft != hard:
        resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
