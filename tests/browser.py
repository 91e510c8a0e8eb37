"""A real browser for tests of pages: Chromium, driven by its own protocol (Chrome DevTools Protocol)."""

from __future__ import annotations

import asyncio
import itertools
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from bot.testing import eventually

#: On a busy machine it takes long to begin.
PATIENCE_SECONDS = 60.0
_FLAGS = (
    "--headless=new",
    "--no-sandbox",  # root may not have one; it sees our own pages alone
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--no-first-run",
    "--mute-audio",
    "--autoplay-policy=no-user-gesture-required",
    "--remote-debugging-port=0",
)


class Tab:
    """One page of the browser."""

    def __init__(self, line: aiohttp.ClientWebSocketResponse) -> None:
        self._line = line
        self._numbers = itertools.count(1)
        #: What the browser complains of, such as what a page's own policy forbids.
        self.complaints: list[str] = []

    async def tell(self, method: str, **parameters: Any) -> dict[str, Any]:
        """Give an order; answers what comes of it."""
        number = next(self._numbers)
        await self._line.send_json({"id": number, "method": method, "params": parameters})
        async with asyncio.timeout(PATIENCE_SECONDS):
            while (heard := await self._line.receive_json()).get("id") != number:
                if heard["method"] in {"Log.entryAdded", "Runtime.exceptionThrown"}:
                    self.complaints.append(str(heard["params"]))
        assert "error" not in heard, heard
        return dict(heard["result"])

    async def open(self, url: str, *, width: int, height: int) -> None:
        """Open a page on a screen of that size."""
        for domain in ("Page", "Log", "Runtime"):
            await self.tell(f"{domain}.enable")
        await self.tell(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=height,
            deviceScaleFactor=1,
            mobile=True,
        )
        await self.tell("Page.navigate", url=url)
        await self.until("document.readyState === 'complete'")

    async def ask(self, expression: str) -> Any:
        """What an expression of JavaScript is on the page, once it is settled."""
        found = await self.tell(
            "Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True
        )
        assert "exceptionDetails" not in found, found
        return found["result"].get("value")

    async def until(self, expression: str) -> None:
        """Wait until an expression holds on the page."""
        look = f"() => ({expression}) ? done() : setTimeout(look, 20)"
        await self.ask(f"new Promise(done => {{ const look = {look}; look(); }})")


@asynccontextmanager
async def browser(folder: Path) -> AsyncIterator[Tab]:
    """Give an empty tab of a browser with nothing in its memory; skips the test where there is no browser."""
    program = shutil.which("chromium")
    if program is None:
        pytest.skip("chromium is not installed")
    process = await asyncio.create_subprocess_exec(
        *(program, *_FLAGS, f"--user-data-dir={folder}", "about:blank"),
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.DEVNULL,
    )
    try:
        found = folder / "DevToolsActivePort"
        await eventually(
            lambda: found.exists() and found.read_text().count("\n"), within_seconds=PATIENCE_SECONDS
        )
        async with aiohttp.ClientSession() as http:
            port = found.read_text().split()[0]
            async with http.get(f"http://127.0.0.1:{port}/json/list") as answer:
                (target,) = (each for each in await answer.json() if each["type"] == "page")
            async with http.ws_connect(target["webSocketDebuggerUrl"], max_msg_size=0) as line:
                yield Tab(line)
    finally:
        process.kill()
        await process.wait()
