"""The web pages over real HTTP."""

from __future__ import annotations

import io
import socket
from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest
from aiohttp import web

from bot.client import Bot
from bot.errors import OperatorError
from bot.sandbox.server import Sandbox
from bot.testing import config_in, running


@pytest.fixture
async def bot(tmp_path: Path) -> AsyncIterator[Bot]:
    """A bot that never logs in."""
    made = Bot(config_in(tmp_path))
    yield made
    await made.close()


@pytest.fixture
async def http() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as session:
        yield session


async def fails(_request: web.Request) -> web.Response:
    raise ZeroDivisionError("a secret detail")


async def echoes(request: web.Request) -> web.Response:
    return web.Response(body=await request.read())


async def test_health_is_503_without_a_gateway(bot: Bot, http: aiohttp.ClientSession) -> None:
    await bot.web.start("127.0.0.1", 0)

    async with http.get(f"{bot.web.url}/health") as answer:
        body = await answer.json()

    assert answer.status == 503
    assert body["database"]["ok"] is True
    assert body["gateway"] == {"ok": False, "latency_seconds": None}


async def test_health_is_200_once_ready(
    sandbox: Sandbox, tmp_path: Path, http: aiohttp.ClientSession
) -> None:
    config = config_in(tmp_path, web={"host": "127.0.0.1", "port": 0})
    async with running(sandbox, config) as bot, http.get(f"{bot.web.url}/health") as answer:
        body = await answer.json()

    assert (answer.status, body["status"]) == (200, "ok")


async def test_nothing_is_served_unless_the_settings_say_so(sandbox: Sandbox, tmp_path: Path) -> None:
    async with running(sandbox, config_in(tmp_path)) as bot:
        assert bot.web.url is None


async def test_metrics_count_what_the_gateway_sent(
    sandbox: Sandbox, tmp_path: Path, http: aiohttp.ClientSession
) -> None:
    config = config_in(tmp_path, web={"host": "127.0.0.1", "port": 0})
    async with running(sandbox, config) as bot, http.get(f"{bot.web.url}/metrics") as answer:
        text = await answer.text()

    assert 'rostra_gateway_events_total{event="GUILD_CREATE"} 1.0' in text
    assert "rostra_database_up 1.0" in text
    assert "rostra_gateway_up 1.0" in text


async def test_a_cogs_routes_lie_under_its_name(bot: Bot, http: aiohttp.ClientSession) -> None:
    bot.web.add_routes("rooms", [web.post("/echo", echoes)])
    await bot.web.start("127.0.0.1", 0)

    async with http.post(f"{bot.web.url}/rooms/echo", data=b"hello") as answer:
        assert await answer.read() == b"hello"


async def test_a_body_beyond_a_megabyte_is_refused(bot: Bot, http: aiohttp.ClientSession) -> None:
    bot.web.add_routes("rooms", [web.post("/echo", echoes)])
    await bot.web.start("127.0.0.1", 0)

    async with http.post(f"{bot.web.url}/rooms/echo", data=io.BytesIO(bytes((1 << 20) + 1))) as answer:
        assert answer.status == 413


async def test_a_failing_page_tells_only_a_number(
    bot: Bot, http: aiohttp.ClientSession, caplog: pytest.LogCaptureFixture
) -> None:
    bot.web.add_routes("rooms", [web.get("/fails", fails)])
    await bot.web.start("127.0.0.1", 0)

    async with http.get(f"{bot.web.url}/rooms/fails") as answer:
        body = await answer.json()

    assert answer.status == 500
    assert "secret" not in str(body)
    assert body["incident"] in caplog.text


async def test_an_unknown_page_is_404(bot: Bot, http: aiohttp.ClientSession) -> None:
    await bot.web.start("127.0.0.1", 0)

    async with http.get(f"{bot.web.url}/nothing") as answer:
        assert answer.status == 404


async def test_a_port_in_use_is_one_line(bot: Bot) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(OperatorError, match=f"127.0.0.1:{port}: the port is in use"):
            await bot.web.start("127.0.0.1", port)


async def test_routes_after_the_start_are_a_mistake(bot: Bot) -> None:
    await bot.web.start("127.0.0.1", 0)

    with pytest.raises(RuntimeError, match="rooms"):
        bot.web.add_routes("rooms", [])


async def test_an_unreachable_database_is_unhealthy(tmp_path: Path, http: aiohttp.ClientSession) -> None:
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    bot = Bot(config_in(tmp_path, database={"url": f"postgresql+asyncpg://rostra@127.0.0.1:{port}/rostra"}))
    await bot.web.start("127.0.0.1", 0)

    async with http.get(f"{bot.web.url}/health") as answer:
        body = await answer.json()

    await bot.close()
    assert answer.status == 503
    assert body["database"] == {"ok": False, "seconds": None}
