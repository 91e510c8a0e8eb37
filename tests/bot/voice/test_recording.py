"""A recording: bit-exact tracks on one clock, whatever the network does, and nothing of who declined."""

from __future__ import annotations

import io
import json
import random
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest

from bot.voice import ogg
from bot.voice.opus import FRAME_SAMPLES, LONG_SILENCE, SAMPLE_RATE, SILENCE, packet_samples, silence
from bot.voice.recording import TURNS_FILE, Packet, Recording, Turn
from bot.voice.rtp import SEQUENCES, TIMESTAMPS
from bot.voice.salvage import open_again
from bot.voice.sources import FRAME_BYTES, Encoder
from bot.voice.tracks import Track

ADA, BOB = 111, 222
Start = Callable[..., Recording]


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """Begins recordings at moment 100 of the monotonic clock."""
    begun: list[Recording] = []

    def begin(allows: Callable[[int], bool] = lambda _user: True, **options: Any) -> Recording:
        recording = Recording(tmp_path, allows=allows, began=100.0, **options)
        begun.append(recording)
        return recording

    yield begin
    for recording in begun:
        recording.close(200.0)


def voice(seed: int, frames: int) -> list[bytes]:
    """Packets that differ from each other and from silence."""
    dice = random.Random(seed)
    return [b"\xfc" + dice.randbytes(dice.randrange(20, 200)) for _ in range(frames)]


def say(
    recording: Recording,
    user_id: int,
    packets: list[bytes],
    *,
    at: float,
    ssrc: int = 1,
    sequence: int = 0,
    timestamp: int = 0,
    order: list[int] | None = None,
) -> None:
    """Speak from a moment on the room's clock; `order` says which packets arrive, and when."""
    latest = 0
    for number in order if order is not None else range(len(packets)):
        latest = max(latest, number)  # what was overtaken arrives with what has overtaken it
        arrived = 100.0 + at + (latest + 1) * 0.02
        packet = Packet((timestamp + number * FRAME_SAMPLES) % TIMESTAMPS, arrived, packets[number])
        recording.take(user_id, ssrc, (sequence + number) % SEQUENCES, packet)


def track(recording: Recording, user_id: int) -> list[bytes]:
    return ogg.packets(recording.path_of(user_id).read_bytes())


def spoken(packets: list[bytes]) -> list[bytes]:
    return [packet for packet in packets if packet not in silence_packets()]


def silence_packets() -> set[bytes]:
    return {LONG_SILENCE, *silence(FRAME_SAMPLES), *silence(480), *silence(240), *silence(120)}


def starts_at(packets: list[bytes]) -> float:
    """When the first spoken packet begins."""
    samples = 0
    for packet in packets:
        if packet not in silence_packets():
            break
        samples += packet_samples(packet)
    return samples / SAMPLE_RATE


def test_packets_are_kept_as_they_came_and_at_their_time(start: Start) -> None:
    recording, ada = start(), voice(1, 100)

    say(recording, ADA, ada, at=1.5)
    length = recording.close(110.0)

    got = track(recording, ADA)
    assert length == 10.0
    assert spoken(got) == ada
    assert starts_at(got) == pytest.approx(1.5, abs=0.005)
    assert sum(map(packet_samples, got)) / SAMPLE_RATE == pytest.approx(10.0, abs=0.005)


def test_tracks_of_late_joiners_begin_with_the_room(start: Start) -> None:
    recording = start()

    say(recording, ADA, voice(1, 10), at=0.0, ssrc=1)
    say(recording, BOB, voice(2, 10), at=3_600.0, ssrc=2)
    recording.close(100.0 + 3_610.0)

    assert starts_at(track(recording, BOB)) == pytest.approx(3_600.0, abs=0.005)
    assert recording.path_of(BOB).stat().st_size < 600_000


@pytest.mark.parametrize("seed", range(20))
def test_loss_reordering_duplicates_and_wraps_change_nothing_but_what_is_lost(
    start: Start, seed: int
) -> None:
    dice, recording, packets = random.Random(seed), start(), voice(seed, 400)
    order = sorted(range(1, 399), key=lambda number: number + dice.uniform(0, 4))
    order = [0, *[number for number in order for _ in range(dice.choice([0, 1, 1, 1, 1, 2]))], 399]

    say(recording, ADA, packets, at=1.0, sequence=65_400, timestamp=TIMESTAMPS - 50_000, order=order)
    recording.close(120.0)

    arrived = sorted(set(order))
    got = track(recording, ADA)
    place = starts_at(got)
    assert spoken(got) == [packets[number] for number in arrived]
    assert recording.quality_of(ADA).lost == 400 - len(arrived)
    first = next(number for number, packet in enumerate(got) if packet == packets[0])
    samples = [0]
    for packet in got[first:]:
        samples.append(samples[-1] + packet_samples(packet))
    found = dict(zip(got[first:], samples, strict=False))
    assert place == pytest.approx(1.0, abs=0.005)
    assert all(abs(found[packets[number]] - number * FRAME_SAMPLES) <= 120 for number in arrived)


