"""For how long a process lets nothing else run: what a flood of events may do to its event loop."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Mapping
from typing import Any

_LOOK_SECONDS = 0.001


class Gaps:
    """Looks again and again how late it gets its turn; only while it is asked to, since looking costs."""

    def __init__(self) -> None:
        self._looking: asyncio.Task[None] | None = None
        self._longest = 0.0

    async def watch(self) -> Mapping[str, Any]:
        """Begin to look."""
        self._longest = 0.0
        self._looking = asyncio.create_task(self._look(), name="gaps")
        return {}

    async def longest(self) -> Mapping[str, Any]:
        """End it; answers for how many seconds nobody else had a turn, at worst."""
        assert self._looking is not None, "watch comes first"
        self._looking.cancel()
        return {"seconds": self._longest}

    async def _look(self) -> None:
        while True:
            # What this thread has worked, not what the clock says: others may want the core too.
            began = time.thread_time()
            await asyncio.sleep(_LOOK_SECONDS)
            self._longest = max(self._longest, time.thread_time() - began)
