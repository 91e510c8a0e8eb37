"""Whose turn it is: for any hands and any rule, each is called once, and by what the rule says."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cogs.hands.policies import Hand, Standing, expected_wait, in_order, next_of, weight_of
from cogs.hands.settings import Policy

START = datetime(2026, 1, 1, 20, tzinfo=UTC)
STANDINGS = st.builds(Standing, st.integers(0, 3), st.integers(0, 3), st.integers(1, 3))
POLICIES = st.sampled_from(Policy)
NOW = START + timedelta(hours=1)


@st.composite
def queues(draw: st.DrawFn) -> list[Hand]:
    """Hands in any order, whose ids are the order in which they came."""
    size = draw(st.integers(0, 8))
    hands = [
        Hand(
            number,
            100 + number,
            START + timedelta(seconds=number * 10),
            question=draw(st.sampled_from([None, "Why?"])),
            held=draw(st.booleans()),
            skips=draw(st.integers(0, 2)),
            standing=draw(STANDINGS),
        )
        for number in range(1, size + 1)
    ]
    return draw(st.permutations(hands))


def untouched(hands: list[Hand]) -> list[Hand]:
    """The same, of whom no host passed over or held any."""
    return [Hand(one.id, one.user_id, one.raised_at, one.question, standing=one.standing) for one in hands]


@given(queues(), POLICIES)
def test_nobody_is_lost_or_doubled_and_how_they_are_stored_does_not_matter(
    hands: list[Hand], policy: Policy
) -> None:
    ordered = in_order(hands, policy, NOW)

    assert sorted(hand.id for hand in ordered) == sorted(hand.id for hand in hands)
    assert ordered == in_order(reversed(hands), policy, NOW)


@given(queues(), POLICIES)
def test_the_next_is_the_first_who_is_not_held(hands: list[Hand], policy: Policy) -> None:
    called = next_of(hands, policy, NOW)

    free = [hand for hand in in_order(hands, policy, NOW) if not hand.held]
    assert called == (free[0] if free else None)


@given(queues(), POLICIES)
def test_whoever_was_passed_over_more_often_comes_after_all_others(hands: list[Hand], policy: Policy) -> None:
    skips = [hand.skips for hand in in_order(hands, policy, NOW)]

    assert skips == sorted(skips)


@given(queues(), POLICIES)
def test_what_a_rule_leaves_open_is_decided_by_arrival(hands: list[Hand], policy: Policy) -> None:
    alike = [Hand(one.id, one.user_id, one.raised_at, "Why?", standing=Standing(1, 1, 2)) for one in hands]

    ids = [hand.id for hand in in_order(alike, policy, NOW)]

    assert ids == sorted(ids)


@given(queues())
def test_first_come_first_heard(hands: list[Hand]) -> None:
    ids = [hand.id for hand in in_order(untouched(hands), Policy.FIRST_COME, NOW)]

    assert ids == sorted(ids)


@given(queues())
def test_with_a_fair_floor_nobody_goes_before_one_who_spoke_less(hands: list[Hand]) -> None:
    spoke = [hand.standing.spoke_seconds for hand in in_order(untouched(hands), Policy.FAIR_FLOOR, NOW)]

    assert spoke == sorted(spoke)


@given(queues())
def test_newcomers_go_before_all_who_have_spoken_here(hands: list[Hand]) -> None:
    ordered = [hand.standing for hand in in_order(untouched(hands), Policy.NEWCOMERS, NOW)]

    known = [standing.spoke_seconds > 0 for standing in ordered]
    assert known == sorted(known)
    new = [standing.rooms_before for standing in ordered if standing.spoke_seconds == 0]
    assert new == sorted(new)


@given(queues())
def test_questions_go_before_hands_without_one(hands: list[Hand]) -> None:
    silent = [hand.question is None for hand in in_order(untouched(hands), Policy.QUESTIONS, NOW)]

    assert silent == sorted(silent)


@given(queues(), st.integers(0, 7200))
def test_with_weights_a_longer_wait_with_no_less_weight_always_goes_first(
    hands: list[Hand], seconds: int
) -> None:
    ordered = in_order(untouched(hands), Policy.WEIGHTED, START + timedelta(seconds=80 + seconds))

    for place, hand in enumerate(ordered):
        for later in ordered[place + 1 :]:
            assert not (later.id < hand.id and later.standing.weight >= hand.standing.weight)


@given(st.integers(2, 26), st.integers(1, 3600))
def test_with_weights_nobody_waits_for_ever(weight: int, seconds: int) -> None:
    plain = Hand(1, 1, START)
    favoured = Hand(2, 2, START + timedelta(seconds=seconds * weight), standing=Standing(weight=weight))
    when = favoured.raised_at + timedelta(seconds=seconds)

    # The favoured one has waited for `weight * seconds`; whoever came that much earlier is before them.
    assert in_order([favoured, plain], Policy.WEIGHTED, when)[0] is plain


@pytest.mark.parametrize(("roles", "weight"), [((), 1), ((7,), 3), ((8,), 2), ((8, 7), 3), ((9,), 1)])
def test_the_first_of_the_favoured_roles_counts_most(roles: tuple[int, ...], weight: int) -> None:
    assert weight_of(roles, favoured=(7, 8)) == weight


@given(st.integers(0, 50), st.integers(0, 9), st.integers(0, 9))
def test_nobody_waits_longer_than_one_behind_them(ahead: int, places: int, free: int) -> None:
    turn = timedelta(minutes=2)

    here, behind = (expected_wait(each, places, min(free, places), turn) for each in (ahead, ahead + 1))

    assert here is not None
    assert behind is not None
    assert timedelta(0) <= here <= behind <= here + turn


def test_a_free_place_is_no_wait_and_without_a_measure_nobody_knows() -> None:
    assert expected_wait(0, places=2, free=1, turn=None) == timedelta(0)
    assert expected_wait(1, places=2, free=1, turn=None) is None
    assert expected_wait(3, places=2, free=0, turn=timedelta(minutes=1)) == timedelta(minutes=2)
