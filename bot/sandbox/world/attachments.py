"""Files that have an address, kept in memory as long as there is room for them."""

from __future__ import annotations

from collections.abc import Iterable

from bot.sandbox.world.models import Attachment
from bot.sandbox.world.state import World

# A sandbox may run for days; of all files together this much is kept, and the oldest are forgotten.
MOST_BYTES = 1 << 30


def keep(world: World, files: Iterable[Attachment]) -> None:
    """Give files an address; the oldest of all lose theirs, and their content, when there is no more room."""
    world.attachments |= {each.id: each for each in files}
    total = sum(len(each.data) for each in world.attachments.values())
    for oldest in list(world.attachments.values())[:-1]:
        if total <= MOST_BYTES:
            return
        total -= len(oldest.data)
        oldest.data = b""
        forget(world, oldest.id)


def forget(world: World, file_id: int) -> None:
    """Take a file's address, if it has one still."""
    world.attachments.pop(file_id, None)
