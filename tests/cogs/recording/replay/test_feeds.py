"""A feed has what its people were told of, at an address that only whoever should have it knows."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.clock import MovableClock
from bot.errors import UpstreamError
from bot.events import Events
from bot.settings.store import Place
from bot.storage.database import Database
from cogs.clubs.api import Club, ClubErased
from cogs.recording.api import Consent, Feed, Replay, StopReason
from cogs.recording.folders import Folders, Found
from cogs.recording.replay.feeds import Feeds
from cogs.recording.replay.posts import Post, Posts
from cogs.recording.rows import REMOVE_TRACK
from cogs.recording.service import ReplayBook
from cogs.recording.settings import RecordingSettings
from cogs.recording.shelf import Shelf
from cogs.recording.tables import FeedRow
from cogs.rooms.api import Room, RoomStatus
from tests.cogs.books import Ground, club_book

ADA, GUILD = 11, 7
TOLD = '{"speakers": [], "chapters": [[0, "Jazz"]], "questions": [], "links": [], "silences": []}'


@dataclass
class Station:
    """A club with a feed, and what it stands on."""

    ground: Ground
    folders: Folders
    feeds: Feeds
    shelf: Shelf
    club: Club

    async def sets(self, **values: object) -> None:
        """Set something for the club."""
        await self.ground.settings.change(Place(GUILD, "recording", self.club.id), values, ADA)

    async def recorded(self, room_id: int, told: Feed) -> Replay:
        """Have a room recorded whose people are told how far that goes, and its files made."""
        ground = self.ground
        replays = ReplayBook(ground.database, ground.events, ground.clock.now)
        now = ground.clock.now()
        room = Room(room_id, GUILD, self.club.id, 53, "Jazz", ADA, RoomStatus.LIVE, now)
        begun = await replays.begin(room, Consent.ASK, ADA, told)
        ended = await replays.finish(begun, StopReason.ROOM, Found((ADA,), (), 5.0))
        assert ended is not None
        self.folders.of(ended.id).mkdir()
        self.folders.mix_of(ended.id, "mp3").write_bytes(b"sound")
        self.folders.mix_of(ended.id, "json").write_text(TOLD)
        return ended

    async def offered(self) -> list[int]:
        """What is in the feed, by number."""
        return [episode.replay.id for episode in await self.feeds.episodes(self.club)]


@pytest.fixture
async def station(book: Database, events: Events, clock: MovableClock, tmp_path: Path) -> Station:
    """A club with a private feed."""
    ground, clubs = Ground(book, events, clock), club_book(book, events, clock)
    ground.settings.declare("recording", "cogs.recording", RecordingSettings)
    folders = Folders(tmp_path, least_free_bytes=1)
    feeds = Feeds(book, clubs, ground.settings, ground.timers, folders=folders, now=clock.now)
    shelf = Shelf(book, clubs, ground.timers, folders, clock.now)
    club = await clubs.create(GUILD, "Night owls", ADA)
    station = Station(ground, folders, feeds, shelf, club)
    await station.sets(feed="private")
    return station


async def test_a_recording_goes_no_further_than_its_people_were_told(station: Station) -> None:
    told = [await station.recorded(number, feed) for number, feed in enumerate(Feed, 1)]
    off, private, public = (replay.id for replay in told)

    assert await station.offered() == [public, private]
    await station.sets(feed="public")
    assert await station.offered() == [public]
    await station.sets(feed="off")
    assert await station.offered() == []
    assert off


async def test_what_a_club_hears_first_comes_into_its_feed_once_it_is_posted(
    station: Station, book: Database
) -> None:
    replay = await station.recorded(1, Feed.PRIVATE)
    await station.sets(post_to="nowhere")
    assert await station.offered() == []

    await Posts(book).add(replay.id, Post(53, 901))

    assert await station.offered() == [replay.id]


async def test_a_replay_is_out_of_the_feed_from_the_moment_somebody_is_taken_out_or_it_is_deleted(
    station: Station, book: Database
) -> None:
    first, second = await station.recorded(1, Feed.PRIVATE), await station.recorded(2, Feed.PRIVATE)

    # As after a process that was killed before it came to the files.
    async with book.transaction() as session:
        timers, now = station.ground.timers, station.ground.clock.now()
        await timers.schedule(session, REMOVE_TRACK, f"{first.id}:{ADA}", now)
    assert await station.offered() == [second.id]
    with pytest.raises(UpstreamError):  # so that it is tried again
        await station.feeds.takes(station.club, first)
    assert await station.feeds.takes(station.club, second)
    await station.shelf.delete(second.id)

    assert await station.offered() == []


async def test_a_file_that_is_gone_or_half_there_is_no_episode(station: Station) -> None:
    replay = await station.recorded(1, Feed.PRIVATE)
    station.folders.mix_of(replay.id, "json").write_text('{"speakers": [')
    assert await station.offered() == []

    station.folders.mix_of(replay.id, "mp3").unlink()

    assert await station.offered() == []


async def test_a_secret_address_is_kept_as_a_digest_and_leads_nowhere_once_it_is_exchanged(
    station: Station, book: Database
) -> None:
    feeds, club = station.feeds, station.club
    first = await feeds.new_address(club)
    assert await feeds.at(first) == club
    assert await feeds.at(f"club-{club.id}") is None
    async with book.reading() as session:
        (row,) = (await session.scalars(select(FeedRow))).all()
    assert first not in (row.digest, str(row.club_id))

    second = await feeds.new_address(club)

    assert [await feeds.at(address) for address in (first, second, "A" * 22)] == [None, club, None]
    await station.sets(feed="public")
    assert [await feeds.at(address) for address in (second, f"club-{club.id}")] == [club, club]
    await station.sets(feed="off")
    assert [await feeds.at(address) for address in (second, f"club-{club.id}", "club-99")] == [None] * 3


async def test_nobody_finds_a_later_club_at_the_address_of_one_that_is_gone(station: Station) -> None:
    address = await station.feeds.new_address(station.club)

    await station.feeds.club_erased(ClubErased(station.club))

    assert await station.feeds.at(address) is None
    assert await station.feeds.made_at(station.club) is None
