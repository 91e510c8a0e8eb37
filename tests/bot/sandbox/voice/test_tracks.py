from __future__ import annotations

from bot.sandbox.voice.tracks import PACKETS_A_TRACK, TRACKS, HeardPacket, Track, Tracks
from bot.voice.opus import SILENCE


def track(*sequences: int, first: int = 0, ssrc: int = 1) -> Track:
    made = Track()
    for sequence in sequences:
        timestamp = (sequence - first) * 960
        made.add(HeardPacket(ssrc, sequence % 65_536, timestamp % (1 << 32), b"%d" % sequence))
    return made


def test_packets_are_put_in_order_and_each_is_kept_once() -> None:
    assert track(1, 3, 2, 2, 4).packets() == [b"1", b"2", b"3", b"4"]


def test_a_lost_packet_becomes_silence_of_its_length() -> None:
    assert track(1, 4).packets() == [b"1", SILENCE, SILENCE, b"4"]


def test_a_long_pause_is_left_out() -> None:
    assert track(1, 200).packets() == [b"1", b"200"]


def test_order_holds_where_sequence_numbers_wrap_around() -> None:
    assert track(65_534, 65_536, 65_535, first=65_534).packets() == [b"65534", b"65535", b"65536"]


def test_a_new_connection_starts_over() -> None:
    made = track(50_000, 50_001)
    made.add(HeardPacket(2, 3, 0, b"again"))

    assert made.packets() == [b"50000", b"50001", b"again"]


def test_a_track_keeps_five_minutes() -> None:
    assert len(track(*range(PACKETS_A_TRACK + 10)).packets()) == PACKETS_A_TRACK


def test_the_track_that_was_silent_longest_goes_first() -> None:
    tracks = Tracks()
    for speaker in [*range(TRACKS), 0, TRACKS]:
        tracks.add(1, speaker, HeardPacket(1, 1, 0, b""))

    assert tracks.get(1, 0) is not None
    assert tracks.get(1, 1) is None
