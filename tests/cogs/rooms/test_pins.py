"""Links on the card of a room: which are taken, and what their buttons say."""

from __future__ import annotations

import pytest

from bot.clock import MovableClock
from bot.events import Events
from bot.storage.database import Database
from cogs.rooms.api import Room
from cogs.rooms.pins import MOST_LINKS, Pins
from cogs.rooms.refusals import BadLink, NoSuchLink, TooManyLinks
from tests.cogs.rooms.test_service import GUILD, Evening


@pytest.fixture
async def room(book: Database, events: Events, clock: MovableClock) -> Room:
    evening = Evening(book, events, clock)
    await evening.club()
    await evening.rooms.reconcile(GUILD, {})
    return await evening.open()


@pytest.fixture
def pins(book: Database) -> Pins:
    return Pins(book)


@pytest.mark.parametrize(
    "url",
    [
        *("http://example.org", "javascript:alert(1)", "https://", "https://localhost", "example.org"),
        *("https://me:pw@example.org", "https://example.org/a b", "https://example.org/\u202eb"),
        *("https://example.org:99999/", "https://[", "https://example.org/" + "x" * 512),
    ],
)
async def test_what_is_no_plain_https_address_is_refused(pins: Pins, room: Room, url: str) -> None:
    with pytest.raises(BadLink):
        await pins.add(room, url, "Innocent")

    assert await pins.of(room) == []


async def test_a_site_stands_beside_its_label(pins: Pins, room: Room) -> None:
    await pins.add(room, " https://example.org/notes ", "Our  notes")
    await pins.add(room, "https://example.com", None)

    assert [link.shown for link in await pins.of(room)] == ["Our notes (example.org)", "example.com"]


async def test_one_name_is_one_link_and_a_card_has_room_for_so_many(pins: Pins, room: Room) -> None:
    for number in range(MOST_LINKS):
        await pins.add(room, f"https://example.org/{number}", str(number))
    await pins.add(room, "https://example.org/new", "0")

    with pytest.raises(TooManyLinks):
        await pins.add(room, "https://example.org/more", "more")
    await pins.remove(room, "0")
    with pytest.raises(NoSuchLink):
        await pins.remove(room, "0")

    assert [link.label for link in await pins.of(room)] == ["1", "2", "3", "4"]
