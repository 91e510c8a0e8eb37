"""People who do what they like, and what must and may be true of the queue after it."""

from __future__ import annotations

import random
from dataclasses import dataclass, field

from bot.sandbox.people.errors import NotAnswered
from bot.sandbox.people.person import Person
from tests.evening.night import Night

NAMES = ("Ada", "Bob", "Cleo", "Dan", "Eve", "Fay", "Gus")


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
    tips_tried: int = 0
    tips_told: int = 0

    async def come(self) -> None:
        """Everybody enters the stage."""
        self.people = [await self.evening.listener(name) for name in NAMES]

    async def act(self) -> None:
        """Somebody does something that they can do."""
        person = self.dice.choice(self.people)
        if self.dice.random() < 0.2:
            await self._host_calls()
        elif person.voice is None:
            await person.join(self.evening.stage_id)
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
            await person.raise_hand()
        elif person.is_audience and self.evening.bot.is_running:
            await self._ask(person)
        else:
            await self._tip(person)

    def problem(self, queue: list[str]) -> str | None:
        """What is wrong with the queue, or None."""
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

    async def _host_calls(self) -> None:
        if self.evening.bot.is_running:
            await self._try(self.evening.host, "hand next")

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
    async def _try(person: Person, command: str) -> str:
        try:
            return (await person.slash(command)).text
        except NotAnswered:
            return ""
