"""What Discord does not take is found at a secret address, piece by piece, until that is taken back."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest
from sqlalchemy import update

from bot.sandbox.server import Sandbox
from bot.testing import config_in, eventually, running
from cogs.recording.tables import ReplayRow
from tests.cogs.house import TOPIC, House
from tests.cogs.recording.studio import TALK, Studio


@pytest.fixture
async def served(sandbox: Sandbox, tmp_path: Path) -> AsyncIterator[Studio]:
    """Give a studio whose bot serves pages."""
    config = config_in(
        tmp_path,
        cogs={"enabled": ["admin", "clubs", "rooms", "hands", "recording"]},
        recording={"folder": str(tmp_path / "recordings"), "least_free_megabytes": 1},
        web={"port": 0},
    )
    async with running(sandbox, config) as bot:
        yield Studio(House(sandbox, bot), tmp_path / "recordings")


async def test_a_file_that_is_too_large_is_linked_until_its_link_is_taken_back(served: Studio) -> None:
    host = await served.house.room()
    await host.slash("record start")
    ada, voice = await served.speaker("Ada", host)
    await served.press(ada, "yes")
    await voice.speak(TALK)
    await eventually(served.track(ada).exists)
    await host.slash("record stop")
    await eventually(lambda: served.post(ada) is not None, within_seconds=60)
    # As if more than a minute of silence had followed: as WAV that is more than Discord takes.
    async with served.house.bot.database.transaction() as session:
        await session.execute(update(ReplayRow).values(milliseconds=70_000))
    await host.slash("record rename", replay="1", name="A long evening")

    await host.slash("record get", replay="1", form="wav")
    await eventually((served.folder / "1" / "mix.wav").exists, within_seconds=60)
    seen = await host.slash("record get", replay="1", form="wav")

    found = re.search(r"http://\S+/recording/file/[\w-]{22}", seen.text)
    assert found is not None, seen.text
    shown = (await host.slash("record show", replay="1")).messages[-1]
    assert "to it." in shown.text
    assert "No link leads" not in shown.text
    async with aiohttp.ClientSession() as http:
        async with http.get(found[0], headers={"Range": "bytes=0-11"}) as answer:
            assert (answer.status, answer.content_type) == (206, "audio/wav")
            assert (await answer.read())[8:] == b"WAVE"
            assert int(answer.headers["Content-Range"].rpartition("/")[2]) > 10_485_760
        assert "nowhere any more" in (await host.click(shown.id, "recording:do:1:unlink")).text
        async with http.get(found[0]) as answer:
            assert answer.status == 404
    assert TOPIC not in (await host.slash("record list")).text
