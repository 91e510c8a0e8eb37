"""Packets come out in order, each once, and what is missing is counted."""

from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st

from bot.voice.jitter import FIRST_PACKETS, HELD_PACKETS, LONGEST_JUMP, Reorder, Unwrapped
from bot.voice.rtp import SEQUENCES, TIMESTAMPS

starts = st.integers(0, SEQUENCES - 1)


def played(stream: Reorder[int], numbers: list[int]) -> list[int]:
    """Push packets that carry their own place in the stream, and drain."""
    out = [packet for number in numbers for packet in stream.push(number % SEQUENCES, number)]
    return [*out, *stream.drain()]


@given(starts, st.integers(1, 300))
def test_packets_in_order_go_straight_through(start: int, count: int) -> None:
    stream: Reorder[int] = Reorder()
    numbers = list(range(start, start + count))

    out = [list(stream.push(number % SEQUENCES, number)) for number in numbers]

    assert [packet for ready in out for packet in [*ready]] + list(stream.drain()) == numbers
    assert all(len(ready) == 1 for ready in out[FIRST_PACKETS:])
    assert not stream.waits


@given(starts, st.integers(10, 200), st.randoms(use_true_random=False))
def test_what_is_overtaken_by_a_few_is_put_back(start: int, count: int, dice: random.Random) -> None:
    numbers = list(range(start, start + count))
    moved = sorted(numbers, key=lambda number: number + dice.uniform(0, FIRST_PACKETS - 0.01))
    stream: Reorder[int] = Reorder()

    assert played(stream, moved) == numbers
    assert stream.lost == stream.late == 0


@given(starts, st.lists(st.booleans(), min_size=2, max_size=200))
def test_what_is_lost_is_counted_and_the_rest_goes_on(start: int, arrives: list[bool]) -> None:
    arrives[0] = arrives[-1] = True
    numbers = [start + place for place, here in enumerate(arrives) if here]
    stream: Reorder[int] = Reorder()

    assert played(stream, numbers) == numbers
    assert stream.lost == arrives.count(False)


@given(starts, st.integers(1, 60), st.randoms(use_true_random=False))
def test_what_comes_twice_goes_out_once(start: int, count: int, dice: random.Random) -> None:
    numbers = list(range(start, start + count))
    doubled = [number for number in numbers for _ in range(dice.choice([1, 1, 2]))]
    stream: Reorder[int] = Reorder()

    assert played(stream, doubled) == numbers
    assert stream.late + stream.duplicates == len(doubled) - count


def test_what_comes_after_it_was_given_up_is_dropped() -> None:
    stream: Reorder[int] = Reorder()
    numbers = [0, *range(2, 2 + HELD_PACKETS + 1)]

    assert [packet for number in numbers for packet in stream.push(number, number)] == numbers
    assert list(stream.push(1, 1)) == []
    assert (stream.lost, stream.late) == (1, 1)


def test_a_sender_who_begins_anew_is_followed_and_a_stray_is_not() -> None:
    stream: Reorder[int] = Reorder()
    far = LONGEST_JUMP + 500

    assert played(stream, [1, 2, far, 3]) == [1, 2, 3]
    assert played(stream, [far, far + 1, far + 2]) == [far, far + 1, far + 2]
    assert (stream.restarts, stream.lost) == (1, 0)


@given(st.lists(st.tuples(st.integers(0, SEQUENCES - 1), st.integers()), max_size=200))
def test_any_sequence_numbers_lose_order_but_never_a_place(pushed: list[tuple[int, int]]) -> None:
    stream: Reorder[int] = Reorder()

    out = [packet for sequence, packet in pushed for packet in stream.push(sequence, packet)]

    assert len([*out, *stream.drain()]) <= len(pushed)
    assert len(stream._held) == 0


@given(st.integers(0, TIMESTAMPS - 1), st.lists(st.integers(-2000, 4000), max_size=200))
def test_a_counter_that_wraps_counts_on(start: int, steps: list[int]) -> None:
    unwrapped = Unwrapped(TIMESTAMPS)
    first, highest = unwrapped(start), start

    for step in steps:
        number = highest + step
        assert unwrapped(number % TIMESTAMPS) - first == number - start
        highest = max(highest, number)
