from __future__ import annotations

import io

import av
import pytest

from bot.voice import loudness, ogg
from bot.voice.containers import named
from bot.voice.editing import BadSound, Fault, clip_of, decoded, edited
from bot.voice.opus import FRAME_SAMPLES
from tests.bot.voice.files import KINDS, file_of, silence, tone


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_file_becomes_packets_of_20_ms(kind: str) -> None:
    packets = ogg.packets(clip_of(file_of(tone(1000), kind), named(kind), 5))

    assert {ogg.packet_samples(packet) for packet in packets} == {FRAME_SAMPLES}
    assert len(packets) == pytest.approx(51, abs=3)


def test_the_silence_around_a_sound_is_cut_off() -> None:
    cut = edited(silence(700) + tone(1000) + silence(900))

    assert len(cut) == pytest.approx(1000, abs=25)


@pytest.mark.parametrize("dbfs", [-40.0, -3.0])
def test_quiet_and_loud_sounds_are_equally_loud_in_the_end(dbfs: float) -> None:
    assert loudness.measure(edited(tone(2000, dbfs=dbfs))).lufs == pytest.approx(
        loudness.TARGET_LUFS, abs=0.6
    )


def test_a_clip_begins_and_ends_without_a_click() -> None:
    samples = edited(tone(1000)).get_array_of_samples()

    assert max(map(abs, samples[:8])) < 200
    assert max(map(abs, samples[-8:])) < 200


def test_what_is_too_long_is_not_decoded_to_its_end() -> None:
    with pytest.raises(BadSound) as refused:
        decoded(file_of(tone(3000)), named("WAV"), 1)

    assert refused.value.fault is Fault.TOO_LONG


def test_a_silent_file_is_refused() -> None:
    with pytest.raises(BadSound) as refused:
        clip_of(file_of(silence(1000), "FLAC"), named("FLAC"), 5)

    assert refused.value.fault is Fault.SILENT


def test_a_demuxer_that_is_named_reads_nothing_else() -> None:
    with pytest.raises(BadSound) as refused:
        clip_of(file_of(tone(300), "FLAC"), named("M4A"), 5)

    assert refused.value.fault is Fault.BROKEN


def test_a_codec_that_does_not_belong_there_is_not_opened() -> None:
    """A WebM file has no FLAC in it, a Matroska file may."""
    written = io.BytesIO()
    with av.open(written, "w", format="matroska") as out:
        stream = out.add_stream("flac", rate=48_000)
        frame = av.AudioFrame("s16", "stereo", 960)
        frame.planes[0].update(bytes(960 * 4))
        frame.sample_rate = 48_000
        for packet in [*stream.encode(frame), *stream.encode(None)]:
            out.mux(packet)

    with pytest.raises(BadSound) as refused:
        clip_of(written.getvalue(), named("WebM"), 5)

    assert refused.value.fault is Fault.NO_SOUND
