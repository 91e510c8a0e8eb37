"""The evening: who is there, what is going on, and the steps played one after the other."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bot.demo.child import BotProcess
from bot.demo.options import DemoOptions
from bot.demo.report import Report, Step
from bot.errors import RostraError
from bot.sandbox.people.errors import ActorError
from bot.sandbox.people.person import Person
from bot.sandbox.server import Sandbox
from bot.sandbox.voice.person_client import HungUp
from bot.sandbox.world.models import Channel, StageInstance, VoiceState

LOOK_SECONDS = 0.02


class NotSeen(Exception):
    """What was waited for did not come to be; the message says what it was."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a step expected and what it saw; it is ok if they are equal, unless `ok` says."""

    expected: Any
    seen: Any
    ok: bool | None = None

    @property
    def held(self) -> bool:
        """Whether the step happened as it should."""
        return self.expected == self.seen if self.ok is None else self.ok


@dataclass(slots=True)
class Evening:
    """What the steps share."""

    sandbox: Sandbox
    bot: BotProcess
    options: DemoOptions
    folder: Path  # for files that last as long as the evening
    database: str
    config: Path  # an empty file: somebody's own settings are no part of the demo
    club: str = "Night owls"
    topic: str = "What keeps you awake?"
    report: Report = field(default_factory=Report)
    host: Person = field(init=False)
    members: list[Person] = field(init=False)
    listeners: list[Person] = field(default_factory=list)
    raised: list[Person] = field(default_factory=list)
    speakers: list[Person] = field(default_factory=list)
    resumed_before: int = 0  # sessions resumed and tips given in the evenings before this one
    tips_before: int = 0

    def __post_init__(self) -> None:
        self.host = self.sandbox.person("Hana")
        self.members = [self.sandbox.person(name) for name in ("Ada", "Björn", "Chloé")]

    @property
    def stage(self) -> Channel:
        """The stage channel that the club uses."""
        return self.sandbox.house.stage

    @property
    def instance(self) -> StageInstance | None:
        """The open stage, if it is open."""
        return self.sandbox.guild.stage_instances.get(self.stage.id)

    @property
    def bot_state(self) -> VoiceState | None:
        """Where the bot is in voice."""
        return self.state_of(self.sandbox.world.application.bot.id)

    def state_of(self, user_id: int) -> VoiceState | None:
        """Where somebody is on the stage, or None if they are not there."""
        state = self.sandbox.guild.voice_states.get(user_id)
        return state if state is not None and state.channel_id == self.stage.id else None

    async def until(self, what: str, condition: Callable[[], bool], seconds: float | None = None) -> None:
        """Wait until something is so in the sandbox, for `seconds` or as long as the options say.

        Raises:
            NotSeen: it did not come to be in time.
        """
        deadline = time.monotonic() + (self.options.patience_seconds if seconds is None else seconds)
        while not condition():
            if time.monotonic() > deadline:
                raise NotSeen(what)
            await asyncio.sleep(LOOK_SECONDS)


Play = Callable[[Evening], Awaitable[Outcome]]
Watch = Callable[[str], Awaitable[None]]
# What can go wrong within a step; anything else is a mistake of ours and ends the demo.
FAILURES = (NotSeen, ActorError, HungUp, RostraError, TimeoutError, OSError)


async def play(
    evening: Evening,
    steps: Sequence[tuple[str, Play]],
    *,
    before: Watch | None = None,
    after: Callable[[Step], None] | None = None,
) -> Report:
    """Play every step, paced over the evening; one that fails does not stop the rest.

    `before` is called ahead of each step with its name; tests use it to sabotage.
    """
    begun = time.monotonic()
    for number, (name, step) in enumerate(steps):
        if before is not None:
            await before(name)
        done = await _play_one(evening, name, step)
        evening.report.steps.append(done)
        if after is not None:
            after(done)
        due = begun + evening.options.seconds * (number + 1) / len(steps)
        await asyncio.sleep(max(0.0, due - time.monotonic()))
    return evening.report


async def _play_one(evening: Evening, name: str, step: Play) -> Step:
    begun = time.monotonic()
    if evening.report.steps and not evening.bot.is_running:
        return Step(name, ok=False, expected="a bot that runs", seen="the bot had ended", seconds=0.0)
    try:
        outcome = await step(evening)
    except FAILURES as error:
        outcome = Outcome("no error", f"{type(error).__name__}: {error}", ok=False)
    seconds = round(time.monotonic() - begun, 3)
    return Step(name, outcome.held, outcome.expected, outcome.seen, seconds)
