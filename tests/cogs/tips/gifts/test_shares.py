from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cogs.tips.gifts.shares import divided


@pytest.mark.parametrize(
    ("amount", "weights", "parts"),
    [
        (10, [1, 1, 1], [4, 3, 3]),
        (11, [1, 1, 1], [4, 4, 3]),
        (1, [1, 1], [1, 0]),
        (100, [60, 30], [67, 33]),
        (7, [0, 5], [0, 7]),
    ],
)
def test_what_is_left_over_goes_to_those_of_whom_most_was_cut_off(
    amount: int, weights: list[int], parts: list[int]
) -> None:
    assert divided(amount, weights) == parts


@given(
    st.integers(0, 2**62),
    st.lists(st.integers(0, 100_000), min_size=1, max_size=30).filter(lambda weights: sum(weights) > 0),
)
def test_nothing_is_left_over_and_nobody_is_a_unit_off(amount: int, weights: list[int]) -> None:
    parts = divided(amount, weights)

    assert sum(parts) == amount
    for part, weight in zip(parts, weights, strict=True):
        assert abs(part * sum(weights) - amount * weight) < sum(weights)


@pytest.mark.parametrize("weights", [[], [0, 0], [2, -1]])
def test_nothing_is_divided_among_nobody(weights: list[int]) -> None:
    with pytest.raises(ValueError, match="divided"):
        divided(5, weights)
