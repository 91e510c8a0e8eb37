"""Waiting for the application's answer, on conditions and with bounds."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable

from bot.sandbox.people.errors import NotAnswered
from bot.sandbox.people.seen import Seen, has_gone_on, see
from bot.sandbox.world.interaction import CallbackType, Interaction
from bot.sandbox.world.interactions import ANSWER_SECONDS
from bot.sandbox.world.state import World

WAIT_SECONDS = 15.0
# An application may acknowledge a click and change nothing, which no signal tells.
UPDATE_SECONDS = 2.0
# The deadline is checked when the callback arrives; look a little later than that.
_MARGIN_SECONDS = 0.1


async def until(world: World, condition: Callable[[], bool], seconds: float) -> bool:
    """Wait until the condition holds, looking after every change of the world; answer whether it does."""
    changed = asyncio.Event()
    world.watch(changed.set)
    try:
        return await _until(changed, condition, seconds)
    finally:
        world.unwatch(changed.set)


async def _until_step(subject: Interaction, condition: Callable[[], bool], seconds: float) -> bool:
    """The same, looking only when this interaction goes on: a crowd must not wake at every step of each."""
    changed = asyncio.Event()
    subject.watchers.append(changed.set)
    try:
        return await _until(changed, condition, seconds)
    finally:
        subject.watchers.remove(changed.set)


async def _until(changed: asyncio.Event, condition: Callable[[], bool], seconds: float) -> bool:
    try:
        async with asyncio.timeout(max(0.0, seconds)):
            while not condition():
                changed.clear()
                await changed.wait()
    except TimeoutError:
        return condition()
    return True


async def answer_of(world: World, subject: Interaction) -> Seen:
    """Wait until something that is no mere "thinking" stands, or the time is over; then look.

    Raises:
        NotAnswered: the three seconds are over without an answer.
    """
    before = _edited(world, subject)
    deadline = ANSWER_SECONDS + _MARGIN_SECONDS
    if not await _until_step(subject, lambda: subject.answer is not None, _left(subject, deadline)):
        raise NotAnswered("the application did not respond within three seconds")
    if subject.answer is CallbackType.DEFERRED_UPDATE:
        await until(world, lambda: has_gone_on(subject) or _edited(world, subject) != before, UPDATE_SECONDS)
    else:
        await _until_step(subject, lambda: not subject.loading, _left(subject, WAIT_SECONDS))
    return see(world, subject)


def _left(subject: Interaction, seconds: float) -> float:
    """What is left of so many seconds since the interaction began."""
    return subject.created_monotonic + seconds - time.monotonic()


def _edited(world: World, subject: Interaction) -> object:
    """How the message that was clicked stands: a bot may also edit it without the token."""
    source = world.messages.get(subject.channel_id, {}).get(subject.source_message_id or 0)
    return None if source is None else source.edited_timestamp
