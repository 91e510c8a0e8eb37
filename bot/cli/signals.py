"""What Ctrl-C and SIGTERM mean to a command that runs until it is stopped."""

from __future__ import annotations

import asyncio
import signal

_BOTH = (signal.SIGINT, signal.SIGTERM)


def stop_at_a_signal() -> asyncio.Event:
    """Answer an event that the first signal sets, to end cleanly; a second one ends the process at once."""
    stopped = asyncio.Event()
    loop = asyncio.get_running_loop()

    def stop() -> None:
        stopped.set()
        for name in _BOTH:
            loop.remove_signal_handler(name)

    for name in _BOTH:
        loop.add_signal_handler(name, stop)
    return stopped
