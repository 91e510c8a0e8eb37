"""The rules of saying hello, without a Discord to say it in."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from bot.clock import MovableClock
from bot.community.membership import BotCame
from bot.errors import UpstreamError
from bot.storage.database import Database
from bot.testing import eventually
from bot.timers import Timers
from cogs.admin.welcome import Welcome

HERE = 10


class Parrot:
    """Says hello, unless Discord does not play along so many times."""

    def __init__(self) -> None:
        self.greeted: list[int] = []
        self.refused = 0

    async def greet(self, guild_id: int) -> None:
        if self.refused:
            self.refused -= 1
            raise UpstreamError("Discord is away")
        self.greeted.append(guild_id)


@pytest.fixture
def parrot() -> Parrot:
    return Parrot()


@pytest.fixture
async def welcome(book: Database, clock: MovableClock, parrot: Parrot) -> AsyncIterator[Welcome]:
    timers = Timers(book, clock, poll_seconds=0.1, first_backoff_seconds=0.0)
    welcome = Welcome(book, timers, clock.now, parrot)
    timers.start()
    yield welcome
    await timers.close()


async def test_a_community_is_greeted_once_however_often_its_coming_is_told(
    welcome: Welcome, parrot: Parrot
) -> None:
    for guild_id in (HERE, HERE, HERE + 1):
        await welcome.came(BotCame(guild_id, again=False))

    await eventually(lambda: len(parrot.greeted) >= 2)
    assert sorted(parrot.greeted) == [HERE, HERE + 1]


async def test_who_comes_back_is_not_greeted(welcome: Welcome, parrot: Parrot) -> None:
    await welcome.came(BotCame(HERE, again=True))
    await welcome.came(BotCame(HERE + 1, again=False))

    await eventually(lambda: parrot.greeted)
    assert parrot.greeted == [HERE + 1]


async def test_a_hello_that_discord_does_not_take_is_said_later(welcome: Welcome, parrot: Parrot) -> None:
    parrot.refused = 2

    await welcome.came(BotCame(HERE, again=False))

    await eventually(lambda: parrot.greeted == [HERE])
    assert parrot.refused == 0


async def test_a_community_that_was_erased_is_new_again(
    welcome: Welcome, parrot: Parrot, book: Database
) -> None:
    await welcome.came(BotCame(HERE, again=False))
    await eventually(lambda: parrot.greeted == [HERE])

    async with book.transaction() as session:
        await welcome.erase(session, HERE)
    await welcome.came(BotCame(HERE, again=False))

    await eventually(lambda: parrot.greeted == [HERE, HERE])
