"""What tests of the rules of clubs share."""

from __future__ import annotations

import pytest

from bot.clock import MovableClock
from bot.events import Events
from bot.storage.database import Database
from cogs.clubs import api
from cogs.clubs.service import ClubBook
from tests.cogs.books import club_book
from tests.cogs.clubs.cast import ALICE, GUILD, Cast
from tests.cogs.clubs.scene import Scene
from tests.cogs.house import House


@pytest.fixture
def clubs(book: Database, events: Events, clock: MovableClock) -> ClubBook:
    """Give the clubs, on a database with the tables of every cog."""
    return club_book(book, events, clock)


@pytest.fixture
def told(events: Events) -> list[api.ClubEvent]:
    """Give what is told of clubs, in the order in which it is told."""
    heard: list[api.ClubEvent] = []

    async def hear(event: api.ClubEvent) -> None:
        heard.append(event)

    for kind in api.ClubEvent.__subclasses__():
        events.subscribe(kind, hear)
    return heard


@pytest.fixture
async def jazz(clubs: ClubBook, book: Database) -> Cast:
    """Give a club of Alice's, who is alone in it."""
    return Cast(clubs, await clubs.create(GUILD, "Jazz", ALICE), book)


@pytest.fixture
async def scene(house: House) -> Scene:
    """Give a community in the sandbox with a club in it."""
    return Scene(house, await house.club())
