"""An unmodified discord.py client on the sandbox, and a record of what all clients made it do."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import discord
import pytest

from bot.sandbox.server import Sandbox
from tests.bot.sandbox.clients import log_in
from tests.bot.sandbox.driven import DRIVEN, listen

HERE = Path(__file__).parent
LOOKS_BACK = HERE / "test_driven.py"

listen()


@pytest.fixture
async def client(sandbox: Sandbox) -> AsyncIterator[discord.Client]:
    """A plain discord.py client, ready on the sandbox, led there by public means only."""
    async with log_in(sandbox) as ready:
        yield ready


@pytest.fixture(autouse=True)
def watched() -> Iterator[None]:
    """Note what this test makes the sandbox do."""
    with DRIVEN.watching():
        yield


@pytest.fixture
def whole_folder(request: pytest.FixtureRequest) -> None:
    """Skip unless every test of this folder was asked for."""
    config = request.config
    chosen = config.option.keyword or any("::" in argument for argument in config.args)
    files = {item.path for item in request.session.items}
    if chosen or not files.issuperset(HERE.rglob("test_*.py")):
        pytest.skip("only a part of the sandbox's tests was asked for")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let those that look back come last."""
    items.sort(key=lambda item: item.path == LOOKS_BACK)
