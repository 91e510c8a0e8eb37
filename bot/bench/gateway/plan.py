"""How large the stage of `rostra bench gateway` is, what happens on it, and how often it is measured."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Plan:
    """How much, and how often."""

    rounds: int
    listeners: int
    hands: int
    #: How many come or go as quickly as they can.
    churn: int
    #: The evening: in how many seconds the hands go up, how many come or go a second, and for how long.
    hand_seconds: float
    churn_a_second: int
    seconds: float
    #: What is done a little later, such as to store who came, is done by then.
    settle_seconds: float = 6.0
    uvloop: bool = False
    #: How many come or go in one go.
    burst: int = 3_000


FULL = Plan(
    15,
    listeners=10_000,
    hands=1_000,
    churn=6_000,
    hand_seconds=10,
    churn_a_second=50,
    seconds=60,
    burst=30_000,
)
QUICK = Plan(1, listeners=500, hands=200, churn=2_000, hand_seconds=2, churn_a_second=50, seconds=5)
