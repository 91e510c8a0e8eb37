"""What a feed leads to is made before anybody asks for it, and goes with the voices that are in it."""

from __future__ import annotations

import json

import pytest

from bot.community.records import NOBODY
from bot.settings import SettingsChanged
from bot.settings.store import Place
from bot.testing import eventually
from cogs.clubs.api import Club
from cogs.clubs.service import ClubBook
from cogs.recording.api import Feed
from cogs.recording.rendering import Renderer
from cogs.recording.replay.feeds import Feeds
from cogs.recording.replay.publishing import Publishing
from cogs.recording.replay.story import Stories
from cogs.recording.replay.told import Tellings
from tests.cogs.books import club_book
from tests.cogs.recording.desk import Desk
from tests.cogs.recording.replay.test_questions import NoLinks, names
from tests.cogs.recording.test_service import ADA, BOB, GUILD


@pytest.fixture
async def club(clubs: ClubBook) -> Club:
    """A club without a feed."""
    return await clubs.create(GUILD, "Night owls", ADA)


@pytest.fixture
def clubs(desk: Desk) -> ClubBook:
    """The clubs."""
    return club_book(desk.database, desk.events, desk.clock)


@pytest.fixture
def feeds(desk: Desk, clubs: ClubBook) -> Feeds:
    """Their feeds."""
    return Feeds(desk.database, clubs, desk.settings, desk.timers, folders=desk.folders, now=desk.clock.now)


@pytest.fixture
def publishing(desk: Desk, clubs: ClubBook, feeds: Feeds) -> Publishing:
    """What makes the files of feeds."""
    stories = Stories(desk.database, clubs, NoLinks(), names, lambda: NOBODY)
    publishing = Publishing(
        desk.means,
        book=desk.book,
        clubs=clubs,
        feeds=feeds,
        folders=desk.folders,
        renderer=Renderer(desk.folders, stories.about, desk.book.people_of),
        tellings=Tellings(desk.database, stories, desk.folders),
        transcripts=desk.transcripts(),
    )
    publishing.listen()
    desk.events.subscribe(SettingsChanged, publishing.settings_changed)
    return publishing


async def test_a_feed_that_is_switched_on_is_filled_and_a_transcript_comes_into_it_when_it_is_there(
    desk: Desk, club: Club, feeds: Feeds, publishing: Publishing
) -> None:
    untold, told = await desk.recorded(), await desk.recorded(Feed.PRIVATE)
    transcript = desk.folders.mix_of(told.id, "vtt")
    desk.timers.start()

    await desk.settings.change(Place(GUILD, "recording", club.id), {"feed": "private"}, by=ADA)
    await eventually(desk.folders.mix_of(told.id, "json").exists, within_seconds=60)
    (episode,) = await feeds.episodes(club)
    assert (episode.replay, episode.has_transcript) == (told, False)
    assert episode.size == desk.folders.mix_of(told.id, "mp3").stat().st_size
    assert not desk.folders.mix_of(untold.id, "mp3").exists()

    for user_id in (ADA, BOB):
        said = {"from": 1_000, "to": 2_000, "text": f"I am {user_id}."}
        desk.folders.lines_at(told.id, user_id).write_text(json.dumps(said))
    await publishing.is_made(told)
    await eventually(transcript.exists, within_seconds=60)
    assert "<v Ada>I am 11." in transcript.read_text()
    assert (await feeds.episodes(club))[0].has_transcript

    desk.folders.remove_track(told.id, ADA)
    assert await feeds.episodes(club) == []
    assert not transcript.exists()
    await publishing.is_made(told)
    await eventually(transcript.exists, within_seconds=60)
    (again,) = await feeds.episodes(club)
    assert again.guid == episode.guid
    assert again.version > episode.version
    assert "Ada" not in transcript.read_text()