def test_another_ssrc_goes_on_in_the_same_track(start: Start) -> None:
    recording, packets = start(), voice(1, 100)

    say(recording, ADA, packets[:50], at=1.0, ssrc=1, sequence=40_000, timestamp=123_456)
    say(recording, ADA, packets[50:], at=3.0, ssrc=9, sequence=7, timestamp=99)
    recording.close(110.0)

    got = track(recording, ADA)
    assert spoken(got) == packets
    gap = sum(packet_samples(packet) for packet in got[got.index(packets[49]) + 1 : got.index(packets[50])])
    assert gap / SAMPLE_RATE == pytest.approx(1.0, abs=0.005)


def test_who_declined_is_never_written_and_who_agrees_later_is(start: Start, tmp_path: Path) -> None:
    allowed = {BOB}
    recording = start(allows=allowed.__contains__)

    say(recording, ADA, voice(1, 50), at=1.0, ssrc=1)
    say(recording, BOB, voice(2, 50), at=1.0, ssrc=2)
    allowed.add(ADA)
    later = voice(3, 50)
    say(recording, ADA, later, at=5.0, ssrc=1, sequence=50, timestamp=50 * 960)
    recording.close(110.0)

    assert spoken(track(recording, ADA)) == later
    assert spoken(track(recording, BOB)) == voice(2, 50)
    assert {file.name for file in tmp_path.iterdir()} == {f"{ADA}.opus", f"{BOB}.opus", TURNS_FILE}


def test_who_withdraws_is_gone_and_stays_gone(start: Start, tmp_path: Path) -> None:
    recording = start()
    say(recording, ADA, voice(1, 50), at=1.0, ssrc=1)
    say(recording, BOB, voice(2, 50), at=1.0, ssrc=2)

    recording.withdraw(ADA)
    recording.withdraw(ADA)
    say(recording, ADA, voice(3, 50), at=3.0, ssrc=1, sequence=50)
    recording.close(110.0)

    assert {file.name for file in tmp_path.iterdir()} == {f"{BOB}.opus", TURNS_FILE}
    assert recording.speakers() == (BOB,)


def test_turns_are_told_and_kept(start: Start, tmp_path: Path) -> None:
    turns: list[Turn] = []
    recording = start(turn_ended=turns.append)

    say(recording, ADA, [*voice(1, 50), *[SILENCE] * 5], at=1.0)
    say(recording, ADA, voice(2, 25), at=2.4, sequence=55, timestamp=70 * 960)
    say(recording, ADA, voice(3, 50), at=6.0, sequence=80, timestamp=250 * 960)
    recording.close(110.0)

    lines = [json.loads(line) for line in (tmp_path / TURNS_FILE).read_text().splitlines()]
    assert [turn.user_id for turn in turns] == [ADA, ADA]
    assert [turn.from_seconds for turn in turns] == pytest.approx([1.0, 6.0], abs=0.005)
    assert [turn.to_seconds for turn in turns] == pytest.approx([2.9, 7.0], abs=0.005)
    assert [line["from"] for line in lines] == [turn.from_seconds for turn in turns]
    assert {line["user_id"] for line in lines} == {str(ADA)}


def test_a_turn_ends_while_nobody_says_anything(start: Start) -> None:
    turns: list[Turn] = []
    recording = start(turn_ended=turns.append)
    say(recording, ADA, voice(1, 50), at=1.0)

    recording.sweep(103.0)
    assert turns == []
    recording.sweep(105.0)

    assert len(turns) == 1


def test_what_waits_for_a_lost_packet_is_written_soon(start: Start) -> None:
    recording, packets = start(), voice(1, 10)
    say(recording, ADA, packets, at=1.0, order=[0, 1, 3, 4])

    recording.sweep(102.0)

    assert recording.quality_of(ADA).packets == 4
    assert recording.quality_of(ADA).lost == 1


def test_what_is_no_opus_is_counted_and_stops_nothing(start: Start) -> None:
    recording, packets = start(), voice(1, 6)
    packets[3] = b"\xff"

    say(recording, ADA, packets, at=1.0)
    recording.close(110.0)

    assert spoken(track(recording, ADA)) == [*packets[:3], *packets[4:]]
    assert recording.quality_of(ADA).bad == 1


def test_what_the_bot_plays_is_in_the_recording_too(tmp_path: Path) -> None:
    recording, packets = Recording(tmp_path, allows=lambda _user: True), voice(1, 20)

    for number, packet in enumerate(packets):
        recording.take_own(999, number * 960, packet)
    recording.sweep(recording.began + 1)
    recording.close()

    assert spoken(track(recording, 999)) == packets


