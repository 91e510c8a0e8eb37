"""Makes the files that a podcast feed leads to, when a replay is made that belongs into one.

They are made before anybody asks: an app that follows a feed waits a few seconds for a file, and a mix of a
long evening takes longer. What is owed is a timer, so it is made after a restart too.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterable
from pathlib import Path

from bot.errors import UserError
from bot.settings import SettingsChanged
from cogs.clubs.api import Club, Clubs, NoSuchClub
from cogs.recording.api import Replay
from cogs.recording.folders import Folders
from cogs.recording.lasting import Lasting, Means
from cogs.recording.rendering import Renderer
from cogs.recording.replay.feeds import FORM, TRANSCRIPT, Feeds
from cogs.recording.replay.told import Tellings, Told
from cogs.recording.rows import PUBLISH
from cogs.recording.service import ReplayBook
from cogs.recording.transcribing import Transcripts

log = logging.getLogger(__name__)


class Publishing:
    """The files of every feed."""

    def __init__(
        self,
        means: Means,
        *,
        book: ReplayBook,
        clubs: Clubs,
        feeds: Feeds,
        folders: Folders,
        renderer: Renderer,
        tellings: Tellings,
        transcripts: Transcripts,
    ) -> None:
        self._means = means
        self._book, self._clubs, self._feeds = book, clubs, feeds
        self._folders, self._renderer = folders, renderer
        self._tellings, self._transcripts = tellings, transcripts
        self._lasting = Lasting(means, PUBLISH, self.make)

    def listen(self) -> None:
        """Make what is owed, also from before a restart."""
        self._lasting.listen()

    async def is_made(self, replay: Replay) -> None:
        """Owe what follows when a replay, or its transcript, is made."""
        await self.owe([replay.id])

    async def owe(self, replay_ids: Iterable[int]) -> None:
        """Have the files of these replays made, if they belong into a feed."""
        timers, now = self._means.timers, self._means.now()
        async with self._means.database.transaction() as session:
            for replay_id in replay_ids:
                await timers.schedule(session, PUBLISH, str(replay_id), now, {"replay_id": replay_id})

    async def catch_up(self, club: Club) -> int:
        """Have those made that a club's feed lacks; answers how many."""
        there = {episode.replay.id for episode in await self._feeds.episodes(club)}
        missing = [replay.id for replay in await self._feeds.replays(club) if replay.id not in there]
        await self.owe(missing)
        return len(missing)

    async def settings_changed(self, event: SettingsChanged) -> None:
        """Catch up with a feed that is switched on, or opened to more people."""
        if event.place.cog != "recording" or not {"feed", "post_to"} & set(event.names):
            return
        for club in await self._clubs.of(event.guild_id):
            if event.place.club_id in {0, club.id}:
                await self.catch_up(club)

    async def make(self, replay_id: int) -> None:
        """Make the files of a replay, if it belongs into its club's feed.

        Raises:
            UpstreamError: the disk refuses, or the place where its tracks are kept; or somebody is just being
                taken out of it.
        """
        replay = await self._book.get(replay_id)
        try:
            club = None if replay is None else await self._clubs.get(replay.club_id)
        except NoSuchClub:
            return
        if replay is None or club is None or not await self._feeds.takes(club, replay):
            return
        try:
            await self._renderer.file_of(replay, FORM)
            told = await self._tellings.of(replay)
        except UserError as refusal:
            log.info("replay %s does not come into its feed: %s", replay.id, refusal)
            return
        await self._write_down(replay, told)

    async def _write_down(self, replay: Replay, told: Told) -> None:
        path = self._folders.mix_of(replay.id, TRANSCRIPT)
        try:
            people = await self._transcripts.speakers_of(replay)
            text = await self._transcripts.of(replay, told.names())
        except UserError as refusal:  # once there is one, this is owed again
            log.debug("replay %s has no transcript in its feed: %s", replay.id, refusal)
            return
        await asyncio.to_thread(_write, path, text)
        # Somebody may have been taken out meanwhile, and the files with them, before this one came.
        if people != await self._transcripts.speakers_of(replay):
            await asyncio.to_thread(path.unlink, missing_ok=True)


def _write(path: Path, text: str) -> None:
    half = path.with_suffix(f"{path.suffix}.part")
    half.write_text(text, encoding="utf-8")
    half.replace(path)
