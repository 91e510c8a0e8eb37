"""An evening with the real bot process, which may be killed and started again at any moment."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import TypeVar

from sqlalchemy import func, select, update

from bot.demo.child import BotProcess
from bot.jobs import JobState
from bot.sandbox.options import GatewayOptions
from bot.sandbox.people.errors import NotAnswered
from bot.sandbox.people.person import Person
from bot.sandbox.server import Sandbox, SandboxOptions
from bot.sandbox.world.models import StageInstance, VoiceState
from bot.sandbox.world.permissions import Permission
from bot.storage.database import Database
from bot.storage.job_rows import JobRow
from bot.storage.timer_rows import TimerRow
from bot.testing import eventually
from cogs.hands.places import INVITED
from cogs.hands.settings import HandSettings
from cogs.hands.tables import HandRow, RoomRulesRow, TurnRow
from cogs.rooms.api import RoomStatus
from cogs.rooms.tables import CohostRow, RoomRow
from cogs.tips.verify import verify
from tests.evening.forked import ForkedBot, Nursery
from tests.stage import bot_is_heard

T = TypeVar("T")

CLUB = "Night owls"
TOPIC = "What keeps you awake?"
START_SECONDS = 60.0
SOON_SECONDS = 20.0


@dataclass(frozen=True)
class Believed:
    """What is stored of the live room: the bot's picture of it, which its next start begins with."""

    #: What the host decides, by the names that `Crowd.decided` has for it.
    decided: Mapping[str, object]
    cohosts: frozenset[int]
    speakers: frozenset[int]
    invited: frozenset[int]


