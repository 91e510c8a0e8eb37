"""The measures run: real clients connect, every packet opens, and what is missing is said."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.bench.voice import replays
from bot.bench.voice.measures import QUICK, TRIES, VoiceMeasures
from bot.errors import OperatorError

TINY = replace(
    QUICK,
    seconds=1.0,
    streams_for_cpu=3,
    connected=3,
    connected_peer=2,
    ladder_seconds=1.0,
    speakers={"ours": 3, "voice_recv_pcm": 2, "voice_recv_opus": 2},
)


@pytest.fixture
def measures() -> VoiceMeasures:
    return VoiceMeasures(TINY, lambda _line: None)


@pytest.mark.parametrize("kind", ["ours_clips", "ours_live", "discord_py_clips"])
async def test_every_stream_arrives_and_every_packet_opens(measures: VoiceMeasures, kind: str) -> None:
    outcome = await measures._window(kind, 3)

    assert outcome.arrived["streams"] == 3
    assert outcome.arrived["packets"] > 3 * 20
    assert outcome.arrived["bad"] == 0
    assert outcome.cpu_seconds > 0


async def test_a_recording_is_measured(measures: VoiceMeasures) -> None:
    kept = await measures._record("ours", 3)

    assert kept.microseconds_a_packet > 0
    assert kept.share > 0.5


async def test_a_ladder_ends_with_the_first_step_that_fails_and_a_missing_peer_is_named(
    measures: VoiceMeasures,
) -> None:
    tried: list[int] = []

    async def holds(kind: str, count: int) -> bool:
        if kind == "absent":
            raise OperatorError("No module named 'absent'")
        tried.append(count)
        # The second step holds when it is tried again.
        return count < 30 and tried != [10, 20]

    ladders = {"ours": (10, 20, 30, 40), "absent": (1, 2)}
    climbing = replace(TINY, ladder_rounds=2)
    measures._plan = climbing

    assert await measures._climbed(ladders, holds) == {"ours": [20.0, 20.0], "absent": []}
    assert tried == [10, 20, 20, *[30] * TRIES, 10, 20, *[30] * TRIES]
    assert measures.missing == ["absent: No module named 'absent'"]


async def test_a_replay_is_measured() -> None:
    figures, missing = await replays.measured(minutes=0.2, rounds=1, say=lambda _line: None)

    assert [figure.what for figure in figures] == [
        "replay of 4 x 0.2 min, CPU",
        "replay of 4 x 0.2 min, memory",
        "replay of 4 x 0.2 min, ready with its picture",
    ]
    assert all(figure.ours[0] > 0 for figure in figures)
    assert bool(missing) is not bool(figures[0].peers)


async def test_a_sender_that_does_not_start_is_named(measures: VoiceMeasures) -> None:
    with pytest.raises(OperatorError, match="measured ended: KeyError"):
        await measures._window("a kind of nobody", 1)
