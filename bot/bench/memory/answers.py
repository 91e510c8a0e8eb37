"""Whether cogs answer as quickly with much as with little, and how far from a command that does nothing.

What is counted is the CPU of the bot's process for one answer, from the socket to the socket. Ours runs
twice, with little and with much; beside it discord.py answers a command that does nothing.
"""

from __future__ import annotations

import tempfile
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from bot import loader
from bot.bench.figures import Bound, Figure
from bot.bench.memory.sides import Start, ask, discord_py, place, rostra, url_of
from bot.bench.processes import Child
from bot.bench.scenario import Asked, Scenario, scenarios
from bot.bench.turns import Samples, Say, Taken, in_turn
from bot.config import Config
from bot.sandbox.ready import ReadyFile
from bot.storage.database import Database

PERSON = "Ada"
EMPTY = Asked("an empty command", "empty")
_WARM_UP = 0.3
_MICRO = 1e6


@dataclass(frozen=True, slots=True)
class Answering:
    """A bot on a sandbox, and what it is asked."""

    sandbox: Child
    subject: Child
    asked: tuple[Asked, ...]

    async def take(self, times: int) -> Taken:
        """CPU of one answer to each, in microseconds."""
        return {one.what: await self._cost(one, times) for one in self.asked}

    async def _cost(self, one: Asked, times: int) -> float:
        before = (await ask(self.subject, "cpu"))["seconds"]
        await self.ask(one, times)
        after = (await ask(self.subject, "cpu"))["seconds"]
        return float(after - before) / times * _MICRO

    async def ask(self, one: Asked, times: int) -> str:
        """Let the person do it so often; answers what they saw the last time."""
        if one.focused is None:
            given = {"command": one.command, "options": dict(one.options)}
            return str((await ask(self.sandbox, "slash", person=PERSON, times=times, **given))["seen"])
        typed = {"command": one.command, "focused": one.focused, "typed": one.typed}
        return str((await ask(self.sandbox, "suggest", person=PERSON, times=times, **typed))["seen"])


class AnswerMeasures:
    """Measures every scenario that a cog brings."""

    def __init__(self, rounds: int, times: int, less: int, say: Say) -> None:
        self._rounds = rounds
        self._times = times
        self._less = less
        self._say = say
        self.missing: list[str] = []

    async def run(self) -> list[Figure]:
        """All of them."""
        found = scenarios()
        if not found:
            self.missing.append("answers: no cog that is installed brings a scenario")
        return [figure for scenario in found for figure in await self.measure(scenario)]

    async def measure(self, scenario: Scenario) -> list[Figure]:
        """One of them."""
        little, much = scenario.little, max(scenario.little, scenario.much // self._less)
        with tempfile.TemporaryDirectory(prefix="rostra-bench-") as folder:
            async with AsyncExitStack() as stack:
                sides: dict[str, Answering] = {}
                for name, size in (("little", little), ("much", much)):
                    self._say(f"{scenario.what}: filling {size:,} {scenario.unit}")
                    filled = self._ours(Path(folder, f"{name}.json"), scenario, size)
                    sides[name] = await stack.enter_async_context(filled)
                plain = _answering(Path(folder, "plain.json"), discord_py, (EMPTY,))
                sides["discord.py"] = await stack.enter_async_context(plain)
                samples = await self._in_turn(scenario, sides)
        return list(_figures(scenario, samples, little, much))

    async def _in_turn(self, scenario: Scenario, sides: Mapping[str, Answering]) -> Samples:
        for side in sides.values():  # what is read once is read now
            await side.take(max(1, int(self._times * _WARM_UP)))
        takes = {name: partial(side.take, self._times) for name, side in sides.items()}
        return await in_turn(takes, self._rounds, lambda text: self._say(f"{scenario.what}: {text}"))

    @asynccontextmanager
    async def _ours(self, ready: Path, scenario: Scenario, size: int) -> AsyncIterator[Answering]:
        async with place(ready) as sandbox:
            person_id = int((await ask(sandbox, "person", name=PERSON))["id"])
            database = Database(url_of(ready))
            try:
                await loader.migrate_all(database, loader.find(Config().cogs))
                guild_id = int(ReadyFile.read(ready).guild_id)
                await scenario.fill(database, guild_id, person_id, size)
            finally:
                await database.close()
            async with rostra(ready) as subject:
                yield Answering(sandbox, subject, (EMPTY, *scenario.asked))


@asynccontextmanager
async def _answering(ready: Path, start: Start, asked: tuple[Asked, ...]) -> AsyncIterator[Answering]:
    async with place(ready) as sandbox, start(ready) as subject:
        yield Answering(sandbox, subject, asked)


def _figures(scenario: Scenario, samples: Samples, little: int, much: int) -> list[Figure]:
    empty = samples["discord.py"][EMPTY.what]
    with_much, with_little = samples["much"], samples["little"]
    figures = [Figure("an empty command", "us CPU", with_much[EMPTY.what], "discord.py", empty)]
    for one in scenario.asked:
        what = f"{one.what} with {much:,} {scenario.unit}"
        ours, before = with_much[one.what], with_little[one.what]
        figures += [
            Figure(what, "us CPU", ours, "discord.py, empty", empty, bound=Bound(scenario.of_empty)),
            Figure(what, "us CPU", ours, f"with {little:,}", before, bound=Bound(scenario.of_little)),
        ]
    return figures
