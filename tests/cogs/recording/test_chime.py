"""A room hears that it is recorded: tones everywhere, and words in the languages that Rostra speaks."""

from __future__ import annotations

import pytest

from bot.doctor.cogs import LANGUAGES
from bot.voice.opus import FRAME_SAMPLES, SAMPLE_RATE, packet_samples
from cogs.recording.chime import notice, tones


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_is_said_in_words_after_the_tones(language: str) -> None:
    packets = notice(language)

    words = packets[len(tones()) :]
    assert packets[: len(tones())] == tones()
    assert 1.0 < len(words) * FRAME_SAMPLES / SAMPLE_RATE < 5.0
    assert {packet_samples(packet) for packet in packets} == {FRAME_SAMPLES}
    assert notice(f"{language}-XX") == packets


def test_each_language_has_its_own_words_and_others_the_tones() -> None:
    assert len({notice(language) for language in LANGUAGES}) == len(LANGUAGES)
    assert notice("tlh") == notice("../en") == tones()
