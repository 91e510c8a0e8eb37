"""The measures run: real clients connect, every packet opens, and what is missing is said."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.bench.voice.measures import QUICK, VoiceMeasures
from bot.errors import OperatorError

TINY = replace(
    QUICK,
    seconds=1.0,
    streams_for_cpu=3,
    connected=3,
    connected_peer=2,
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
    microseconds, share = await measures._record("ours", 3)

    assert microseconds > 0
    assert share > 0.5


async def test_a_sender_that_does_not_start_is_named(measures: VoiceMeasures) -> None:
    with pytest.raises(OperatorError, match="measured ended: KeyError"):
        await measures._window("a kind of nobody", 1)
