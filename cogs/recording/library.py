"""What other cogs may have of replays. Fulfils `cogs.recording.api.Replays`."""

from __future__ import annotations

from pathlib import Path

from cogs.recording.api import Replay
from cogs.recording.rendering import Renderer
from cogs.recording.shelf import Shelf


class Library:
    """Asks the shelf and the renderer."""

    def __init__(self, shelf: Shelf, renderer: Renderer) -> None:
        self._shelf = shelf
        self._renderer = renderer

    async def offered(self, guild_id: int, user_id: int, *, steward: bool) -> list[Replay]:
        """See `Replays.offered`."""
        return await self._shelf.run_by(guild_id, user_id, steward=steward)

    async def topics_of(self, replay_id: int) -> list[tuple[int, str]]:
        """See `Replays.topics_of`."""
        return await self._shelf.topics_of(replay_id)

    async def file_of(self, replay: Replay) -> Path:
        """See `Replays.file_of`."""
        return await self._renderer.file_of(replay, "opus")
