from __future__ import annotations

import pytest

from bot.errors import UpstreamError
from bot.voice import ogg, speech
from bot.voice.preparing import Limits, Preparing
from bot.voice.speech import EspeakSpeech, find_speech


async def test_a_text_is_read_aloud_in_a_process_of_its_own() -> None:
    pytest.importorskip("espeakng_loader", reason="the extra `speech` is not installed")

    short, long = [await EspeakSpeech().speak(text, "fr") for text in ("Ada", "À suivre : Ada Lovelace")]
    clip = await Preparing().clip_of(long, Limits(20))

    assert len(long) > 1.5 * len(short)
    assert len(ogg.packets(clip)) > 40


async def test_a_voice_that_is_broken_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(speech, "_PROGRAM", "bot.voice.no_such_program")

    with pytest.raises(UpstreamError, match="the voice ended with 1"):
        await EspeakSpeech().speak("Ada", "en")


def test_without_the_extra_there_is_no_voice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(speech, "_PACKAGE", "no_such_package")

    assert find_speech() is None
