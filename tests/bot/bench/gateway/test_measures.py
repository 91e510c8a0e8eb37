"""A stage is played in its own time, and nothing that happens on it is lost; how quickly, no test asks."""

from __future__ import annotations

import pytest

from bot.bench.gateway.measures import GatewayMeasures
from bot.bench.gateway.plan import Plan

SMALL = Plan(
    rounds=1,
    listeners=200,
    hands=50,
    churn=100,
    hand_seconds=1.0,
    churn_a_second=50,
    seconds=3.0,
    settle_seconds=0.0,
)
WHOLE = Plan(
    rounds=1,
    listeners=10_000,
    hands=1_000,
    churn=100,
    hand_seconds=10.0,
    churn_a_second=50,
    seconds=60.0,
    settle_seconds=0.0,
)


async def played(plan: Plan) -> GatewayMeasures:
    """Play the evening of a plan."""
    measures = GatewayMeasures(plan, lambda _line: None)
    await measures.run(["evening"])
    return measures


@pytest.mark.parametrize("plan", [SMALL, pytest.param(WHOLE, marks=pytest.mark.long)], ids=["small", "whole"])
@pytest.mark.timeout(600)
async def test_no_event_of_a_large_stage_is_lost_and_its_messages_stay_within_limits(plan: Plan) -> None:
    [evening] = (await played(plan)).evenings

    assert evening.sent == plan.hands + int(plan.churn_a_second * plan.seconds)
    assert evening.handled == evening.sent
    assert evening.queue_is_right
    assert 0 < evening.waiting <= plan.hands
    assert evening.refused == 0
    assert evening.edits
    # Five a second and a half: at most one a second, wherever the window begins.
    assert evening.most_in_window <= 6


@pytest.mark.long
async def test_both_sides_are_told_the_same_and_what_it_costs_is_shown() -> None:
    figures = await GatewayMeasures(SMALL, lambda _line: None).run(["events"])

    assert [figure.what for figure in figures] == [
        f"{what}{where}" for where in ("", ", in voice") for what in ("come or go", "a hand", "all")
    ]
    assert all(figure.ours and figure.peers for figure in figures)
