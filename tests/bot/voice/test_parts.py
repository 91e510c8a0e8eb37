"""A track in parts is one track: no packet is lost where one file ends, and everything is at its time."""

from __future__ import annotations

import io
import random
from pathlib import Path

import pytest

from bot.voice import ogg
from bot.voice.clips import opus_packets
from bot.voice.cutting import cut
from bot.voice.opus import FRAME_SAMPLES, SAMPLE_RATE, packet_samples
from bot.voice.parts import PartLimits, in_order, path_of, place_of
from bot.voice.recording import Packet, Recording
from bot.voice.salvage import open_again, salvage
from bot.voice.weaving import is_silent, loudness, weave
from tests.bot.voice.files import tone
from tests.bot.voice.killed import killed_at

ADA, BOB, CYD = 1, 2, 3
SECONDS = 20
SOUND = opus_packets(tone(1_000))


def evening(folder: Path, limits: PartLimits, seed: int = 0) -> Recording:
    """Ada speaks all the time, Bob now and then, Cyd in the ninth second, over a network that delays."""
    folder.mkdir()
    recording = Recording(folder, allows=lambda _user: True, began=0.0, limits=limits)
    dice = random.Random(seed)
    for frame in range(SECONDS * 50):
        now = (frame + 1) * 0.02
        for user_id, speaks in ((ADA, True), (BOB, frame // 60 % 3 == 0), (CYD, 450 <= frame < 500)):
            if speaks and dice.random() < 0.98:
                arrived = now + dice.choice([0, 0, 0.004, 0.06])
                packet = Packet(frame * FRAME_SAMPLES, arrived, SOUND[(frame * user_id) % len(SOUND)])
                recording.take(user_id, user_id, frame % 65_536, packet)
        if frame % 10 == 0:
            recording.sweep(now)
    recording.close(float(SECONDS))
    return recording


def files_of(folder: Path) -> list[Path]:
    """The files of all tracks, as they lie there."""
    return sorted(folder.glob("*.opus"))


def placed(parts: list[Path]) -> list[tuple[int, bytes]]:
    """What is said on a track, each packet with its sample on the room's clock."""
    found = [each for part in parts for each in ogg.packets_between(part.read_bytes(), 0, 1 << 40)]
    return [(place, packet) for place, packet in found if not is_silent(packet)]


@pytest.mark.parametrize(
    "seed", [1, 2, *(pytest.param(seed, marks=pytest.mark.long) for seed in range(3, 51))]
)
def test_packets_at_a_boundary_are_as_they_came_and_at_their_time(tmp_path: Path, seed: int) -> None:
    evening(tmp_path / "whole", PartLimits(), seed)
    evening(tmp_path / "parts", PartLimits(seconds=4), seed)

    whole, parts = in_order(files_of(tmp_path / "whole")), in_order(files_of(tmp_path / "parts"))
    assert [len(whole[name]) for name in whole] == [1, 1, 1]
    assert all(len(parts[name]) > 1 for name in whole)
    for name, (file,) in whole.items():
        assert placed(parts[name]) == placed([file])
        for before, after in zip(parts[name], parts[name][1:], strict=False):
            pages = [page for page in ogg._pages(after.read_bytes()) if page.granule > 0]
            begins = pages[0].granule - sum(packet_samples(piece) for piece, _ in pages[0].pieces())
            assert begins == salvage(before).samples


def test_what_is_made_of_parts_is_what_is_made_of_the_whole(tmp_path: Path) -> None:
    made = []
    for name, limits in (("whole", PartLimits()), ("parts", PartLimits(seconds=4))):
        evening(tmp_path / name, limits)
        files, mix, piece = files_of(tmp_path / name), io.BytesIO(), io.BytesIO()
        weave(files, mix, samples=SECONDS * SAMPLE_RATE, tags={})
        ada = in_order(files)[str(ADA)]
        seconds = cut(ada, 3 * SAMPLE_RATE, 9 * SAMPLE_RATE, piece)
        made.append((mix.getvalue(), piece.getvalue(), seconds, loudness(ada, SECONDS * SAMPLE_RATE, 50)))

    assert made[0] == made[1]


def test_a_part_ends_when_a_file_is_large_enough_too(tmp_path: Path) -> None:
    recording = evening(tmp_path / "parts", PartLimits(bytes=30_000))

    sizes = [path.stat().st_size for path in in_order(files_of(recording.folder))[str(ADA)]]
    assert len(sizes) > 2
    assert max(sizes) < 60_000


def test_who_speaks_later_begins_with_the_part_and_who_withdraws_is_in_none(tmp_path: Path) -> None:
    recording = evening(tmp_path / "parts", PartLimits(seconds=4))
    tracks = in_order(files_of(recording.folder))
    assert [place_of(part)[1] for part in tracks[str(CYD)]] == [3, 4, 5]
    assert [place_of(part)[1] for part in tracks[str(ADA)]] == [1, 2, 3, 4, 5]

    goes_on = {int(name): open_again(*parts) for name, parts in tracks.items()}
    again = Recording(recording.folder, allows=lambda _user: True, began=0.0, goes_on=goes_on)
    again.take(ADA, 9, 0, Packet(0, 21.0, b"\xfcback again"))
    again.withdraw(BOB)
    again.close(22.0)

    left = in_order(files_of(recording.folder))
    assert set(left) == {str(ADA), str(CYD)}
    assert placed(left[str(ADA)])[-1][1] == b"\xfcback again"
    assert len(left[str(ADA)]) == 5
    assert {round(salvage(parts[-1]).seconds, 1) for parts in left.values()} == {22.0}


def test_a_part_that_was_begun_and_holds_nothing_goes_on_where_the_one_before_ended(tmp_path: Path) -> None:
    recording = evening(tmp_path / "parts", PartLimits(seconds=8))
    *before, last = in_order(files_of(recording.folder))[str(ADA)]
    pages = list(ogg._pages(last.read_bytes()))
    last.write_bytes(last.read_bytes()[: pages[2].offset])

    goes_on = open_again(*before, last)
    again = Recording(recording.folder, allows=lambda _user: True, began=0.0, goes_on={ADA: goes_on})
    again.take(ADA, 9, 0, Packet(0, 21.0, b"\xfcback again"))
    again.close(22.0)

    assert goes_on.whole.samples == goes_on.began == salvage(before[-1]).samples
    first, second = placed(before), placed([last])
    assert first[-1][0] < goes_on.began <= second[0][0]
    assert second[-1] == (second[0][0], b"\xfcback again")


@pytest.mark.parametrize("seed", [1, *(pytest.param(seed, marks=pytest.mark.long) for seed in range(2, 51))])
def test_a_recorder_that_is_killed_at_a_boundary_loses_less_than_a_second(tmp_path: Path, seed: int) -> None:
    dice = random.Random(seed)
    until_part, after = dice.randrange(4, 8), dice.randrange(6)

    def is_over(_said: int, part: int) -> bool:
        nonlocal after
        after -= part >= until_part
        return after < 0

    said = killed_at(tmp_path, is_over, part_seconds=0.25)

    for name, parts in in_order(files_of(tmp_path)).items():
        whole = [part for part in parts if _is_whole(part)]
        heard = [packet for _, packet in placed(whole)]
        numbers = [int.from_bytes(packet[1:5], "big") for packet in heard]
        assert numbers == list(range(len(numbers)))
        assert said - len(numbers) <= 50
        assert len(whole) >= until_part - 2
        goes_on = Recording(tmp_path, allows=lambda _user: True, goes_on={int(name): open_again(*whole)})
        goes_on.close()


def _is_whole(part: Path) -> bool:
    try:
        salvage(part)
    except ogg.BadOgg:
        return False
    return True


def test_names_say_track_and_part(tmp_path: Path) -> None:
    assert path_of(tmp_path, ADA, 1).name == "1.opus"
    assert path_of(tmp_path, ADA, 12).name == "1-12.opus"
    assert place_of(Path("1-12.torn")) == ("1", 12)
    assert place_of(Path("mix.opus")) == ("mix", 1)
    parts = [Path("2-10.opus"), Path("1.opus"), Path("2.opus"), Path("2-9.opus")]
    assert in_order(parts) == {"2": [parts[2], parts[3], parts[0]], "1": [parts[1]]}
