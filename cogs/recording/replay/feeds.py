"""The podcast feeds of clubs: where each is found, and which replays are in it.

A feed has what its people were told of, and no more: a recording that began while the club had no feed, or
only a private one, never comes into a public one. Nor does one that nobody has posted yet, where the club
wants to hear its recordings first. An episode is there as long as its file is: whoever takes their voice out
takes the file away, and it comes back under the same name once it is made anew.

A private feed is read by programs that cannot log in, so whoever knows the address reads it: 128 random bits,
of which only a digest is kept, since a copy of the database is not to be a list of addresses.
"""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Callable
from datetime import datetime
from hashlib import sha256

from sqlalchemy import Select, delete, exists, select

from bot.errors import UpstreamError
from bot.settings import SettingStore
from bot.storage.database import Database
from bot.timers import Timers
from cogs.clubs.api import Club, ClubErased, Clubs, NoSuchClub
from cogs.recording.api import Feed, Replay, ReplayStatus
from cogs.recording.folders import Folders
from cogs.recording.replay.feed import Episode
from cogs.recording.replay.told import TOLD, kept
from cogs.recording.rows import leaving, replay_of
from cogs.recording.settings import PostTo, RecordingSettings
from cogs.recording.tables import FeedRow, PostRow, ReplayRow

_TOKEN_BYTES = 16
#: So many are in a feed, the newest; apps keep what they know.
MOST_EPISODES = 100
#: The form of an episode: every podcast app plays it.
FORM = "mp3"
#: The name of an episode's transcript, as `Folders.mix_of` has it.
TRANSCRIPT = "vtt"
#: What the address of a public feed begins with.
PUBLIC = "club-"
_TOLD_OF = {Feed.PRIVATE: (Feed.PRIVATE, Feed.PUBLIC), Feed.PUBLIC: (Feed.PUBLIC,)}


class Feeds:
    """The feeds of every club."""

    def __init__(
        self,
        database: Database,
        clubs: Clubs,
        settings: SettingStore,
        timers: Timers,
        *,
        folders: Folders,
        now: Callable[[], datetime],
    ) -> None:
        self._database = database
        self._clubs = clubs
        self._settings = settings
        self._timers = timers
        self._folders = folders
        self._now = now

    # Where a feed is found.

    async def new_address(self, club: Club) -> str:
        """A new secret address for a club's feed; the one before leads nowhere any more."""
        token = secrets.token_urlsafe(_TOKEN_BYTES)
        async with self._database.transaction() as session:
            await session.execute(delete(FeedRow).where(FeedRow.club_id == club.id))
            row = FeedRow(club_id=club.id, guild_id=club.guild_id, digest=_digest(token), made_at=self._now())
            session.add(row)
        return token

    async def made_at(self, club: Club) -> datetime | None:
        """When a club's secret address was made; None if it has none."""
        async with self._database.reading() as session:
            row = await session.get(FeedRow, club.id)
            return None if row is None else row.made_at

    async def take_back(self, club_id: int) -> None:
        """End the secret address of a club."""
        async with self._database.transaction() as session:
            await session.execute(delete(FeedRow).where(FeedRow.club_id == club_id))

    async def club_erased(self, event: ClubErased) -> None:
        """Let nobody find a later club at the address of one that is gone."""
        await self.take_back(event.club.id)

    async def at(self, where: str) -> Club | None:
        """The club whose feed is found at an address; None if it leads nowhere, any more or ever."""
        is_public = where.startswith(PUBLIC)
        club_id = int(where.removeprefix(PUBLIC)) if is_public else await self._club_id(where)
        try:
            club = None if club_id is None else await self._clubs.get(club_id)
        except NoSuchClub:
            return None
        if club is None:
            return None
        access = await self.access(club)
        return club if access is Feed.PUBLIC or (access is Feed.PRIVATE and not is_public) else None

    async def _club_id(self, token: str) -> int | None:
        async with self._database.reading() as session:
            return await session.scalar(select(FeedRow.club_id).where(FeedRow.digest == _digest(token)))

    async def access(self, club: Club) -> Feed:
        """Who can follow a club."""
        return (await self._rules(club)).feed

    async def _rules(self, club: Club) -> RecordingSettings:
        return await self._settings.of(RecordingSettings, club.guild_id, club.id)

    # What is in it.

    async def replays(self, club: Club) -> list[Replay]:
        """The replays that belong into a club's feed, the newest first, whether or not they have a file."""
        rules = await self._rules(club)
        if rules.feed is Feed.OFF:
            return []
        query = _offered(club, rules).order_by(ReplayRow.began_at.desc(), ReplayRow.id.desc())
        async with self._database.reading() as session:
            left = await leaving(session, self._timers)
            rows = await session.scalars(query.limit(MOST_EPISODES))
            return [replay_of(row) for row in rows if row.id not in left]

    async def takes(self, club: Club, replay: Replay) -> bool:
        """Whether a replay belongs into a club's feed.

        Raises:
            UpstreamError: somebody is being taken out of it; then it belongs there again.
        """
        rules = await self._rules(club)
        if rules.feed is Feed.OFF:
            return False
        query = _offered(club, rules).where(ReplayRow.id == replay.id)
        async with self._database.reading() as session:
            if replay.id in await leaving(session, self._timers):
                raise UpstreamError(f"somebody is being taken out of replay {replay.id}")
            return await session.scalar(query) is not None

    async def episodes(self, club: Club) -> list[Episode]:
        """What is in a club's feed just now, the newest first."""
        return await asyncio.to_thread(self._with_files, await self.replays(club))

    async def episode(self, club: Club, replay_id: int) -> Episode | None:
        """One of them."""
        wanted = [replay for replay in await self.replays(club) if replay.id == replay_id]
        return next(iter(await asyncio.to_thread(self._with_files, wanted)), None)

    def _with_files(self, replays: list[Replay]) -> list[Episode]:
        found = []
        for replay in replays:
            told = kept(self._folders.mix_of(replay.id, TOLD))
            try:
                file = self._folders.mix_of(replay.id, FORM).stat()
            except FileNotFoundError:
                continue
            if told is not None:
                has_transcript = self._folders.mix_of(replay.id, TRANSCRIPT).exists()
                version = file.st_mtime_ns // 1_000_000
                found.append(Episode(replay, told, file.st_size, version, has_transcript))
        return found


def _offered(club: Club, rules: RecordingSettings) -> Select[ReplayRow]:
    query = select(ReplayRow).where(
        ReplayRow.guild_id == club.guild_id,
        ReplayRow.club_id == club.id,
        ReplayRow.status == ReplayStatus.STOPPED.value,
        ReplayRow.feed.in_([feed.value for feed in _TOLD_OF[rules.feed]]),
    )
    if rules.post_to is PostTo.NOWHERE:
        query = query.where(exists().where(PostRow.replay_id == ReplayRow.id))
    return query


def _digest(token: str) -> str:
    return sha256(token.encode()).hexdigest()
