"""The measures run, with so little that their numbers mean nothing."""

from __future__ import annotations

import pytest

from bot.bench.memory.answers import EMPTY, AnswerMeasures
from bot.bench.memory.measures import MemoryMeasures, Plan
from bot.bench.scenario import Asked, Scenario
from bot.storage.database import Database

TINY = Plan(rounds=1, few=1, many=2, listeners=100, times=2)


@pytest.mark.long
async def test_a_listener_is_measured_in_a_room_that_is_open() -> None:
    said: list[str] = []

    (figure,) = await MemoryMeasures(TINY, said.append).run(["listeners"])

    assert (figure.what, len(figure.ours), len(figure.peers)) == ("a listener", 1, 1)
    assert figure.mark is not None
    assert said == ["listeners: rostra, 1 of 1", "listeners: discord.py, 1 of 1"]


async def test_what_a_cog_brings_is_asked_with_little_and_with_much() -> None:
    filled: list[int] = []

    async def fill(_database: Database, _guild_id: int, _person_id: int, size: int) -> None:
        filled.append(size)

    wallet = Asked("the wallet", "wallet")
    scenario = Scenario("a till", "coins", little=1, much=40, fill=fill, asked=(wallet,))

    figures = await AnswerMeasures(rounds=1, times=2, less=10, say=lambda _text: None).measure(scenario)

    assert filled == [1, 4]
    assert [(figure.what, figure.peer) for figure in figures] == [
        (EMPTY.what, "discord.py"),
        ("the wallet with 4 coins", "discord.py, empty"),
        ("the wallet with 4 coins", "with 1"),
    ]
    assert all(figure.ours[0] > 0 and figure.peers[0] > 0 for figure in figures)