class Night:
    """A sandbox, the bot on it as a process, and the database that outlives the process."""

    def __init__(self, sandbox: Sandbox, bot: BotProcess, database: str) -> None:
        self.sandbox = sandbox
        self.bot = bot
        self.database = Database(database)
        self.host = sandbox.person("Hana")

    # --- the process

    async def start(self) -> None:
        """Start the bot; it has identified itself and looked at the community when this returns."""
        before = self.sandbox.gateway.identified
        await self.bot.start()
        await eventually(
            lambda: self.sandbox.gateway.identified > before or self._ended(), within_seconds=START_SECONDS
        )
        if self.instance is not None:
            await self.until_heard()

    async def kill(self) -> None:
        """SIGKILL."""
        await self.bot.kill()

    async def killed_at(self, path: str, method: str | None, doing: Coroutine[None, None, object]) -> None:
        """Do something, and kill the bot as soon as its request to that path is on its way.

        The sandbox holds the request back longer than any test lasts.
        """
        await self.sandbox.faults.inject("delay", path=path, method=method, seconds=60)
        begun = asyncio.create_task(doing)
        await eventually(lambda: not self.sandbox.rest_faults.planned, within_seconds=SOON_SECONDS)
        await self.kill()
        begun.cancel()

    async def forgotten(self) -> None:
        """Let what the dead process was at be free for another one, as it is after fifteen seconds."""
        async with self.database.transaction() as session:
            for row in (TimerRow, JobRow):
                await session.execute(update(row).values(lease_owner=None, lease_until=None))

    def _ended(self) -> bool:
        self.bot.require_running()
        return False

    # --- the evening

    async def open(self) -> None:
        """Found the club and open its room."""
        await self.found()
        await self.host.slash("room open", club=CLUB, topic=TOPIC)
        await self.until_heard()

    async def found(self) -> None:
        """Found the club; its owner is on the stage."""
        await self.host.join(self.stage_id)
        await self.host.slash("club create", name=CLUB)

    async def plan(self, hours: int = 2) -> int:
        """Plan an evening of the club that soon; answers the event that Discord has for it."""
        when = self.sandbox.world.clock.now() + timedelta(hours=hours)
        options = {"club": CLUB, "topic": TOPIC, "when": f"{when:%Y-%m-%d %H:%M}", "stage": self.stage_id}
        assert "is planned" in (await self.host.slash("schedule create", options)).text
        (event_id,) = self.sandbox.guild.scheduled_events
        return event_id

    async def listener(self, name: str) -> Person:
        """Let somebody join the community and the stage."""
        person = self.sandbox.person(name)
        await person.join(self.stage_id)
        return person

    async def ask(self, person: Person, *, natively: bool) -> None:
        """Raise a hand in one of the two ways, and wait until it has its place."""
        if natively:
            await person.raise_hand()
        else:
            await person.slash("hand raise")
        await self.until_queue(lambda queue: person.mention in queue)

    def buttons(self, what: str) -> list[tuple[int, str]]:
        """The buttons of that name on the panel in the stage's chat: message and custom_id."""
        return [
            (message.id, custom_id)
            for message in self.host.messages(self.stage_id)
            for custom_id in message.custom_ids
            if custom_id.startswith(f"hands:do:{what}:")
        ]

    async def queue(self) -> list[str]:
        """Who waits, in order, as the host is told."""
        text = (await self.host.slash("hand queue")).text
        assert "<@" in text or "Nobody waits" in text, text
        return [line.rpartition(" ")[2] for line in text.splitlines() if "<@" in line]

    async def until_queue(self, wanted: Callable[[list[str]], bool]) -> list[str]:
        """Ask for the queue until it is as wanted; answers it."""
        return await until(self.queue, wanted)

    async def until_queue_is(self, people: list[Person]) -> None:
        """Wait until these people wait, in this order and nobody else."""
        wanted = [person.mention for person in people]
        await self.until_queue(lambda queue: queue == wanted)

    async def tip(self, tipper: Person, creator: Person, amount: int) -> bool:
        """Give a tip; answers whether it was acknowledged."""
        try:
            seen = await tipper.slash("tip", member=creator.id, amount=str(amount))
        except NotAnswered:
            return False
        return creator.mention in seen.text and not seen.custom_ids

    # --- what there is to see

    @property
    def stage_id(self) -> int:
        """The stage on which the room is opened."""
        return self.sandbox.house.stage.id

    @property
    def instance(self) -> StageInstance | None:
        """The open stage, if it is open."""
        return self.sandbox.guild.stage_instances.get(self.stage_id)

    @property
    def is_barred(self) -> bool:
        """Whether Discord lets nobody in who is not named."""
        overwrite = self.sandbox.house.stage.overwrites.get(self.sandbox.guild.id)
        return overwrite is not None and bool(overwrite.deny & Permission.CONNECT)

    @property
    def bot_voice(self) -> VoiceState | None:
        """The bot's own voice state."""
        return self.sandbox.guild.voice_states.get(self.sandbox.world.application.bot.id)

    @property
    def bot_is_heard(self) -> bool:
        """Whether the bot is a speaker on the stage, with a voice connection that stands."""
        return bot_is_heard(self.sandbox, self.stage_id)

    async def until_heard(self, seconds: float = 30.0) -> None:
        """Wait until the bot is a speaker on the stage, on a voice connection of this process."""
        try:
            await eventually(lambda: self.bot_is_heard, within_seconds=seconds)
        except TimeoutError:
            said = "\n".join(self.bot.lines)
            raise AssertionError(f"the bot is not heard: {self.bot_voice}\n{said}") from None

    # --- what is stored

    async def hands(self) -> list[tuple[int, str]]:
        """Every hand that is stored: whose, and its state."""
        async with self.database.reading() as session:
            rows = await session.scalars(select(HandRow).order_by(HandRow.id))
            return [(row.user_id, row.state) for row in rows]

    async def rooms(self) -> list[str]:
        """The status of every room, the oldest first."""
        async with self.database.reading() as session:
            return list(await session.scalars(select(RoomRow.status).order_by(RoomRow.id)))

    async def room_id(self) -> int:
        """The one live room, by its id."""
        async with self.database.reading() as session:
            live = select(RoomRow.id).where(RoomRow.status == RoomStatus.LIVE)
            return (await session.scalars(live)).one()

    async def believed(self) -> Believed:
        """What the bot believes of its one live room."""
        room_id = await self.room_id()
        async with self.database.reading() as session:
            room = await session.get_one(RoomRow, room_id)
            cohosts = select(CohostRow.user_id).where(CohostRow.room_id == room.id)
            turns = select(TurnRow.user_id).where(TurnRow.room_id == room.id, TurnRow.ended_at.is_(None))
            hands = select(HandRow.user_id).where(HandRow.room_id == room.id, HandRow.state == INVITED)
            cohost_ids, speakers, invited = [
                frozenset(await session.scalars(query)) for query in (cohosts, turns, hands)
            ]
            rules = await session.get(RoomRulesRow, room_id)
        return Believed(decided_in(room, rules), cohost_ids, speakers, invited)

    async def until_hands(self, wanted: set[tuple[int, str]]) -> None:
        """Wait until these hands are among those stored."""
        await until(self.hands, lambda hands: wanted <= set(hands))

    async def until_rooms(self, wanted: list[str]) -> None:
        """Wait until the rooms that are stored have these statuses."""
        await until(self.rooms, lambda rooms: rooms == wanted)

    async def until_nothing_is_owed(self) -> None:
        """Wait until no timer is due and no job runs."""
        await until(self._owed, lambda owed: owed == 0)

    async def _owed(self) -> int:
        due = select(func.count()).where(TimerRow.fire_at <= self.sandbox.world.clock.now())
        running = select(func.count()).where(JobRow.state == JobState.RUNNING)
        async with self.database.reading() as session:
            return (await session.scalar(due) or 0) + (await session.scalar(running) or 0)

    async def until_tips(self, count: int) -> None:
        """Wait until so many tips are stored."""
        await until(self.tips, lambda tips: tips >= count)

    async def tips(self) -> int:
        """How many tips are in the ledger, which is proved on the way."""
        verdict = await verify(self.database)
        assert verdict.holds, verdict.problems
        return verdict.tips


