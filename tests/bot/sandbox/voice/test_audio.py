from __future__ import annotations

from pathlib import Path

import pytest

from bot.sandbox.voice import audio
from bot.sandbox.voice.audio import BadAudio, opus_packets
from bot.sandbox.voice.listening import correlation
from bot.voice import ogg
from tests.bot.sandbox.voice.recording import SECONDS, write_wav


def test_any_file_becomes_packets_of_20_ms(tmp_path: Path) -> None:
    file = write_wav(tmp_path / "tone.wav")

    packets = opus_packets(file)

    assert {ogg.packet_samples(packet) for packet in packets} == {960}
    assert len(packets) == pytest.approx(SECONDS * 50, abs=2)
    assert correlation(file, ogg.write(packets)) > 0.98


def test_ready_packets_are_left_as_they_are(tmp_path: Path) -> None:
    packets = [b"\xfc" + bytes([number]) for number in range(20)]
    file = tmp_path / "ready.ogg"
    file.write_bytes(ogg.write(packets))

    assert opus_packets(file) == packets


def test_packets_of_another_length_are_encoded_anew(tmp_path: Path) -> None:
    """Discord carries frames of 20 ms ("Voice Connections", Voice Packet Structure)."""
    long = ogg.packets(ogg.write(opus_packets(write_wav(tmp_path / "tone.wav"))))
    file = tmp_path / "60ms.ogg"
    file.write_bytes(ogg.write([_three_in_one(long[i : i + 3]) for i in range(0, 30, 3)]))

    assert {ogg.packet_samples(packet) for packet in opus_packets(file)} == {960}


@pytest.mark.parametrize("content", [b"", b"hello", b"OggS" + bytes(60)])
def test_what_is_no_audio_is_refused_by_name(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "noise.bin"
    file.write_bytes(content)

    with pytest.raises(BadAudio, match=r"noise\.bin"):
        opus_packets(file)


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadAudio, match="cannot be read"):
        opus_packets(tmp_path / "nowhere.wav")


def test_too_long_a_file_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(audio, "LONGEST_SECONDS", 1)

    with pytest.raises(BadAudio, match="longer"):
        opus_packets(write_wav(tmp_path / "tone.wav"))


def _three_in_one(packets: list[bytes]) -> bytes:
    """Join three packets of one frame into one of three: RFC 6716, section 3.2.5, code 3, sizes given."""
    sizes = b"".join(_size(len(packet) - 1) for packet in packets[:2])
    return bytes([packets[0][0] | 3, 0x80 | 3]) + sizes + b"".join(packet[1:] for packet in packets)


def _size(length: int) -> bytes:
    """RFC 6716, section 3.2.1."""
    return bytes([length]) if length < 252 else bytes([252 + (length & 3), (length - 252) >> 2])
