"""No sequence of what people, hosts and restarts do makes the queue and the stage differ from a plain model.

The model keeps four stage roles and a list. What it is compared with is stored, told by events and rebuilt.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import (
    initialize,
    invariant,
    rule,
)

from bot.clock import MovableClock
from bot.events import Events
from cogs.rooms.api import StageRole
from tests.cogs.hands.evening import STAGE, Evening
from tests.machine import OnDatabase, living_on, play

PEOPLE = st.integers(11, 15)
ROLES = st.sampled_from([None, *StageRole])
AUDIENCE, RAISED = StageRole.AUDIENCE, StageRole.HAND_RAISED
INVITED, SPEAKER = StageRole.INVITED, StageRole.SPEAKER
T = TypeVar("T")


@dataclass
class Hand:
    """One hand of the model."""

    person: int
    arrival: int
    natively: bool
    invited: bool = False
    held: bool = False
    skips: int = 0


class Stage(OnDatabase):
    """Five people, a host, and a bot that is away now and then."""

    def __init__(self) -> None:
        super().__init__()
        self.roles: dict[int, StageRole] = {}
        self.hands: list[Hand] = []
        self.arrivals = itertools.count()
        self.evening = self.runner.run(self._start())
        self.runner.run(self.evening.open())

    async def _start(self) -> Evening:
        return Evening(self.database, Events(), MovableClock())

    def teardown(self) -> None:
        self.runner.run(self.evening.close())
        super().teardown()

    def hand(self, person: int) -> Hand | None:
        return next((hand for hand in self.hands if hand.person == person), None)

    def waiting(self) -> list[Hand]:
        waiting = [hand for hand in self.hands if not hand.invited]
        return sorted(waiting, key=lambda hand: (hand.skips, hand.arrival))

    def raises(self, person: int, *, natively: bool) -> None:
        self.hands.append(Hand(person, next(self.arrivals), natively))

    def is_invited(self, person: int) -> None:
        if self.hand(person) is None:
            self.raises(person, natively=False)
        hand = self.hand(person)
        assert hand is not None
        hand.invited = True

    def drop(self, person: int) -> None:
        self.hands = [hand for hand in self.hands if hand.person != person]

    # --- what people do in Discord

    @initialize(people=st.permutations(range(11, 16)))
    def begin(self, people: list[int]) -> None:
        for person in people:
            self.presses(person)

    @rule(person=PEOPLE)
    def presses(self, person: int) -> None:
        """Discord's own button, which is there for the audience."""
        if self.roles.get(person, AUDIENCE) is AUDIENCE:
            self.moves(person, RAISED)

    @rule(person=PEOPLE, accept=st.booleans())
    def answers(self, person: int, accept: bool) -> None:
        invited = [person for person, role in self.roles.items() if role is INVITED]
        if invited:
            self.moves(invited[person % len(invited)], SPEAKER if accept else AUDIENCE)

    @rule(person=PEOPLE, role=ROLES)
    def moves(self, person: int, role: StageRole | None) -> None:
        """Anything that Discord may tell of somebody."""
        before = self.roles.get(person)
        if role is before:
            return
        self.run(self.evening.stage.becomes(person, role))
        if role is None:
            del self.roles[person]
        else:
            self.roles[person] = role
        hand = self.hand(person)
        if role is None or role is SPEAKER or (role is AUDIENCE and before in {RAISED, INVITED}):
            self.drop(person)
        elif role is RAISED:
            if before is INVITED:
                self.drop(person)
            if (hand := self.hand(person)) is None:
                self.raises(person, natively=True)
            hand = self.hand(person)
            assert hand is not None
            hand.natively = True
        elif role is INVITED:
            self.is_invited(person)

    @rule(person=PEOPLE)
    def asks_by_command(self, person: int) -> None:
        if person not in self.roles:
            self.moves(person, AUDIENCE)
        if self.roles[person] is not AUDIENCE:
            return
        self.run(self.evening.desk.asking.raise_hand(self.evening.room, person, ()))
        if self.hand(person) is None:
            self.raises(person, natively=False)

    # --- what hosts do

    @rule()
    def next(self) -> None:
        called = self.run(self.evening.desk.calls.next(self.evening.room))
        turn = next((hand for hand in self.waiting() if not hand.held), None)
        assert called == (turn.person if turn else None)
        if turn is not None:
            turn.invited = True
            self.roles[turn.person] = INVITED

    @rule(person=PEOPLE)
    def calls_by_name(self, person: int) -> None:
        if self.roles.get(person) not in {AUDIENCE, RAISED}:
            return
        self.run(self.evening.desk.calls.ask(self.evening.room, person))
        self.is_invited(person)
        self.roles[person] = INVITED

    def somebody(self, number: int) -> int:
        """Mostly one of those who wait."""
        waiting = self.waiting()
        return waiting[number % len(waiting)].person if waiting and number < 14 else number

    @rule(number=st.integers(10, 15))
    def passes_over(self, number: int) -> None:
        person = self.somebody(number)
        self.run(self.evening.desk.queue.skip(self.evening.room, person))
        if (hand := self.hand(person)) is not None and not hand.invited:
            hand.skips += 1

    @rule(number=st.integers(10, 15), held=st.booleans())
    def holds(self, number: int, held: bool) -> None:
        person = self.somebody(number)
        self.run(self.evening.desk.queue.hold(self.evening.room, person, held=held))
        if (hand := self.hand(person)) is not None and not hand.invited:
            hand.held = held

    @rule(person=PEOPLE)
    def dismisses(self, person: int) -> None:
        if person not in self.roles:
            return
        self.run(self.evening.desk.calls.dismiss(self.evening.room, person))
        self.drop(person)
        self.roles[person] = AUDIENCE

    # --- what becomes of it while nobody looks

    @rule(changes=st.dictionaries(PEOPLE, ROLES, max_size=3))
    def the_bot_was_away(self, changes: dict[int, StageRole | None]) -> None:
        """Another process finds the stage as it is by then."""
        became = {**self.roles, **changes}
        roles = {person: role for person, role in became.items() if role is not None}
        self.runner.run(self.evening.close())
        self.evening = self.runner.run(self._start())
        self.evening.stage.roles = dict(roles)
        self.runner.run(self.evening.back())
        room = self.evening.rooms.on(STAGE)
        assert room is not None
        self.evening.room, self.roles = room, dict(roles)
        for hand in list(self.hands):
            role = roles.get(hand.person)
            declined = role is AUDIENCE and (hand.natively or hand.invited)
            if role is None or role is SPEAKER or declined:
                self.drop(hand.person)
            else:
                hand.invited = role is INVITED
                hand.natively = hand.natively or role is RAISED
        for person in sorted(roles):
            if roles[person] is INVITED:
                self.is_invited(person)
        for person in sorted(roles):
            if roles[person] is RAISED and self.hand(person) is None:
                self.raises(person, natively=True)

    # --- what holds

    @invariant()
    def queue_and_stage_are_those_of_the_model(self) -> None:
        self.runner.run(self._compare())

    async def _compare(self) -> None:
        desk, room = self.evening.desk, self.evening.room
        queued = await desk.queue.hands(room)
        assert [(hand.user_id, hand.held) for hand in queued] == [
            (hand.person, hand.held) for hand in self.waiting()
        ]
        assert await desk.queue.invitees(room) == [hand.person for hand in self.hands if hand.invited]
        speaking = {person for person, role in self.roles.items() if role is SPEAKER}
        assert {turn.user_id for turn in await desk.floor.turns(room)} == speaking
        assert self.evening.stage.roles == self.roles


# A few that are the same each time, so that the suite says of a change what it did; a night has the others.
SEEDS = [*range(2), *(pytest.param(seed, marks=pytest.mark.long) for seed in range(2, 62))]


@pytest.mark.timeout(600)
@pytest.mark.parametrize("seed", SEEDS)
def test_queue_and_stage_are_those_of_a_plain_model(
    template: bytes, tmp_path: Path, request: pytest.FixtureRequest, seed: int
) -> None:
    is_long = request.node.get_closest_marker("long") is not None

    play(living_on(Stage, template, tmp_path), seed, is_long=is_long)