def decided_in(room: RoomRow, rules: RoomRulesRow | None) -> Mapping[str, object]:
    """What two rows say of a room; what its host never chose is as its community has it, by default."""
    names, usual = ("policy", "most_speakers", "speaking_seconds", "autopilot"), HandSettings()
    chosen = [getattr(rules, name, None) for name in names]
    policy, *limits = [
        getattr(usual, name) if value is None else value for name, value in zip(names, chosen, strict=True)
    ]
    return {
        "topic": room.topic,
        "kind": room.kind,
        "policy": policy,
        "locked": rules is not None and rules.locked,
        "limits": tuple(limits),
    }


async def until(look: Callable[[], Awaitable[T]], wanted: Callable[[T], bool]) -> T:
    """Look until what is seen is as wanted; answers it."""
    seen = await look()
    deadline = time.monotonic() + SOON_SECONDS
    while not wanted(seen):
        assert time.monotonic() < deadline, f"it was still {seen}"
        await asyncio.sleep(0.02)
        seen = await look()
    return seen


@asynccontextmanager
async def night(folder: Path, database: str, nursery: Nursery | None = None) -> AsyncIterator[Night]:
    """A sandbox with the bot on it, for the length of the block; born in the nursery if there is one."""
    # Whoever is born quickly may also identify again at once; Discord would have it wait for five seconds.
    gateway = GatewayOptions() if nursery is None else GatewayOptions(identify_window_seconds=0.0)
    async with Sandbox.start(SandboxOptions(rate_limits=False, gateway=gateway)) as sandbox:
        ready, config = folder / "ready.json", folder / "config.toml"
        sandbox.ready.write(ready)
        config.write_text("", encoding="utf-8")
        if nursery is None:
            bot = BotProcess(ready, database, config=config)
        else:
            bot = ForkedBot(nursery, ready, database, config=config)
        begun = Night(sandbox, bot, database)
        try:
            await begun.start()
            yield begun
        finally:
            await bot.stop()
            await begun.database.close()