def test_ffmpeg_takes_the_file_and_hears_the_whole_room(start: Start) -> None:
    recording = start()
    real = ogg.packets(_tone())

    say(recording, ADA, real, at=2.0)
    recording.close(107.0)

    with av.open(io.BytesIO(recording.path_of(ADA).read_bytes()), "r") as container:
        samples = sum(frame.samples for frame in container.decode(audio=0))
    assert samples / SAMPLE_RATE == pytest.approx(7.0, abs=0.01)


def test_large_packets_with_short_gaps_between_them_fit(start: Start) -> None:
    recording, dice = start(), random.Random(5)
    packets = [b"\xfc" + dice.randbytes(1_200) for _ in range(200)]

    say(recording, ADA, packets, at=1.0, order=list(range(0, 200, 5)))
    recording.close(120.0)

    assert spoken(track(recording, ADA)) == packets[::5]


def test_nothing_is_taken_after_the_end(start: Start) -> None:
    recording = start()
    say(recording, ADA, voice(1, 5), at=1.0)
    recording.close(110.0)
    size = recording.path_of(ADA).stat().st_size

    say(recording, ADA, voice(2, 500), at=20.0)
    recording.sweep(130.0)
    recording.close(130.0)

    assert recording.path_of(ADA).stat().st_size == size


def _tone() -> bytes:
    wave = (np.sin(np.arange(960 * 50) * 0.05) * 9000).astype("<i2").repeat(2).tobytes()
    encoder = Encoder()
    frames = [wave[at : at + FRAME_BYTES] for at in range(0, len(wave), FRAME_BYTES)]
    packets = [packet for frame in frames for packet in encoder.encode(frame)]
    return ogg.write([*packets, *encoder.rest()])


def test_another_process_goes_on_in_the_same_streams(tmp_path: Path) -> None:
    first, ada, bob = Recording(tmp_path, allows=lambda _user: True, began=100.0), voice(1, 50), voice(2, 50)
    say(first, ADA, ada[:20], at=1.0)
    say(first, BOB, bob, at=1.0, ssrc=2)
    first.close(103.0)

    goes_on = {user: open_again(first.path_of(user)) for user in (ADA, BOB)}
    second = Recording(tmp_path, allows=lambda _user: False, began=100.0, goes_on=goes_on)
    say(second, ADA, ada[20:], at=8.0, ssrc=7)
    second.close(110.0)

    assert (spoken(track(second, ADA)), spoken(track(second, BOB))) == (ada, bob)
    pages = list(ogg._pages(second.path_of(ADA).read_bytes()))
    assert [page.sequence for page in pages] == list(range(len(pages)))
    assert len({page.serial for page in pages}) == 1
    for user in (ADA, BOB):
        samples = sum(map(packet_samples, track(second, user)))
        assert samples / SAMPLE_RATE == pytest.approx(10.0, abs=0.005)
        with av.open(str(second.path_of(user))) as file:
            assert sum(frame.samples for frame in file.decode(audio=0)) == samples
    turns = [json.loads(line) for line in (tmp_path / TURNS_FILE).read_text().splitlines()]
    assert [turn["user_id"] for turn in turns].count(str(ADA)) == 2


def test_a_track_torn_at_any_byte_of_its_last_pages_goes_on(tmp_path: Path) -> None:
    packets, whole = voice(3, 60), Recording(tmp_path, allows=lambda _user: True, began=100.0)
    say(whole, ADA, packets, at=0.0)
    whole.close(102.0)
    data = whole.path_of(ADA).read_bytes()
    offsets = [page.offset for page in ogg._pages(data)]

    for cut in range(offsets[-3], len(data) + 1):
        path = tmp_path / "torn.opus"
        path.write_bytes(data[:cut])
        again = open_again(path)
        with path.open("ab") as file:
            goes_on = Track(file, 99, {}, again.whole)
            goes_on.add(goes_on.end, packets[0], 960, 0.0)
            goes_on.close()
        got = spoken(ogg.packets(path.read_bytes()))
        assert got == [*packets[: len(got) - 1], packets[0]]


def test_who_says_yes_after_a_no_begins_anew(start: Start) -> None:
    recording = start()
    say(recording, ADA, voice(1, 30), at=0.0)
    recording.withdraw(ADA)
    say(recording, ADA, voice(2, 10), at=1.0, sequence=30)
    recording.readmit(ADA)
    later = voice(4, 20)

    say(recording, ADA, later, at=2.0, sequence=100, timestamp=100_000)
    recording.close(105.0)

    assert spoken(track(recording, ADA)) == later
