"""Secret addresses lead to one form of one replay, until they end, are taken back, or it is deleted."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.clock import MovableClock
from bot.events import Events
from bot.storage.database import Database
from bot.timers import Timers
from cogs.recording.api import Consent, Replay, StopReason
from cogs.recording.folders import Folders, Found
from cogs.recording.refusals import NoSuchReplay
from cogs.recording.replay.links import MOST_LINKS, Links, Target
from cogs.recording.replay.posts import Post, Posts
from cogs.recording.rows import MAKE, REMOVE_TRACK, UNPOST
from cogs.recording.service import ReplayBook
from cogs.recording.shelf import Shelf
from cogs.rooms.api import Room, RoomStatus
from tests.cogs.books import club_book

ADA, GUILD = 11, 7
OPENED = datetime(2026, 5, 1, 20, tzinfo=UTC)


@pytest.fixture
async def replay(book: Database, events: Events, clock: MovableClock) -> Replay:
    """A replay that is over."""
    replays = ReplayBook(book, events, clock.now)
    room = Room(3, GUILD, 1, 53, "Jazz", ADA, RoomStatus.LIVE, OPENED)
    begun = await replays.begin(room, Consent.ASK, ADA)
    ended = await replays.finish(begun, StopReason.ROOM, Found((ADA,), (), 5.0))
    assert ended is not None
    return ended


async def test_an_address_leads_to_its_file_for_some_days(
    book: Database, clock: MovableClock, replay: Replay
) -> None:
    links = Links(book, Timers(book, clock), clock.now)
    link = await links.make(replay, "mp3", 2)

    assert await links.at(link.token) == Target(replay, "mp3", link.expires_at)
    assert await links.at("A" * 22) is None
    clock.advance(2 * 86_400)
    assert await links.at(link.token) is None


async def test_an_address_says_that_somebody_is_being_taken_out_of_its_replay(
    book: Database, events: Events, clock: MovableClock, replay: Replay, tmp_path: Path
) -> None:
    timers, folders = Timers(book, clock), Folders(tmp_path, least_free_bytes=1)
    links = Links(book, timers, clock.now)
    link = await links.make(replay, "opus", 2)
    await Shelf(book, club_book(book, events, clock), timers, folders, clock.now).withdraw(replay, ADA)

    assert await links.at(link.token) == Target(replay, "opus", link.expires_at, is_left=True)
    async with book.transaction() as session:
        await timers.cancel(session, REMOVE_TRACK, f"{replay.id}:{ADA}")
    assert await links.at(link.token) == Target(replay, "opus", link.expires_at)


async def test_addresses_are_taken_back_together_and_are_never_too_many(
    book: Database, clock: MovableClock, replay: Replay
) -> None:
    links = Links(book, Timers(book, clock), clock.now)
    first = await links.make(replay, "opus", 1)
    for _ in range(MOST_LINKS):
        last = await links.make(replay, "opus", 2)

    assert await links.at(first.token) is None
    assert await links.count(replay.id) == MOST_LINKS
    assert await links.take_back(replay.id) == MOST_LINKS
    assert await links.at(last.token) is None


async def test_with_a_replay_go_its_addresses_and_its_posts(
    book: Database, events: Events, clock: MovableClock, replay: Replay, tmp_path: Path
) -> None:
    timers, posts = Timers(book, clock), Posts(book)
    links = Links(book, timers, clock.now)
    shelf = Shelf(
        book, club_book(book, events, clock), timers, Folders(tmp_path, least_free_bytes=1), clock.now
    )
    link = await links.make(replay, "opus", 7)
    assert await posts.add(replay.id, Post(53, 901))

    await shelf.withdraw(replay, ADA)
    await shelf.delete(replay.id)

    assert await links.at(link.token) is None
    assert await posts.of(replay.id) == []
    assert not await posts.add(replay.id, Post(53, 902))
    with pytest.raises(NoSuchReplay):
        await links.make(replay, "opus", 7)
    async with book.transaction() as session:
        assert await timers.cancel(session, UNPOST, "901")
        assert await timers.cancel(session, MAKE, f"{replay.id}:{ADA}")
