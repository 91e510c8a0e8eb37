"""What clients asked for that the sandbox does not model."""

from __future__ import annotations

from collections.abc import Callable

MAX_GAPS = 1000  # then the oldest are forgotten


class Gaps(list[str]):
    """The messages of all gaps met, each told to whoever watches."""

    def __init__(self) -> None:
        super().__init__()
        self._watchers: list[Callable[[str], None]] = []

    def watch(self, watcher: Callable[[str], None]) -> None:
        """Be told of every gap from now on."""
        self._watchers.append(watcher)

    def append(self, gap: str) -> None:
        """Note a gap."""
        del self[: max(0, len(self) - MAX_GAPS + 1)]
        super().append(gap)
        for watcher in self._watchers:
            watcher(gap)
