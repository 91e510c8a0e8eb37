from __future__ import annotations

import asyncio
from collections.abc import Awaitable
from contextlib import suppress
from dataclasses import dataclass

import pytest

from bot import events as bot_events
from bot.events import Events
from bot.storage.database import Database


@dataclass(frozen=True, slots=True)
class HandRaised:
    user_id: int


@dataclass(frozen=True, slots=True)
class HandLowered:
    user_id: int


async def failing(_event: HandRaised) -> None:
    raise ConnectionError


@pytest.fixture
def heard() -> list[object]:
    return []


@pytest.fixture
def events(heard: list[object]) -> Events:
    async def hear(event: HandRaised) -> None:
        heard.append(event)

    events = Events()
    events.subscribe(HandRaised, failing)
    events.subscribe(HandRaised, hear)
    return events


async def test_a_handler_that_fails_is_logged_and_does_not_stop_the_rest(
    events: Events, heard: list[object], caplog: pytest.LogCaptureFixture
) -> None:
    await events.publish(HandRaised(7))

    assert heard == [HandRaised(7)]
    assert "failing failed on HandRaised(user_id=7)" in caplog.text


async def test_a_handler_that_hangs_is_named_and_does_not_hold_up_the_rest(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def hang(_event: HandRaised) -> None:
        await asyncio.Event().wait()

    async def hear(event: HandRaised) -> None:
        got.append(event)

    monkeypatch.setattr(bot_events, "HANDLER_SECONDS", 0.05)
    got: list[object] = []
    events = Events()
    events.subscribe(HandRaised, hang)
    events.subscribe(HandRaised, hear)

    async with asyncio.timeout(5):
        await events.publish(HandRaised(7))

    assert got == [HandRaised(7)]
    assert "hang took longer than 0.05 s on HandRaised(user_id=7)" in caplog.text


async def test_a_handler_may_do_its_work_at_once_and_answer_what_is_left_of_it(events: Events) -> None:
    got: list[str] = []

    async def later(event: HandRaised) -> None:
        await asyncio.sleep(0)
        got.append(f"later {event.user_id}")

    def hear(event: HandRaised) -> Awaitable[None] | None:
        got.append(f"at once {event.user_id}")
        return later(event) if event.user_id == 8 else None

    events.subscribe(HandRaised, hear)
    await events.publish(HandRaised(7))
    await events.publish(HandRaised(8))

    assert got == ["at once 7", "at once 8", "later 8"]


async def test_another_class_of_event_is_not_heard(events: Events, heard: list[object]) -> None:
    await events.publish(HandLowered(7))

    assert heard == []


async def test_an_ended_subscription_hears_no_more(heard: list[object]) -> None:
    async def hear(event: HandLowered) -> None:
        heard.append(event)

    events = Events()
    end = events.subscribe(HandLowered, hear)
    end()
    end()
    await events.publish(HandLowered(7))

    assert heard == []


async def test_an_event_is_published_after_the_commit(
    events: Events, heard: list[object], database: Database
) -> None:
    async with database.transaction() as session:
        events.publish_after_commit(session, HandRaised(7))
        assert heard == []

    assert heard == [HandRaised(7)]


async def test_an_event_of_a_transaction_that_rolled_back_is_not_published(
    events: Events, heard: list[object], database: Database
) -> None:
    with suppress(KeyError):
        async with database.transaction() as session:
            events.publish_after_commit(session, HandRaised(7))
            raise KeyError

    assert heard == []
