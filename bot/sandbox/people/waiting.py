"""Waiting for the application's answer, on conditions and with bounds."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable

from bot.sandbox.people.errors import NotAnswered
from bot.sandbox.people.seen import Seen, has_gone_on, see
from bot.sandbox.world.interaction import CallbackType, Interaction
from bot.sandbox.world.interactions import ANSWER_SECONDS
from bot.sandbox.world.state import Happening, World

WAIT_SECONDS = 15.0
# An application may acknowledge a click and change nothing, which no signal tells.
UPDATE_SECONDS = 2.0
# The deadline is checked when the callback arrives; look a little later than that.
_MARGIN_SECONDS = 0.1


async def until(world: World, subject: Interaction, condition: Callable[[], bool], seconds: float) -> bool:
    """Wait until the condition holds, looking whenever the interaction goes on or an event is sent."""
    changed = asyncio.Event()

    def listener(_: Happening) -> None:
        changed.set()

    world.subscribe(listener)
    subject.watchers.append(changed.set)
    try:
        async with asyncio.timeout(max(0.0, seconds)):
            while not condition():
                changed.clear()
                await changed.wait()
    except TimeoutError:
        return condition()
    finally:
        world.unsubscribe(listener)
        subject.watchers.remove(changed.set)
    return True


async def answer_of(world: World, subject: Interaction) -> Seen:
    """Wait until something that is no mere "thinking" stands, or the time is over; then look.

    Raises:
        NotAnswered: the three seconds are over without an answer.
    """
    before = _edited(world, subject)
    left = subject.created_monotonic + ANSWER_SECONDS + _MARGIN_SECONDS - time.monotonic()
    if not await until(world, subject, lambda: subject.answer is not None, left):
        raise NotAnswered("the application did not respond within three seconds")
    if subject.answer is CallbackType.DEFERRED_UPDATE:
        await until(
            world, subject, lambda: has_gone_on(subject) or _edited(world, subject) != before, UPDATE_SECONDS
        )
    else:
        await until(world, subject, lambda: not subject.loading, WAIT_SECONDS)
    return see(world, subject)


def _edited(world: World, subject: Interaction) -> object:
    """How the message that was clicked stands: a bot may also edit it without the token."""
    source = world.messages.get(subject.channel_id, {}).get(subject.source_message_id or 0)
    return None if source is None else source.edited_timestamp
