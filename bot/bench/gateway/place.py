"""The process of this benchmark in which Discord is: a sandbox, and a crowd on its stage.

Started as `python -m bot.bench.gateway place READY_FILE`; then it obeys `bot.bench.processes`.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from bot.bench import pinned
from bot.bench.gateway.crowd import Crowd
from bot.bench.gateway.requests import Requests
from bot.bench.memory.answering import PLACE_CORE, answer
from bot.sandbox.options import GatewayOptions, SandboxOptions
from bot.sandbox.server import Sandbox
from bot.sandbox.world.channels import add_channel
from bot.sandbox.world.models import ChannelType

HOST, CLUB, TOPIC = "Hana", "Night owls", "What keeps you awake?"
#: The crowd acts so many times a second, each time with its share.
TICKS_A_SECOND = 50
#: So many events at once, when they come as quickly as they can: then whoever hears them has its turn.
AT_ONCE = 500


class Place:
    """Runs a sandbox for the process that is measured."""

    def __init__(self, sandbox: Sandbox, requests: Requests) -> None:
        self._sandbox = sandbox
        self._requests = requests
        self._crowd = Crowd(sandbox.world, sandbox.guild, sandbox.house.stage)
        self._host = sandbox.person(HOST)

    async def open(self, *, voice: bool) -> Mapping[str, Any]:
        """Begin an evening, as a host would; without the bot's voice if it is at another room of theirs."""
        house = self._sandbox.house
        await self._host.slash("club create", name=CLUB)
        if not voice:
            small = add_channel(self._sandbox.world, house.guild, "small-stage", ChannelType.STAGE)
            await self._begin(small.id)
        await self._begin(house.stage.id)
        return {}

    async def _begin(self, stage_id: int) -> None:
        await self._host.join(stage_id)
        seen = await self._host.slash("room open", club=CLUB, topic=TOPIC)
        if stage_id not in self._sandbox.guild.stage_instances:
            raise ValueError(f"the room did not open: {seen.text}")

    async def fill(self, count: int) -> Mapping[str, Any]:
        """Let people come, as quickly as they can."""
        for _ in range(count // AT_ONCE):
            self._crowd.come(AT_ONCE)
            await self._delivered()
        self._crowd.come(count % AT_ONCE)
        return await self.seen()

    async def flood(self, hands: int, churn: int) -> Mapping[str, Any]:
        """Let so many hands go up, and so many people come or go, as quickly as they can."""
        for number in range(0, churn, AT_ONCE):
            few = min(AT_ONCE, churn - number)
            self._crowd.raise_hands(hands * few // max(1, churn))
            self._crowd.come_and_go(few)
            await self._delivered()
        return await self.seen()

    async def burst(self, churn: int) -> Mapping[str, Any]:
        """Let so many people come or go in one go."""
        self._crowd.come_and_go(churn)
        await self._delivered()
        return await self.seen()

    async def lower(self) -> Mapping[str, Any]:
        """Let all hands go down."""
        self._crowd.lower_hands()
        return await self.seen()

    async def evening(self, hands: int, hand_seconds: float, churn: int, seconds: float) -> Mapping[str, Any]:
        """Let hands go up in the first seconds, and so many people come or go each second, all the while."""
        self._requests.begin()
        raised = moved = 0
        began = time.monotonic()
        for tick in range(1, int(seconds * TICKS_A_SECOND) + 1):
            passed = tick / TICKS_A_SECOND
            up = min(hands, int(hands * passed / hand_seconds))
            self._crowd.raise_hands(up - raised)
            self._crowd.come_and_go(int(churn * passed) - moved)
            raised, moved = up, int(churn * passed)
            self._requests.look()
            await asyncio.sleep(began + passed - time.monotonic())
        return {"seconds": time.monotonic() - began, **await self.seen()}

    async def seen(self) -> Mapping[str, Any]:
        """What the gateway sent, what the crowd did, whose hands are up, and what was asked of Discord."""
        self._requests.look()
        (session,) = self._sandbox.gateway.sessions.values()
        return {
            "sequence": session.sequence,
            "sent": self._crowd.changes,
            "there": len(self._sandbox.guild.voice_states),
            "hands": list(self._crowd.hands),
            "requests": self._requests.all,
            "refused": self._requests.refused,
            "edits": dict(self._requests.edits),
            "most_in_window": self._requests.most_in_window,
        }

    async def _delivered(self) -> None:
        """Wait until the gateway has written what it was given."""
        sessions = self._sandbox.gateway.sessions.values()
        while any(one.connection is not None and one.connection.unsent for one in sessions):  # noqa: ASYNC110 - nothing in the sandbox is built to be measured
            await asyncio.sleep(0)  # the loop writes meanwhile


async def main(ready_file: str) -> None:
    """Run until the input is closed."""
    pinned.to_core(PLACE_CORE)
    log = Path(ready_file).with_suffix(".requests")
    gateway = GatewayOptions(identify_window_seconds=0.0, max_pending=100_000)
    async with Sandbox.start(SandboxOptions(gateway=gateway, request_log=log)) as sandbox:
        place = Place(sandbox, Requests(log))
        sandbox.ready.write(Path(ready_file))
        able = (place.open, place.fill, place.flood, place.burst, place.lower, place.evening, place.seen)
        await answer({each.__name__: each for each in able})
