"""Clients of other libraries, each on a sandbox as strict as Discord.

A client starts once for the tests of a file, since that takes seconds. What a test needs of its
own are people and a stage, and both are made while the client looks on.
"""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from bot.sandbox.people.person import Person
from bot.sandbox.server import Sandbox
from bot.sandbox.world.channels import add_channel
from bot.sandbox.world.models import ChannelType
from tests.conformance.clients import DISCORD_JS, HIKARI, PY_CORD, Library, started
from tests.conformance.club import Club


@pytest.fixture(scope="module", params=[DISCORD_JS, PY_CORD, HIKARI], ids=lambda library: library.name)
def library(request: pytest.FixtureRequest) -> Library:
    """Each library in turn, where it is installed."""
    chosen: Library = request.param
    reason = chosen.missing()
    if reason:
        pytest.skip(reason)
    return chosen


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def opened(library: Library, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Club]:
    """A sandbox by its defaults, rate limits included, and a client that has its commands registered."""
    folder = tmp_path_factory.mktemp(library.folder)
    async with Sandbox.start() as sandbox, started(library, sandbox.ready, folder) as client:
        yield Club(sandbox, client, sandbox.house.stage)
        # Libraries log what their handlers raise, and go on.
        assert "Traceback" not in client.complaints(), client.complaints()


@pytest_asyncio.fixture(loop_scope="module")
async def club(opened: Club) -> AsyncIterator[Club]:
    """The same with a stage of the test's own; what the client asks for must be known to the sandbox."""
    sandbox = opened.sandbox
    stage = add_channel(sandbox.world, sandbox.guild, "Stage", ChannelType.STAGE)
    yield Club(sandbox, opened.client, stage)
    assert sandbox.world.gaps == []


@pytest_asyncio.fixture(loop_scope="module")
async def ada(club: Club) -> AsyncIterator[Person]:
    """Somebody who uses the bot; at the end she sends it off the stage, if it is on one."""
    person = club.sandbox.person("Ada")
    yield person
    if club.bot.voice is not None:
        await person.slash("leave")
