"""Ogg Opus files are read as they were written, and FFmpeg agrees."""

from __future__ import annotations

import io
import math

import av
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.voice import ogg
from bot.voice.opus import SILENCE, BadPacket

#: Packets of one CELT frame of 20 ms: the first byte tells the time, the rest is free.
opus_packets = st.binary(max_size=1500).map(lambda body: b"\xfc" + body)


def tone(seconds: float = 1.0) -> bytes:
    """A 440 Hz tone as FFmpeg writes it."""
    file = io.BytesIO()
    rate, count = 48_000, int(48_000 * seconds)
    with av.open(file, "w", format="ogg") as container:
        stream = container.add_stream("libopus", rate=rate, layout="stereo")
        wave = np.sin(2 * math.pi * 440 * np.arange(count) / rate).astype(np.float32) * 0.5
        frame = av.AudioFrame.from_ndarray(np.repeat(wave, 2).reshape(1, -1), format="flt", layout="stereo")
        frame.sample_rate = rate
        for packet in [*stream.encode(frame), *stream.encode(None)]:
            container.mux(packet)
    return file.getvalue()


def decoded(data: bytes) -> np.ndarray:
    with av.open(io.BytesIO(data), "r") as container:
        return np.concatenate([frame.to_ndarray()[0] for frame in container.decode(audio=0)])


@given(st.lists(opus_packets, max_size=300))
def test_what_is_written_is_read(packets: list[bytes]) -> None:
    assert ogg.packets(ogg.write(packets)) == packets


@given(st.lists(st.sampled_from([254, 255, 256, 509, 510, 511, 61_440]), max_size=20))
def test_lengths_around_a_segment_survive(sizes: list[int]) -> None:
    packets = [b"\xfc" * size for size in sizes]

    assert ogg.packets(ogg.write(packets)) == packets


@given(st.binary(max_size=400))
def test_any_bytes_are_refused_with_one_kind_of_error(data: bytes) -> None:
    with pytest.raises(ogg.BadOgg):
        ogg.packets(b"OggS" + data)


@given(st.integers(min_value=0), st.integers(min_value=0, max_value=7))
def test_a_flipped_bit_is_noticed(position: int, bit: int) -> None:
    data = bytearray(ogg.write([SILENCE] * 120))
    data[position % len(data)] ^= 1 << bit

    try:
        packets = ogg.packets(bytes(data))
    except ogg.BadOgg:
        return
    # A flip in a length makes the rest look cut off; what was read before it is sound.
    assert all(packet == SILENCE for packet in packets)


def test_ffmpeg_decodes_what_is_written() -> None:
    source = tone()

    copy = ogg.write(ogg.packets(source))

    heard = decoded(copy)
    spectrum = np.abs(np.fft.rfft(heard[9600:38400]))
    assert abs(spectrum.argmax() * 48_000 / 28_800 - 440) < 2
    assert float(np.sqrt(np.mean(heard[9600:38400] ** 2))) > 0.2


def test_ffmpegs_file_is_read_with_its_head() -> None:
    file = ogg.read(tone(0.5))

    assert file.channels == 2
    assert file.pre_skip == 312
    assert "encoder" in {name.lower() for name in file.tags}
    assert sum(map(ogg.packet_samples, file.packets)) >= 24_000


def test_ffmpeg_reads_the_duration() -> None:
    with av.open(io.BytesIO(ogg.write([SILENCE] * 1234)), "r") as container:
        assert container.duration == 1234 * 20_000


def test_tags_survive_even_when_longer_than_a_page() -> None:
    tags = {"TITLE": "Ein Abend im Klub ✓", "COMMENT": "x" * 200_000}

    assert ogg.read(ogg.write([SILENCE], tags=tags)).tags == tags


@pytest.mark.parametrize("extra", [-1, 0, 1])
def test_tags_of_exactly_a_page_survive(extra: int) -> None:
    overhead = len(ogg.VENDOR) + 8 + 4 + 4 + 4 + len("T=")
    tags = {"T": "x" * (255 * 255 - overhead + extra)}

    assert ogg.read(ogg.write([SILENCE], tags=tags)).tags == tags


def test_a_page_torn_by_a_crash_loses_only_itself() -> None:
    data = ogg.write([SILENCE] * 150)

    assert len(ogg.packets(data[:-10])) == 100


def test_chained_streams_are_read_in_a_row() -> None:
    data = ogg.write([SILENCE] * 3) + ogg.write([SILENCE] * 4)

    assert len(ogg.packets(data)) == 7


def test_a_missing_page_is_an_error() -> None:
    data = ogg.write([SILENCE] * 150)
    second = data.index(b"OggS", data.index(b"OpusTags"))
    third = data.index(b"OggS", second + 4)

    with pytest.raises(ogg.BadOgg, match="missing"):
        ogg.packets(data[:second] + data[third:])


def test_a_file_grows_page_by_page_while_it_is_written() -> None:
    file = io.BytesIO()
    writer = ogg.OggOpusWriter(file)

    writer.write(SILENCE)
    writer.flush()

    assert ogg.packets(file.getvalue()) == [SILENCE]
    writer.close()
    writer.close()
    assert ogg.packets(file.getvalue()) == [SILENCE]


def test_an_equal_serial_gives_equal_bytes() -> None:
    assert ogg.write([SILENCE], serial=7) == ogg.write([SILENCE], serial=7)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "no Opus stream"),
        (b"ID3\x04 an mp3", "no Ogg page"),
    ],
)
def test_another_file_is_refused(data: bytes, words: str) -> None:
    with pytest.raises(ogg.BadOgg, match=words):
        ogg.packets(data)


def test_a_packet_that_is_too_long_is_refused() -> None:
    with pytest.raises(ogg.BadOgg, match="61440"):
        ogg.write([b"\xfc" * 61_441])


@pytest.mark.parametrize(
    ("first", "samples"),
    [(0 << 3, 480), (3 << 3, 2880), (12 << 3, 480), (15 << 3, 960), (16 << 3, 120), (31 << 3, 960)],
)
def test_the_first_byte_tells_the_time(first: int, samples: int) -> None:
    assert ogg.packet_samples(bytes([first])) == samples
    assert ogg.packet_samples(bytes([first | 1, 0])) == samples * 2
    assert ogg.packet_samples(bytes([first | 2, 0])) == samples * 2


def test_frames_may_be_counted_in_the_second_byte() -> None:
    assert ogg.packet_samples(bytes([(31 << 3) | 3, 6])) == 5760


@pytest.mark.parametrize("packet", [b"", b"\xff", b"\xff\x00", b"\xff\x07"])
def test_a_packet_against_the_rules_is_refused(packet: bytes) -> None:
    with pytest.raises(BadPacket):
        ogg.packet_samples(packet)


def test_ffmpeg_agrees_on_the_time_of_every_packet() -> None:
    data = tone()
    with av.open(io.BytesIO(data), "r") as container:
        durations = [packet.duration for packet in container.demux(audio=0) if packet.size]

    ours = [ogg.packet_samples(packet) for packet in ogg.packets(data)]

    # The last one is cut to the length of the sound by the file, not by the packet.
    assert ours[1:-1] == durations[1:-1]
