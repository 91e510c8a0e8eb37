"""The control API's clock and faults, over HTTP."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta

import aiohttp
import pytest

from bot.sandbox.client import follow_clock
from bot.sandbox.server import Sandbox
from bot.testing import eventually
from tests.bot.sandbox.gateway.raw import connect


@asynccontextmanager
async def control(sandbox: Sandbox) -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession(f"{sandbox.ready.control}/") as session:
        yield session


async def test_time_is_moved_and_told(sandbox: Sandbox) -> None:
    rung: list[bool] = []
    sandbox.clock.after(60, lambda: rung.append(True))
    async with control(sandbox) as session, session.post("clock", json={"advance_seconds": 61}) as response:
        told = await response.json()

    assert told["offset_seconds"] == 61
    assert rung == [True]
    assert sandbox.clock.offset == timedelta(seconds=61)


async def test_an_alarm_rings_by_itself_in_real_time(sandbox: Sandbox) -> None:
    rung: list[bool] = []
    sandbox.clock.after(0.05, lambda: rung.append(True))

    await eventually(lambda: bool(rung))


async def test_a_follower_is_told_at_once_of_every_move(sandbox: Sandbox) -> None:
    seen: list[float] = []
    follower = asyncio.create_task(follow_clock(sandbox.ready.control, seen.append), name="follower")
    await eventually(lambda: seen == [0.0])
    for offset in (10.0, 30.5):
        sandbox.advance(offset - seen[-1])
        await eventually(lambda: seen[-1] == sandbox.clock.offset.total_seconds(), within_seconds=2)
    follower.cancel()
    await asyncio.gather(follower, return_exceptions=True)

    assert seen == [0.0, 10.0, 30.5]


async def test_a_sandbox_closes_at_once_though_somebody_waits_for_its_clock() -> None:
    async with Sandbox.start() as sandbox:
        follower = asyncio.create_task(follow_clock(sandbox.ready.control, lambda _: None), name="follower")
        await asyncio.sleep(0.1)
        began = time.monotonic()
    assert time.monotonic() - began < 1
    follower.cancel()
    await asyncio.gather(follower, return_exceptions=True)


@pytest.mark.parametrize(
    "body", [{}, {"advance_seconds": -1}, {"advance_seconds": "soon"}, {"advance_seconds": 1, "x": 1}, 3]
)
async def test_time_does_not_move_for_a_bad_body(sandbox: Sandbox, body: object) -> None:
    async with control(sandbox) as session, session.post("clock", json=body) as response:
        assert response.status == 400
        assert (await response.json())["error"]
    assert sandbox.clock.offset == timedelta()


async def test_a_fault_is_injected_and_says_whom_it_met(sandbox: Sandbox) -> None:
    async with connect(sandbox) as raw, control(sandbox) as session:
        await raw.identify()
        async with session.post("faults", json={"kind": "drop_gateway", "code": 4000}) as response:
            assert await response.json() == {"kind": "drop_gateway", "result": {"connections": 1}}
        assert await raw.closed() == 4000


async def test_faults_are_listed(sandbox: Sandbox) -> None:
    async with control(sandbox) as session:
        await session.post("faults", json={"kind": "http_429", "path": "/x", "count": 2})
        listed = await (await session.get("faults")).json()

    assert {"delay", "drop_gateway", "http_429", "http_500", "kill_session", "reconnect"} <= set(
        listed["kinds"]
    )
    assert listed["kinds"]["http_429"] == ["count", "method", "path", "retry_after", "scope"]
    assert [(planned["path"], planned["count"]) for planned in listed["planned"]] == [("/x", 2)]


@pytest.mark.parametrize(
    ("body", "error"),
    [
        ({"kind": "earthquake"}, "known are"),
        ({}, "kind"),
        ([], "kind"),
        ({"kind": "delay"}, "seconds"),
        ({"kind": "http_500", "method": "post"}, "method"),
        ({"kind": "http_429", "scope": "everybody"}, "scope"),
    ],
)
async def test_a_fault_that_cannot_be_injected_is_a_400(sandbox: Sandbox, body: object, error: str) -> None:
    async with control(sandbox) as session, session.post("faults", json=body) as response:
        assert response.status == 400
        assert error in (await response.json())["error"]


@pytest.mark.parametrize("body", [b"{", b"[" * 5000, b'"\\ud800"', b"\xff"])
async def test_a_body_that_is_not_json_is_a_400(sandbox: Sandbox, body: bytes) -> None:
    async with control(sandbox) as session, session.post("faults", data=body) as response:
        assert response.status == 400
        assert "not JSON" in (await response.json())["error"]


async def test_an_unknown_control_path_is_a_404_that_names_it(sandbox: Sandbox) -> None:
    async with control(sandbox) as session, session.get("weather") as response:
        assert response.status == 404
        assert "/control/weather" in (await response.json())["error"]


@pytest.mark.parametrize("path", ["stage", "voice", "faults", "clock", "heard", "messages"])
async def test_an_unknown_word_of_a_query_is_a_400_that_names_it(sandbox: Sandbox, path: str) -> None:
    known = {"channel_id": sandbox.ready.stage_channel_id} if path in {"heard", "messages"} else {}
    async with control(sandbox) as session, session.get(path, params={**known, "mood": "good"}) as response:
        assert response.status == 400
        assert "mood" in (await response.json())["error"]


async def test_a_failure_of_our_own_is_said_and_logged(
    sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(_: int) -> None:
        raise RuntimeError("the roof is leaking")

    monkeypatch.setattr(sandbox.world, "channel", fail)
    async with control(sandbox) as session, session.get("heard", params={"channel_id": "1"}) as response:
        assert (response.status, "failed" in (await response.json())["error"]) == (500, True)
    assert "the roof is leaking" in caplog.text
