"""Starts the sandbox and the bot, plays evenings, and takes everything down again."""

from __future__ import annotations

import tempfile
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

from bot.demo.child import BotProcess
from bot.demo.evening import Evening, Play, Watch, play
from bot.demo.options import DemoOptions
from bot.demo.report import Report, Step
from bot.demo.steps import OPENING, ROOM, STEPS, until_the_next
from bot.sandbox.options import SandboxOptions
from bot.sandbox.server import Sandbox

TOPICS = ("What keeps you awake?", "Songs of the road", "Ask an astronomer", "The last good book")


@asynccontextmanager
async def stage_set(options: DemoOptions) -> AsyncIterator[Evening]:
    """Give an evening that can begin: a sandbox that listens, and a bot that can be started."""
    sandbox_options = SandboxOptions(request_log=options.request_log, gateway_log=options.gateway_log)
    with tempfile.TemporaryDirectory(prefix="rostra-demo-") as folder:
        async with Sandbox.start(sandbox_options) as sandbox:
            ready_file = Path(folder) / "sandbox.json"
            sandbox.ready.write(ready_file)
            database = options.database or f"sqlite+aiosqlite:///{Path(folder) / 'rostra.db'}"
            config = Path(folder) / "config.toml"
            config.touch()
            bot = BotProcess(ready_file, database, config=config)
            try:
                yield Evening(sandbox, bot, options, Path(folder), database, config)
            finally:
                await bot.stop()


async def run_headless(
    options: DemoOptions,
    *,
    steps: Sequence[tuple[str, Play]] = STEPS,
    before: Callable[[Evening], Watch] | None = None,
    after: Callable[[Step], None] | None = None,
) -> Report:
    """Play one evening and write its report; `before` makes what is called ahead of each step."""
    async with stage_set(options) as evening:
        watch = None if before is None else before(evening)
        report = await play(evening, steps, before=watch, after=after)
    if options.report is not None:
        report.write(options.report)
    return report


async def run_for_ever(
    options: DemoOptions, begun: Callable[[Evening], None], after: Callable[[Step], None]
) -> None:
    """Play evening after evening, each with another topic, until cancelled."""
    async with stage_set(options) as evening:
        begun(evening)
        await play(evening, OPENING, after=after)
        number = 0
        while True:
            evening.topic = TOPICS[number % len(TOPICS)]
            evening.report = Report()
            await play(evening, ROOM, after=after)
            await until_the_next(evening)
            number += 1
