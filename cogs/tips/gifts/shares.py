"""How an amount is divided, so that nothing is left over and nothing is added."""

from __future__ import annotations

from collections.abc import Sequence


def divided(amount_minor: int, weights: Sequence[int]) -> list[int]:
    """Divide an amount by weights; the parts add up to it.

    Each gets the whole units of their part. What is left over goes, one unit each, to those of whose
    parts most was cut off, and among equals to those who come first in the order that is given.

    Raises:
        ValueError: there is nobody, or nobody weighs anything.
    """
    total = sum(weights)
    if total <= 0 or min(weights) < 0:
        raise ValueError(f"nothing is divided by {weights}")
    parts = [amount_minor * weight // total for weight in weights]
    cut_off = [amount_minor * weight % total for weight in weights]
    left = amount_minor - sum(parts)
    for place in sorted(range(len(weights)), key=lambda place: -cut_off[place])[:left]:
        parts[place] += 1
    return parts
