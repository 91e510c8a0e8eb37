from __future__ import annotations

from pathlib import Path

import pytest

from bot.demo.sounds import ENOUGH_ALIKE, likeness_of
from bot.sandbox.voice import heard
from bot.sandbox.voice.listening import correlation
from bot.voice.clips import opus_packets
from bot.voice.opus import SILENCE
from cogs.playback.chime import chime


@pytest.fixture
def source(tmp_path: Path) -> Path:
    file = tmp_path / "chime.wav"
    with file.open("wb") as out:
        chime().export(out, format="wav")
    return file


def test_a_chime_that_a_busy_machine_sent_unevenly_is_the_chime(source: Path) -> None:
    packets = opus_packets(chime())
    for place in (50, 30, 11):
        packets[place:place] = [SILENCE] * 2

    assert correlation(source, heard.file(packets, 1)) < ENOUGH_ALIKE
    assert likeness_of(packets, source) > ENOUGH_ALIKE


def test_another_sound_or_none_is_not_the_chime(source: Path) -> None:
    backwards = opus_packets(chime().reverse())

    assert likeness_of(backwards, source) < ENOUGH_ALIKE
    assert likeness_of([SILENCE] * 60, source) == 0.0
