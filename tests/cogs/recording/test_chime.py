"""A room hears that it is recorded, and no more: tones everywhere, words in what Rostra speaks."""

from __future__ import annotations

import pytest

from bot.doctor.cogs import LANGUAGES
from bot.voice.opus import FRAME_SAMPLES, SAMPLE_RATE, packet_samples
from cogs.playback.preferences import Purpose
from cogs.recording.chime import Said, notice, tones


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("said", Said)
def test_it_is_said_in_words_after_the_tones(said: Said, language: str) -> None:
    packets = notice(said, language)

    words = packets[len(tones(said)) :]
    assert packets[: len(tones(said))] == tones(said)
    assert 1.0 < len(words) * FRAME_SAMPLES / SAMPLE_RATE < 5.0
    assert {packet_samples(packet) for packet in packets} == {FRAME_SAMPLES}
    assert notice(said, f"{language}-XX") == packets


def test_each_has_its_own_words_and_tones_and_other_languages_the_tones() -> None:
    assert len({notice(said, language) for said in Said for language in LANGUAGES}) == 2 * len(LANGUAGES)
    assert tones(Said.RECORDING) != tones(Said.RECORDED)
    for said in Said:
        assert notice(said, "tlh") == notice(said, "../en") == tones(said)


def test_a_community_can_choose_a_sound_of_its_own_for_each() -> None:
    assert {said.value for said in Said} < {purpose.value for purpose in Purpose}
