"""The four stage roles against a plain model: whatever people do, in whatever order.

The model knows one word per person and no timestamps; the world knows no words. They must
agree after every step, in the state and in the last event that the gateway was given.
Rules: Discord documentation, "Voice Resource", both Modify routes, Caveats.
"""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import seed as start_from
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from bot.sandbox.control.stage import STAGE_ROLES
from bot.sandbox.errors import DiscordError
from bot.sandbox.world import voice_states
from bot.sandbox.world.models import ChannelType
from bot.sandbox.world.permissions import Permission
from bot.sandbox.world.stages import AUTO_CLOSE_SECONDS, open_stage
from tests.bot.sandbox.world.conftest import Scene

MUTE, ASK = Permission.MUTE_MEMBERS, Permission.REQUEST_TO_SPEAK
PEOPLE = ("alice", "bob", "carol", "robot", "host")
people = st.sampled_from(PEOPLE)


class Stage(RuleBasedStateMachine):
    """A robot is a bot, a host may mute members, carol may not request to speak."""

    def __init__(self) -> None:
        super().__init__()
        self.scene = Scene()
        self.ids = {name: self.scene.member(name, bot=name == "robot") for name in PEOPLE}
        self.scene.allow(self.ids["host"], MUTE)
        self.other = self.scene.channel("other", ChannelType.STAGE)
        for channel in (self.scene.stage, self.other):
            self.scene.deny(self.ids["carol"], ASK, channel)
        self.channels = {"stage": self.scene.stage, "other": self.other}
        self.roles: dict[str, str] = {}
        self.places: dict[str, str] = {}
        self.silent_seconds = 0.0
        self.live = False

    def act(self, allowed: bool, action: Any, *arguments: Any, **fields: Any) -> bool:
        done = True
        try:
            action(self.scene.world, self.scene.guild.id, *arguments, **fields)
        except DiscordError:
            done = False
        assert done == allowed
        return done

    @rule(name=people, place=st.sampled_from(("stage", "other")))
    def join(self, name: str, place: str) -> None:
        if self.places.get(name) != place:
            self.scene.join(self.ids[name], self.channels[place])
            self.roles[name], self.places[name] = "audience", place

    @rule(name=people)
    def leave(self, name: str) -> None:
        voice_states.leave(self.scene.world, self.scene.guild.id, self.ids[name])
        self.roles.pop(name, None)
        self.places.pop(name, None)

    @rule(name=people)
    def raise_hand(self, name: str) -> None:
        role = self.roles.get(name)
        allowed = role is not None and name != "carol"
        if role in ("speaker", "invited"):
            return  # no client offers it
        if self.act(allowed, voice_states.request_to_speak, self.ids[name], raised=True):
            self.roles[name] = "hand raised"

    @rule(name=people)
    def lower_hand(self, name: str) -> None:
        role = self.roles.get(name)
        if role == "invited":
            return  # an invitation is answered, not lowered
        if self.act(role is not None, voice_states.request_to_speak, self.ids[name], raised=False):
            self.roles[name] = "speaker" if role == "speaker" else "audience"

    @rule(name=people, accept=st.booleans())
    def answer(self, name: str, accept: bool) -> None:
        if self.roles.get(name) == "invited":
            assert self.act(True, voice_states.answer_invitation, self.ids[name], accept)
            self.roles[name] = "speaker" if accept else "audience"

    @rule(name=people, suppress=st.booleans())
    def modify_own(self, name: str, suppress: bool) -> None:
        role = self.roles.get(name)
        onstage = role in ("invited", "speaker")
        may = name == "host" and self.places.get(name) == "stage"
        allowed = role is not None and (suppress or onstage or may)
        if self.act(allowed, voice_states.modify_own, self.ids[name], suppress=suppress):
            self.roles[name] = "audience" if suppress else "speaker"

    @rule(by=people, name=people, suppress=st.booleans())
    def modify_other(self, by: str, name: str, suppress: bool) -> None:
        role = self.roles.get(name)
        allowed = role is not None and by == "host" and self.places[name] == "stage"
        if not self.act(allowed, voice_states.modify_other, self.ids[by], self.ids[name], suppress=suppress):
            return
        if suppress:
            self.roles[name] = "audience"
        elif role in ("audience", "hand raised"):
            self.roles[name] = "speaker" if name == "robot" else "invited"

    @rule()
    def open_stage(self) -> None:
        if not self.live:
            open_stage(self.scene.world, self.scene.stage.id, self.scene.bot_id, "Books")
            self.live, self.silent_seconds = True, 0.0

    # No sum of these comes near the limit, since the machine's own seconds pass as well.
    @rule(seconds=st.sampled_from((7.3, AUTO_CLOSE_SECONDS * 0.6, AUTO_CLOSE_SECONDS * 1.1)))
    def wait(self, seconds: float) -> None:
        self.scene.clock.advance(seconds)
        if not self.somebody_speaks():
            self.silent_seconds += seconds
            self.live = self.live and self.silent_seconds < AUTO_CLOSE_SECONDS

    def somebody_speaks(self) -> bool:
        return any(self.places[name] == "stage" and role == "speaker" for name, role in self.roles.items())

    @invariant()
    def agree(self) -> None:
        if self.somebody_speaks():
            self.silent_seconds = 0.0
        seen = {}
        for name, user_id in self.ids.items():
            state = self.scene.guild.voice_states.get(user_id)
            if state is not None:
                asked = state.request_to_speak_timestamp is not None
                seen[name] = STAGE_ROLES[state.suppress, asked]
        assert seen == self.roles
        assert (self.scene.stage.id in self.scene.guild.stage_instances) == self.live

    @invariant()
    def the_gateway_told_it(self) -> None:
        last = {event["user_id"]: event for event in self.scene.seen("VOICE_STATE_UPDATE")}
        for name, user_id in self.ids.items():
            event = last.get(str(user_id))
            if event is None or event["channel_id"] is None:
                assert name not in self.roles
                continue
            asked = event["request_to_speak_timestamp"] is not None
            assert STAGE_ROLES[event["suppress"], asked] == self.roles[name]
            assert event["channel_id"] == str(self.channels[self.places[name]].id)


QUIET = [HealthCheck.too_slow, HealthCheck.data_too_large]


def test_people_are_in_the_roles_that_the_model_says() -> None:
    options = settings(max_examples=30, stateful_step_count=30, suppress_health_check=QUIET)

    run_state_machine_as_test(Stage, settings=options)


@pytest.mark.long
@pytest.mark.timeout(900)
@pytest.mark.parametrize("seed", range(20))
def test_people_are_in_the_roles_that_the_model_says_for_long(seed: int) -> None:
    options = settings(max_examples=100, stateful_step_count=60, suppress_health_check=QUIET)

    run_state_machine_as_test(start_from(seed)(type("Stage", (Stage,), {})), settings=options)
