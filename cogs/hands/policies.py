"""In which order hands are called, and how long that may take. Nothing here knows of a database or a clock.

Every rule is a total order: what it leaves open is decided by arrival. A hand that a host passed over stands
behind all that were passed over less often, whatever the rule, since the host said so.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from cogs.hands.settings import Policy


@dataclass(frozen=True, slots=True)
class Standing:
    """What policies ask of somebody who asks to speak."""

    spoke_seconds: int = 0  # in this club over the last weeks
    rooms_before: int = 0
    weight: int = 1


@dataclass(frozen=True, slots=True)
class Hand:
    """One hand that waits. The id is the order of arrival."""

    id: int
    user_id: int
    raised_at: datetime
    question: str | None = None
    held: bool = False  # it keeps its place, and is not called
    skips: int = 0  # how many times it was passed over
    standing: Standing = Standing()  # as it was when the hand went up


def in_order(hands: Iterable[Hand], policy: Policy, now: datetime) -> list[Hand]:
    """The hands as a policy has them, those that are held in their places."""
    return sorted(hands, key=lambda hand: (hand.skips, *_rank(hand, policy, now), hand.id))


def next_of(hands: Iterable[Hand], policy: Policy, now: datetime) -> Hand | None:
    """Whom the policy calls, or None if nobody waits but those who are held."""
    return next((hand for hand in in_order(hands, policy, now) if not hand.held), None)


def _rank(hand: Hand, policy: Policy, now: datetime) -> tuple[float, ...]:
    match policy:
        case Policy.FIRST_COME:
            return ()
        case Policy.FAIR_FLOOR:
            return (hand.standing.spoke_seconds,)
        case Policy.NEWCOMERS:
            return (hand.standing.spoke_seconds > 0, hand.standing.rooms_before)
        case Policy.WEIGHTED:
            # A clock that was set back makes nobody wait for less than nothing.
            return (
                -max(0.0, (now - hand.raised_at).total_seconds()) * hand.standing.weight,
                -hand.standing.weight,
            )
        case Policy.QUESTIONS:
            return (hand.question is None,)


def weight_of(role_ids: Iterable[int], favoured: tuple[int, ...]) -> int:
    """How much a moment of waiting counts: 1 without any of the favoured roles, most with the first one."""
    held = set(role_ids)
    return next((len(favoured) - place + 1 for place, role in enumerate(favoured) if role in held), 1)


def expected_wait(ahead: int, places: int, free: int, turn: timedelta | None) -> timedelta | None:
    """How long somebody waits with `ahead` before them; None if nobody knows how long a turn is.

    `places` speak beside each other, `free` of these are free just now. A place that is not free is taken
    to have a whole turn before it: better called early than late.
    """
    if ahead < free:
        return timedelta(0)
    if turn is None:
        return None
    return turn * ((ahead - free) // max(1, places) + 1)
