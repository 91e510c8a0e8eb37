from __future__ import annotations

import numpy as np
import pytest

from bot.voice import ogg
from bot.voice.clips import opus_packets
from cogs.playback.chime import SAMPLE_RATE, chime
from cogs.playback.preferences import Purpose
from cogs.playback.service import BuiltIn


def test_the_chime_is_stereo_at_48_khz_and_not_loud() -> None:
    sound = chime()

    assert (sound.frame_rate, sound.channels, sound.sample_width) == (SAMPLE_RATE, 2, 2)
    assert -15 < sound.max_dBFS < -13
    assert 1.0 < sound.duration_seconds < 3.0


def test_the_chime_goes_upwards() -> None:
    samples = np.frombuffer(chime().raw_data, dtype="<i2")[::2].astype(float)
    first, last = samples[: SAMPLE_RATE // 5], samples[-SAMPLE_RATE // 2 :]

    def pitch(part: np.ndarray) -> float:
        return float(np.argmax(np.abs(np.fft.rfft(part))) * SAMPLE_RATE / len(part))

    assert pitch(first) == pytest.approx(523.25, abs=25)
    assert pitch(last) == pytest.approx(1046.5, abs=25)


async def test_the_clip_is_20_ms_packets_and_made_once() -> None:
    built_in = BuiltIn()

    clip = await built_in.clip(Purpose.OPENING)

    assert {ogg.packet_samples(packet) for packet in clip.packets} == {960}
    assert await built_in.clip(Purpose.OPENING) is clip
    assert list(clip.packets) == opus_packets(chime())
