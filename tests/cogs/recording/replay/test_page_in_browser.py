"""The page of a replay as a person has it before them, on a telephone."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from cogs.recording.replay.page import page_of
from cogs.recording.replay.page_parts import POLICY
from tests.bot.voice.files import file_of, tone
from tests.browser import browser
from tests.cogs.recording.replay.test_feed import REPLAY, TOLD
from tests.cogs.recording.replay.test_page import PAGE

PLAYER = "document.querySelector('audio')"
#: From when to when it was played, in pieces.
PLAYED = (
    "(heard => Array.from({length: heard.length}, (_, i) => [heard.start(i), heard.end(i)]))"
    f"({PLAYER}.played)"
)
LONG = "A title that goes on and on " * 4 + "andthatnobodycanbreakinanyplacehowevernarrowthescreenis" * 2


@pytest.fixture
async def address(tmp_path: Path) -> AsyncIterator[str]:
    """Serve the page of a replay of twenty seconds, of which seconds 5 to 15 are silent."""
    sound = tmp_path / "sound.opus"
    sound.write_bytes(file_of(tone(20_000), "Ogg"))
    told = replace(TOLD, chapters=((0, LONG), (16_000, "Blues")), silences=((5_000, 15_000),))
    page = replace(
        PAGE,
        told=told,
        files={"opus": "/sound"},
        replay=replace(REPLAY, topic=LONG, milliseconds=20_000),
    )

    async def show(_request: web.Request) -> web.Response:
        text = page_of(page, lambda key, **_: key, "en")
        return web.Response(text=text, content_type="text/html", headers={"Content-Security-Policy": POLICY})

    async def play(_request: web.Request) -> web.FileResponse:
        return web.FileResponse(sound, headers={"Content-Type": "audio/ogg"})

    application = web.Application()
    application.add_routes([web.get("/", show), web.get("/sound", play)])
    async with TestServer(application) as server:
        yield str(server.make_url("/"))


async def test_a_chapter_jumps_a_silence_is_skipped_and_nothing_runs_out_of_the_screen(
    address: str, tmp_path: Path
) -> None:
    async with browser(tmp_path / "browser") as tab:
        await tab.open(address, width=360, height=740)
        await tab.until(f"{PLAYER}.readyState > 0")
        assert await tab.ask("document.documentElement.scrollWidth") <= 360

        await tab.ask("document.querySelectorAll('.chapters a')[1].click()")
        await tab.until(f"{PLAYER}.currentTime >= 16")
        await tab.until("document.querySelector('.chapters [aria-current]')?.textContent.includes('Blues')")
        assert await tab.ask("location.href") == address

        await tab.ask("document.querySelector('#skip').click()")
        await tab.ask(f"{PLAYER}.currentTime = 5")
        await tab.until(f"{PLAYER}.currentTime >= 15")
        assert not any(start < 10 < end for start, end in await tab.ask(PLAYED))
        assert tab.complaints == []
