"""People who do what they like, and what must and may be true of the evening after it.

What Discord shows is the truth about roles on the stage; what somebody was told is the truth about the rest.
What was asked of the bot as it died may have been done or not.
"""

from __future__ import annotations

import random
from collections.abc import Awaitable
from contextlib import suppress
from dataclasses import dataclass, field

from bot.sandbox.people.errors import ActorError, NotAnswered
from bot.sandbox.people.person import Person
from cogs.rooms.api import RoomKind
from tests.evening.night import TOPIC, Believed, Night

NAMES = ("Ada", "Bob", "Cleo", "Dan", "Eve", "Fay", "Gus")
#: Those by which whoever asked by command goes in the order of arrival, and what the host reads of each.
RULES = {
    "first_come": "From now on: first come",
    "weighted": "From now on waiting counts",
    "questions": "From now on whoever has written",
}
KINDS = {RoomKind.OPEN: "Everybody may come", RoomKind.CLOSED: "Nobody may come"}
#: How many speak besides hosts, for how many seconds, and how many places are kept filled.
LIMITS = [(0, 0, 0), (2, 0, 0), (0, 900, 1), (3, 600, 2)]


@dataclass
class Crowd:
    """The listeners, and what each of them knows."""

    evening: Night
    dice: random.Random
    people: list[Person] = field(default_factory=list)
    #: Told that their hand is up, in that order, and nothing since has taken it down.
    told: list[Person] = field(default_factory=list)
    #: Asked by command at any time; the bot may know of it although they were not told.
    asked: set[int] = field(default_factory=set)
    #: By what it is about: what the host was told that holds, and after it what they asked for since.
    decided: dict[str, list[object]] = field(
        default_factory=lambda: {
            "topic": [TOPIC],
            "kind": [RoomKind.OPEN],
            "policy": ["first_come"],
            "locked": [False],
            "limits": [LIMITS[0]],
        }
    )
    cohosts: set[int] = field(default_factory=set)
    cohosts_asked: set[int] = field(default_factory=set)
    tips_tried: int = 0
    tips_told: int = 0

    async def come(self) -> None:
        """Everybody enters the stage."""
        self.people = [await self.evening.listener(name) for name in NAMES]

    async def act(self) -> None:
        """Somebody does something that they can do."""
        person = self.dice.choice(self.people)
        if self.dice.random() < 0.2:
            await self._host_acts()
        elif person.voice is None:
            await self._unless_closed(person.join(self.evening.stage_id))
        elif person.is_invited:
            self._down(person)
            await (person.accept() if self.dice.random() < 0.5 else person.decline())
        elif self.dice.random() < 0.15:
            self._down(person)
            await person.leave()
        elif person.has_hand_raised and self.dice.random() < 0.3:
            self._down(person)
            await person.lower_hand()
        elif person.is_audience and self.dice.random() < 0.4:
            await self._unless_closed(person.raise_hand())
        elif person.is_audience and self.evening.bot.is_running:
            await self._ask(person)
        else:
            await self._tip(person)

    async def problem(self) -> str | None:
        """What is wrong with what the bot shows and believes, or None."""
        queue = await self.evening.queue()
        return self._queue_problem(queue) or self._room_problem(await self.evening.believed())

    def _room_problem(self, room: Believed) -> str | None:
        stage = self.evening.instance
        here = [*self.people, self.evening.host]
        speaking = {person.id for person in here if person.is_speaker}
        invited = {person.id for person in here if person.is_invited}
        if stage is None:
            return "the stage is closed"
        for what, may_be in self.decided.items():
            if room.decided[what] not in may_be:
                return f"the {what} is {room.decided[what]!r}, and was {may_be}"
        if stage.topic != room.decided["topic"]:
            return f"the topic is {room.decided['topic']!r}, and on the stage {stage.topic!r}"
        if self.evening.is_barred is (room.decided["kind"] == RoomKind.OPEN):
            return f"a room is {room.decided['kind']}, and its stage is not"
        if not self.cohosts <= room.cohosts <= self.cohosts | self.cohosts_asked:
            return f"co-hosts are {set(room.cohosts)} in the place of {self.cohosts}"
        if room.speakers != speaking:
            return f"{set(room.speakers)} have the floor, and {speaking} speak"
        if room.invited != invited:
            return f"{set(room.invited)} are taken to be invited, and {invited} are"
        return None

    def _queue_problem(self, queue: list[str]) -> str | None:
        natively = [person for person in self.people if person.has_hand_raised]
        must = {person.mention for person in [*natively, *self.told] if not self._is_up(person)}
        may = must | {
            person.mention for person in self.people if person.id in self.asked and person.is_audience
        }
        by_command = [person.mention for person in self.told if not self._is_up(person)]
        if len(queue) != len(set(queue)):
            return f"doubled in {queue}"
        if not must <= set(queue):
            return f"lost {must - set(queue)} from {queue}"
        if not set(queue) <= may:
            return f"{set(queue) - may} should not be in {queue}"
        if [mention for mention in queue if mention in by_command] != by_command:
            return f"the order of {by_command} is another in {queue}"
        return None

    @staticmethod
    def _is_up(person: Person) -> bool:
        return person.is_invited or person.is_speaker

    def _down(self, person: Person) -> None:
        if person in self.told:
            self.told.remove(person)

    async def _host_acts(self) -> None:
        if not self.evening.bot.is_running:
            return
        chance = self.dice.random()
        if chance < 0.5:
            await self._try(self.evening.host, "hand next")
        elif chance < 0.6:
            await self._name_cohost(self.dice.choice(self.people))
        else:
            await self._host_decides()

    async def _host_decides(self) -> None:
        host = self.evening.host
        what = self.dice.choice(list(self.decided))
        if what == "topic":
            topic = f"Subject {self.dice.randrange(1000)}"
            await self._decide(what, topic, topic, self._try(host, "room topic", topic=topic))
        elif what == "kind":
            kind, said = self.dice.choice(list(KINDS.items()))
            await self._decide(what, kind, said, self._try(host, "room kind", kind=kind))
        elif what == "policy":
            policy, said = self.dice.choice(list(RULES.items()))
            await self._decide(what, policy, said, self._try(host, "hand rule", policy=policy))
        elif what == "locked" and self.evening.buttons("lock"):
            await self._decide(what, True, "No new hands", self._press("lock"))
        elif what == "locked":
            await self._decide(what, False, "taken again", self._press("unlock"))
        else:
            limits = self.dice.choice(LIMITS)
            await self._decide(what, limits, "holds from now on", self._limit(*limits))

    async def _decide(self, what: str, value: object, said: str, asking: Awaitable[str]) -> None:
        self.decided[what].append(value)
        if said in await asking:
            self.decided[what] = [value]

    async def _press(self, what: str) -> str:
        for message_id, custom_id in self.evening.buttons(what):
            with suppress(NotAnswered):
                return (await self.evening.host.click(message_id, custom_id)).text
        return ""

    async def _limit(self, most: int, seconds: int, autopilot: int) -> str:
        await self._press("limits")
        if self.evening.host.open_modal is None:
            return ""
        with suppress(NotAnswered):
            fields = {"most": str(most), "time": f"{seconds // 60}:00", "autopilot": str(autopilot)}
            return (await self.evening.host.submit(fields=fields)).text
        return ""

    async def _name_cohost(self, person: Person) -> None:
        self.cohosts_asked.add(person.id)
        if person.mention in await self._try(self.evening.host, "room cohost add", person=person.id):
            self.cohosts.add(person.id)

    async def _ask(self, person: Person) -> None:
        self.asked.add(person.id)
        if "you are number" in await self._try(person, "hand raise"):
            self.told.append(person)

    async def _tip(self, person: Person) -> None:
        if self.evening.bot.is_running:
            self.tips_tried += 1
            creator = self.dice.choice([other for other in self.people if other is not person])
            self.tips_told += await self.evening.tip(person, creator, self.tips_tried % 9 + 1)

    @staticmethod
    async def _unless_closed(doing: Awaitable[None]) -> None:
        """What needs Connect, which a room that is closed takes from all that are not its hosts."""
        with suppress(ActorError):
            await doing

    @staticmethod
    async def _try(person: Person, command: str, /, **given: object) -> str:
        try:
            return (await person.slash(command, given)).text
        except NotAnswered:
            return ""
