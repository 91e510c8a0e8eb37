from __future__ import annotations

import pytest

from bot.voice.loudness import MOST_PEAK_DBTP, TARGET_LUFS, Loudness, measure
from tests.bot.voice.files import silence, tone


@pytest.mark.parametrize("dbfs", [-23.0, -33.0])
def test_the_test_signals_of_the_ebu_are_measured_as_they_shall_be(dbfs: float) -> None:
    # EBU Tech 3341, table 1, cases 1 and 2: a stereo sine of 1 kHz at that peak is as many LUFS, within 0.1.
    assert measure(tone(20_000, dbfs=dbfs, hertz=1000)).lufs == pytest.approx(dbfs, abs=0.1)


def test_quiet_passages_do_not_count() -> None:
    # EBU Tech 3341, table 1, case 3: -36, -23 and -36 dBFS are -23 LUFS, since a gate takes the first out.
    parts = [
        tone(length, dbfs=dbfs, hertz=1000) for length, dbfs in ((10_000, -36), (60_000, -23), (10_000, -36))
    ]

    assert measure(parts[0] + parts[1] + parts[2]).lufs == pytest.approx(-23.0, abs=0.1)


def test_silence_has_no_loudness() -> None:
    assert measure(silence(1000)).is_silent


def test_a_sound_is_brought_to_the_loudness_of_all() -> None:
    assert Loudness(lufs=-30.0, peak_dbtp=-20.0).gain_db == pytest.approx(TARGET_LUFS + 30)
    assert Loudness(lufs=-8.0, peak_dbtp=0.0).gain_db == pytest.approx(TARGET_LUFS + 8)


def test_no_gain_takes_a_peak_beyond_what_the_recommendation_allows() -> None:
    assert Loudness(lufs=-40.0, peak_dbtp=-6.0).gain_db == pytest.approx(MOST_PEAK_DBTP + 6)


def test_a_click_shorter_than_a_block_is_measured_too() -> None:
    assert not measure(tone(60)).is_silent
