"""What a bot asked of Discord, read from the sandbox's own log of requests as it is written."""

from __future__ import annotations

import json
import re
import time
from collections import Counter, defaultdict, deque
from collections.abc import Iterable
from pathlib import Path

TOO_MANY = 429
#: Discord lets a bot change so many messages of a channel in so many seconds, as its headers say today.
WINDOW_SECONDS = 5.0
_MESSAGE = re.compile(r"^(?:/api/v[0-9]+)?/channels/(\d+)/messages/(\d+)$")


class Requests:
    """Follows a log; what is found in it counts as of the moment in which it is looked for."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._read = 0
        self.refused = 0
        self.all = 0
        self.edits: Counter[str] = Counter()  # by message
        self._lately: defaultdict[str, deque[float]] = defaultdict(deque)
        #: The most edits of one message that fell into `WINDOW_SECONDS`.
        self.most_in_window = 0

    def begin(self) -> None:
        """Count from here on."""
        self.look()
        self.refused = self.all = self.most_in_window = 0
        self.edits.clear()
        self._lately.clear()

    def look(self) -> None:
        """Read what has been written since the last look."""
        with self._path.open(encoding="utf-8") as log:
            log.seek(self._read)
            lines = log.readlines()
            self._read = log.tell()
        self._note(json.loads(line) for line in lines)

    def _note(self, entries: Iterable[dict[str, object]]) -> None:
        now = time.monotonic()
        for entry in entries:
            self.all += 1
            self.refused += entry["status"] == TOO_MANY
            message = _MESSAGE.match(str(entry["path"]))
            if entry["method"] == "PATCH" and message is not None:
                self._edited(message[2], now)

    def _edited(self, message_id: str, now: float) -> None:
        self.edits[message_id] += 1
        lately = self._lately[message_id]
        lately.append(now)
        while lately[0] < now - WINDOW_SECONDS:
            lately.popleft()
        self.most_in_window = max(self.most_in_window, len(lately))
